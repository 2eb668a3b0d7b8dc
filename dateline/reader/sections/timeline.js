// The timeline: a row an event beside one axis. Of more events than can be read as rows at a time,
// counts stand above and the first rows below.

import { makeBrush } from "../chart/brush.js";
import { makeDensity } from "../chart/density.js";
import { makePlot, marksOf } from "../chart/plot.js";
import { makeRows } from "../chart/rows.js";
import { makeScale } from "../chart/scale.js";
import { makeStrip } from "../chart/strip.js";
import { makeAxis, makeBrackets } from "../chart/time_axis.js";
import { element, isForBrowser, plural } from "../dom.js";
import { isOnPaper, NARROW } from "../screen.js";
import { hasSame } from "../state/table.js";
import { makeCap } from "./lists.js";

const MOST_ROWS = 100; // of more, counts are shown and the first rows
const FIRST_SHOWN = 30;
const PLOT_SHARES = [0.45, 0.42, 0.39, 0.36, 0.33]; // of the width may be the plot's
const NARROW_PLOT_PX = 120; // less room than this is no plot
const STEP_COST = 1.2; // so many broken rows is a wider plot worth
const LEAST_DATE_PX = 56, MOST_DATE_PX = 200, MOST_NARROW_DATE_PX = 88;
const LEAD_SIZE = 14 / 13; // of a leading title to the others
const BESIDE_PX = 84; // between date, mark, title, brackets and plot

/** @param {Store} app @param {{isRead: (key: Key) => boolean}} article */
export function makeTimeline(app, { isRead }) {
  const rows = makeRows(app), chart = element("div", { class: "chart", role: "group" }), drawing = makeChart(app, chart, rows), counts = makeCounts(app, chart);
  const cap = makeCap(rows.node, showMore, { first: FIRST_SHOWN, of: "events" });
  chart.append(cap.node);
  let shown = /** @type {EventRow[]} */ ([]); // as shown last

  /** @param {Answer} answer */
  function render({ events }) {
    const chosen = app.selected ? app.row(app.selected).index : -1, selected = app.page.events[chosen];
    const isKept = selected?.key === app.selected && !events.has(app.selected);
    const wanted = isKept ? [...events.rows, selected].sort((a, b) => a.index - b.index) : events.rows;
    const isMany = wanted.length > MOST_ROWS;
    if (!hasSame(wanted, shown)) cap.reset();
    shown = wanted;
    const isDense = counts.draw(isMany ? events.mask : null);
    const displayed = isMany ? shown.slice(0, cap.most) : shown;
    // The rows of a story that all find room stay in the list; of others those that are shown.
    const isFresh = rows.fill(app.page.events.length <= MOST_ROWS ? app.page.events : displayed);
    rows.show(new Set(displayed.map(({ key }) => key)));
    drawing.draw({ shown, isFresh, isDense });
    mark();
    cap.update(isMany ? shown.length : 0);
    chart.setAttribute("aria-label", `Timeline: ${plural(events.size, "event")}, one a row.`);
    drawing.axis.hidden = !events.size || !drawing.hasTime();
  }

  function showMore() {
    drawing.resize();
    render(app.answer);
    app.paintLinks();
  }

  /** Mark the rows of what is selected and of the passages in view. */
  function mark() {
    for (const row of rows.rows) {
      const { classList } = rows.nodeOf(row);
      classList.toggle("chosen", row.key === app.selected);
      classList.toggle("read", isRead(row.key));
    }
  }

  rows.node.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target), row = /** @type {HTMLElement | null} */ (target.closest("[data-row]"));
    if (row?.dataset.row && !target.closest("a, button") && !isForBrowser(event) && !String(getSelection())) app.select(row.dataset.row, { from: "chart" });
  });
  return {
    nodes: [chart], render, mark, resize: drawing.resize, settle: drawing.settle,
    close() {
      drawing.close();
      counts.close();
    },
  };
}

/** Counts above the rows that are too many. @param {Store} app @param {HTMLElement} chart */
function makeCounts(app, chart) {
  const density = makeDensity(app);
  return {
    /** Whether there is any: without a day there is nothing to count by. @param {Uint8Array | null} mask of events that are too many */
    draw(mask) {
      const { at } = marksOf(app.page), places = /** @type {number[]} */ ([]);
      mask?.forEach((isShown, index) => isShown && !Number.isNaN(at[index]) && places.push(index));
      if (!places.length) density.node.remove();
      else if (!density.node.isConnected) chart.prepend(density.node);
      if (places.length && app.width) density.draw(places, Math.floor(app.width));
      return places.length > 0;
    },
    close: density.close,
  };
}

/** Plot, axis and brackets beside the rows. @param {Store} app @param {HTMLElement} chart @param {ReturnType<typeof makeRows>} rows */
function makeChart(app, chart, rows) {
  const axis = makeAxis(app), plot = makePlot(app), strip = makeStrip(app), brackets = makeBrackets(), fit = makeFit(app, chart, axis);
  const plotBox = element("div", { class: "plot-box" }, axis.grid, plot.node);
  chart.append(strip.node, axis.node, element("div", { class: "row-body" }, plotBox, rows.node, brackets.node));
  plotBox.append(makeBrush(app, chart, plotBox, () => (fit.hasPlot ? fit.scale : null)).node);
  let last = { shown: /** @type {EventRow[]} */ ([]), isDense: false }; // as drawn last
  let isMeasured = false, faint = "";

  /** @param {{shown: EventRow[], isFresh: boolean, isDense: boolean}} how ``isFresh``: the list has other rows than before */
  function draw({ shown, isFresh, isDense }) {
    last = { shown, isDense };
    if (!app.width) return;
    const isRenewed = fit.renew(), faintBefore = faint;
    if (!isMeasured) rows.measure();
    isMeasured = true;
    faint = rows.rows.filter(({ key }) => app.isFaint(key)).map(({ key }) => key).join(" ");
    const isSame = !isRenewed && !isFresh && faint === faintBefore;
    const { middles, height } = rows.places({ isGliding: isSame });
    plotBox.style.height = `${height}px`;
    plotBox.hidden = !fit.hasPlot;
    strip.node.hidden = fit.hasPlot || isDense || !fit.hasTime;
    (fit.hasPlot ? strip : plot).close(); // Of a window that was wider or narrower.
    if (fit.hasPlot) {
      if (!isSame || !plot.holds(rows.rows)) plot.draw(rows.rows, { scale: fit.scale, ...rows.places({ isAll: true }) });
      plot.place(middles);
    } else if (!isDense) chart.style.setProperty("--strip", `${strip.draw(shown, fit.scale)}px`);
    chart.style.setProperty("--lanes", String(brackets.draw(shown, middles)));
  }

  /** A new width: rows break otherwise. */
  function resize() {
    isMeasured = false;
    fit.forget();
  }

  const sizes = new ResizeObserver(() => {
    if (!app.answer || !app.width || isOnPaper() || Math.abs(rows.node.getBoundingClientRect().height - rows.places().height) < 1) return;
    resize();
    draw({ ...last, isFresh: true });
  });
  sizes.observe(rows.node);
  return {
    axis: axis.node, draw, resize, hasTime: () => fit.hasTime,
    /** For a picture: what is hidden is not drawn at all. */
    settle() {
      if (!fit.hasPlot || !app.plotly) return;
      const { middles, height } = rows.places();
      plot.draw(rows.rows.filter(({ key }) => middles.has(key)), { scale: fit.scale, height, middles });
      fit.forget();
    },
    close() {
      for (const part of [plot, strip]) part.close();
      sizes.disconnect();
    },
  };
}

/** The chart's widths and its scale. @param {Store} app @param {HTMLElement} chart @param {ReturnType<typeof makeAxis>} axis */
function makeFit(app, chart, axis) {
  let scale = makeScale([], 0, { from: null, to: null }), drawnFor = "", plotWidth = 0;
  const segments = () => app.page.timeline[app.view.background ? "all" : "article"];

  /** The width in which a date takes two lines. @param {string} words @param {string} style */
  function leastIn(words, style) {
    const parts = words.split(" "), size = (/** @type {string[]} */ some) => app.measure(some.join(" "), style);
    return Math.ceil(Math.min(...parts.map((_, place) => Math.max(size(parts.slice(0, place)), size(parts.slice(place)))))) + 2;
  }

  /** The widths of plot and dates with which the fewest rows take two lines, for a date or for a title; a wider plot is worth some of them. @param {number} width */
  function widths(width) {
    const isNarrow = matchMedia(NARROW).matches, most = isNarrow ? MOST_NARROW_DATE_PX : MOST_DATE_PX;
    const sizes = app.page.events.slice(0, MOST_ROWS).map(({ short, title, note, weight }) => {
      const style = weight === "lead" ? "date" : "";
      return { date: Math.ceil(app.measure(short, style)) + 2, least: leastIn(short, style), title: app.measure(title, style) * (style ? LEAD_SIZE : 1) + app.measure(` ${note}`, "note") };
    });
    const least = Math.min(most, Math.max(LEAST_DATE_PX, ...sizes.map((row) => row.least)));
    const dates = new Set([least, ...sizes.map(({ date }) => date)].filter((date) => date >= least && date <= most).sort((a, b) => a - b));
    const plots = PLOT_SHARES.map((share) => Math.floor(width * share)).filter((plot) => plot >= NARROW_PLOT_PX && !isNarrow && segments().length);
    let best = { plot: 0, date: least, cost: Infinity };
    for (const [step, plot] of (plots.length ? plots : [0]).entries()) {
      for (const date of dates) {
        const room = width - plot - date - BESIDE_PX;
        const cost = sizes.filter((row) => row.date > date || row.title > room).length + step * STEP_COST;
        if (cost < best.cost) best = { plot, date, cost };
      }
    }
    return best;
  }

  return {
    get scale() { return scale; },
    /** Whether a plot stands beside the rows. */
    get hasPlot() { return plotWidth > 0; },
    /** Whether the axis has any time: a story may give no date at all. */
    get hasTime() { return segments().length > 0; },
    forget: () => void (drawnFor = ""),
    /** For the layer, dates and width that there are now; whether they are others than before. */
    renew() {
      const { view: { from, to, background }, width, plotly } = app;
      const wanted = [background, from, to, width, plotly !== null].join(" ");
      if (wanted === drawnFor) return false;
      drawnFor = wanted;
      const { plot, date } = widths(width);
      plotWidth = plot;
      scale = makeScale(segments(), plotWidth || Math.max(200, width), { from, to });
      chart.style.setProperty("--plot", `${plotWidth}px`);
      chart.style.setProperty("--when", `${date}px`);
      axis.node.classList.toggle("whole", !plotWidth);
      axis.draw(scale);
      return true;
    },
  };
}
