// The rows of the timeline: one an event, in the order of the page, under a heading for each group.
// Tells where each row stands, without touching the layout of the page when a filter hides some.

import { element, plural, symbol } from "../dom.js";
import { LESS_MOTION } from "../screen.js";
import { hasSame } from "../state/table.js";
import { disputedOutside, revealButton } from "./reveal.js";

const GROUPS = { undated: "Day not given", planned: "Planned" };
const ROW_PX = 24; // of a row that is not measured yet
const LEAD_ROW_PX = 29;
const GLIDE_MS = 250;

/** @param {Store} app */
export function makeRows(app) {
  const node = element("ol", { class: "rows" });
  const nodes = /** @type {Map<Key, HTMLElement>} */ (new Map());
  const notes = makeNotes(app, (row) => nodeOf(row));
  const headings = new Map(Object.entries(GROUPS).map(([name, words]) => [name, element("li", { class: "row-group" }, element("h3", {}, words, " ", element("span", { class: "count" })))]));
  const heights = /** @type {Map<Element, number>} */ (new Map()); // as measured
  let stands = /** @type {EventRow[]} */ ([]); // the rows in the list
  let tops = /** @type {Map<Element, number>} */ (new Map()); // where each stands now
  const items = () => /** @type {HTMLElement[]} */ ([...node.children]);
  /** @param {EventRow} row */
  function nodeOf(row) {
    if (!nodes.has(row.key)) nodes.set(row.key, rowNode(app, row));
    return /** @type {HTMLElement} */ (nodes.get(row.key));
  }

  /** Put these rows into the list, in their order, with the headings of their groups; whether they are others than before. @param {EventRow[]} rows */
  function fill(rows) {
    if (hasSame(rows, stands)) return false;
    stands = [...rows];
    node.replaceChildren(...rows.flatMap((row, place) => {
      const heading = row.place === (rows[place - 1]?.place ?? "dated") ? null : headings.get(row.place);
      return heading ? [heading, nodeOf(row)] : [nodeOf(row)];
    }));
    return true;
  }

  /** Show some of the rows that stand in the list. @param {Set<Key>} keys */
  function show(keys) {
    for (const row of stands) {
      nodeOf(row).hidden = !keys.has(row.key);
      if (keys.has(row.key)) notes.write(row);
    }
    for (const [name, heading] of headings) {
      const count = stands.filter(({ key, place }) => place === name && keys.has(key)).length;
      heading.hidden = !count;
      /** @type {Element} */ (heading.querySelector(".count")).textContent = String(count);
    }
  }

  /** Measure all rows, also hidden ones. This lays out the page: not within a click. */
  function measure() {
    const hidden = items().filter((item) => item.hidden);
    for (const item of hidden) item.hidden = false;
    notes.forget();
    stands.forEach(notes.write);
    for (const item of items()) heights.set(item, item.getBoundingClientRect().height);
    notes.nameWhoSaysSo(stands, heights);
    for (const item of hidden) item.hidden = true;
  }

  /** Where the shown rows stand, or all rows if none were hidden; ``isGliding``: from where they stood before. @param {{isGliding?: boolean, isAll?: boolean}} how */
  function places({ isGliding = false, isAll = false } = {}) {
    const found = placesOf(items().filter((item) => isAll || !item.hidden), heights);
    if (isGliding) glide(tops, found.tops);
    if (!isAll) tops = found.tops;
    return found;
  }

  return { node, fill, show, measure, places, nodeOf, get rows() { return stands; } };
}

/** What stands in italics behind the titles. @param {Store} app @param {(row: EventRow) => HTMLElement} nodeOf */
function makeNotes(app, nodeOf) {
  const said = /** @type {Map<Key, string>} */ (new Map());
  const named = /** @type {Set<Key>} */ (new Set()); // rows that have the room to say whose word it is

  /** @param {EventRow} row */
  function write(row) {
    const words = app.noteOf(row, named.has(row.key));
    if (said.get(row.key) !== words) /** @type {Element} */ (nodeOf(row).querySelector(".note")).textContent = words;
    said.set(row.key, words);
    const reveal = /** @type {HTMLElement | null} */ (nodeOf(row).querySelector(".reveal"));
    if (reveal) reveal.hidden = app.view.background;
  }

  /** Say whose word it is, where that takes no line of its own. @param {EventRow[]} rows @param {Map<Element, number>} heights without it */
  function nameWhoSaysSo(rows, heights) {
    const longer = rows.filter((row) => row.named_note);
    for (const { key } of longer) named.add(key);
    longer.forEach(write);
    const higher = longer.filter((row) => nodeOf(row).getBoundingClientRect().height > (heights.get(nodeOf(row)) ?? 0) + 1);
    for (const { key } of higher) named.delete(key);
    higher.forEach(write);
  }
  return { write, nameWhoSaysSo, forget: () => named.clear() };
}

/** Where rows stand, by what was measured: the middle of each by its key. @param {HTMLElement[]} items @param {Map<Element, number>} heights */
function placesOf(items, heights) {
  const middles = /** @type {Map<Key, number>} */ (new Map()), tops = /** @type {Map<Element, number>} */ (new Map());
  let top = 0;
  for (const item of items) {
    const height = heights.get(item) ?? (item.classList.contains("lead") ? LEAD_ROW_PX : ROW_PX);
    tops.set(item, top);
    if (item.dataset.row) middles.set(item.dataset.row, top + height / 2);
    top += height;
  }
  return { middles, tops, height: top };
}

/** @param {Map<Element, number>} before @param {Map<Element, number>} after */
function glide(before, after) {
  if (matchMedia(LESS_MOTION).matches) return;
  for (const [item, top] of after) {
    const by = (before.get(item) ?? top) - top;
    if (by) item.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: GLIDE_MS, easing: "ease-out" });
  }
}

/** Date, mark, title, and who says so. The title is a link, the one stop of Tab; the whole row can be clicked. @param {Store} app @param {EventRow} row */
function rowNode(app, row) {
  const { page } = app;
  const classes = ["row", row.weight, row.background ? "background" : ""];
  const when = row.dates ? row.short : "no date", disputed = disputedOutside(app, row);
  return element(
    "li",
    { class: classes.filter(Boolean).join(" "), "data-row": row.key, "data-key": row.key },
    element("span", { class: "when", lang: row.dates ? page.article.language : "en", dir: "auto" }, when),
    symbol(app.mark(row), { hollow: row.vague, dot: row.background }),
    element("span", { class: "what" }, app.link(row.key, { class: "title", dir: "auto" }, row.title), " ", element("em", { class: "note" }), " ", disputed ? disputeSign(app, row.key, disputed) : null),
  );
}

/** The same as the button in the card, and no stop of Tab: one leads from row to row. @param {Store} app @param {Key} key @param {number} count */
const disputeSign = (app, key, count) => revealButton(app, key, count, { class: "reveal", tabindex: -1, "aria-label": "Disputed outside the article: show by whom", title: `disputed by ${plural(count, "other source")}` }, "≠");
