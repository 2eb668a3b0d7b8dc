// @ts-nocheck
// The marks of the timeline's rows. Python says how they look (figures/timeline.py), Plotly draws
// them; here each gets its place. The one place that leans on the nodes that Plotly makes: so a
// filter moves and hides marks without drawing anything anew.

import { element, symbol } from "./dom.js";
import { PAD_PX, timeOfDay } from "./scale.js";

/**
 * @param {object} app
 * @param {{only?: string}} options ``only``: the one trace that is drawn, by its ``point``
 */
export function makePlot(app, { only = "" } = {}) {
  const node = element("div", { class: "plot", "aria-hidden": "true" });
  const { data, layout } = app.page.timeline.figure;
  const traces = only ? data.filter(({ meta }) => meta.point === only) : data;
  let points = []; // the nodes, each with its key
  let drawnAt = new Map(); // key -> y

  /**
   * Draw the marks of rows.
   * @param {object[]} rows @param {{scale: object, height: number, middles: Map<string, number>}} places
   *   ``middles``: y of each row by its key
   */
  function draw(rows, { scale, height, middles }) {
    if (!app.plotly) return;
    const filled = traces.map((trace) => filledTrace(app, trace, rows, scale, middles));
    const drawn = filled.filter((trace) => trace.customdata.length);
    const axis = (range) => ({ visible: false, fixedrange: true, range });
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

  /** Move marks to their rows, and hide those without one. @param {Map<string, number>} middles */
  function place(middles) {
    for (const { node: point, key } of points) {
      const y = middles.get(key);
      point.classList.toggle("out", y === undefined);
      if (y === undefined) continue;
      const by = Math.round((y - drawnAt.get(key)) * 100) / 100;
      point.style.translate = by ? `0 ${by}px` : "";
    }
  }

  /** Whether all of these rows are drawn. */
  const holds = (rows) => points.length > 0 && rows.every(({ key }) => drawnAt.has(key));

  function close() {
    if (points.length) app.plotly.purge(node);
    points = [];
  }
  return { node, draw, place, holds, close };
}

/** When the days of a row begin and end, as moments; null where no date is known. */
export function momentsOf(row) {
  if (!row.dates) return null;
  const begin = (day) => (day === null || day === undefined ? null : timeOfDay(day));
  const finish = (day) => (day === null || day === undefined ? null : timeOfDay(day + 1));
  if (!row.bar) return { at: (begin(row.dates[0]) + finish(row.dates[0])) / 2 };
  const [first, last, writtenFirst, writtenLast, mark, sureFirst, sureLast] = row.bar;
  const isOnward = last === null && row.bar.length > 5;
  const hasBoth = first !== null && last !== null;
  return {
    at: hasBoth ? (begin(first) + finish(mark)) / 2 : null,
    isOnward,
    bound: hasBoth ? null : first === null ? finish(last) : begin(first),
    tail: hasBoth || isOnward ? 0 : first === null ? -1 : 1,
    possible: hasBoth && (first !== writtenFirst || last !== writtenLast) ? [begin(first), finish(last)] : null,
    stated: hasBoth || isOnward ? [begin(writtenFirst), finish(writtenLast) ?? Infinity] : null,
    lasted: row.bar.length > 5 ? [begin(sureFirst), finish(sureLast) ?? Infinity] : null,
  };
}

/** A trace of Python's with a point for whatever each row has of it. */
function filledTrace(app, trace, rows, scale, middles) {
  const { meta } = trace;
  const made = { x: [], y: [], base: [], customdata: [], colours: [], outlines: [], symbols: [], sizes: [] };
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
    else if (meta.span && moments[meta.span]) {
      for (const [left, right] of scale.pieces(...moments[meta.span])) add(row, right - left, mark[meta.fill], left);
    } else if (meta.point === "bound" && moments.bound !== null && moments.bound !== undefined) add(row, scale.px(moments.bound), mark.colour);
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

const FAINT = 0.65; // size of a mark that lies only perhaps in the range

/** A bar that fades away from the only bound, in steps. */
function addTail(add, row, { bound, tail }, scale, { fading }, length) {
  if (!tail) return;
  const step = length / fading.length, from = scale.px(bound);
  fading.forEach((colour, place) => add(row, step, colour, tail < 0 ? from - length + place * step : from + length - (place + 1) * step));
}

/**
 * The nodes of a plot with their keys. Leans on how Plotly draws: bars, then marks, each trace a
 * ".trace" with one ".point" for each of its points, in order. A browser test holds it.
 */
function pointsOf(plot, traces) {
  const found = [];
  for (const [type, layer] of [["bar", ".barlayer"], ["scatter", ".scatterlayer"]]) {
    const nodes = plot.querySelectorAll(`${layer} .trace`);
    traces.filter((trace) => trace.type === type).forEach((trace, place) => {
      nodes[place]?.querySelectorAll(".point").forEach((node, index) => found.push({ node, key: trace.customdata[index] }));
    });
  }
  return found;
}

const marksOfPages = new WeakMap();

/**
 * Of every event the moment at which its mark stands, NaN without one, and whether its day is vague.
 * @returns {{at: Float64Array, isVague: Uint8Array}}
 */
export function marksOf(page) {
  if (!marksOfPages.has(page)) {
    const at = new Float64Array(page.events.length).fill(NaN), isVague = new Uint8Array(page.events.length);
    page.events.forEach((row, index) => {
      if (row.place !== "dated") return;
      at[index] = momentsOf(row).at;
      isVague[index] = Number(Boolean(row.bar));
    });
    marksOfPages.set(page, { at, isVague });
  }
  return marksOfPages.get(page);
}
