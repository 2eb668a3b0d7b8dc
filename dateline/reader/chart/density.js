// The timeline of many events: how many a period has of each category, as stacked bars. A bar is a
// button that narrows the dates to its period; so does a drag. The bars are one stop of Tab: arrow
// keys go from one to another.

import { button, element, grouped, plural } from "../dom.js";
import { columnsOf } from "../state/columns.js";
import { DAY_MS, dayOfTime, timeOfDay } from "../state/dates.js";
import { firstWhere, hasSame } from "../state/table.js";
import { periodInWords, roundTimes, unitFor } from "./axis.js";
import { makeBrush } from "./brush.js";
import { marksOf } from "./plot.js";
import { axisTicks, makeScale } from "./scale.js";

const TARGET_PX = 24; // a bar is at least so wide, and hit within so much of its height as is free
const DENSITY_PX = 240;
const AXIS_LEFT_PX = 40;
const EDGE_PX = 10; // right of the axis and above it
const TICKS_PX = 26;

/** @typedef {{bin: number, place: number, start: number, end: number, category: Choice, count: number, base: number}} Bar of a period and a category (its place), on the others below it */

/** @param {Store} app */
export function makeDensity(app) {
  const plot = element("div", { class: "plot" });
  const bins = element("div", { class: "bins", role: "group", "aria-label": "Counts by time and category: arrow keys go from bar to bar" });
  const words = element("p", { class: "density-words" });
  const area = element("div", { class: "density-area" }, bins);
  const frame = element("div", { class: "density-frame" }, plot, area);
  const node = element("div", { class: "density" }, frame, words);
  let scale = /** @type {Scale | null} */ (null);
  let drawn = "", counted = /** @type {number[]} */ ([]); // what the bars were drawn for: a selection changes none of them
  const keys = makeBarKeys(bins);
  area.append(makeBrush(app, frame, area, () => scale).node);
  area.style.cssText = `left:${AXIS_LEFT_PX}px;right:${EDGE_PX}px;top:0;bottom:0`;
  frame.style.height = `${EDGE_PX + DENSITY_PX + TICKS_PX}px`;

  /** @param {number[]} places of the shown events among all @param {number} width */
  function draw(places, width) {
    const { from, to } = app.view, signature = `${from}|${to}|${width}|${Boolean(app.plotly)}`;
    if (signature === drawn && hasSame(places, counted)) return;
    [drawn, counted] = [signature, places];
    const inner = width - AXIS_LEFT_PX - EDGE_PX;
    const { bars, edges, unit, vague } = countedBars(app, places, inner);
    scale = makeScale([[dayOfTime(edges[0]), dayOfTime(edges[edges.length - 1]), 1]], inner, { from: null, to: null });
    const highest = Math.max(1, ...bars.map(({ base, count }) => base + count));
    drawBars(app, plot, { bars, scale, highest, width });
    const { px } = scale;
    keys.fill(bars, bars.map((bar, at) => {
      const label = `${periodInWords(bar.start, bar.end, unit, app.page.article.language)}, ${bar.category.label}: ${plural(bar.count, "event")}`;
      const narrow = () => app.ask({ from: dayOfTime(bar.start), to: dayOfTime(bar.end) - 1 });
      return button("", narrow, { class: "bin", style: `left:${px(bar.start)}px;width:${px(bar.end) - px(bar.start)}px;${heightOf(bars, at, highest)}`, "aria-label": label, title: label });
    }));
    const note = vague ? ` An event whose date is vague is counted where the middle of its possible time lies (${grouped(vague)} of them).` : "";
    words.textContent = `${plural(places.length, "dated event")}, counted by time and category: choose a bar, or drag, to narrow the dates.${note}`;
  }
  return { node, draw, close: () => app.plotly?.purge(plot) };
}

/** The bars, from the left and from below, and the periods. @param {Store} app @param {number[]} places @param {number} width */
function countedBars({ page, view: { from, to } }, places, width) {
  const { at: ats, isVague } = marksOf(page);
  const least = from === null ? places.reduce((a, place) => Math.min(a, ats[place]), Infinity) : timeOfDay(from);
  const most = to === null ? places.reduce((a, place) => Math.max(a, ats[place]), -Infinity) : timeOfDay(to + 1) - 1;
  const { unit, step } = unitFor(least, most, Math.max(4, Math.floor(width / TARGET_PX) - 2)); // at both ends a period may begin before
  const edges = roundTimes(least, most + 1, unit, step);
  if (edges.length < 2) edges.push(edges[0] + DAY_MS);
  const [categories] = columnsOf(page).events.facets, choices = page.facets.category;
  const counts = edges.slice(1).map(() => choices.map(() => 0));
  let vague = 0;
  for (const place of places) {
    const time = Math.min(Math.max(ats[place], least), most);
    const bin = Math.min(Math.max(firstWhere(edges, (edge) => edge > time) - 1, 0), counts.length - 1);
    counts[bin][categories.values[categories.starts[place]]] += 1;
    vague += isVague[place];
  }
  const bars = counts.flatMap((numbers, bin) => {
    let top = 0;
    return numbers.flatMap((count, place) => {
      top += count;
      return count ? [{ bin, place, start: edges[bin], end: edges[bin + 1], category: choices[place], count, base: top - count }] : [];
    });
  });
  return { bars, edges, unit, vague };
}

/** One trace, of which the places are known: Plotly stacks several at twice the time. @param {Store} app @param {HTMLElement} plot @param {{bars: Bar[], scale: Scale, highest: number, width: number}} drawing */
function drawBars({ page, plotly, measure }, plot, { bars, scale, highest, width }) {
  const ticks = axisTicks(scale, page.article.language, measure), wide = scale.width;
  const whole = [...new Set([0, Math.round(highest / 2), highest])];
  const trace = {
    type: "bar", hoverinfo: "none",
    x: bars.map(({ start, end }) => (scale.px(start) + scale.px(end)) / 2),
    width: bars.map(({ start, end }) => (scale.px(end) - scale.px(start)) * 0.86),
    y: bars.map(({ count }) => count),
    base: bars.map(({ base }) => base),
    marker: { color: bars.map(({ category }) => category.mark.colour), line: { width: 0 } },
  };
  const quiet = { ticks: "outside", tickcolor: "#7a7f87", tickfont: { size: 13 }, tickangle: 0, showgrid: false, zeroline: false };
  const layout = {
    ...page.timeline.figure.layout, width, height: EDGE_PX + DENSITY_PX + TICKS_PX,
    margin: { l: AXIS_LEFT_PX, r: EDGE_PX, t: EDGE_PX, b: TICKS_PX, pad: 0 },
    xaxis: { ...quiet, range: [0, wide], tickvals: ticks.map(({ at, x }) => at ?? x), ticktext: ticks.map(({ label }) => label) },
    yaxis: { ...quiet, range: [0, highest], tickvals: whole, ticktext: whole.map(String) },
  };
  plotly?.react(plot, [trace], layout, { displayModeBar: false, staticPlot: true });
}

/** A low bar is hit above it and below it too, where no other bar is. @param {Bar[]} bars @param {number} at @param {number} highest */
function heightOf(bars, at, highest) {
  const { bin, base, count } = bars[at], tall = (/** @type {number} */ number) => (number / highest) * DENSITY_PX;
  const low = TICKS_PX + tall(base), height = tall(count);
  const above = bars[at + 1]?.bin === bin ? 0 : Math.min(Math.max(0, TARGET_PX - height), DENSITY_PX + TICKS_PX - low - height);
  const below = bars[at - 1]?.bin === bin ? 0 : Math.min(Math.max(0, TARGET_PX - height - above), low);
  return `bottom:${low - below}px;height:${above + height + below}px;padding:${above}px 0 ${below}px`;
}

/** One stop of Tab for all bars: see barFrom. @param {HTMLElement} node */
function makeBarKeys(node) {
  let bars = /** @type {Bar[]} */ ([]), buttons = /** @type {HTMLElement[]} */ ([]);
  let followed = 0; // the category that arrow keys to the left and right keep to
  const placeOf = (/** @type {EventTarget | null} */ target) => buttons.findIndex((one) => one === target);
  node.addEventListener("focusin", ({ target }) => {
    for (const one of buttons) one.tabIndex = one === target ? 0 : -1;
    followed = bars[placeOf(target)].place;
  });
  node.addEventListener("keydown", (event) => {
    if (!/^Arrow|^Home$|^End$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const kept = followed;
    buttons[barFrom(bars, placeOf(event.target), event.key, kept)].focus();
    if (!/Up|Down/.test(event.key)) followed = kept;
  });
  return {
    /** @param {Bar[]} newBars @param {HTMLElement[]} newButtons */
    fill(newBars, newButtons) {
      const hadFocus = node.contains(document.activeElement);
      [bars, buttons, followed] = [newBars, newButtons, newBars[0]?.place ?? 0];
      for (const [place, one] of buttons.entries()) one.tabIndex = place ? -1 : 0;
      node.replaceChildren(...buttons);
      if (hadFocus) buttons[0]?.focus({ preventScroll: true });
    },
  };
}

/**
 * Where a key leads from a bar: up and down within its period, else to another period's bar of the
 * category that is followed, or of the one nearest to it.
 * @param {Bar[]} bars @param {number} at @param {string} key @param {number} followed
 * @returns {number} the place among ``bars``; the same at an end
 */
function barFrom(bars, at, key, followed) {
  const { bin } = bars[at];
  if (key === "ArrowUp" || key === "ArrowDown") {
    const next = key === "ArrowUp" ? at + 1 : at - 1;
    return bars[next]?.bin === bin ? next : at;
  }
  const ends = { Home: bars[0], End: bars[bars.length - 1], ArrowLeft: bars.findLast((bar) => bar.bin < bin), ArrowRight: bars.find((bar) => bar.bin > bin) };
  const { bin: to } = ends[/** @type {"Home"} */ (key)] ?? bars[at];
  const away = (/** @type {Bar} */ bar) => Math.abs(bar.place - followed);
  return bars.reduce((best, bar, place) => (bar.bin === to && (bars[best].bin !== to || away(bar) < away(bars[best])) ? place : best), at);
}
