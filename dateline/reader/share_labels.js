// @ts-nocheck
// Words at the pieces of a bar: upon them where they fit, else beside it at the end of a line. And
// the pieces themselves, which Plotly draws.

import { element, lineNodes } from "./dom.js";
import { breakLines } from "./lines.js";

const UPON_LINE_PX = 13; // as .upon and .step-words have it
export const LABEL_PX = 24; // a row of labels beside a bar: high enough for a finger
const WORDS_PAD_PX = 12, LABEL_GAP_PX = 10;
const MEASURED_TO_SMALL = 12 / 13; // of the words upon a piece to those that are measured

/**
 * Words broken to fit a box, or null where they do not.
 * @param {{text: string, style: string}[]} runs
 */
export function fitWords(runs, width, height, measure) {
  const { lines } = breakLines(runs.filter(({ text }) => text), (width - WORDS_PAD_PX) / MEASURED_TO_SMALL, measure);
  const isWhole = lines.every((line) => !line.isCut) && lines.length * UPON_LINE_PX <= height + 1;
  return isWhole && width > WORDS_PAD_PX ? lines : null;
}

/** The words upon a piece. */
export const wordsUpon = (lines, attributes) => element("span", attributes, ...lineNodes(lines, () => "line"));

/**
 * Places for labels, each at the end of a straight line from `x`: rows counted from the bar, so that
 * no line crosses a label that has room elsewhere.
 * @param {{x: number, width: number, isCentred?: boolean}[]} labels @param {number} inner
 * @returns {{left: number, level: number}[]} in the order of `labels`
 */
export function leaderRows(labels, inner) {
  const spans = labels.map(({ x, width, isCentred }) => {
    const wanted = isCentred ? x - width / 2 : x + width > inner ? x - width : x;
    const left = Math.max(0, Math.min(wanted, inner - width));
    return { left, right: left + width, isLeftward: !isCentred && left < x - 1, isCentred, x };
  });
  // Those that lie left of their line from left to right, then the others from right to left.
  const order = spans.map((_, index) => index).sort((a, b) => {
    const kind = (span) => (span.isCentred ? 2 : span.isLeftward ? 0 : 1);
    const [one, other] = [spans[a], spans[b]];
    return kind(one) - kind(other) || (one.isLeftward ? one.x - other.x : other.x - one.x);
  });
  const placed = [];
  const places = [];
  for (const index of order) {
    const { left, right } = spans[index];
    const near = placed.filter((other) => left < other.right + LABEL_GAP_PX && other.left < right + LABEL_GAP_PX);
    const level = near.reduce((most, other) => Math.max(most, other.level + 1), 0);
    placed.push({ left, right, level });
    places[index] = { left, level };
  }
  return places;
}

/** A line from a piece to its label. */
export function leaderLine(x, top, bottom, isClaim = false) {
  return element("i", { class: `leader${isClaim ? " claim" : ""}`, style: `left:${x}px;top:${top}px;height:${bottom - top}px` });
}

/**
 * Draw pieces as one trace of Plotly's.
 * @param {{left: number, width: number, top: number, height: number, style: number, fill: string, key: string}[]} pieces
 *   in pixels
 */
export function drawPieces(app, plot, pieces, width, height) {
  plot.style.height = `${height}px`;
  if (!app.plotly) return;
  const { figure, styles } = app.page.ownership;
  const fills = pieces.map(({ style, fill }) => styles[style].fills[fill]);
  const pattern = Object.fromEntries(["shape", "fgcolor", "bgcolor", "size", "solidity"].map((name) => [name, fills.map((fill) => fill[name])]));
  // The edge of what has no lower bound is dashed, which no bar can be: its box has it.
  const line = { ...figure.data[0].marker.line, width: pieces.map(({ fill }) => (fill === "unbounded" ? 0 : 1)), color: pieces.map(({ style }) => styles[style].colour) };
  const trace = {
    ...figure.data[0],
    base: pieces.map(({ left }) => left),
    x: pieces.map((piece) => Math.max(1, piece.width - 1)),
    y: pieces.map(({ top, height: high }) => top + high / 2),
    width: pieces.map(({ height: high }) => Math.max(1, high - 1)),
    customdata: pieces.map(({ key }) => key),
    marker: { line, pattern },
  };
  const axis = (range) => ({ visible: false, fixedrange: true, range });
  const layout = { ...figure.layout, width, height, margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 }, xaxis: axis([0, width]), yaxis: axis([height, 0]) };
  app.plotly.react(plot, [trace], layout, { displayModeBar: false, staticPlot: true });
}
