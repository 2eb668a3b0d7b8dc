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
  const ask = makeQuestion(desk, taken);
  let spans = /** @type {DeskSpan[]} */ ([]), timer = 0;

  /** @param {string} action */
  function run(action) {
    changed(); // the browser says later what is selected
    if (!spans.length || (action === "a" && actions.rowTitle() === null)) return false;
    const chosen = spans, table = MARKS.find(([key]) => key === action)?.[2];
    getSelection()?.collapseToEnd();
    hide();
    if (table) actions.mark(table, chosen);
    else if (action === "a") actions.add(chosen);
    else actions.leaveOut(chosen);
    return true;
  }

  function hide() {
    spans = [];
    clearTimeout(timer);
    bar.hidden = true;
  }

  /** Words are selected: the bar stands below the last of them. */
  function changed() {
    const at = article.selected, { article: data } = desk.view;
    if (!at || !data) return bar.contains(document.activeElement) || hide();
    const before = JSON.stringify(spans);
    spans = spansWithin(data, at);
    if (!spans.length) return hide();
    if (JSON.stringify(spans) === before) return;
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLED_MS);
  }

  function place() {
    const last = spans.at(-1), title = actions.rowTitle();
    if (!last) return;
    [adding.hidden, adding.title] = [title === null, title ?? ""];
    bar.hidden = false;
    standBelow(bar, article.node, article.rangeOf(last));
  }

  async function settle() {
    clearTimeout(timer);
    place();
    if (spans.length && (await ask(spans))) place();
  }

  signal.addEventListener("abort", () => clearTimeout(timer));
  listen(article.text, bar, { changed, settle, hide }, signal);
  article.node.append(bar);
  return {
    /** Whether it was a key of the bar's. @param {string} key */
    press: (key) => "eqsax".includes(key) && run(key),
    close: () => stop.abort(),
  };
}

/**
 * @param {HTMLElement} text @param {HTMLElement} bar
 * @param {{changed: () => void, settle: () => void, hide: () => void}} actions @param {AbortSignal} signal
 */
function listen(text, bar, { changed, settle, hide }, signal) {
  document.addEventListener("selectionchange", changed, { signal });
  // At the end of a drag there is nothing to wait for.
  text.addEventListener("pointerup", () => setTimeout(() => {
    changed();
    settle();
  }), { signal });
  text.addEventListener("keydown", ({ key }) => void (key === "Escape" && getSelection()?.collapseToEnd()), { signal });
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    text.focus({ preventScroll: true });
    hide();
  }, { signal });
}

/** Ask what a mark would take, and show it where that is more than what is selected. @param {Desk} desk @param {HTMLElement} taken */
function makeQuestion(desk, taken) {
  let asked = "";
  /** @param {DeskSpan[]} spans @returns {Promise<boolean>} whether it is the last that was asked */
  return async (spans) => {
    const question = (asked = JSON.stringify(spans));
    taken.replaceChildren();
    const { passages = [] } = await desk.do({ do: "preview", table: "events", spans });
    if (question !== asked) return false;
    showTaken(taken, passages, spans);
    if (taken.textContent) desk.say(taken.textContent);
    return true;
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

/** Below the words, or above them where there is no room; always in sight. @param {HTMLElement} bar @param {HTMLElement} scroller @param {Range} range */
function standBelow(bar, scroller, range) {
  const box = scroller.getBoundingClientRect(), rects = [...range.getClientRects()];
  const last = rects.at(-1) ?? range.getBoundingClientRect(), first = rects[0] ?? last;
  const { offsetWidth: width, offsetHeight: height } = bar;
  const isAbove = last.bottom + height + 12 > box.bottom && first.top - height - 12 > box.top;
  const wanted = (isAbove ? first.top - height : last.bottom) - box.top + (isAbove ? -8 : 8);
  const top = scroller.scrollTop + Math.max(8, Math.min(wanted, scroller.clientHeight - height - 8));
  const left = Math.max(8, Math.min(last.right - width / 2 - box.left, scroller.clientWidth - width - 8));
  bar.style.top = `${top}px`;
  bar.style.left = `${left}px`;
}
