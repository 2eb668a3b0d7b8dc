// What a pointer or the focus is on lights up wherever it is drawn, and a tip says what it rests on:
// the passage in its sentence, the date in full, who says so.

import { element, plural, storyWords } from "../dom.js";
import { gapInWords } from "../state/gaps.js";
import { blockText, firstWhere, wordsOf } from "../state/table.js";

const TIP_AFTER_MS = 120;
const AROUND_CHARACTERS = 110; // of the sentence, before and behind the passage
const TIP_GAP_PX = 8;
// Not behind one letter or a day: "U.S. site", "9. Mai".
const SENTENCE_END = /(?<!(?<![\p{L}\d])(?:\p{L}|\d{1,2}))[.!?…]+["“”’»)]*(?=\s|$)/gu;

// What has one, besides what has the focus.
const WITH_TIP = "#timeline [data-row], a.passage[href], .history [data-key], .share-labels [data-key], .speakers a[data-key]";

/** @param {Store} app @param {AbortSignal} signal */
export function makeTip(app, signal) {
  const node = element("div", { class: "tip", role: "tooltip", id: "dateline-tip", hidden: true });
  let timer = 0;
  let over = /** @type {HTMLElement | null} */ (null); // the node it is shown for

  /** @param {HTMLElement} target */
  function show(target) {
    clearTimeout(timer);
    const key = keyOf(target);
    if (over === target || !key) return;
    hide();
    over = target;
    light(key, true);
    timer = setTimeout(() => open(target, app.row(key)), TIP_AFTER_MS);
  }

  function hide() {
    if (!over) return;
    clearTimeout(timer);
    light(keyOf(over), false);
    over.removeAttribute("aria-describedby");
    over = null;
    node.hidden = true;
  }

  const keyOf = (/** @type {HTMLElement} */ target) => target.dataset.key?.split(" ").find((key) => app.rows.has(key)) ?? "";

  /** @param {Key} key @param {boolean} isOn */
  function light(key, isOn) {
    if (!key) return;
    for (const one of app.root.querySelectorAll(`[data-key~="${CSS.escape(key)}"]`)) one.classList.toggle("lit", isOn);
  }

  /** @param {HTMLElement} target @param {Row} row */
  function open(target, row) {
    if (!row?.isHere || !target.isConnected) return;
    node.replaceChildren(...tipWords(app, row).filter((one) => one !== null));
    node.hidden = false;
    if (target.matches("a, button")) target.setAttribute("aria-describedby", node.id);
    placeBeside(target.closest("[data-row]")?.querySelector(".what") ?? target);
  }

  /** @param {Element} target */
  function placeBeside(target) {
    const at = target.getClientRects()[0] ?? target.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = node;
    const left = Math.min(Math.max(8, at.left + 24), document.documentElement.clientWidth - width - 8);
    const isAbove = at.bottom + TIP_GAP_PX + height > innerHeight && at.top - TIP_GAP_PX - height > 0;
    node.style.left = `${left}px`;
    node.style.top = `${isAbove ? at.top - TIP_GAP_PX - height : at.bottom + TIP_GAP_PX}px`;
  }

  listenTo(app.root, { show, hide, isOver: (target) => over === target }, signal);
  return { node, close: hide };
}

/**
 * Show the tip of what a pointer or the focus is on.
 * @param {HTMLElement} root
 * @param {{show: (target: HTMLElement) => void, hide: () => void, isOver: (target: HTMLElement | null) => boolean}} tip
 * @param {AbortSignal} signal
 */
function listenTo(root, { show, hide, isOver }, signal) {
  let last = { x: NaN, y: NaN }; // where the pointer was: a row that glides under it opens no tip

  /** @param {PointerEvent} event */
  function point(event) {
    if (event.pointerType !== "mouse") return;
    const { screenX: x, screenY: y } = event, hasMoved = x !== last.x || y !== last.y;
    last = { x, y };
    const found = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(WITH_TIP));
    if (!isOver(found)) hide();
    if (found && hasMoved) show(found);
  }

  /** @param {FocusEvent} event */
  function focus({ target }) {
    const found = /** @type {HTMLElement} */ (target);
    const link = /** @type {HTMLElement | null} */ (found.matches(":focus-visible") ? found.closest("a[data-key]") : null);
    if (link) show(link);
    else hide();
  }

  root.addEventListener("pointerover", point, { signal });
  root.addEventListener("pointermove", point, { signal });
  root.addEventListener("focusin", focus, { signal });
  for (const type of ["pointerleave", "focusout", "pointerdown"]) root.addEventListener(type, hide, { signal });
  addEventListener("scroll", hide, { signal, capture: true, passive: true });
  addEventListener("keydown", (event) => event.key === "Escape" && hide(), { signal });
}

/** Date and who says so; the first passage in its sentence, or the sources; what a click does. @param {Store} app @param {Row} row */
function tipWords(app, row) {
  const { page } = app;
  const count = row.passages.length;
  const about = [row.says, row.denied ? `denied by ${row.denied}` : "", count > 1 ? plural(count, "passage") : ""];
  const head = element("p", {}, storyWords("b", page, row.when || "no date"), ` · ${about.filter(Boolean).join(" · ")}`);
  const since = sinceLast(app, row);
  const title = storyWords("p", page, row.title, { class: "tip-title" });
  if (!count) return [head, since, title, element("p", {}, `From ${row.sources[0] ?? "another source"}, not from the article.`)];
  const { before, words, after } = sentenceOf(page, row.passages[0]);
  return [head, since, title, element("q", { lang: page.article.language, dir: "auto" }, before, element("mark", {}, words), after)];
}

/** How long it is since the event in the row above, where that can be said; else null. @param {Store} app @param {Row} row */
function sinceLast(app, row) {
  const rows = app.answer.events.rows, before = rows[rows.indexOf(/** @type {EventRow} */ (row)) - 1];
  const gap = before && before.place === row.place ? gapInWords(before.gap, row.gap, app.page.article.language) : "";
  return gap ? element("p", {}, storyWords("span", app.page, gap), " after ", storyWords("q", app.page, before.title)) : null;
}

/** A passage within its sentence, cut to what is read at a glance. @param {Page} page @param {Span} span */
export function sentenceOf(page, [start, end]) {
  const block = page.article.blocks[firstWhere(page.article.blocks, (one) => one.start > start) - 1];
  if (!block) return { before: "", words: wordsOf(page, [start, end]), after: "" };
  const text = blockText(block), from = start - block.start, to = Math.min(end - block.start, text.length);
  const ends = [...text.matchAll(SENTENCE_END)].map((end) => end.index + end[0].length);
  const begins = ends.findLast((end) => end <= from) ?? 0, stop = ends.find((end) => end >= to) ?? text.length;
  const before = text.slice(begins, from).trimStart(), after = text.slice(to, stop);
  return {
    before: before.length > AROUND_CHARACTERS ? `… ${before.slice(-AROUND_CHARACTERS).replace(/^\S*\s/, "")}` : before,
    words: text.slice(from, to),
    after: after.length > AROUND_CHARACTERS ? `${after.slice(0, AROUND_CHARACTERS).replace(/\s\S*$/, "")} …` : after,
  };
}
