// The article: its full text, in which every passage that a row rests on leads to that row. The
// words never hide; a piece whose rows are all left out loses its link and underline.

import { element, isForBrowser } from "../dom.js";
import { ONE_COLUMN } from "../screen.js";
import { passagesIn } from "./blocks.js";
import { makeChunks } from "./chunks.js";
import { makeFinder } from "./find.js";
import { makeHighlights } from "./highlights.js";
import { makeJumps } from "./jump.js";
import { makeNearness } from "./nearness.js";
import { makePassageMenu } from "./passage_menu.js";
import { makePassages } from "./passages.js";
import { makeReading } from "./reading.js";

const DOUBLE_CLICK_MS = 200; // a click waits for so long whether it begins a double click, which selects a word

/**
 * @param {Store} app
 * @param {{moved: () => void, wasFound: () => void}} listener
 *   ``moved``: other passages are in view; ``wasFound``: the words searched for are found, all of them
 */
export function makeArticle(app, { moved, wasFound }) {
  const { language, blocks } = app.page.article;
  const text = element("article", { lang: language, dir: "auto", tabindex: "-1" });
  const head = element("div", { class: "head-blocks", lang: language, dir: "auto" });
  const notes = element("div", { class: "print-notes" });
  const clicks = makeClicks(app, [head, text]);
  const node = element("div", { class: "text" }, text, clicks.menu, notes);
  const reading = makeReading(moved);
  const nearness = makeNearness(node, {
    came(chunk) {
      chunks.make(chunk);
      reading.watch(passagesIn(chunk.blocks));
      if (app.answer) passages.paint(chunk);
    },
    went(chunk) {
      reading.leave(passagesIn(chunk.blocks));
      if (!chunk.box.querySelector("[aria-current]")) passages.rest(chunk);
    },
    moved: () => search.render(),
  });
  const chunks = makeChunks(app, {
    text, head, opened: nearness.add,
    made(chunk, pieces) {
      clicks.add(pieces);
      if (nearness.near.has(chunk)) reading.watch(pieces);
    },
    idle: (isTimeLeft) => search.prepare(isTimeLeft),
  });
  const passages = makePassages(app, chunks.make);
  const jumps = makeJumps(node, () => chunks.all.length > 1);
  const search = makeTextSearch({ chunks, passages, jumps }, app.page.folds, wasFound);
  const selection = makeShownPassage(app, { head, chunks, passages, nearness, search, jumps });

  chunks.take(blocks);
  return {
    node, head, notes, isRead: reading.isRead, beginReading: reading.begin, render: selection.render, show: selection.show,
    /** Blocks of the page that have come later. @param {BlockData[]} fresh */
    add(fresh) {
      chunks.take(fresh);
      if (!app.answer) return;
      for (const chunk of passages.live) chunks.make(chunk);
      search.goOn();
      selection.render();
      selection.showLate();
    },
    find: search.find, showRange: search.show,
    /** All passages, made and up to date: on paper nothing is near. The next ``render`` undoes it. */
    allPassages() {
      chunks.all.forEach(passages.paint);
      return chunks.passages();
    },
    /** Where the words searched for stand, and whether that is known. */
    get found() { return search.found; },
    get isSearched() { return search.isOver; },
    close: () => [nearness, reading, jumps, clicks, search, chunks].forEach((part) => part.close()),
  };
}

/**
 * The passage of the selected row: it and all that is near are kept up to date, and it comes into view.
 * @param {Store} app
 * @param {{head: HTMLElement, chunks: ReturnType<typeof makeChunks>, passages: ReturnType<typeof makePassages>, nearness: ReturnType<typeof makeNearness>, search: ReturnType<typeof makeTextSearch>, jumps: ReturnType<typeof makeJumps>}} article
 */
function makeShownPassage(app, { head, chunks, passages, nearness, search, jumps }) {
  let isWanted = false; // a passage was asked for whose block is not there yet

  /** Of the selected row, the passage that is shown. */
  const shownPassage = () => (app.selected ? app.row(app.selected).passages[app.passage] ?? null : null);

  function render() {
    nearness.begin();
    const span = shownPassage(), chosen = span ? chunks.over(span) : [];
    for (const chunk of passages.live) if (!nearness.near.has(chunk) && !chosen.includes(chunk)) passages.rest(chunk);
    for (const chunk of new Set([...nearness.near, ...chosen])) passages.paint(chunk);
    search.render();
  }

  /** Bring the current passage into view. */
  function show() {
    const span = shownPassage(), chunk = span ? chunks.at(span[0]) : undefined;
    isWanted = Boolean(span) && !chunk;
    const current = chunk?.box.querySelector("a.passage[aria-current]") ?? head.querySelector("[aria-current]");
    if (!current) return;
    // Of a row that begins in the headline the text shows the next passage beside it.
    const beside = head.contains(current) && !matchMedia(ONE_COLUMN).matches ? chunks.all[0]?.box.querySelector("a.passage.of-row") : null;
    jumps.go(beside ?? current);
    if (beside) current.scrollIntoView({ block: "nearest" });
  }

  return {
    render, show,
    /** A part has come: perhaps with the block that was asked for. */
    showLate: () => isWanted && show(),
  };
}

/**
 * Words searched for in the text, where they stand and how they are stepped through.
 * @param {{chunks: ReturnType<typeof makeChunks>, passages: ReturnType<typeof makePassages>, jumps: ReturnType<typeof makeJumps>}} article
 * @param {Record<string, string>} folds @param {() => void} wasFound
 */
function makeTextSearch({ chunks, passages, jumps }, folds, wasFound) {
  const highlights = makeHighlights(chunks.boundsOf);
  const render = () => highlights.render(finder.found, passages.live);
  const finder = makeFinder(chunks.blocks, folds, () => {
    render();
    wasFound();
  });

  /** Bring words that were found into view. @param {Span} span */
  function show(span) {
    const bounds = chunks.boundsOf(span);
    if (!bounds) return;
    highlights.stepTo(span);
    render();
    const range = new Range();
    range.setStart(bounds.startContainer, bounds.startOffset);
    range.setEnd(bounds.endContainer, bounds.endOffset);
    jumps.go(range);
  }

  return {
    render, show, prepare: finder.prepare, goOn: finder.goOn, close: finder.close,
    /** Look for folded words; what is found at once is highlighted by the next ``render``. @param {string[]} words */
    find: (words) => finder.find(words),
    get found() { return finder.found; },
    get isOver() { return finder.isOver; },
  };
}

/** A plain click on a passage opens what rests on it; its words can be selected. @param {Store} app @param {HTMLElement[]} boxes */
function makeClicks(app, boxes) {
  const pieceOf = /** @type {WeakMap<Element, Passage>} */ (new WeakMap());
  const menu = makePassageMenu(app);
  let opening = 0;

  /** @param {MouseEvent} event */
  function choose(event) {
    const link = /** @type {Element} */ (event.target).closest("a.passage");
    const piece = link && pieceOf.get(link);
    if (!piece || !link.hasAttribute("href") || isForBrowser(event)) return;
    event.preventDefault();
    clearTimeout(opening);
    if (event.detail > 1 || !getSelection()?.isCollapsed) return; // Words were selected.
    if (event.detail === 0 || /** @type {PointerEvent} */ (event).pointerType !== "mouse") return menu.choose(piece);
    opening = setTimeout(() => getSelection()?.isCollapsed && menu.choose(piece), DOUBLE_CLICK_MS);
  }

  for (const box of boxes) box.addEventListener("click", choose);
  return {
    menu: menu.node,
    /** @param {Passage[]} pieces */
    add: (pieces) => pieces.forEach((piece) => pieceOf.set(piece.node, piece)),
    close: () => clearTimeout(opening),
  };
}
