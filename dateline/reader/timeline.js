// The timeline: a row an event beside one axis. Of more events than can be read as rows at a time,
// counts stand above and the first rows below.

import { makeBrush } from "./brush.js";
import { makeDensity } from "./density.js";
import { element, isForBrowser, plural } from "./dom.js";
import { makeCap } from "./lists.js";
import { makePlot, marksOf } from "./plot.js";
import { makeRows } from "./rows.js";
import { makeScale } from "./scale.js";
import { isOnPaper, NARROW } from "./screen.js";
import { makeStrip } from "./strip.js";
import { hasSame } from "./table.js";
import { makeAxis, makeBrackets } from "./time_axis.js";

const MOST_ROWS = 100; // of more, counts are shown and the first rows
const FIRST_SHOWN = 30;
const PLOT_SHARE = 0.4; // of the width is the plot's
const NARROW_PLOT_PX = 120; // less room than this is no plot
const LEAST_DATE_PX = 56, MOST_DATE_PX = 114, MOST_NARROW_DATE_PX = 88;

/** @param {Store} app @param {{isRead: (key: Key) => boolean}} article */
export function makeTimeline(app, { isRead }) {
  const axis = makeAxis(app), rows = makeRows(app), plot = makePlot(app), strip = makeStrip(app), density = makeDensity(app), brackets = makeBrackets();
  const plotBox = element("div", { class: "plot-box" }, axis.grid, plot.node);
  const body = element("div", { class: "row-body" }, plotBox, rows.node, brackets.node);
  const cap = makeCap(rows.node, showMore, { first: FIRST_SHOWN, of: "events" });
  const chart = element("div", { class: "chart", role: "group" }, strip.node, axis.node, body, cap.node);
  const fit = makeFit(app, chart, axis);
  plotBox.append(makeBrush(app, chart, plotBox, () => (fit.hasPlot ? fit.scale : null)).node);
  let shown = /** @type {EventRow[]} */ ([]); // as shown last
  let isMeasured = false, isDense = false, faint = "";

  /** @param {Answer} answer */
  function render({ events }) {
    const chosen = app.selected ? app.row(app.selected).index : -1, selected = app.page.events[chosen];
    const isKept = selected?.key === app.selected && !events.has(app.selected);
    const wanted = isKept ? [...events.rows, selected].sort((a, b) => a.index - b.index) : events.rows;
    const isMany = wanted.length > MOST_ROWS;
    if (!hasSame(wanted, shown)) cap.reset();
    shown = wanted;
    drawDensity(isMany ? events.mask : null);
    const displayed = isMany ? shown.slice(0, cap.most) : shown;
    // The rows of a story that all find room stay in the list; of others those that are shown.
    const isFresh = rows.fill(app.page.events.length <= MOST_ROWS ? app.page.events : displayed);
    rows.show(new Set(displayed.map(({ key }) => key)));
    drawRows(isFresh);
    cap.update(isMany ? shown.length : 0);
    chart.setAttribute("aria-label", `Timeline: ${plural(events.size, "event")}, one a row.`);
    axis.node.hidden = !events.size || !fit.hasTime;
  }

  function showMore() {
    isMeasured = false;
    render(app.answer);
    app.paintLinks();
  }

  /** Counts; without a day there is nothing to count by. @param {Uint8Array | null} mask of events that are too many */
  function drawDensity(mask) {
    const { at } = marksOf(app.page);
    const places = /** @type {number[]} */ ([]);
    mask?.forEach((isShown, index) => isShown && !Number.isNaN(at[index]) && places.push(index));
    isDense = places.length > 0;
    if (!isDense) density.node.remove();
    else if (!density.node.isConnected) chart.prepend(density.node);
    if (isDense && app.width) density.draw(places, Math.floor(app.width));
  }

  /** @param {boolean} isFresh whether the list has other rows than before */
  function drawRows(isFresh) {
    if (!app.width) return;
    if (!isMeasured) rows.measure();
    isMeasured = true;
    const isRenewed = fit.renew(), faintBefore = faint;
    faint = rows.rows.filter(({ key }) => app.isFaint(key)).map(({ key }) => key).join(" ");
    const isSame = !isRenewed && !isFresh && faint === faintBefore;
    const { middles, height } = rows.places({ isGliding: isSame });
    plotBox.style.height = `${height}px`;
    plotBox.hidden = !fit.hasPlot;
    strip.node.hidden = fit.hasPlot || isDense || !fit.hasTime;
    if (fit.hasPlot) {
      if (!isSame || !plot.holds(rows.rows)) plot.draw(rows.rows, { scale: fit.scale, ...rows.places({ isAll: true }) });
      plot.place(middles);
    } else if (!isDense) chart.style.setProperty("--strip", `${strip.draw(shown, fit.scale)}px`);
    chart.style.setProperty("--lanes", String(brackets.draw(shown, middles)));
    mark();
  }

  /** Mark the rows of what is selected and of the passages in view. */
  function mark() {
    rows.mark((key) => ({ chosen: key === app.selected, read: isRead(key) }));
  }

  rows.node.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target), row = /** @type {HTMLElement | null} */ (target.closest("[data-row]"));
    if (row?.dataset.row && !target.closest("a") && !isForBrowser(event) && !String(getSelection())) app.select(row.dataset.row, { from: "chart" });
  });

  /** A new width: rows break otherwise. */
  function resize() {
    isMeasured = false;
    fit.forget();
  }

  const sizes = new ResizeObserver(() => {
    if (!app.answer || !app.width || isOnPaper() || Math.abs(rows.node.getBoundingClientRect().height - rows.places().height) < 1) return;
    resize();
    drawRows(true);
  });
  sizes.observe(rows.node);

  return {
    nodes: [chart], render, mark, resize,
    /** For a picture: what is hidden is not drawn at all. */
    settle() {
      if (!fit.hasPlot || !app.plotly) return;
      const { middles, height } = rows.places();
      plot.draw(rows.rows.filter(({ key }) => middles.has(key)), { scale: fit.scale, height, middles });
      fit.forget();
    },
    close() {
      for (const part of [plot, strip, density]) part.close();
      sizes.disconnect();
    },
  };
}

/** The chart's widths and its scale. @param {Store} app @param {HTMLElement} chart @param {ReturnType<typeof makeAxis>} axis */
function makeFit(app, chart, axis) {
  let scale = makeScale([], 0, { from: null, to: null }), drawnFor = "", plotWidth = 0;
  const segments = () => app.page.timeline[app.view.background ? "all" : "article"];

  /** The widest date of the story, within limits: wider ones take two lines. */
  function dateWidth() {
    const words = app.page.events.slice(0, MOST_ROWS).map((row) => app.measure(row.short, row.weight === "lead" ? "date" : ""));
    return Math.ceil(Math.min(Math.max(LEAST_DATE_PX, ...words), matchMedia(NARROW).matches ? MOST_NARROW_DATE_PX : MOST_DATE_PX)) + 2;
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
      const room = segments().length && !matchMedia(NARROW).matches ? Math.floor(width * PLOT_SHARE) : 0;
      plotWidth = room >= NARROW_PLOT_PX ? room : 0;
      scale = makeScale(segments(), plotWidth || Math.max(200, width), { from, to });
      chart.style.setProperty("--plot", `${plotWidth}px`);
      chart.style.setProperty("--when", `${dateWidth()}px`);
      axis.node.classList.toggle("whole", !plotWidth);
      axis.draw(scale);
      return true;
    },
  };
}
