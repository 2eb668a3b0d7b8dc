// The passages of the article: which are links, which belong to what is selected, which is the one
// that is shown. They are kept up to date only near the screen.

import { setCurrent } from "../dom.js";
import { passagesIn } from "./blocks.js";

/** The marks of a piece that the view shows. @param {Store} app @param {Piece} piece */
export const shownMarks = (app, piece) => piece.marks.filter(([key]) => app.isShown(key) || key === app.selected);

/** @param {Store} app @param {(chunk: Chunk) => void} make makes what of a chunk is not made yet */
export function makePassages(app, make) {
  const live = /** @type {Set<Chunk>} */ (new Set()); // those that are kept up to date

  return {
    live,
    /** @param {Chunk} chunk */
    paint(chunk) {
      make(chunk);
      live.add(chunk);
      if (!chunk.isFirst) chunk.box.classList.add("near");
      for (const piece of passagesIn(chunk.blocks)) paintPiece(app, piece);
    },
    /** A chunk that is far from the screen is its words alone. @param {Chunk} chunk */
    rest(chunk) {
      if (chunk.box.contains(document.activeElement)) return; // Whoever tabs through it goes on there.
      live.delete(chunk);
      chunk.box.classList.remove("near");
      for (const piece of passagesIn(chunk.blocks)) {
        if (!piece.state) continue;
        piece.state = "";
        piece.node.className = "passage";
        for (const name of ["href", "title", "aria-current"]) piece.node.removeAttribute(name);
      }
    },
  };
}

/** @param {Store} app @param {Passage} piece */
function paintPiece(app, piece) {
  const { selected, passage } = app;
  const shown = shownMarks(app, piece);
  const mine = selected ? piece.marks.filter(([key]) => key === selected) : [];
  const isCurrent = mine.some(([, number]) => number === passage);
  const state = `${app.query} ${shown.map(([key]) => key)}|${mine.length}|${isCurrent}`;
  if (piece.state === state) return;
  piece.state = state;
  const link = piece.node;
  link.classList.toggle("shown", shown.length > 0);
  link.classList.toggle("of-row", mine.length > 0);
  setCurrent(link, isCurrent);
  if (shown.length && piece.isLink) {
    link.href = app.addressOf(shown[0][0]);
    link.title = shown.map(([key]) => app.row(key).title).join("; ");
  } else {
    link.removeAttribute("href");
    link.removeAttribute("title");
  }
}
