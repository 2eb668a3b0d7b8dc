// @ts-nocheck
// The rows of the timeline: one an event, in the order of the page, under a heading for each group.
// Tells where each row stands, without touching the layout of the page when a filter hides some.

import { element, symbol } from "./dom.js";
import { LESS_MOTION } from "./screen.js";
import { hasSame } from "./table.js";

const GROUPS = { dated: "", undated: "Day not given", planned: "Planned" };
const ROW_PX = 24; // of a row that is not measured yet
const LEAD_ROW_PX = 29;
const GLIDE_MS = 250;

export function makeRows(app) {
  const list = element("ol", { class: "rows" });
  const nodes = new Map(); // key -> its row
  const notes = new Map(); // key -> what its note says now
  const named = new Set(); // the keys of rows that have the room to say whose word it is
  const headings = new Map(Object.entries(GROUPS).filter(([, words]) => words).map(([name, words]) => [name, element("li", { class: "row-group" }, element("h3", {}, words, " ", element("span", { class: "count" })))]));
  const heights = new Map(); // a node -> its height, as measured
  let stands = []; // the rows in the list
  let tops = new Map(); // a node -> where it stands now

  function nodeOf(row) {
    if (!nodes.has(row.key)) nodes.set(row.key, rowNode(app, row));
    return nodes.get(row.key);
  }

  /** Put these rows into the list, in their order, with the headings of their groups. */
  function fill(rows) {
    if (hasSame(rows, stands)) return;
    stands = rows;
    let group = "";
    const items = rows.flatMap((row) => {
      const heading = row.place === group ? null : headings.get(row.place);
      group = row.place;
      return heading ? [heading, nodeOf(row)] : [nodeOf(row)];
    });
    list.replaceChildren(...items);
  }

  /** Show some of the rows that stand in the list. @param {Set<string>} keys */
  function show(keys) {
    const groups = new Map();
    for (const row of stands) {
      const isShown = keys.has(row.key);
      nodes.get(row.key).hidden = !isShown;
      if (isShown) groups.set(row.place, (groups.get(row.place) ?? 0) + 1);
      if (isShown) writeNote(row);
    }
    for (const [name, heading] of headings) {
      heading.hidden = !groups.has(name);
      heading.querySelector(".count").textContent = groups.get(name) ?? "";
    }
  }

  function writeNote(row) {
    const words = app.noteOf(row, named.has(row.key));
    if (notes.get(row.key) === words) return;
    notes.set(row.key, words);
    nodes.get(row.key).querySelector(".note").textContent = words;
  }

  /** Measure all rows, also hidden ones. This lays out the page: not within a click. */
  function measure() {
    const hidden = [...list.children].filter((item) => item.hidden);
    for (const item of hidden) item.hidden = false;
    named.clear();
    stands.forEach(writeNote);
    for (const item of list.children) heights.set(item, item.getBoundingClientRect().height);
    nameWhoSaysSo();
    for (const item of hidden) item.hidden = true;
  }

  /** Notes say whose word it is, but none takes a line of its own for that. */
  function nameWhoSaysSo() {
    const longer = stands.filter((row) => row.named_note);
    for (const { key } of longer) named.add(key);
    longer.forEach(writeNote);
    const higher = longer.filter(({ key }) => nodes.get(key).getBoundingClientRect().height > heights.get(nodes.get(key)) + 1);
    for (const { key } of higher) named.delete(key);
    higher.forEach(writeNote);
  }

  const heightOf = (item) => heights.get(item) ?? (item.classList.contains("lead") ? LEAD_ROW_PX : ROW_PX);

  /**
   * Where the shown rows stand, by what was measured; rows glide from where they stood before.
   * @returns {{middles: Map<string, number>, height: number}} the middle of each row by its key
   */
  function places({ isGliding = false } = {}) {
    const middles = new Map(), before = tops;
    tops = new Map();
    let top = 0;
    for (const item of list.children) {
      if (item.hidden) continue;
      tops.set(item, top);
      if (item.dataset.row) middles.set(item.dataset.row, top + heightOf(item) / 2);
      top += heightOf(item);
    }
    if (isGliding) glide(before);
    return { middles, height: top };
  }

  function glide(before) {
    if (matchMedia(LESS_MOTION).matches) return;
    for (const [item, top] of tops) {
      const by = (before.get(item) ?? top) - top;
      if (by) item.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: GLIDE_MS, easing: "ease-out" });
    }
  }

  /** Where all rows of the list stand if none is hidden. */
  function allPlaces() {
    const middles = new Map();
    let top = 0;
    for (const item of list.children) {
      if (item.dataset.row) middles.set(item.dataset.row, top + heightOf(item) / 2);
      top += heightOf(item);
    }
    return { middles, height: top };
  }

  return { node: list, fill, show, measure, places, allPlaces, nodeOf: (key) => nodes.get(key), get rows() { return stands; } };
}

/** Date, mark, title, and who says so. The title is a link; the whole row can be clicked. */
function rowNode(app, row) {
  const { page } = app;
  const classes = ["row", row.weight === "lead" ? "lead" : "", row.background ? "background" : ""];
  const when = row.dates ? row.short : "no date";
  return element(
    "li",
    { class: classes.filter(Boolean).join(" "), "data-row": row.key, "data-key": row.key },
    element("span", { class: "when", lang: row.dates ? page.article.language : "en", dir: "auto" }, when),
    symbol(app.mark(row), { hollow: row.vague, dot: row.background }),
    element("span", { class: "what" }, app.link(row.key, { class: "title", lang: page.article.language, dir: "auto" }, row.title), " ", element("em", { class: "note" })),
  );
}
