// What rests on a passage: one row is selected at once; of several rows a list is offered.

import { button, element, storyWords } from "../dom.js";
import { splitKey } from "../state/url.js";
import { shownMarks } from "./passages.js";

const KIND_NAMES = /** @type {Record<string, string>} */ ({ event: "Event", quote: "Quote", stake: "Stake" });

/** @param {Store} app */
export function makePassageMenu(app) {
  const node = element("div", { class: "menu", role: "dialog", "aria-label": "What rests on these words", hidden: true });
  let link = /** @type {HTMLAnchorElement | null} */ (null); // it stands below

  /** @param {Passage} piece */
  function choose(piece) {
    const shown = shownMarks(app, piece);
    if (shown.length === 1) app.select(shown[0][0], { from: "article", passage: shown[0][1] });
    else if (shown.length) open(piece.node, shown);
  }

  /** @param {HTMLAnchorElement} over @param {[Key, number][]} marks */
  function open(over, marks) {
    link = over;
    const items = marks.map(([key, passage]) => {
      const choice = button("", () => {
        close(true);
        app.select(key, { from: "article", passage });
      });
      choice.append(element("small", {}, KIND_NAMES[splitKey(key)[0]]), " ", storyWords("span", app.page, app.row(key).title));
      return element("li", {}, choice);
    });
    node.replaceChildren(element("p", {}, "What rests on these words"), element("ul", {}, ...items));
    // The headline and the standfirst stand in the head of the page.
    const box = over.closest(".top, .text");
    box?.append(node);
    node.hidden = false;
    const place = over.getClientRects()[over.getClientRects().length - 1];
    node.style.top = `${place.bottom - (box?.getBoundingClientRect().top ?? 0) + 4}px`;
    node.querySelector("button")?.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest" });
  }

  /** @param {boolean} refocus */
  function close(refocus) {
    if (node.hidden) return;
    node.hidden = true;
    if (refocus) link?.focus({ preventScroll: true });
  }

  node.addEventListener("keydown", (event) => event.key === "Escape" && close(true));
  node.addEventListener("focusout", (event) => node.contains(/** @type {Node | null} */ (event.relatedTarget)) || close(false));
  return { node, choose, close };
}
