// What bars of shares are drawn with: pieces, which Plotly draws, and words upon them where they fit,
// else beside the bar at the end of a line.

import { element, inPixels, lineNodes } from "../dom.js";
import { breakLines } from "./lines.js";

const UPON_LINE_PX = 13; // as .upon and .step-words have it
export const LABEL_PX = 24; // a row of labels beside a bar: high enough for a finger
export const WORDS_LINE_PX = 18;
const WORDS_PAD_PX = 12, LABEL_GAP_PX = 10;
const MEASURED_TO_SMALL = 12 / 13; // of the words upon a piece to those that are measured

/** Where pieces are drawn, with words over them; ``line`` lies between. @param {Store} app @param {string} kind @param {HTMLElement | null} line @param {HTMLElement[]} more */
export function makeShareCanvas(app, kind, line = null, ...more) {
  const plot = element("div", { class: "plot" }), words = element("div", { class: "share-labels" });
  return {
    node: element("div", { class: kind }, plot, line, words, ...more),
    /** @param {ShareCanvas} canvas @param {number} height of the pieces */
    draw({ width, pieces, nodes }, height) {
      words.replaceChildren(...nodes);
      plot.style.height = `${height}px`;
      drawPieces(app, plot, pieces, width, height);
    },
    close: () => app.plotly?.purge(plot),
  };
}

/** Words broken to fit a box, or null where they do not. @param {Run[]} runs @param {number} width @param {number} height @param {Measure} measure */
export function fitWords(runs, width, height, measure) {
  const { lines } = breakLines(runs.filter(({ text }) => text), (width - WORDS_PAD_PX) / MEASURED_TO_SMALL, measure);
  const isWhole = lines.every((line) => !line.isCut) && lines.length * UPON_LINE_PX <= height + 1;
  return isWhole && width > WORDS_PAD_PX ? lines : null;
}

/** @typedef {{x: number, width: number, isCentred?: boolean}} Leader a label at the end of a straight line from `x` */

/** Places for labels: rows counted from the bar, as few as there can be with the fewest lines over other labels. @param {Leader[]} labels @param {number} inner */
export function leaderRows(labels, inner) {
  const tried = [-1, ...labels.map(({ x }) => x)].map((split) => rowsSplitAt(labels, inner, split));
  const costs = tried.map((spans) => {
    const crossed = spans.filter((one) => spans.some(({ x, level }) => level > one.level && one.left < x && x < one.right));
    return crossed.length * labels.length + Math.max(...spans.map(({ level }) => level));
  });
  return tried[costs.indexOf(Math.min(...costs))];
}

/** Up to a place labels lie left of their lines, where they can. @param {Leader[]} labels @param {number} inner @param {number} split */
function rowsSplitAt(labels, inner, split) {
  const spans = labels.map(({ x, width, isCentred }, index) => {
    const wanted = isCentred ? x - width / 2 : x + width > inner || (x <= split && x >= width) ? x - width : x;
    const left = Math.max(0, Math.min(wanted, inner - width)), isLeftward = !isCentred && left < x - 1;
    return { index, left, right: left + width, isLeftward, kind: isCentred ? 2 : isLeftward ? 0 : 1, x, level: 0 };
  });
  // Those that lie left of their line from left to right, then the others from right to left.
  const order = [...spans].sort((one, other) => one.kind - other.kind || (one.isLeftward ? one.x - other.x : other.x - one.x));
  for (const [place, one] of order.entries()) {
    const near = order.slice(0, place).filter(({ left, right }) => one.left < right + LABEL_GAP_PX && left < one.right + LABEL_GAP_PX);
    one.level = Math.max(0, ...near.map(({ level }) => level + 1));
  }
  return spans;
}

/** A line from a piece to its label. @param {number} left @param {number} top @param {number} bottom */
export const leaderLine = (left, top, bottom, isClaim = false) => element("i", { class: `leader${isClaim ? " claim" : ""}`, style: inPixels({ left, top, height: bottom - top }) });

/** Words of a statement: a link to it, or of none, words alone. @param {Store} app @param {Key} key @param {Attributes} attributes @param {Line[]} lines */
export function wordsOfStatement(app, key, attributes, lines, kind = "line") {
  const words = lineNodes(lines, kind);
  return key ? app.link(key, attributes, ...words) : element("span", { lang: app.page.article.language, ...attributes }, ...words);
}

/** @param {Store} app @param {HTMLElement} plot @param {DrawnPiece[]} pieces @param {number} width @param {number} height */
function drawPieces({ plotly, page }, plot, pieces, width, height) {
  if (!plotly || !page.ownership) return;
  const { figure: { data: [base], layout }, styles } = page.ownership;
  const fillOf = (/** @type {DrawnPiece} */ { style, fill }) => styles[style].fills[fill];
  const trace = (/** @type {DrawnPiece[]} */ some, /** @type {Record<string, unknown>} */ marker) => ({
    ...base,
    base: some.map(({ left }) => left),
    x: some.map((piece) => Math.max(1, piece.width - 1)),
    y: some.map(({ top, height: high }) => top + high / 2),
    width: some.map(({ height: high }) => Math.max(1, high - 1)),
    customdata: some.map(({ key }) => key),
    // The edge of what has no lower bound is dashed, which no bar can be: its box has it.
    marker: { ...marker, line: { ...base.marker.line, width: some.map(({ fill }) => (fill === "unbounded" ? 0 : 1)), color: some.map(({ style }) => styles[style].colour) } },
  });
  // Two traces: beside an array of colours Plotly ignores those of patterns.
  const hatched = pieces.filter((piece) => fillOf(piece).shape), plain = pieces.filter((piece) => !fillOf(piece).shape);
  const pattern = Object.fromEntries(["shape", "fgcolor", "bgcolor", "size", "solidity"].map((name) => [name, hatched.map((piece) => fillOf(piece)[name])]));
  const traces = [trace(plain, { color: plain.map((piece) => fillOf(piece).color) }), trace(hatched, { pattern })];
  const axis = (/** @type {number[]} */ range) => ({ visible: false, fixedrange: true, range });
  plotly.react(plot, traces, { ...layout, width, height, margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 }, xaxis: axis([0, width]), yaxis: axis([height, 0]) }, { displayModeBar: false, staticPlot: true });
}
