// The marks of the timeline's rows. Python says how they look (figures/timeline.py), Plotly draws
// them; here each gets its place. The one place that leans on the nodes that Plotly makes: so a
// filter moves and hides marks without drawing anything anew.

import { element, symbol } from "../dom.js";
import { timeOfDay } from "../state/dates.js";
import { PAD_PX } from "./scale.js";

/** @param {Store} app @param {{only?: string}} options ``only``: the one trace that is drawn, by its ``point`` */
export function makePlot(app, { only = "" } = {}) {
  const node = element("div", { class: "plot", "aria-hidden": "true" });
  const { data, layout } = app.page.timeline.figure;
  const traces = only ? data.filter(({ meta }) => meta.point === only) : data;
  let points = /** @type {{node: SVGElement, key: Key}[]} */ ([]);
  let drawnAt = /** @type {Map<Key, number>} */ (new Map()); // y

  /** Draw the marks of rows. @param {EventRow[]} rows @param {{scale: Scale, height: number, middles: Map<Key, number>}} places ``middles``: y of each row */
  function draw(rows, { scale, height, middles }) {
    if (!app.plotly) return;
    const filled = traces.map((trace) => filledTrace(app, trace, rows, scale, middles));
    const drawn = filled.filter((trace) => trace.customdata.length);
    const axis = (/** @type {Span} */ range) => ({ visible: false, fixedrange: true, range });
    const size = { width: scale.width, height, margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 } };
    const wanted = { ...layout, ...size, xaxis: axis([0, scale.width]), yaxis: axis([height, 0]) };
    node.style.height = `${height}px`;
    app.plotly.react(node, drawn, wanted, { displayModeBar: false, staticPlot: true, responsive: false });
    points = pointsOf(node, drawn);
    for (const { node: point } of points) {
      point.style.translate = "";
      point.classList.remove("out");
    }
    drawnAt = new Map(middles);
  }

  /** Move marks to their rows, and hide those without one. @param {Map<Key, number>} middles */
  function place(middles) {
    for (const { node: point, key } of points) {
      const y = middles.get(key);
      point.classList.toggle("out", y === undefined);
      if (y === undefined) continue;
      const by = Math.round((y - (drawnAt.get(key) ?? y)) * 100) / 100;
      point.style.translate = by ? `0 ${by}px` : "";
    }
  }

  /** Whether all of these rows are drawn. @param {EventRow[]} rows */
  const holds = (rows) => points.length > 0 && rows.every(({ key }) => drawnAt.has(key));

  function close() {
    if (points.length) app.plotly?.purge(node);
    points = [];
  }
  return { node, draw, place, holds, close };
}

/** When the days of a row begin and end, as moments; null where no date is known. @param {Row} row @returns {Moments | null} */
export function momentsOf(row) {
  if (!row.dates) return null;
  const begin = timeOfDay, finish = (/** @type {number} */ day) => timeOfDay(day + 1);
  const whole = (/** @type {number | null} */ from, /** @type {number | null} */ to) => /** @type {Span} */ ([begin(from ?? 0), to === null ? Infinity : finish(to)]);
  const none = { isOnward: false, bound: null, tail: 0, possible: null, stated: null, lasted: null };
  if (!row.bar) return { ...none, at: (begin(row.dates[0]) + finish(row.dates[0])) / 2 };
  const [first, last, writtenFirst, writtenLast, mark, sureFirst, sureLast] = row.bar;
  const isLasting = row.bar.length > 5, isOnward = last === null && isLasting;
  const lasted = isLasting ? whole(sureFirst, sureLast) : null;
  if (first === null) return { ...none, at: null, bound: finish(last ?? 0), tail: -1, lasted };
  if (last === null) return { at: null, isOnward, bound: begin(first), tail: isOnward ? 0 : 1, possible: null, stated: isOnward ? whole(writtenFirst, writtenLast) : null, lasted };
  const isWidened = first !== writtenFirst || last !== writtenLast;
  return { ...none, at: (begin(first) + finish(mark ?? last)) / 2, possible: isWidened ? whole(first, last) : null, stated: whole(writtenFirst, writtenLast), lasted };
}

/** A trace of Python's with a point for whatever each row has of it. @param {Store} app @param {any} trace @param {EventRow[]} rows @param {Scale} scale @param {Map<Key, number>} middles */
function filledTrace(app, trace, rows, scale, middles) {
  const { meta } = trace;
  /** @type {Record<string, any[]>} */
  const made = { x: [], y: [], base: [], customdata: [], colours: [], outlines: [], symbols: [], sizes: [] };
  /** @type {AddPoint} */
  const add = (row, x, colour, base = 0) => {
    made.x.push(x);
    made.base.push(base);
    made.y.push(middles.get(row.key));
    made.customdata.push(row.key);
    made.colours.push(colour);
    made.outlines.push(app.mark(row).colour);
  };
  for (const row of rows) {
    const moments = momentsOf(row);
    if (!moments) continue;
    const mark = app.mark(row);
    if (meta.span === "tail") addTail(add, row, moments, scale, mark, meta.length_px);
    else if (meta.span) {
      const [start, end] = moments[/** @type {"possible" | "stated" | "lasted"} */ (meta.span)] ?? [0, -Infinity];
      // A bar that its mark covers would only blur a hollow one.
      const least = moments.at !== null && scale.holds(moments.at) ? LEAST_BAR_PX : 0;
      for (const [left, right] of scale.pieces(start, end)) if (right - left > least) add(row, right - left, mark[/** @type {"colour"} */ (meta.fill)], left);
    } else if (meta.point === "bound" && moments.bound !== null) add(row, scale.px(moments.bound), mark.colour);
    else if (meta.point === "onward" && moments.isOnward) add(row, scale.width - PAD_PX, mark.colour);
    else if (meta.point === "mark" && moments.at !== null && scale.holds(moments.at)) {
      add(row, scale.px(moments.at), mark.colour);
      made.symbols.push(mark.shape + meta.symbols[row.background ? "background" : row.vague ? "vague" : "known"]);
      made.sizes.push((row.weight === "lead" ? meta.lead_size_px : trace.marker.size) * (app.isFaint(row.key) ? FAINT : 1));
    }
  }
  const { x, y, base, customdata, colours, outlines, symbols, sizes } = made;
  const line = { ...trace.marker.line, color: outlines };
  if (trace.type === "bar") return { ...trace, x, y, base, customdata, marker: { ...trace.marker, color: colours, line } };
  const shapes = meta.symbols ? { symbol: symbols, size: sizes } : {};
  return { ...trace, x, y, customdata, marker: { ...trace.marker, ...shapes, color: colours, line } };
}

const LEAST_BAR_PX = 11; // as wide as a mark
const FAINT = 0.65; // size of a mark that lies only perhaps in the range

/** A bar that fades away from the only bound, in steps. @param {AddPoint} add @param {EventRow} row @param {Moments} moments @param {Scale} scale @param {Mark} mark @param {number} length */
function addTail(add, row, { bound, tail }, scale, { fading }, length) {
  if (!tail || bound === null) return;
  const step = length / fading.length, from = scale.px(bound);
  fading.forEach((colour, place) => add(row, step, colour, tail < 0 ? from - length + place * step : from + length - (place + 1) * step));
}

/**
 * The nodes of a plot with their keys. Leans on how Plotly draws: bars, then marks, each trace a
 * ".trace" with one ".point" for each of its points, in order. A browser test holds it. @param {HTMLElement} plot @param {any[]} traces
 */
function pointsOf(plot, traces) {
  const found = /** @type {{node: SVGElement, key: Key}[]} */ ([]);
  for (const [type, layer] of [["bar", ".barlayer"], ["scatter", ".scatterlayer"]]) {
    const nodes = plot.querySelectorAll(`${layer} .trace`);
    traces.filter((trace) => trace.type === type).forEach((trace, place) => {
      /** @type {NodeListOf<SVGElement>} */ (nodes[place]?.querySelectorAll(".point") ?? []).forEach((node, index) => found.push({ node, key: trace.customdata[index] }));
    });
  }
  return found;
}

const marksOfPages = /** @type {WeakMap<Page, {at: Float64Array, isVague: Uint8Array}>} */ (new WeakMap());

/** Of every event the moment at which its mark stands, NaN without one, and whether its day is vague. @param {Page} page */
export function marksOf(page) {
  const known = marksOfPages.get(page);
  if (known) return known;
  const marks = { at: new Float64Array(page.events.length).fill(NaN), isVague: new Uint8Array(page.events.length) };
  page.events.forEach((row, index) => {
    if (row.place !== "dated") return;
    marks.at[index] = momentsOf(row)?.at ?? NaN;
    marks.isVague[index] = Number(row.bar !== null);
  });
  marksOfPages.set(page, marks);
  return marks;
}
