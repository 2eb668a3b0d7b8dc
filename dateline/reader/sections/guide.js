// "How to read": what the marks mean that this story has, and the switch of the one-letter keys.

import { momentsOf } from "../chart/plot.js";
import { drawing, element, SHAPES, symbol } from "../dom.js";
import { statementsOf } from "../state/holdings.js";

const GUIDE = [
  ["known", "solid: the day is known"],
  ["vague", "hollow, on a bar: some day within the bar"],
  ["lasted", "line in a bar: it went on all that time"],
  ["hatched", "hatched: not disclosed, or only our arithmetic"],
  ["unbounded", "pale, with a dashed edge: some share up to here, no lower bound is given"],
  ["denied", "hatched the other way: somebody denies it"],
  ["holding", "a paler step: it still holds, and nothing says so again"],
  ["passage", "underlined: something rests on these words"],
  ["claim", "claimed, disputed, denied: the article does not vouch for it"],
  ["fading", "fading away: only this end of the time is known"],
  ["cut", "// on the axis: a time without events is cut out"],
  ["disputed", "≠ joins two events that contradict each other"],
  ["background", "dotted: background, from other sources"],
];

/** @typedef {[keyof SVGElementTagNameMap, Attributes]} Shape */

/** @param {string} name */
function sample(name) {
  const grey = "#7a7f87";
  const bar = { x: 0.5, y: 3.5, width: 39, height: 9, stroke: grey };
  const strokes = (/** @type {string} */ by) => [0, 8, 16, 24, 32].map((x) => /** @type {Shape} */ (["path", { d: `M${x + 1} ${by}`, stroke: grey, "stroke-width": 1.5 }]));
  /** @type {Record<string, () => Element>} */
  const drawn = {
    known: () => drawing(16, ["path", { d: SHAPES.circle, fill: grey }]),
    vague: () => drawing(40, ["rect", { ...bar, fill: grey, "fill-opacity": 0.3 }], ["path", { d: SHAPES.circle, fill: "none", stroke: grey, "stroke-width": 2, transform: "translate(12 0)" }]),
    lasted: () => drawing(40, ["rect", { ...bar, fill: grey, "fill-opacity": 0.3 }], ["rect", { x: 5, y: 6.5, width: 30, height: 3, fill: grey }]),
    fading: () => drawing(40, ...[0.08, 0.2, 0.36, 0.55, 0.78].map((opacity, place) => /** @type {Shape} */ (["rect", { x: place * 7, y: 4, width: 7, height: 8, fill: grey, "fill-opacity": opacity }])), ["path", { d: "M35 2v12", stroke: grey, "stroke-width": 2 }]),
    cut: () => element("b", { "aria-hidden": "true" }, "//"),
    disputed: () => element("b", { class: "sample-dispute", "aria-hidden": "true" }, "≠"),
    hatched: () => drawing(40, ["rect", { ...bar, fill: "none" }], ...strokes("12l6 -8")),
    unbounded: () => drawing(40, ["rect", { ...bar, fill: grey, "fill-opacity": 0.25, "stroke-dasharray": "3 2" }]),
    holding: () => drawing(40, ["rect", { ...bar, fill: grey, "fill-opacity": 0.35 }]),
    denied: () => drawing(40, ["rect", { ...bar, fill: "none" }], ...strokes("4l6 8")),
    passage: () => element("span", { class: "sample-words", "aria-hidden": "true" }, "words"),
    background: () => symbol({ shape: "circle", colour: grey }, { dot: true }),
  };
  return drawn[name]?.() ?? element("em", { class: "note", "aria-hidden": "true" }, "claimed");
}

/** @param {Store} app */
export function makeGuide(app) {
  const box = element("input", { type: "checkbox" });
  box.checked = app.keys.areOn;
  box.addEventListener("change", () => app.keys.turn(box.checked));
  const hasBackground = app.page.events.some((row) => row.background) || app.page.stakes.some((row) => row.background);
  // Ownership may still be on its way: then all of its marks are explained.
  const isDrawn = (/** @type {string} */ fill) => (app.page.stakes.length > 0 && !app.page.ownership) || statementsOf(app.page.ownership).some((row) => row.fill === fill || row.more === fill);
  const hasDisputes = app.page.events.some((row) => row.disputes.length > 0);
  const isCut = app.page.timeline.all.length > 1;
  const isFading = app.page.events.some((row) => Boolean(momentsOf(row)?.tail));
  /** @type {Record<string, boolean>} */
  const isUsed = { unbounded: isDrawn("unbounded"), denied: isDrawn("denied"), holding: app.page.stakes.length > 1, background: hasBackground, disputed: hasDisputes, fading: isFading, cut: isCut, lasted: app.page.events.some((row) => row.bar !== null && row.bar.length > 5) };
  const rows = GUIDE.filter(([name]) => isUsed[name] ?? true);
  const lines = rows.map(([name, words]) => element("li", {}, sample(name), " ", words));
  return element("ul", { class: "guide" }, ...lines, element("li", {}, element("label", { class: "check" }, box, "keys: j next event, k previous, t tables, / search")), element("li", {}, "drag over the plot, or Filters, Dates: only those days; a double click: all"));
}
