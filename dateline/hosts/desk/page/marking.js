// The bar at selected words: what they become. What would be taken is shown first where words that
// occur twice have to be extended by their neighbours.

import { spansWithin } from "./caret.js";
import { button, element } from "./dom.js";

const SETTLED_MS = 120; // the selection has not changed for so long

/** Key, label, what it does. */
const MARKS = /** @type {const} */ ([["e", "Event", "events"], ["q", "Quote", "quotes"], ["s", "Stake", "stakes"]]);

/**
 * @param {Desk} desk @param {ReturnType<typeof import("./article.js").makeText>} article
 * @param {{mark: (table: DeskTableName, spans: DeskSpan[]) => void, add: (spans: DeskSpan[]) => void, leaveOut: (spans: DeskSpan[]) => void, rowTitle: () => string | null}} actions
 */
export function makeMarking(desk, article, actions) {
  const { bar, taken, adding } = makeBar((action) => run(action));
  const stop = new AbortController(), { signal } = stop;
  let spans = /** @type {DeskSpan[]} */ ([]);
  let asked = "", timer = 0;

  /** @param {string} action */
  function run(action) {
    if (!spans.length || (action === "a" && actions.rowTitle() === null)) return false;
    const chosen = spans, table = MARKS.find(([key]) => key === action)?.[2];
    hide();
    getSelection()?.collapseToEnd();
    if (table) actions.mark(table, chosen);
    else if (action === "a") actions.add(chosen);
    else actions.leaveOut(chosen);
    return true;
  }

  function hide() {
    [spans, asked] = [[], ""];
    clearTimeout(timer);
    bar.hidden = true;
  }

  /** Words are selected: the bar stands below the last of them. */
  function changed() {
    const at = article.selected, { article: data } = desk.view;
    if (!at || !data) return bar.contains(document.activeElement) || hide();
    const found = spansWithin(data, at);
    if (!found.length) return hide();
    if (JSON.stringify(found) === JSON.stringify(spans)) return;
    spans = found;
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLED_MS);
    if (!bar.hidden) place();
  }

  function place() {
    const title = actions.rowTitle(), last = spans.at(-1);
    if (!last) return;
    adding.hidden = title === null;
    adding.title = title ?? "";
    bar.hidden = false;
    standBelow(bar, article.node, article.rangeOf(last));
  }

  async function settle() {
    const question = JSON.stringify(spans);
    if (!spans.length || question === asked) return;
    asked = question;
    taken.replaceChildren();
    place();
    const { passages = [] } = await desk.do({ do: "preview", table: "events", spans });
    if (question !== asked || signal.aborted) return;
    showTaken(taken, passages, spans);
    if (passages.some(({ extended }) => extended)) desk.say(`These words occur more than once. Taken: ${passages.map(({ words }) => words).join(" … ")}`);
    place();
  }

  document.addEventListener("selectionchange", changed, { signal });
  // At the end of a drag there is nothing to wait for.
  article.text.addEventListener("pointerup", () => setTimeout(() => { changed(); settle(); }), { signal });
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    article.text.focus({ preventScroll: true });
    hide();
  }, { signal });
  article.node.append(bar);
  return {
    /** Whether it was a key of the bar's. @param {string} key */
    press: (key) => "eqsax".includes(key) && run(key),
    hide,
    get spans() { return spans; },
    close() {
      clearTimeout(timer);
      stop.abort();
    },
  };
}

/** @param {(action: string) => void} run */
function makeBar(run) {
  const taken = element("p", { class: "desk-taken" });
  const choice = (/** @type {string} */ key, /** @type {string} */ label) => button(label, () => run(key), { "aria-keyshortcuts": key.toUpperCase(), "data-mark": key });
  const buttons = [...MARKS.map(([key, label]) => choice(key, label)), choice("a", "Add to this row"), choice("x", "Leave out")];
  for (const one of buttons) one.append(element("kbd", { "aria-hidden": "true" }, String(one.dataset.mark).toUpperCase()));
  const bar = element("div", { class: "desk-bar", role: "toolbar", "aria-label": "Selected words", hidden: true }, element("div", { class: "desk-buttons" }, ...buttons), taken);
  // The words stay selected while a button is pressed.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  return { bar, taken, adding: buttons[3] };
}

/**
 * What is taken, with the words in bold that nobody has selected. @param {HTMLElement} node
 * @param {(DeskPassage & {extended: boolean})[]} passages @param {DeskSpan[]} spans
 */
function showTaken(node, passages, spans) {
  node.replaceChildren();
  if (!passages.some(({ extended }) => extended)) return;
  node.append("These words occur more than once. Taken: ");
  passages.forEach(({ start = 0, end = 0, words, extended }, place) => {
    const [from, to] = spans[place] ?? [start, end];
    const before = Math.max(0, from - start), after = Math.max(0, end - to);
    const parts = extended ? [element("b", {}, words.slice(0, before)), words.slice(before, words.length - after), element("b", {}, words.slice(words.length - after))] : [words];
    node.append(place ? " … " : "", element("q", { dir: "auto" }, ...parts));
  });
}

/** Below the words, or above them where there is no room; within the article's width. @param {HTMLElement} bar @param {HTMLElement} scroller @param {Range} range */
function standBelow(bar, scroller, range) {
  const box = scroller.getBoundingClientRect(), rects = [...range.getClientRects()];
  const last = rects.at(-1) ?? range.getBoundingClientRect(), first = rects[0] ?? last;
  const { offsetWidth: width, offsetHeight: height } = bar;
  const isAbove = last.bottom + height + 12 > box.bottom && first.top - height - 12 > box.top;
  const top = (isAbove ? first.top - height - 8 : last.bottom + 8) - box.top + scroller.scrollTop;
  const left = Math.max(8, Math.min(last.right - width / 2 - box.left, scroller.clientWidth - width - 8));
  bar.style.top = `${top}px`;
  bar.style.left = `${left}px`;
}
