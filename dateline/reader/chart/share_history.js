// How the shares of a whole came about: the bars of all days side by side on an axis of time, rows
// for what contradicts, and the day that is shown, with its handle and its line at one place.

import { element, inPixels } from "../dom.js";
import { FIRST_DAY, LAST_DAY, timeOfDay } from "../state/dates.js";
import { historyOf } from "../state/holdings.js";
import { breakLines } from "./lines.js";
import { makeScale } from "./scale.js";
import { makeShareDay } from "./share_day.js";
import { fitWords, LABEL_PX, leaderLine, leaderRows, makeShareCanvas, WORDS_LINE_PX, wordsOfStatement } from "./share_labels.js";

const STACK_PX = 160, STEP_ROW_PX = 22, PERCENT_PX = 40, STRIP_PX = 36, ABOVE_PX = 2, RIGHT_PX = 14, NAME_PX = 18;
const TO_AXIS_PX = 12; // from the top of the strip
const MOST_PIECES = 1500, MOST_DOTS = 12, MOST_OUTSIDE = 4;
const LEAST_HIT_PX = 3;

/**
 * @typedef {ShareCanvas & {scale: Scale, days: OwnershipLayer["days"], count: number}} History ``count`` of its states
 * @typedef {{key: Key, words: string, x: number, foot: (bottom: number) => number}} LabelAbove at the end of a line from its foot
 * @typedef {StackPiece & {left: number, right: number}} Region
 * @param {Store} app
 */
export function makeShareHistory(app) {
  const day = makeShareDay(app, { left: PERCENT_PX });
  const line = element("i", { class: "day-line", "aria-hidden": "true" });
  const bars = makeShareCanvas(app, "bars history", line, day.strip);
  const node = element("div", { class: "over-time" }, day.head, bars.node);
  let drawn = "", drawnWhole = /** @type {Whole | null} */ (null);

  /** @param {{ownership: OwnershipData, layer: OwnershipLayer, whole: Whole, asof: number | null}} shown */
  function render({ ownership, layer: { days, axis }, whole, asof }) {
    bars.node.hidden = days.length < 2;
    const signature = `${app.width}|${Boolean(app.plotly)}`;
    if (days.length > 1 && (whole !== drawnWhole || signature !== drawn)) {
      [drawnWhole, drawn] = [whole, signature];
      draw(ownership, whole, { days, axis });
    }
    const x = day.render({ days, asof });
    line.hidden = x === null;
    line.style.left = `${x}px`;
  }

  /** @param {OwnershipData} ownership @param {Whole} whole @param {Pick<OwnershipLayer, "days" | "axis">} layer */
  function draw(ownership, whole, { days, axis }) {
    const width = Math.max(200, app.width), scale = makeScale(axis, width - PERCENT_PX - RIGHT_PX, { from: null, to: null });
    /** @type {History} */
    const canvas = { width, scale, days, pieces: [], nodes: [], count: whole.states.length };
    const charts = historyOf(ownership, whole), stacked = charts.filter(isStacked);
    let y = ABOVE_PX;
    for (const { name, stack } of stacked) y = drawStack(app, stacked.length > 1 ? name : "", stack, canvas, y);
    day.whose(stacked.length === 1 && charts.length > 1 ? stacked[0].name : "");
    if (!stacked.length) y = addLabelsAbove(app, dotsOf(app, whole, scale), canvas, y);
    for (const { rows } of charts) y = drawRowsOverTime(app, rows, canvas, y);
    bars.draw(canvas, y);
    day.drawAxis(scale, days);
    line.style.height = `${y + 8}px`;
    day.strip.style.top = `${y}px`;
    bars.node.style.height = `${y + STRIP_PX}px`;
  }

  return {
    node,
    render,
    redraw: () => void (drawn = ""),
    close: () => [day, bars].forEach((part) => part.close()),
  };
}

/** From when to when a piece is drawn, in moments. @param {{first: number, end: number}} piece @param {History} history @returns {Span} */
function timesOf({ first, end }, { days, count, scale: { parts } }) {
  return [timeOfDay(days[first - 1].day), end >= count ? parts[parts.length - 1].end : timeOfDay(days[end - 1].day)];
}

/** The same on the axis. @param {{first: number, end: number}} piece @param {History} history */
function placesOnAxis(piece, history) {
  const [left, right] = timesOf(piece, history).map(history.scale.px);
  return { left, right };
}

/** Whether the shares of a chart change in a way that can be drawn. @param {ShareHistory} history */
function isStacked({ stack }) {
  const begun = new Map([...stack].reverse().map(({ key, first }) => [key, first]));
  begun.delete("");
  return new Set(begun.values()).size > 1 && stack.length <= MOST_PIECES;
}

/** Where nothing is drawn as a stack: each statement at its day. @param {Store} app @param {Whole} whole @param {Scale} scale @returns {LabelAbove[]} */
function dotsOf(app, { charts }, scale) {
  const statements = new Map(charts.flatMap(({ holders }) => holders).flatMap(({ name, rows }) => rows.map(({ key, short }) => /** @type {const} */ ([key, `${name} ${short}`]))));
  return statements.size > MOST_DOTS ? [] : [...statements].map(([key, words]) => ({ key, words, x: scale.px(middleOf(app.row(key))), foot: (bottom) => bottom + TO_AXIS_PX }));
}

/** The middle of the days on which a statement may begin. @param {Row} row */
function middleOf({ dates }) {
  if (!dates) return 0;
  const first = dates[0] <= FIRST_DAY ? dates[2] : dates[0], last = dates[2] >= LAST_DAY ? dates[0] : dates[2];
  return (timeOfDay(first) + timeOfDay(last + 1)) / 2;
}

/** Labels above what they are of, each at the end of a line; says where they end. @param {Store} app @param {LabelAbove[]} labels @param {History} history @param {number} y */
function addLabelsAbove(app, labels, { nodes, width, scale }, y) {
  if (!labels.length) return y;
  const wides = labels.map(({ words }) => app.measure(words, "") + 10);
  const places = leaderRows(labels.map(({ x }, index) => ({ x, width: wides[index] })), scale.width);
  const bottom = y + (Math.max(...places.map(({ level }) => level)) + 1) * LABEL_PX;
  labels.forEach(({ key, words, x, foot }, index) => {
    const top = bottom - (places[index].level + 1) * LABEL_PX;
    nodes.unshift(leaderLine(PERCENT_PX + x, top + LABEL_PX - 3, foot(bottom)));
    // The widest reach over the numbers at the side, and no further than the page.
    const wide = Math.min(wides[index], width), left = Math.min(PERCENT_PX + places[index].left, width - wide);
    nodes.push(app.link(key, { class: "share-label", style: inPixels({ left, top, width: wide }) }, element("span", { class: "line" }, words)));
  });
  return bottom;
}

/** @param {Store} app @param {string} name @param {StackPiece[]} stack @param {History} history @param {number} y */
function drawStack(app, name, stack, history, y) {
  const { nodes, width } = history;
  if (name) {
    nodes.push(element("span", { class: "stack-name", style: inPixels({ left: PERCENT_PX, top: y }) }, name));
    y += NAME_PX;
  }
  const { upon, beside } = wordsOfStack(app, regionsOf(stack, history));
  const top = addLabelsAbove(app, beside, history, y);
  for (const percent of [0, 50, 100]) {
    nodes.push(element("span", { class: "percent", "aria-hidden": "true", style: inPixels({ top: stackY(top, percent), width: PERCENT_PX - 6 }) }, `${percent}%`));
    nodes.push(element("i", { class: "row-base", style: inPixels({ top: stackY(top, percent), left: PERCENT_PX, width: width - PERCENT_PX - RIGHT_PX }) }));
  }
  for (const piece of stack) addSteps(app, piece, history, top);
  for (const { lines, left, right, ...piece } of upon) nodes.push(wordsOfStatement(app, "", { class: "step-words", style: inPixels({ left: PERCENT_PX + left, width: right - left, ...heightIn(piece, top) }) }, lines));
  return top + STACK_PX + 8;
}

/** @param {number} top of a stack @param {number} percent */
const stackY = (top, percent) => top + STACK_PX - (percent * STACK_PX) / 100;
/** @param {{start: number, length: number}} piece @param {number} top of its stack */
const heightIn = ({ start, length }, top) => ({ top: stackY(top, start + length), height: (length * STACK_PX) / 100 });

/** The pieces of a statement that lie beside each other at one height: what has one label, where most of them is drawn. @param {StackPiece[]} stack @param {History} history @returns {Region[]} */
function regionsOf(stack, history) {
  const found = /** @type {StackPiece[]} */ ([]);
  for (const piece of stack.filter(({ fill }) => fill !== "possibly")) {
    const last = found.findLast((one) => one.name === piece.name && one.words === piece.words && one.start === piece.start && one.length === piece.length);
    if (last?.end === piece.first) last.end = piece.end;
    else found.push({ ...piece });
  }
  return found.flatMap((one) => {
    const drawn = history.scale.pieces(...timesOf(one, history)).sort((a, b) => b[1] - b[0] - a[1] + a[0]);
    return drawn.slice(0, 1).map(([left, right]) => ({ ...one, left, right }));
  });
}

/** Words upon the regions that have room; of who has none anywhere, a label beside the largest. @param {Store} app @param {Region[]} regions */
function wordsOfStack(app, regions) {
  const upon = regions.flatMap((one) => {
    const run = one.key ? { text: `${one.name} ${one.words}`, style: "date" } : { text: one.name, style: "" };
    const lines = fitWords([run], one.right - one.left, (one.length * STACK_PX) / 100, app.measure);
    return lines ? [{ ...one, lines }] : [];
  });
  const largest = /** @type {Map<string, Region>} */ (new Map());
  for (const one of regions.filter(({ key, words, name }) => key && words && !upon.some((other) => other.name === name))) {
    if (one.length > (largest.get(one.name)?.length ?? 0)) largest.set(one.name, one);
  }
  const beside = [...largest.values()].sort((a, b) => b.length - a.length).slice(0, MOST_OUTSIDE).map(({ key, name, words, left, right, start, length }) => (
    { key, words: `${name} ${words}`, x: (left + right) / 2, foot: (/** @type {number} */ bottom) => stackY(bottom, start + length / 2) }));
  return { upon, beside };
}

/** A piece on the axis of time: full as long as it is stated, pale while it only holds on. @param {Store} app @param {StackPiece} piece @param {History} history @param {number} top */
function addSteps(app, piece, history, top) {
  const [start, end] = timesOf(piece, history), box = heightIn(piece, top);
  const stated = piece.fill === "solid" ? Math.min(Math.max(start, timeOfDay(piece.stated ?? 0)), end) : end;
  for (const [from, to, fill] of /** @type {[number, number, string][]} */ ([[start, stated, piece.fill], [stated, end, "light"]])) {
    if (from >= to) continue;
    for (const [left, right] of history.scale.pieces(from, to)) history.pieces.push({ ...piece, ...box, fill, left: PERCENT_PX + left, width: right - left });
  }
  if (!piece.key) return;
  const { left, right } = placesOnAxis(piece, history);
  const { nodes } = history, label = [`${piece.name} ${piece.words}`.trim(), app.row(piece.key).when].filter(Boolean).join(", ");
  // A link where it is large enough to hit.
  const isLink = right - left >= LABEL_PX && box.height >= LABEL_PX && !nodes.some((node) => node.dataset.key === piece.key);
  nodes.push(stepNode(app, piece.key, { ...box, left, right }, isLink ? label : ""));
}

/** What a pointer, or the focus, is on. @param {Store} app @param {Key} key @param {{left: number, right: number, top: number, height: number}} place */
function stepNode(app, key, { left, right, top, height }, label = "") {
  const style = inPixels({ left: PERCENT_PX + left, top, width: Math.max(LEAST_HIT_PX, right - left), height: Math.max(LEAST_HIT_PX, height) });
  return label ? app.link(key, { class: "step", style, "aria-label": label }) : element("span", { class: "step", "data-key": key, style });
}

/** What stands in no stack: a row each, with its words at the start of its time. @param {Store} app @param {ShareRow[]} rows @param {History} history @param {number} y */
function drawRowsOverTime(app, rows, history, y) {
  const { nodes, pieces, scale } = history;
  for (const row of rows) {
    const { left, right } = placesOnAxis(row, history);
    const { lines, width: wide } = breakLines([{ text: row.label, style: "" }], scale.width, app.measure);
    const height = ((row.share?.[1] ?? 0) * STEP_ROW_PX) / 100;
    // Beside its piece where there is room, else above it.
    const isBeside = lines.length === 1 && left > wide + 10;
    const at = isBeside ? left - wide - 8 : Math.max(0, Math.min(left, scale.width - wide));
    nodes.push(wordsOfStatement(app, row.key, { class: "row-label", style: inPixels({ left: PERCENT_PX + at, top: y, width: wide + 4 }) }, lines));
    y += isBeside ? LABEL_PX - 2 : lines.length * WORDS_LINE_PX + 2 + Math.ceil(height);
    if (height) {
      pieces.push({ ...row, left: PERCENT_PX + left, width: Math.max(LEAST_HIT_PX, right - left), top: y - height, height });
      nodes.push(stepNode(app, row.key, { left, right, top: y - height, height }));
    }
    nodes.push(element("i", { class: "row-base", style: inPixels({ left: PERCENT_PX, top: y, width: scale.width }) }));
    y += 4;
  }
  return y;
}
