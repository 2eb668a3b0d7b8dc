// @ts-nocheck
// The timeline: a row an event beside one axis. Of more events than can be read as rows at a time,
// counts stand above and the first rows below.

import { DAY_MS } from "./axis.js";
import { makeDensity } from "./density.js";
import { button, element, grouped, isForBrowser, plural } from "./dom.js";
import { makePlot, marksOf, momentsOf } from "./plot.js";
import { makeRows } from "./rows.js";
import { axisTicks, BREAK_PX, makeScale, timeOfDay } from "./scale.js";
import { isOnPaper, NARROW } from "./screen.js";
import { hasSame } from "./table.js";
import { DAYS_TO_1970, FIRST_DAY } from "./url.js";

const MOST_ROWS = 100; // of more, counts are shown and the first rows
const FIRST_SHOWN = 30;
const MORE_ROWS = 100;
const DRAG_PX = 5; // from here on a press is a drag
const PLOT_SHARE = 0.4; // of the width is the plot's
const MOST_DATE_PX = 114;
const MOST_NARROW_DATE_PX = 88;
const NARROW_PLOT_PX = 120; // less room than this is no plot

export function makeTimeline(app, { isRead }) {
  const axis = makeAxis(app);
  const rows = makeRows(app);
  const plot = makePlot(app);
  const strip = makeStrip(app);
  const density = makeDensity(app);
  const brackets = element("div", { class: "brackets", "aria-hidden": "true" });
  const drag = element("div", { class: "drag", hidden: true });
  const plotBox = element("div", { class: "plot-box" }, axis.grid, plot.node, drag);
  const body = element("div", { class: "row-body" }, plotBox, rows.node, brackets);
  const more = element("p", { class: "more", hidden: true });
  const chart = element("div", { class: "chart", role: "group" }, strip.node, axis.node, body, more);
  let most = FIRST_SHOWN; // rows that are shown where there are too many
  let shown = []; // rows, as shown last
  let scale = null;
  let drawnFor = ""; // layer, dates and width
  let isMeasured = false;
  let faint = "";

  const layer = () => (app.view.background ? "all" : "article");
  /** Whether the axis has any time: a story may give no date at all. */
  const hasTime = () => app.page.timeline[layer()].length > 0;
  const plotWidth = () => (hasTime() && !matchMedia(NARROW).matches ? Math.floor(app.width * PLOT_SHARE) : 0);

  function render(answer) {
    const found = answer.events.rows;
    const selected = app.row(app.view.selected);
    const isKept = selected && app.page.events[selected.index] === selected && !answer.events.has(selected.key);
    const wanted = isKept ? inOrder([...found, selected]) : found;
    const isDense = wanted.length > MOST_ROWS;
    if (!hasSame(wanted, shown)) most = FIRST_SHOWN;
    shown = wanted;
    drawDense(isDense, answer);
    const displayed = isDense ? shown.slice(0, most) : shown;
    const isFresh = fillRows(displayed);
    const keys = new Set(displayed.map(({ key }) => key));
    rows.show(keys);
    drawRows({ isFresh });
    tellMore(isDense, displayed.length);
    chart.setAttribute("aria-label", `Timeline: ${plural(found.length, "event")}, one a row.`);
    axis.node.hidden = !found.length || !hasTime();
  }

  const inOrder = (some) => some.sort((a, b) => a.index - b.index);

  /** The rows of a story that all find room stay in the list; of others those that are shown. */
  function fillRows(displayed) {
    const all = app.page.events;
    const wanted = all.length <= MOST_ROWS ? all : displayed;
    if (hasSame(wanted, rows.rows)) return false;
    rows.fill([...wanted]);
    return true;
  }

  /** Without a day there is nothing to count by. */
  function drawDense(isDense, answer) {
    const places = isDense ? datedPlaces(answer) : [];
    if (!places.length) return density.node.remove();
    if (!density.node.isConnected) chart.prepend(density.node);
    if (app.width) density.draw(places, app.view, Math.floor(app.width));
  }

  function datedPlaces(answer) {
    const { at } = marksOf(app.page);
    const found = [];
    for (let index = 0; index < at.length; index += 1) if (answer.events.mask[index] && !Number.isNaN(at[index])) found.push(index);
    return found;
  }

  function drawRows({ isFresh }) {
    if (!app.width) return;
    if (!isMeasured) rows.measure();
    isMeasured = true;
    const width = plotWidth();
    const isAsBefore = setScale(width);
    const smaller = rows.rows.filter(({ key }) => app.isFaint(key)).map(({ key }) => key).join(" ");
    const isSame = isAsBefore && !isFresh && smaller === faint;
    faint = smaller;
    const { middles, height } = rows.places({ isGliding: isSame });
    plotBox.style.height = `${height}px`;
    if (width >= NARROW_PLOT_PX) drawPlot(middles, isSame);
    else if (!isDenseNow()) strip.draw(shown, scale);
    plotBox.hidden = width < NARROW_PLOT_PX;
    strip.node.hidden = width >= NARROW_PLOT_PX || isDenseNow() || !hasTime();
    drawBrackets(middles);
    mark();
  }

  const isDenseNow = () => density.node.isConnected;

  function drawPlot(middles, isSame) {
    const all = rows.rows;
    if (!isSame || !plot.holds(all)) plot.draw(all, { scale, ...rows.allPlaces() });
    plot.place(middles);
  }

  /** Whether the axis is the one that was there before. */
  function setScale(width) {
    const { from, to } = app.view;
    const drawn = `${layer()}|${from}|${to}|${app.width}|${Boolean(app.plotly)}`;
    if (drawn === drawnFor) return true;
    drawnFor = drawn;
    scale = makeScale(app.page.timeline[layer()], width >= NARROW_PLOT_PX ? width : Math.max(200, app.width), { from, to });
    chart.style.setProperty("--plot", `${width >= NARROW_PLOT_PX ? width : 0}px`);
    axis.node.classList.toggle("whole", width < NARROW_PLOT_PX);
    chart.style.setProperty("--when", `${dateWidth()}px`);
    axis.draw(scale);
    return false;
  }

  /** The widest date of the story, within limits: wider ones take two lines. */
  function dateWidth() {
    const words = app.page.events.slice(0, MOST_ROWS).map((row) => app.measure(row.short, row.weight === "lead" ? "date" : ""));
    return Math.ceil(Math.min(Math.max(56, ...words), matchMedia(NARROW).matches ? MOST_NARROW_DATE_PX : MOST_DATE_PX)) + 2;
  }

  function tellMore(isDense, count) {
    more.hidden = !isDense || count >= shown.length;
    if (more.hidden) return;
    const next = Math.min(MORE_ROWS, shown.length - count);
    const step = button(`Show ${grouped(next)} more`, () => {
      most += MORE_ROWS;
      isMeasured = false;
      render(app.answer);
      app.paintLinks();
      rows.nodeOf(shown[count].key)?.querySelector("a").focus({ preventScroll: true });
    });
    more.replaceChildren(`${grouped(count)} of ${plural(shown.length, "event")}. `, step);
  }

  // ---- rows that contradict each other -------------------------------------------------------

  /** A bracket joins each two rows of which one disputes the other. */
  function drawBrackets(middles) {
    const pairs = new Map();
    for (const row of shown) {
      for (const other of row.disputes) {
        if (!middles.has(row.key) || !middles.has(other)) continue;
        const ends = [row.key, other].sort((a, b) => middles.get(a) - middles.get(b));
        pairs.set(ends.join(" "), ends.map((key) => middles.get(key)));
      }
    }
    const lanes = []; // where the last bracket of each ends
    const made = [...pairs.values()].sort((a, b) => a[0] - b[0]).map(([top, bottom]) => {
      let lane = lanes.findIndex((end) => end < top);
      if (lane < 0) lane = lanes.push(0) - 1;
      lanes[lane] = bottom;
      return element("div", { class: "bracket", style: `top:${top}px;height:${bottom - top}px;--lane:${lane}` }, element("span", {}, "≠"));
    });
    brackets.replaceChildren(...made);
    chart.style.setProperty("--lanes", lanes.length);
  }

  // ---- what is selected, pointed at, read -----------------------------------------------------

  /** Mark the rows of what is selected and of the passages in view. */
  function mark() {
    for (const row of rows.rows) {
      const node = rows.nodeOf(row.key);
      node.classList.toggle("chosen", row.key === app.view.selected);
      node.classList.toggle("read", isRead(row.key));
    }
  }

  rows.node.addEventListener("click", (event) => {
    if (event.target.closest("a") || isForBrowser(event) || String(getSelection())) return;
    const row = event.target.closest("[data-row]");
    if (row) app.select(row.dataset.row, { from: "chart" });
  });

  // ---- dates by dragging ---------------------------------------------------------------------

  let pressed = null;
  const at = (event) => Math.min(Math.max(event.clientX - plotBox.getBoundingClientRect().left, 0), scale.width);
  const isOnPlot = (event) => {
    if (density.node.contains(event.target)) return false; // It has drags of its own.
    const box = plotBox.getBoundingClientRect();
    return scale && plotWidth() >= NARROW_PLOT_PX && event.clientX >= box.left && event.clientX <= box.right;
  };
  const isDrag = () => pressed && Math.abs(pressed.to - pressed.from) >= DRAG_PX;
  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType !== "mouse" || event.target.closest("a, button") || !isOnPlot(event)) return;
    pressed = { from: at(event), to: at(event) };
  });
  chart.addEventListener("pointermove", (event) => {
    if (!pressed) return;
    pressed.to = at(event);
    drag.hidden = !isDrag();
    if (isDrag()) getSelection()?.removeAllRanges();
    drag.style.left = `${Math.min(pressed.from, pressed.to)}px`;
    drag.style.width = `${Math.abs(pressed.to - pressed.from)}px`;
  });
  const release = () => {
    const made = isDrag() ? pressed : null;
    pressed = null;
    drag.hidden = true;
    if (!made) return;
    chart.addEventListener("click", stopClick, { capture: true, once: true });
    setTimeout(() => chart.removeEventListener("click", stopClick, { capture: true }));
    narrowTo(scale.timeAt(Math.min(made.from, made.to)), scale.timeAt(Math.max(made.from, made.to)));
  };
  const stopClick = (event) => event.stopPropagation();
  chart.addEventListener("pointerup", release);
  chart.addEventListener("pointerleave", release);
  chart.addEventListener("dblclick", (event) => {
    if (isOnPlot(event) && (app.view.from !== null || app.view.to !== null)) app.ask({ from: null, to: null, sure: false });
  });
  chart.addEventListener("wheel", (event) => {
    if (!event.ctrlKey || !isOnPlot(event)) return;
    event.preventDefault();
    zoom(scale.timeAt(at(event)), event.deltaY > 0 ? 1.6 : 1 / 1.6);
  }, { passive: false });

  function zoom(middle, factor) {
    const { parts } = scale;
    const start = parts[0].start, end = parts[parts.length - 1].end;
    if (factor > 1 && app.view.from === null && app.view.to === null) return;
    narrowTo(middle - (middle - start) * factor, middle + (end - middle) * factor - 1, { replace: true });
  }

  function narrowTo(start, end, how = {}) {
    const day = (time) => Math.floor(time / DAY_MS) + DAYS_TO_1970;
    const whole = app.page.timeline[layer()];
    const from = Math.max(FIRST_DAY, day(start)), to = Math.max(from, day(end));
    const isAll = from <= whole[0][0] && to >= whole[whole.length - 1][1] - 1;
    app.ask(isAll ? { from: null, to: null, sure: false } : { from, to }, how);
  }

  // ---- life ----------------------------------------------------------------------------------

  const sizes = new ResizeObserver(() => {
    if (!app.answer || !app.width || isOnPaper()) return;
    const { height } = rows.places();
    if (Math.abs(rows.node.getBoundingClientRect().height - height) < 1) return;
    isMeasured = false;
    drawnFor = "";
    drawRows({ isFresh: true });
  });
  sizes.observe(rows.node);

  return {
    nodes: [chart],
    render,
    mark,
    /** A new width: rows break otherwise. */
    resize() {
      isMeasured = false;
      drawnFor = "";
    },
    /** For a picture: what is hidden is not drawn at all. */
    settle() {
      if (plotWidth() < NARROW_PLOT_PX || !app.plotly) return;
      const { middles, height } = rows.places();
      plot.draw(rows.rows.filter(({ key }) => middles.has(key)), { scale, height, middles });
      drawnFor = "";
    },
    close() {
      sizes.disconnect();
      plot.close();
      strip.close();
    },
  };
}

/** The axis above the rows: ticks, breaks, spans between events, and the day of publication. */
function makeAxis(app) {
  const spans = element("div", { class: "axis-spans" });
  const ticks = element("div", { class: "axis-ticks" });
  const node = element("div", { class: "axis" }, element("div", { class: "axis-box" }, spans, ticks));
  const grid = element("div", { class: "axis-grid", "aria-hidden": "true" });

  function draw(scale) {
    const made = axisTicks(scale, app.page.article.language, (words) => app.measure(words, ""));
    const at = (x) => `left:${Math.round(x * 10) / 10}px`;
    const lines = scale.parts.map(({ left, right }) => element("i", { class: "segment", style: `left:${left}px;width:${right - left}px` }));
    const breaks = scale.parts.slice(1).map(({ left }) => element("i", { class: "axis-break", style: at(left - BREAK_PX / 2) }, "//"));
    ticks.replaceChildren(...lines, ...breaks, ...made.map(({ x, label }) => element("span", { style: at(x), lang: app.page.article.language }, label)));
    ticks.setAttribute("aria-hidden", "true");
    const { published } = app.page.timeline;
    const bands = published ? scale.pieces(timeOfDay(published[0]), timeOfDay(published[1] + 1)) : [];
    grid.replaceChildren(
      ...made.filter(({ isTick }) => isTick).map(({ x }) => element("i", { class: "tick-line", style: at(x) })),
      ...bands.map(([left, right]) => element("i", { class: "published", style: `left:${left}px;width:${right - left}px` })),
    );
    spans.replaceChildren(...app.page.figures.flatMap((figure) => spanNode(figure, scale)));
  }

  /** The time between two events, as a bracket over the axis; none where an end is not on it. */
  function spanNode({ number, label, rests_on: ends, is_span: isSpan }, scale) {
    if (!isSpan || ends.length < 2) return [];
    const moments = ends.map(({ key }) => momentsOf(app.row(key))?.at ?? null);
    if (moments.some((time) => time === null || !scale.holds(time))) return [];
    const [left, right] = moments.map((time) => scale.px(time)).sort((a, b) => a - b);
    const half = app.measure(number, "date") / 2 + 8;
    const middle = Math.min(Math.max((left + right) / 2, half), scale.width - half);
    // Where the words are wider than the bracket they stand beside it.
    const isWide = right - left > 2 * half + 8;
    const at = isWide ? middle : left - half - 4 > half ? left - half : right + half;
    const words = app.link(ends[0].key, { title: label, style: `left:${at}px` }, element("span", {}, number));
    return [element("div", { class: "span", style: `left:${left}px;width:${right - left}px` }), words];
  }
  return { node, grid, draw };
}

/** On a narrow screen, where no plot stands beside the rows: all marks on one strip above them. */
function makeStrip(app) {
  const LEVEL_PX = 13, MOST_LEVELS = 6;
  const plot = makePlot(app, { only: "mark" });
  const node = element("div", { class: "strip" }, plot.node);

  function draw(rows, scale) {
    const marks = rows.map((row) => ({ row, at: momentsOf(row)?.at ?? null })).filter(({ at }) => at !== null && scale.holds(at));
    const ends = [];
    const placed = marks.map(({ row, at }) => ({ row, x: scale.px(at) })).sort((a, b) => a.x - b.x);
    const level = new Map();
    for (const { row, x } of placed) {
      let place = ends.findIndex((end) => end <= x);
      if (place < 0) place = Math.min(ends.length, MOST_LEVELS - 1);
      ends[place] = x + LEVEL_PX;
      level.set(row.key, place);
    }
    const height = Math.max(1, ends.length) * LEVEL_PX + 4;
    const middles = new Map([...level].map(([key, place]) => [key, height - (place + 0.5) * LEVEL_PX - 2]));
    plot.draw(placed.map(({ row }) => row), { scale, height, middles });
    node.style.height = `${height}px`;
    node.parentNode.style.setProperty("--strip", `${height}px`);
  }
  return { node, draw, close: plot.close };
}
