// Who holds what on a day, as the article or other sources have it: the sentence, one bar of 100
// percent with its words, and below it a row each for what stands in no bar.

import { element, inPixels, lineNodes, storyWords } from "../dom.js";
import { breakLines } from "./lines.js";
import { disputedOutside, revealButton } from "./reveal.js";
import { fitWords, LABEL_PX, leaderLine, leaderRows, makeShareCanvas, WORDS_LINE_PX, wordsOfStatement } from "./share_labels.js";

const SHARE_BAR_PX = 30, TALL_BAR_PX = 42, ROW_BAR_PX = 16, BELOW_PX = 3;
const REVEAL_PX = 190; // of the button that shows who disputes it
const LEAST_TALL = 8; // percent: pieces that have their words upon them if the bar can be high enough

/** @typedef {{key: Key, x: number, width: number, lines: Line[], kind: string, hidden: number, isCentred?: boolean}} Label ``hidden``: how many other sources dispute it that are left out */

/** @param {Store} app */
export function makeShareBars(app) {
  const sentence = storyWords("p", app.page, "", { class: "owned" });
  const bars = makeShareCanvas(app, "bars");
  const none = storyWords("p", app.page, "", { class: "none-held share-labels" });
  const sum = element("p", { class: "sum" });
  const node = element("div", { class: "layer" }, sentence, bars.node, none, sum);

  /** @param {ShareChart} chart */
  function render(chart) {
    sentence.replaceChildren(...chart.sentence.map((part) => (typeof part === "string" ? part : app.link(part[0], {}, element("b", {}, part[1])))));
    sum.textContent = chart.sum;
    sum.hidden = !chart.sum;
    /** @type {ShareCanvas} */
    const canvas = { width: Math.max(200, app.width), pieces: [], nodes: [] };
    const nothing = chart.lines.filter(({ share }) => share && !share[1]);
    const bar = chart.rows[0]?.bar && !chart.rows[0].label ? drawBar(app, chart, canvas, nothing) : { y: 0, isNoneSaid: false };
    const y = addRows(app, chart, canvas, addUnplaced(app, chart, canvas, bar.y));
    bars.draw(canvas, y);
    bars.node.style.height = `${y}px`;
    bars.node.hidden = !y;
    renderNone(bar.isNoneSaid ? [] : nothing);
  }

  /** Who holds nothing: no piece, a line of words. @param {ShareLine[]} lines */
  function renderNone(lines) {
    none.hidden = !lines.length;
    none.replaceChildren(...lines.flatMap((line, place) => [place ? " · " : "", app.link(line.key, {}, ...noneRuns(app, line, lines.length > 2).map(({ text, style }) => element("span", { class: style }, text)))]));
  }
  return { node, render, close: bars.close };
}

/** A share of nothing in words, with who says so; of many without their dates. @param {Store} app @param {ShareLine} line @returns {Run[]} */
function noneRuns(app, { key, name, words, stance }, isOneOfMany = false) {
  return [{ text: `${name} `, style: "date" }, { text: [words, isOneOfMany ? "" : app.row(key).short, stance].filter(Boolean).join(", "), style: "" }];
}

/** @param {ShareLine} line @returns {Run[]} */
const claimRuns = ({ name, words, stance }) => [{ text: `${name}: `, style: "date" }, { text: stance ? `${words} (${stance})` : words, style: "" }];

/** The pieces of each statement in the bar, and of the rest, as one: what its words stand upon. @param {SharePiece[]} inBar */
function statementsOfBar(inBar) {
  const found = /** @type {Map<Key, SharePiece>} */ (new Map());
  for (const piece of inBar) {
    const known = found.get(piece.key);
    found.set(piece.key, known ? { ...known, length: known.length + piece.length, fill: piece.fill } : piece);
  }
  return [...found.values()];
}

/** What may be written on a piece, the fullest first. @param {SharePiece} piece @returns {Run[][]} */
function wordings({ key, name, words, stance }) {
  const bold = (/** @type {string} */ text) => ({ text, style: "date" });
  if (!key) return [[bold(`${name} `), { text: words, style: "" }], [bold(name)]];
  return [stance ? [bold(`${name} ${words} `), { text: stance, style: "note" }] : [bold(`${name} ${words}`)]];
}

/** @param {Store} app @param {ShareChart} chart @param {ShareCanvas} canvas @param {ShareLine[]} nothing */
function drawBar(app, chart, canvas, nothing) {
  const { width, pieces, nodes } = canvas;
  const px = (/** @type {number} */ percent) => (percent * width) / 100;
  const inBar = chart.pieces.filter(({ row }) => row === 0), statements = statementsOfBar(inBar);
  const fits = (/** @type {SharePiece} */ one, /** @type {number} */ high) => wordings(one).map((runs) => fitWords(runs, px(one.length), high, app.measure)).find(Boolean) ?? null;
  const isTall = statements.some((one) => one.length >= LEAST_TALL && !fits(one, SHARE_BAR_PX) && fits(one, TALL_BAR_PX));
  const height = isTall ? TALL_BAR_PX : SHARE_BAR_PX;
  for (const piece of inBar) pieces.push({ ...piece, left: px(piece.start), width: px(piece.length), top: 0, height });
  const labels = /** @type {Label[]} */ ([]);
  for (const one of statements) {
    const box = { left: px(one.start), top: 0, width: px(one.length), height }, lines = fits(one, height);
    nodes.push(pieceNode(app, one, box, lines));
    if (!lines) labels.push(labelOf(app, one.key, wordings(one)[0], width, { x: Math.min(box.left + box.width / 2, width - 1), kind: one.stance ? "claim" : "" }));
  }
  const rest = inBar.find(({ key }) => !key), claims = rest ? chart.lines.filter(({ share }) => !share) : [];
  if (rest && claims.length) {
    const left = px(rest.start) + 2, right = width - 2;
    nodes.push(element("i", { class: "share-bracket", style: inPixels({ left, width: right - left, top: height + 4 }) }));
    for (const line of claims) labels.push(labelOf(app, line.key, claimRuns(line), width, { x: (left + right) / 2, kind: "claim centred", isCentred: true }));
  }
  // Who holds nothing stands at the side of it where there is room.
  const isNoneSaid = labels.length > 0 && nothing.length === 1 && addNone(app, nothing[0], labels, width);
  return { y: addLabels(app, labels, canvas, height, claims.length ? 11 : 5), isNoneSaid };
}

/** The box of a piece: a link where it has words, else its label is the link. @param {Store} app @param {SharePiece} piece @param {Record<string, number>} box @param {Line[] | null} lines */
function pieceNode(app, { key, style, fill }, box, lines) {
  const { pattern, colour } = app.page.ownership?.styles[style] ?? { pattern: "", colour: "" };
  const kind = `piece${fill === "solid" && !pattern ? " plain" : ""}${fill === "unbounded" ? " unbounded" : ""}`;
  const attributes = { class: kind, style: `${inPixels(box)};--piece:${colour}` };
  if (!lines) return element("span", { ...attributes, "data-key": key || null });
  const node = wordsOfStatement(app, key, attributes, []);
  node.append(element("span", { class: "upon" }, ...lineNodes(lines)));
  return node;
}

/** @param {Store} app @param {ShareLine} line @param {Label[]} labels @param {number} width */
function addNone(app, line, labels, width) {
  const label = labelOf(app, line.key, noneRuns(app, line), width, { x: 0, kind: "nothing" });
  const hasRoom = label.lines.length === 1 && labels.every((one) => Math.min(one.x - one.width / 2, width - one.width) > label.width);
  if (hasRoom) labels.push(label);
  return hasRoom;
}

/** Labels below the bar: what has no room upon it, and under the rest who is said to have some of it. @param {Store} app @param {Label[]} labels @param {ShareCanvas} canvas @param {number} top @param {number} away */
function addLabels(app, labels, { width, nodes }, top, away) {
  if (!labels.length) return top + BELOW_PX;
  const places = leaderRows(labels, width);
  // A label of several lines takes so many rows that all of one level begin together.
  const tops = [top + away];
  for (let level = 0; places.some((one) => one.level === level); level += 1) {
    tops.push(tops[level] + Math.max(LABEL_PX, ...labels.filter((_, index) => places[index].level === level).map(heightOfLabel)));
  }
  labels.forEach((label, index) => {
    const { left, level } = places[index];
    if (!label.isCentred && label.kind !== "nothing") nodes.unshift(leaderLine(label.x, top - 6, tops[level] + 4, label.kind === "claim"));
    nodes.push(...labelNodes(app, label, left, tops[level]));
  });
  return tops[tops.length - 1] + BELOW_PX;
}

const heightOfLabel = (/** @type {Label} */ { lines, hidden }) => lines.length * WORDS_LINE_PX + 4 + (hidden ? LABEL_PX + 2 : 0);

/** @param {Store} app @param {Key} key @param {Run[]} runs @param {number} width of the page @param {{x: number, kind: string, isCentred?: boolean}} more @returns {Label} */
function labelOf(app, key, runs, width, more) {
  const { lines, width: wide } = breakLines(runs, width - 12, app.measure), hidden = key && !app.view.background ? disputedOutside(app, app.row(key)) : 0;
  return { key, lines, hidden, width: Math.max(wide, hidden ? REVEAL_PX : 0) + 10, ...more };
}

/** @param {Store} app @param {Label} label @param {number} left @param {number} top */
function labelNodes(app, { key, lines, width, kind, hidden }, left, top) {
  const label = wordsOfStatement(app, key, { class: `share-label ${kind}`.trim(), style: inPixels({ left, top, width }) }, lines);
  if (!hidden) return [label];
  const reveal = revealButton(app, key, hidden, { class: `reveal ${kind}`, style: inPixels({ left, top: top + lines.length * WORDS_LINE_PX + 6, width }) });
  return [label, reveal];
}

/** Who is said to hold a share without a number, where no rest is drawn that it could be of. @param {Store} app @param {ShareChart} chart @param {ShareCanvas} canvas @param {number} y */
function addUnplaced(app, chart, { width, pieces, nodes }, y) {
  if (pieces.some(({ key }) => !key)) return y;
  for (const line of chart.lines.filter(({ share }) => !share)) {
    const label = labelOf(app, line.key, claimRuns(line), width, { x: 0, kind: line.stance ? "claim" : "" });
    nodes.push(...labelNodes(app, label, 0, y));
    y += Math.max(LABEL_PX, heightOfLabel(label));
  }
  return y;
}

/** A row each for what contradicts, or is added to nothing: its words, and its bar below them. @param {Store} app @param {ShareChart} chart @param {ShareCanvas} canvas @param {number} y */
function addRows(app, chart, { width, pieces, nodes }, y) {
  chart.rows.forEach((row, number) => {
    if (!row.label) return;
    const mine = chart.pieces.filter((one) => one.row === number), end = Math.max(0, ...mine.map(({ start, length }) => ((start + length) * width) / 100));
    const { lines, width: wide } = breakLines([{ text: row.label, style: row.key ? "" : "date" }], width, app.measure);
    // Beside the bar where there is room, else above it.
    const isBeside = row.bar && lines.length === 1 && end + wide + 12 <= width, left = isBeside && end ? end + 8 : 0;
    nodes.push(wordsOfStatement(app, row.key, { class: "row-label", style: inPixels({ left, top: y, width: width - left }) }, lines, row.key ? "line" : "line date"));
    y += isBeside ? 1 : lines.length * WORDS_LINE_PX + 2;
    if (!row.bar) return void (y += 2);
    for (const piece of mine) {
      const box = { left: (piece.start * width) / 100, top: y, width: (piece.length * width) / 100, height: ROW_BAR_PX };
      pieces.push({ ...piece, ...box });
      nodes.push(pieceNode(app, piece, box, null));
    }
    nodes.push(element("i", { class: "row-base", style: inPixels({ top: y + ROW_BAR_PX, width }) }));
    y += ROW_BAR_PX + 8;
  });
  return y;
}
