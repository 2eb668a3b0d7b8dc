// @ts-nocheck
// How the shares of a whole came about: the bars of all days side by side on an axis of time, rows
// for what contradicts, and the day that is shown, with its handle and its line at one place.

import { element, lineNodes } from "./dom.js";
import { historyOf } from "./holdings.js";
import { breakLines } from "./lines.js";
import { makeScale, timeOfDay } from "./scale.js";
import { makeShareDay } from "./share_day.js";
import { drawPieces, fitWords, LABEL_PX, leaderLine, leaderRows, wordsUpon } from "./share_labels.js";
import { FIRST_DAY, LAST_DAY } from "./url.js";

const STACK_PX = 160, STEP_ROW_PX = 22, PERCENT_PX = 40, STRIP_PX = 36, ABOVE_PX = 2, RIGHT_PX = 14, NAME_PX = 18;
const TO_AXIS_PX = 12; // from the top of the strip
const MOST_PIECES = 1500, MOST_DOTS = 12, MOST_OUTSIDE = 4;

/** @returns {{node: HTMLElement, render: (shown: {layer: object, whole: object, asof: number | null}) => void, redraw: () => void, close: () => void}} */
export function makeShareHistory(app) {
  const day = makeShareDay(app, { left: PERCENT_PX });
  const plot = element("div", { class: "plot" });
  const words = element("div", { class: "share-labels" });
  const line = element("i", { class: "day-line", "aria-hidden": "true" });
  const frame = element("div", { class: "bars history" }, plot, line, words, day.strip);
  const node = element("div", { class: "over-time" }, day.head, frame);
  let drawn = "", drawnWhole = null, scale = null;

  function render({ layer, whole, asof }) {
    const isChoice = layer.days.length > 1;
    frame.hidden = !isChoice;
    const signature = `${app.width}|${Boolean(app.plotly)}`;
    if (isChoice && (whole !== drawnWhole || signature !== drawn)) {
      [drawnWhole, drawn] = [whole, signature];
      draw(layer, whole);
    }
    day.render({ layer, asof });
    if (!isChoice) return;
    const x = day.place(asof);
    line.hidden = x === null;
    line.style.left = `${x}px`;
  }

  function draw(layer, whole) {
    const width = Math.max(200, app.width);
    scale = makeScale(layer.axis, width - PERCENT_PX - RIGHT_PX, { from: null, to: null });
    const page = { width, scale, days: layer.days, pieces: [], nodes: [], count: whole.states.length };
    let y = ABOVE_PX;
    const charts = historyOf(app.page.ownership, whole);
    const stacked = charts.filter(isStacked);
    for (const chart of stacked) y = drawStack(app, stacked.length > 1 ? chart : { ...chart, name: "" }, page, y);
    day.whose(stacked.length === 1 && charts.length > 1 ? stacked[0].name : "");
    if (!stacked.length) y = drawDots(app, charts, page, y);
    for (const chart of charts) y = drawRowsOverTime(app, chart, page, y);
    words.replaceChildren(...page.nodes);
    drawPieces(app, plot, page.pieces, width, y);
    day.drawAxis(scale, layer.days);
    line.style.height = `${y + 8}px`;
    day.strip.style.top = `${y}px`;
    frame.style.height = `${y + STRIP_PX}px`;
  }

  return {
    node,
    render,
    redraw: () => (drawn = ""),
    close() {
      day.close();
      if (app.plotly) app.plotly.purge(plot);
    },
  };
}

/** From when to when a piece is drawn, in moments. */
function timesOf({ first, end }, { days, count, scale }) {
  const last = scale.parts[scale.parts.length - 1].end;
  return [timeOfDay(days[first - 1].day), end >= count ? last : timeOfDay(days[end - 1].day)];
}

/** Whether the shares of a chart change in a way that can be drawn. */
function isStacked({ stack }) {
  const begun = new Map();
  for (const { key, first } of stack) if (key && !begun.has(key)) begun.set(key, first);
  return new Set(begun.values()).size > 1 && stack.length <= MOST_PIECES;
}

/** Where nothing is drawn as a stack: each statement at its day. */
function drawDots(app, charts, page, y) {
  const statements = charts.flatMap(({ statements: all }) => all);
  if (statements.length > MOST_DOTS) return y;
  const labels = statements.map(({ key, name, short }) => {
    const label = `${name} ${short}`;
    return { key, label, width: app.measure(label, "") + 10, x: page.scale.px(middleOf(app.row(key))) };
  });
  return addLabelsAbove(app, labels, page, y, (_, bottom) => bottom + TO_AXIS_PX);
}

/** The middle of the days on which a statement may begin. */
function middleOf({ dates }) {
  if (!dates) return 0;
  const first = dates[0] <= FIRST_DAY ? dates[2] : dates[0], last = dates[2] >= LAST_DAY ? dates[0] : dates[2];
  return (timeOfDay(first) + timeOfDay(last + 1)) / 2;
}

/** Labels above what they are of, each at the end of a line; says where they end. */
function addLabelsAbove(app, labels, page, y, footOf) {
  if (!labels.length) return y;
  const places = leaderRows(labels, page.scale.width);
  const bottom = y + (Math.max(...places.map(({ level }) => level)) + 1) * LABEL_PX;
  labels.forEach((one, index) => {
    const { left, level } = places[index];
    const at = bottom - (level + 1) * LABEL_PX;
    page.nodes.unshift(leaderLine(PERCENT_PX + one.x, at + LABEL_PX - 3, footOf(one, bottom)));
    // The widest reach over the numbers at the side, and no further than the page.
    const wide = Math.min(one.width, page.width), from = Math.min(PERCENT_PX + left, page.width - wide);
    page.nodes.push(app.link(one.key, { class: "share-label", lang: app.page.article.language, style: `left:${from}px;top:${at}px;width:${wide}px` }, element("span", { class: "line" }, one.label)));
  });
  return bottom;
}

function drawStack(app, { name, stack }, page, y) {
  if (name) {
    page.nodes.push(element("span", { class: "stack-name", style: `left:${PERCENT_PX}px;top:${y}px` }, name));
    y += NAME_PX;
  }
  const regions = regionsOf(stack, page);
  const { labelled, outside } = chooseLabels(app, regions);
  const top = addLabelsAbove(app, outside, page, y, (one, bottom) => stackY(bottom, one.start + one.length / 2));
  addPercents(page, top);
  for (const piece of stack) addSteps(app, piece, page, top);
  for (const { lines, left, right, start, length } of labelled) {
    page.nodes.push(wordsUpon(lines, { class: "step-words", lang: app.page.article.language, style: `left:${PERCENT_PX + left}px;width:${right - left}px;top:${stackY(top, start + length)}px;height:${(length * STACK_PX) / 100}px` }));
  }
  return top + STACK_PX + 8;
}

const stackY = (top, percent) => top + STACK_PX - (percent * STACK_PX) / 100;

function addPercents({ nodes, width }, top) {
  for (const percent of [0, 50, 100]) {
    nodes.push(element("span", { class: "percent", "aria-hidden": "true", style: `top:${stackY(top, percent)}px;width:${PERCENT_PX - 6}px` }, `${percent}%`));
    nodes.push(element("i", { class: "row-base", style: `top:${stackY(top, percent)}px;left:${PERCENT_PX}px;width:${width - PERCENT_PX - RIGHT_PX}px` }));
  }
}

/** The pieces of a statement that lie beside each other at one height: what has one label. */
function regionsOf(stack, page) {
  const found = [];
  for (const piece of stack.filter(({ fill }) => fill !== "possibly")) {
    const [left, right] = timesOf(piece, page).map(page.scale.px);
    const last = found.findLast((one) => one.name === piece.name && one.words === piece.words && one.start === piece.start && one.length === piece.length);
    if (last && last.end === piece.first) Object.assign(last, { end: piece.end, right });
    else found.push({ ...piece, left, right });
  }
  return found;
}

/** Words upon the regions that have room; of who has none anywhere, a label beside the largest. */
function chooseLabels(app, regions) {
  const named = new Set();
  const labelled = [];
  for (const one of regions) {
    const words = one.key ? `${one.name} ${one.words}` : one.name;
    const lines = fitWords([{ text: words, style: one.key ? "date" : "" }], one.right - one.left, (one.length * STACK_PX) / 100, app.measure);
    if (!lines) continue;
    labelled.push({ ...one, lines });
    named.add(one.name);
  }
  const largest = new Map();
  for (const one of regions.filter(({ key, words, name }) => key && words && !named.has(name))) {
    const known = largest.get(one.name);
    if (!known || one.length > known.length) largest.set(one.name, one);
  }
  const outside = [...largest.values()].sort((a, b) => b.length - a.length).slice(0, MOST_OUTSIDE).map((one) => {
    const label = `${one.name} ${one.words}`;
    return { ...one, label, width: app.measure(label, "") + 10, x: (one.left + one.right) / 2 };
  });
  return { labelled, outside };
}

/** A piece on the axis of time: full as long as it is stated, pale while it only holds on. */
function addSteps(app, piece, page, top) {
  const [start, end] = timesOf(piece, page);
  const stated = piece.fill === "solid" ? Math.min(Math.max(start, timeOfDay(piece.stated)), end) : end;
  const box = { top: stackY(top, piece.start + piece.length), height: (piece.length * STACK_PX) / 100 };
  for (const [from, to, fill] of [[start, stated, piece.fill], [stated, end, "light"]]) {
    if (from >= to) continue;
    for (const [left, right] of page.scale.pieces(from, to)) page.pieces.push({ ...piece, ...box, fill, left: PERCENT_PX + left, width: right - left });
  }
  if (piece.key) page.nodes.push(stepNode(app, piece, page, box, [start, end].map(page.scale.px)));
}

/** What a pointer, or the focus, is on: a link where it is large enough to hit. */
function stepNode(app, { key, name, words }, page, { top, height }, [left, right]) {
  const style = `left:${PERCENT_PX + left}px;top:${top}px;width:${Math.max(3, right - left)}px;height:${Math.max(3, height)}px`;
  const isFirst = !page.nodes.some((node) => node.dataset.key === key);
  if (!isFirst || right - left < LABEL_PX || height < LABEL_PX) return element("span", { class: "step", "data-key": key, style });
  const label = [`${name} ${words}`.trim(), app.row(key).when].filter(Boolean).join(", ");
  return app.link(key, { class: "step", style, "aria-label": label, lang: app.page.article.language });
}

/** What stands in no stack: a row each, with its words at the start of its time. */
function drawRowsOverTime(app, { rows }, page, y) {
  for (const row of rows) {
    const [left, right] = timesOf(row, page).map(page.scale.px);
    const { lines, width: wide } = breakLines([{ text: row.label, style: "" }], page.scale.width, app.measure);
    const high = ((row.share?.[1] ?? 0) * STEP_ROW_PX) / 100;
    // Beside its piece where there is room, else above it.
    const isBeside = lines.length === 1 && left > wide + 10;
    const at = isBeside ? left - wide - 8 : Math.max(0, Math.min(left, page.scale.width - wide));
    page.nodes.push(app.link(row.key, { class: "row-label", lang: app.page.article.language, style: `left:${PERCENT_PX + at}px;top:${y}px;width:${wide + 4}px` }, ...lineNodes(lines)));
    y += isBeside ? LABEL_PX - 2 : lines.length * 18 + 2 + Math.ceil(high);
    if (high) {
      const box = { left: PERCENT_PX + left, width: Math.max(3, right - left), top: y - high, height: high };
      page.pieces.push({ ...row, ...box });
      page.nodes.push(element("span", { class: "step", "data-key": row.key, style: `left:${box.left}px;top:${box.top}px;width:${box.width}px;height:${high}px` }));
    }
    page.nodes.push(element("i", { class: "row-base", style: `left:${PERCENT_PX}px;top:${y}px;width:${page.scale.width}px` }));
    y += 4;
  }
  return y;
}
