// @ts-nocheck
// Who owned what: for a day, one bar of 100 percent a layer, rivals side by side below it, every
// statement in words; and over time, one row a holder. Plotly draws the bars; words are HTML, and
// the rows get their height by the words that stand over them.

import { button, drawing, element, icon, lineNodes, storyWords } from "./dom.js";
import { BAR_PX, placeOfState, stateAt } from "./holdings.js";
import { breakLines } from "./lines.js";
import { DAYS_TO_1970 } from "./url.js";

const BAR_GAP = 10, WORD_LINE = 18, BAND_PX = 44, AXIS_PX = 26, SIDE_PX = 22;
const PLAY_MS = 1400;

export function makeOwnership(app) {
  const { page } = app;
  const box = element("div", { class: "ownership-day" });
  const overTime = element("div", { class: "over-time" });
  const conflicts = element("ul", { class: "conflicts" });
  const day = makeDayControl(app, () => layerOf());
  let drawn = "", drawnTime = "", charts = [], timeCharts = [], states = [], stateName = "";

  const layerName = () => (app.view.background && page.ownership.layers.all ? "all" : "article");
  const layerOf = () => page.ownership.layers[layerName()];

  function render(answer) {
    const layer = layerOf();
    const asof = app.view.asof ?? page.ownership.default;
    const place = placeOfState(layer, asof);
    const known = `${layerName()}|${place}`;
    if (known !== stateName) [states, stateName] = [layer.wholes.map((whole) => stateAt(page.ownership, whole, place)), known];
    day.render();
    const signature = `${known}|${app.width}|${Boolean(app.plotly)}`;
    if (signature !== drawn) {
      drawn = signature;
      const kept = app.plotly ? charts : [];
      charts = states.flatMap((state) => state.charts).map((chart, index) => barChart(app, chart, kept[index]));
      const nodes = charts.map((chart) => chart.node);
      box.replaceChildren(...states.map((state, number) => wholeNode(layer.wholes[number], state, nodes.splice(0, state.charts.length))));
      const words = states.flatMap((state) => state.conflicts);
      conflicts.replaceChildren(...words.map((line) => element("li", {}, `Does not fit together: ${line}`)));
      conflicts.hidden = !words.length;
    }
    drawOverTime(layer.wholes, asof);
    box.querySelectorAll("[data-key]").forEach((node) => node.classList.toggle("found", answer.found.has(node.dataset.key)));
    overTime.querySelectorAll("[data-key]").forEach((node) => node.classList.toggle("found", answer.found.has(node.dataset.key)));
    return { rows: states.flatMap(({ keys }) => keys).map((key) => app.row(key)), possibly: new Set(states.flatMap(({ possibly }) => possibly)) };
  }

  /** One whole with its charts, under a heading where there are several. */
  function wholeNode({ heading }, { alt }, nodes) {
    const title = heading ? storyWords("h3", page, heading, { class: "whole" }) : null;
    return element("div", { class: "whole", role: "group", "aria-label": alt }, title, ...nodes);
  }

  function drawOverTime(wholes, asof) {
    const dated = wholes.filter((whole) => whole.over_time.bands);
    overTime.hidden = !dated.length;
    if (!dated.length) return;
    const signature = `${layerName()}|${app.width}|${Boolean(app.plotly)}`;
    if (signature !== drawnTime) {
      drawnTime = signature;
      timeCharts = dated.map((whole) => historyChart(app, whole.over_time));
      const title = (whole) => (whole.heading ? element("h4", { class: "whole", lang: page.article.language, dir: "auto" }, whole.heading) : null);
      const nodes = dated.flatMap((whole, number) => [title(whole), timeCharts[number].node]).filter(Boolean);
      overTime.replaceChildren(element("h3", {}, "Over time, from dated statements"), ...nodes);
    }
    for (const chart of timeCharts) chart.markDay(asof);
  }

  return {
    nodes: [day.node, box, conflicts, overTime],
    render,
    redraw() {
      drawn = drawnTime = "";
    },
    close: day.close,
  };
}

/** The slider over the days on which something changes, with play. */
function makeDayControl(app, layerOf) {
  const slider = element("input", { type: "range", min: 0, step: 1, "aria-label": "Day" });
  const words = element("output", { class: "day" });
  const play = button(icon("play"), () => (timer ? stop() : start()), { "aria-label": "Play through the days", title: "Play through the days" });
  const back = button("Day of publication", () => app.ask({ asof: null }), { class: "quiet" });
  const marks = element("div", { class: "day-marks", "aria-hidden": "true" });
  const node = element("div", { class: "day-control" }, element("span", {}, "As far as stated for "), words, play, element("span", { class: "slider" }, slider, marks), back);
  let timer = 0;
  const days = () => layerOf().days;

  function start() {
    let at = Number(slider.value) >= days().length - 1 ? -1 : Number(slider.value);
    play.replaceChildren(icon("pause"));
    play.setAttribute("aria-label", "Stop");
    const step = () => {
      at += 1;
      if (at >= days().length) return stop();
      app.ask({ asof: days()[at].day }, { silent: true });
      timer = setTimeout(step, PLAY_MS);
    };
    step();
  }

  function stop() {
    clearTimeout(timer);
    timer = 0;
    play.replaceChildren(icon("play"));
    play.setAttribute("aria-label", "Play through the days");
    app.ask({}, { replace: true });
  }

  slider.addEventListener("input", () => app.ask({ asof: days()[slider.value].day }, { replace: true }));
  return {
    node,
    close: () => clearTimeout(timer),
    render() {
      const known = days();
      const asof = app.view.asof ?? app.page.ownership.default;
      const index = asof === null ? known.length - 1 : known.findLastIndex(({ day }) => day <= asof);
      slider.max = Math.max(0, known.length - 1);
      slider.value = Math.max(0, index);
      const exact = known.find(({ day }) => day === asof);
      const dayShown = asof === null ? "any day" : exact?.words ?? (app.view.asof === null ? app.page.ownership.default_words : app.dayWords(asof));
      words.textContent = dayShown;
      words.lang = app.page.article.language;
      slider.setAttribute("aria-valuetext", dayShown);
      const isChoice = known.length > 1;
      play.hidden = slider.parentNode.hidden = !isChoice;
      back.hidden = app.view.asof === null;
      if (marks.childElementCount !== known.length) marks.replaceChildren(...known.map((_, place) => element("i", { style: `left:${(100 * place) / Math.max(1, known.length - 1)}%` })));
    },
  };
}

/** One layer's bars with the words over them and below. ``kept`` is the chart drawn before. */
function barChart(app, chart, kept) {
  const width = Math.max(200, app.width);
  const inner = width - 2 * SIDE_PX;
  const plot = kept?.plot ?? element("div", { class: "plot" });
  const words = element("div", { class: "bar-words" });
  const frame = element("div", { class: "bars" }, plot, words);
  const middles = [];
  let y = 0;
  for (const row of chart.rows) {
    if (row.label) {
      const { lines } = breakLines([{ text: row.label, style: row.bar || row.key ? "title" : "date" }], inner, app.measure);
      const shown = lineNodes(lines, (runs) => `line ${runs[0].style}`);
      const node = row.key ? app.link(row.key, { class: "row-label" }, ...shown) : element("span", { class: "row-label" }, ...shown);
      node.style.cssText = `left:${SIDE_PX}px;top:${y}px;width:${inner}px`;
      words.append(node);
      y += lines.length * WORD_LINE + 3;
    }
    middles.push(y + BAR_PX / 2);
    if (row.bar) y += BAR_PX + BAR_GAP;
    else y += row.label ? 2 : 0;
  }
  const hasBars = chart.figure.data[0].y.length > 0;
  if (hasBars) words.append(...insideLabels(app, chart, inner, middles));
  frame.hidden = !chart.rows.length || (!hasBars && !chart.rows.some((row) => row.label));
  if (app.plotly && hasBars) {
    const trace = { ...chart.figure.data[0], y: chart.figure.data[0].y.map((row) => -middles[row]) };
    const layout = { ...chart.figure.layout, width, height: y + AXIS_PX, margin: { l: SIDE_PX, r: SIDE_PX, t: 0, b: AXIS_PX, pad: 0 } };
    layout.yaxis = { ...layout.yaxis, range: [-y, 0] };
    layout.xaxis = { ...layout.xaxis, ...fewTicks(layout.xaxis, inner) };
    layout.shapes = chart.edges.map(({ row, start, length, colour }) => ({
      type: "rect", x0: start, x1: start + length, y0: -middles[row] - BAR_PX / 2, y1: -middles[row] + BAR_PX / 2, line: { color: colour, width: 1.5, dash: "dash" },
    }));
    app.plotly.react(plot, [trace], layout, { displayModeBar: false, staticPlot: true });
  }
  frame.style.height = `${y + (hasBars ? AXIS_PX : 0)}px`;
  frame.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const key = pieceAt(chart, event, frame, inner, middles);
    if (key) app.select(key, { from: "chart" });
  });
  const lines = element("ul", { class: "holders" }, ...chart.lines.map((line) => holderLine(app, line)));
  const sum = chart.sum ? element("p", { class: "sum" }, chart.sum) : null;
  const node = element("div", { class: "layer" }, chart.name ? element("h3", {}, chart.name) : null, frame, sum, lines);
  return { node, plot };
}

function fewTicks(axis, inner) {
  if (inner > 380) return {};
  const keep = axis.tickvals.map((_, index) => index).filter((index) => index % 2 === 0);
  return { tickvals: keep.map((index) => axis.tickvals[index]), ticktext: keep.map((index) => axis.ticktext[index]) };
}

// Words stand in their piece only where they fit; every statement is listed below in any case.
function insideLabels(app, chart, inner, middles) {
  return chart.inside
    .filter(({ words, length }) => app.measure(words, "date") + 24 <= (length * inner) / 100)
    .map(({ key, words, row, start, length, solid }) => {
      const style = `left:${SIDE_PX + (start * inner) / 100}px;width:${(length * inner) / 100}px;top:${middles[row] - BAR_PX / 2}px;height:${BAR_PX}px`;
      return app.link(key, { class: `inside${solid ? " solid" : ""}`, style, lang: app.page.article.language }, element("span", {}, words));
    });
}

function pieceAt(chart, event, frame, inner, middles) {
  const place = frame.getBoundingClientRect();
  const percent = ((event.clientX - place.left - SIDE_PX) / inner) * 100;
  const trace = chart.figure.data[0];
  const index = trace.y.findIndex((row, i) => {
    const isInRow = Math.abs(middles[row] - (event.clientY - place.top)) <= BAR_PX / 2;
    return isInRow && trace.base[i] - 1 <= percent && percent <= trace.base[i] + trace.x[i] + 1;
  });
  return index < 0 ? "" : trace.customdata[index];
}

// Plotly's patterns as strokes of a swatch of 16: "." is drawn as short ones with round ends.
const PATTERN_STROKES = {
  "\\": "M3 3l10 10M2 8l6 6M8 2l6 6",
  "/": "M3 13L13 3M2 8l6 -6M8 14l6 -6",
  ".": "M5 5h.01M11 5h.01M5 11h.01M11 11h.01",
  x: "M3 3l4 4M7 3l-4 4M9 9l4 4M13 9l-4 4M9 3l4 4M13 3l-4 4M3 9l4 4M7 9l-4 4",
  "-": "M2 5.5h12M2 10.5h12",
  "|": "M5.5 2v12M10.5 2v12",
  "+": "M2 8h12M8 2v12",
};

/** A holder's style: filled where the share is stated, with the pattern that its bar has. */
function swatchOf({ style, fill }) {
  const colour = style?.colour ?? "#7a7f87";
  const isSolid = Boolean(style) && fill === "solid";
  const isUnbounded = fill === "unbounded";
  const box = ["rect", { x: 1.5, y: 1.5, width: 13, height: 13, fill: isSolid || isUnbounded ? colour : "none", "fill-opacity": isUnbounded ? 0.25 : null, stroke: colour, "stroke-width": 1.5, "stroke-dasharray": isUnbounded ? "3 2" : null }];
  const pattern = PATTERN_STROKES[{ hatched: "/", denied: "\\" }[fill] ?? style?.pattern];
  const lines = { d: pattern, fill: "none", stroke: isSolid ? "#fff" : colour, "stroke-width": style?.pattern === "." && fill !== "hatched" ? 2.2 : 1.2, "stroke-linecap": "round" };
  return drawing(16, box, ...(pattern ? [["path", lines]] : []));
}

function holderLine(app, line) {
  const content = [swatchOf(line), element("b", { dir: "auto" }, line.name), line.name ? " " : "", element("span", {}, line.text)];
  const attributes = { class: "holder-line", lang: app.page.article.language };
  return element("li", {}, line.key ? app.link(line.key, attributes, ...content) : element("span", attributes, ...content));
}

/** All dated statements, one band a holder's statements; a dotted line stands at the day. */
function historyChart(app, historyData) {
  const width = Math.max(200, app.width);
  const inner = width - 2 * SIDE_PX;
  const plot = element("div", { class: "plot" });
  const words = element("div", { class: "bar-words" });
  const line = element("i", { class: "day-line", "aria-hidden": "true" });
  const node = element("div", { class: "bars history" }, plot, line, words);
  const px = (percent) => (percent * BAND_PX) / 100;
  const [bars, dots] = historyData.figure.data;
  // All bands have one scale, and none is higher than what stands in it.
  const tops = historyData.bands.map(() => 0);
  historyData.bar_bands.forEach((band, i) => (tops[band] = Math.max(tops[band], px(bars.base[i] + bars.y[i]))));
  historyData.dot_bands.forEach((band, i) => (tops[band] = Math.max(tops[band], px(dots.y[i]) + 6)));
  const bases = [];
  let y = 0;
  for (const [place, band] of historyData.bands.entries()) {
    const runs = [{ text: band.name ? `${band.name} ` : "", style: "date" }, { text: band.text, style: "title" }];
    const { lines } = breakLines(runs.filter((run) => run.text), inner, app.measure);
    const shown = lineNodes(lines);
    const link = app.link(band.keys[0], { class: "row-label" }, ...shown);
    link.style.cssText = `left:${SIDE_PX}px;top:${y}px;width:${inner}px`;
    words.append(link);
    y += lines.length * WORD_LINE + 4 + tops[place];
    bases.push(y);
    y += 14;
  }
  if (app.plotly) {
    const moved = { ...bars, base: bars.base.map((base, i) => -bases[historyData.bar_bands[i]] + px(base)), y: bars.y.map(px) };
    const dotted = { ...dots, y: dots.y.map((at, i) => -bases[historyData.dot_bands[i]] + px(at)) };
    const shapes = bases.map((base) => ({ type: "line", layer: "below", xref: "paper", x0: 0, x1: 1, y0: -base, y1: -base, line: { width: 1, color: "#7a7f87" } }));
    const layout = { ...historyData.figure.layout, shapes, width, height: y + AXIS_PX, margin: { l: SIDE_PX, r: SIDE_PX, t: 0, b: AXIS_PX, pad: 0 } };
    layout.yaxis = { ...layout.yaxis, range: [-y, 0] };
    layout.xaxis = { ...layout.xaxis, ...timeTicks(historyData.start, historyData.end, inner, app.page.article.language) };
    app.plotly.react(plot, [moved, dotted], layout, { displayModeBar: false, staticPlot: true });
  }
  node.style.height = `${y + AXIS_PX}px`;
  const x = (time) => SIDE_PX + ((time - historyData.start) / (historyData.end - historyData.start)) * inner;
  node.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const place = node.getBoundingClientRect();
    const left = event.clientX - place.left, top = event.clientY - place.top;
    let nearest = "", least = 30;
    dots.customdata.forEach((key, i) => {
      const distance = Math.hypot(x(timeOf(dots.x[i])) - left, bases[historyData.dot_bands[i]] - px(dots.y[i]) - top);
      if (distance < least) [least, nearest] = [distance, key];
    });
    if (nearest) app.select(nearest, { from: "chart" });
  });
  return {
    node,
    markDay(day) {
      const at = day === null ? -1 : (day - DAYS_TO_1970) * 86400000 + 43200000;
      line.hidden = at < historyData.start || at > historyData.end;
      line.style.left = `${x(at)}px`;
      line.style.height = `${y}px`;
    },
  };
}

/** A moment as the page writes it (no zone means UTC) in milliseconds since 1970. */
function timeOf(text) {
  return Date.parse(/Z|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`);
}
