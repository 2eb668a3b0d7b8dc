// @ts-nocheck
// The timeline of many events: how many a period has of each category, as stacked bars. A bar is a
// button that narrows the dates to its period; so does a drag. The bars are one stop of Tab: arrow keys
// go from one to another.

import { DAY_MS, periodInWords, roundTimes, unitFor } from "./axis.js";
import { columnsOf } from "./columns.js";
import { button, element, grouped, plural } from "./dom.js";
import { marksOf } from "./plot.js";
import { timeOfDay } from "./scale.js";
import { hasSame } from "./table.js";
import { DAYS_TO_1970 } from "./url.js";

const TARGET_PX = 24; // a bar is at least so wide, and hit within so much of its height as is free
const DENSITY_PX = 240;
const AXIS_LEFT_PX = 40;
const EDGE_PX = 10; // right of the axis
const TICKS_PX = 26;

export function makeDensity(app) {
  const plot = element("div", { class: "plot" });
  const bins = element("div", { class: "bins", role: "group", "aria-label": "Counts by time and category: arrow keys go from bar to bar" });
  const range = element("div", { class: "drag", hidden: true });
  const words = element("p", { class: "density-words" });
  const frame = element("div", { class: "density-frame" }, plot, bins, range);
  const node = element("div", { class: "density" }, frame, words);
  let scale = null; // {start, end, width}, while drawn
  let pressed = null;
  let isDragEnd = false; // until the click that may end a drag has come
  let drawn = ""; // what the bars were drawn for: a selection changes none of them
  let counted = []; // the places that they count
  let bars = []; // see stacked
  let buttons = []; // of the bars, in their order
  let followed = 0; // the category that arrow keys to the left and right keep to

  /** ``places``: of the shown events among all; ``from``, ``to``: day numbers or null. */
  function draw(places, { from, to }, width) {
    const signature = `${from}|${to}|${width}|${Boolean(app.plotly)}`;
    if (signature === drawn && hasSame(places, counted)) return;
    drawn = signature;
    counted = places;
    const { at: ats, isVague } = marksOf(app.page);
    const least = from === null ? places.reduce((a, place) => Math.min(a, ats[place]), Infinity) : timeOfDay(from);
    const most = to === null ? places.reduce((a, place) => Math.max(a, ats[place]), -Infinity) : timeOfDay(to + 1) - 1;
    const inner = width - AXIS_LEFT_PX - EDGE_PX;
    const { unit, step } = unitFor(least, most, Math.max(4, Math.floor(inner / TARGET_PX) - 2)); // at both ends a period may begin before
    const edges = roundTimes(least, most + 1, unit, step);
    if (edges.length < 2) edges.push(edges[0] + DAY_MS);
    const counts = app.page.facets.category.map(() => new Array(edges.length - 1).fill(0));
    const categories = columnsOf(app.page).events.facets[0];
    let vague = 0;
    for (const place of places) {
      const bin = binOf(edges, Math.min(Math.max(ats[place], least), most));
      counts[categories.values[categories.starts[place]]][bin] += 1;
      vague += isVague[place];
    }
    scale = { start: edges[0], end: edges[edges.length - 1], inner };
    const sums = edges.slice(1).map((_, bin) => counts.reduce((sum, one) => sum + one[bin], 0));
    const highest = Math.max(1, ...sums);
    frame.style.height = `${DENSITY_PX + TICKS_PX}px`;
    bars = stacked(counts, edges);
    drawBars(highest, width);
    drawButtons(edges, highest, unit, step);
    const note = vague ? ` An event whose date is vague is counted where the middle of its possible time lies (${grouped(vague)} of them).` : "";
    words.textContent = `${plural(places.length, "dated event")}, counted by time and category: choose a bar, or drag, to narrow the dates.${note}`;
  }

  /** The bars, from the left and from below: their period, category, count, and what they stand on. */
  function stacked(counts, edges) {
    const found = [];
    for (let bin = 0; bin + 1 < edges.length; bin += 1) {
      let base = 0;
      counts.forEach((binCounts, place) => {
        if (binCounts[bin]) found.push({ bin, place, start: edges[bin], end: edges[bin + 1], category: app.page.facets.category[place], count: binCounts[bin], base });
        base += binCounts[bin];
      });
    }
    return found;
  }

  function drawBars(highest, width) {
    if (!app.plotly) return;
    // One trace, of which the places are known: Plotly stacks several at twice the time.
    const trace = {
      type: "bar",
      x: bars.map(({ start, end }) => (start + end) / 2),
      width: bars.map(({ start, end }) => (end - start) * 0.86),
      y: bars.map(({ count }) => count),
      base: bars.map(({ base }) => base),
      marker: { color: bars.map(({ category }) => category.mark.colour), line: { width: 0 } },
      hoverinfo: "none",
    };
    const quiet = { ticks: "outside", tickcolor: "#7a7f87", tickfont: { size: 13 }, tickangle: 0, showgrid: false, zeroline: false };
    const whole = [...new Set([0, Math.round(highest / 2), highest])];
    const layout = {
      ...app.page.timeline.figure.layout,
      barmode: "overlay",
      width,
      height: DENSITY_PX + TICKS_PX,
      margin: { l: AXIS_LEFT_PX, r: EDGE_PX, t: 6, b: TICKS_PX, pad: 0 },
      xaxis: { ...quiet, type: "date", range: [scale.start, scale.end], ...timeTicks(scale.start, scale.end, scale.inner, app.page.article.language) },
      yaxis: { ...quiet, range: [0, highest], tickvals: whole, ticktext: whole.map(String) },
    };
    app.plotly.react(plot, [trace], layout, { displayModeBar: false, staticPlot: true });
  }

  function drawButtons(edges, highest, unit, step) {
    const px = (time) => AXIS_LEFT_PX + ((time - scale.start) / (scale.end - scale.start)) * scale.inner;
    const tall = (count) => (count / highest) * (DENSITY_PX - 6);
    const periods = new Map(edges.slice(1).map((end, bin) => [end, periodInWords(edges[bin], end, unit, step, app.page.article.language)]));
    const hadFocus = bins.contains(document.activeElement);
    buttons = bars.map(({ bin, start, end, category, count, base }, at) => {
      const label = `${periods.get(end)}, ${category.label}: ${plural(count, "event")}`;
      const [low, height] = [TICKS_PX + tall(base), tall(count)];
      // A low bar is hit above it and below it too, where no other bar is.
      const above = bars[at + 1]?.bin === bin ? 0 : Math.min(Math.max(0, TARGET_PX - height), DENSITY_PX + TICKS_PX - low - height);
      const below = bars[at - 1]?.bin === bin ? 0 : Math.min(Math.max(0, TARGET_PX - height - above), low);
      const style = `left:${px(start)}px;width:${px(end) - px(start)}px;bottom:${low - below}px;height:${above + height + below}px;padding:${above}px 0 ${below}px`;
      return button("", () => narrow(start, end), { class: "bin", style, "aria-label": label, title: label, tabindex: at ? -1 : 0 });
    });
    followed = bars[0]?.place ?? 0;
    bins.replaceChildren(...buttons);
    if (hadFocus) buttons[0]?.focus({ preventScroll: true });
  }

  bins.addEventListener("focusin", ({ target }) => {
    for (const one of buttons) one.tabIndex = one === target ? 0 : -1;
    followed = bars[buttons.indexOf(target)].place;
  });
  bins.addEventListener("keydown", (event) => {
    if (!BAR_KEYS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const kept = followed;
    buttons[barFrom(bars, buttons.indexOf(event.target), event.key, kept)].focus();
    if (!/Up|Down/.test(event.key)) followed = kept;
  });

  function narrow(start, end) {
    const day = (time) => Math.floor(time / DAY_MS) + DAYS_TO_1970;
    app.ask({ from: day(start), to: Math.max(day(start), day(end - 1)) });
  }

  // A drag over the bars; a press without a move is the button's own click.
  const at = (event) => Math.min(Math.max(event.clientX - frame.getBoundingClientRect().left - AXIS_LEFT_PX, 0), scale.inner);
  frame.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType === "mouse") pressed = { from: at(event), to: at(event) };
  });
  frame.addEventListener("pointermove", (event) => {
    if (!pressed) return;
    pressed.to = at(event);
    const [low, high] = [Math.min(pressed.from, pressed.to), Math.max(pressed.from, pressed.to)];
    range.hidden = high - low < 5;
    range.style.left = `${AXIS_LEFT_PX + low}px`;
    range.style.width = `${high - low}px`;
  });
  const release = () => {
    const drag = pressed;
    pressed = null;
    range.hidden = true;
    if (!drag || Math.abs(drag.to - drag.from) < 5) return;
    const time = (px) => scale.start + (px / scale.inner) * (scale.end - scale.start);
    isDragEnd = true;
    setTimeout(() => {
      isDragEnd = false;
      narrow(time(Math.min(drag.from, drag.to)), time(Math.max(drag.from, drag.to)));
    });
  };
  // The click that ends a drag is not one of the button below; one that leaves the chart has none.
  frame.addEventListener("click", (event) => isDragEnd && event.stopPropagation(), { capture: true });
  frame.addEventListener("pointerup", release);
  frame.addEventListener("pointerleave", release);
  return { node, draw };
}

const BAR_KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

/**
 * Where a key leads from a bar: up and down within its period, else to another period's bar of the
 * category that is followed, or of the one nearest to it.
 * @returns {number} the place among ``bars``; the same at an end
 */
function barFrom(bars, at, key, followed) {
  const { bin } = bars[at];
  if (key === "ArrowUp" || key === "ArrowDown") {
    const next = key === "ArrowUp" ? at + 1 : at - 1;
    return bars[next]?.bin === bin ? next : at;
  }
  const before = bars.findLast((bar) => bar.bin < bin), after = bars.find((bar) => bar.bin > bin);
  const { bin: to } = { ArrowLeft: before, ArrowRight: after, Home: bars[0], End: bars[bars.length - 1] }[key] ?? bars[at];
  const away = (bar) => Math.abs(bar.place - followed);
  return bars.reduce((best, bar, place) => (bar.bin === to && (bars[best].bin !== to || away(bar) < away(bars[best])) ? place : best), at);
}

/** The period in which a time lies, the first or the last for one outside all. */
function binOf(edges, time) {
  let low = 0, high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle] <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
