// @ts-nocheck
// Who holds what on a day, as the article or other sources have it: the sentence, one bar of 100
// percent with its words, and below it a row each for what stands in no bar.

import { element, lineNodes, storyWords } from "./dom.js";
import { breakLines } from "./lines.js";
import { drawPieces, fitWords, LABEL_PX, leaderLine, leaderRows, wordsUpon } from "./share_labels.js";

const SHARE_BAR_PX = 30, TALL_BAR_PX = 42, ROW_BAR_PX = 16, WORDS_LINE_PX = 18, BELOW_PX = 3;
const LEAST_TALL = 8; // percent: pieces that have their words upon them if the bar can be high enough

/** @returns {{node: HTMLElement, render: (chart: object) => void, close: () => void}} */
export function makeShareBars(app) {
  const sentence = storyWords("p", app.page, "", { class: "owned" });
  const plot = element("div", { class: "plot" });
  const words = element("div", { class: "share-labels" });
  const frame = element("div", { class: "bars" }, plot, words);
  const none = storyWords("p", app.page, "", { class: "none-held share-labels" });
  const sum = element("p", { class: "sum" });
  const node = element("div", { class: "layer" }, sentence, frame, none, sum);

  function render(chart) {
    const width = Math.max(200, app.width);
    sentence.replaceChildren(...chart.sentence.map((part) => (typeof part === "string" ? part : app.link(part[0], {}, element("b", {}, part[1])))));
    sum.textContent = chart.sum;
    sum.hidden = !chart.sum;
    const page = { width, pieces: [], nodes: [], none: chart.lines.filter(({ share }) => share && !share[1]) };
    let y = chart.rows[0]?.bar && !chart.rows[0].label ? drawBar(app, chart, page) : 0;
    y = addUnplaced(app, chart, page, y);
    y = addRows(app, chart, page, y);
    words.replaceChildren(...page.nodes);
    drawPieces(app, plot, page.pieces, width, y);
    frame.style.height = `${y}px`;
    frame.hidden = !y;
    renderNone(page.none);
  }

  /** Who holds nothing: no piece, a line of words. */
  function renderNone(lines) {
    none.hidden = !lines.length;
    none.replaceChildren(...lines.flatMap((line, place) => [place ? " · " : "", app.link(line.key, {}, ...noneRuns(app, line, lines.length > 2).map(({ text, style }) => element("span", { class: style }, text)))]));
  }

  function close() {
    if (app.plotly) app.plotly.purge(plot);
  }
  return { node, render, close };
}

/** A share of nothing in words, with who says so; of many without their dates. */
function noneRuns(app, { key, name, words, stance }, isOneOfMany = false) {
  return [{ text: `${name} `, style: "date" }, { text: [words, isOneOfMany ? "" : app.row(key).short, stance].filter(Boolean).join(", "), style: "" }];
}

/** The pieces of each statement in the bar, and of the rest, as one: what its words stand upon. */
function statementsOfBar({ pieces }) {
  const found = new Map();
  for (const piece of pieces.filter(({ row }) => row === 0)) {
    const known = found.get(piece.key);
    if (known) Object.assign(known, { length: known.length + piece.length, fill: piece.fill });
    else found.set(piece.key, { ...piece });
  }
  return [...found.values()];
}

/** What may be written on a piece, the fullest first. */
function wordings({ key, name, words, stance }) {
  const run = (text, style) => ({ text, style });
  if (!key) return [[run(`${name} `, "date"), run(words, "")], [run(name, "date")]];
  const short = `${name} ${words}`;
  return stance ? [[run(`${short} `, "date"), run(stance, "note")]] : [[run(short, "date")]];
}

function drawBar(app, chart, page) {
  const { width, pieces, nodes } = page;
  const px = (percent) => (percent * width) / 100;
  const statements = statementsOfBar(chart);
  const fits = (one, height) => wordings(one).map((runs) => fitWords(runs, px(one.length), height, app.measure)).find(Boolean);
  const isTall = statements.some((one) => one.length >= LEAST_TALL && !fits(one, SHARE_BAR_PX) && fits(one, TALL_BAR_PX));
  const height = isTall ? TALL_BAR_PX : SHARE_BAR_PX;
  for (const piece of chart.pieces.filter(({ row }) => row === 0)) pieces.push({ ...piece, left: px(piece.start), width: px(piece.length), top: 0, height });
  const leaders = [];
  for (const one of statements) {
    const box = { left: px(one.start), top: 0, width: px(one.length), height };
    const lines = fits(one, height);
    nodes.push(pieceNode(app, one, box, lines));
    if (!lines) leaders.push({ ...one, x: Math.min(box.left + box.width / 2, width - 1) });
  }
  return addLeaders(app, chart, leaders, page, { top: height, px });
}

/** The box of a piece: a link where it has words, else its label is the link. */
function pieceNode(app, one, { left, top, width, height }, lines) {
  const { pattern, colour } = app.page.ownership.styles[one.style];
  const isPlain = one.fill === "solid" && !pattern;
  const kind = `piece${isPlain ? " plain" : ""}${one.fill === "unbounded" ? " unbounded" : ""}`;
  const attributes = { class: kind, lang: app.page.article.language, style: `left:${left}px;top:${top}px;width:${width}px;height:${height}px;--piece:${colour}` };
  const words = lines ? [wordsUpon(lines, { class: "upon" })] : [];
  if (!one.key) return element("span", attributes, ...words);
  return lines ? app.link(one.key, attributes, ...words) : element("span", { ...attributes, "data-key": one.key }, ...words);
}

/** Labels below the bar: what has no room upon it, and under the rest who is said to have some of it. */
function addLeaders(app, chart, leaders, page, { top, px }) {
  const { width, nodes } = page;
  const rest = chart.pieces.find(({ row, key }) => row === 0 && !key);
  const unnumbered = rest ? chart.lines.filter(({ share }) => !share) : [];
  const labels = leaders.map((one) => ({ ...labelOf(app, wordings(one)[0], width), x: one.x, key: one.key, isClaim: Boolean(one.stance) }));
  if (unnumbered.length) {
    const [left, right] = [px(rest.start) + 2, width - 2];
    nodes.push(element("i", { class: "share-bracket", style: `left:${left}px;width:${right - left}px;top:${top + 4}px` }));
    for (const line of unnumbered) labels.push({ ...labelOf(app, claimRuns(line), width), x: (left + right) / 2, key: line.key, isClaim: true, isCentred: true });
  }
  // Who holds nothing stands at the side of it where there is room.
  if (labels.length && page.none.length === 1) {
    const label = { ...labelOf(app, noneRuns(app, page.none[0]), width), x: 0, key: page.none[0].key, isNone: true };
    if (label.lines.length === 1 && labels.every((one) => Math.min(one.x - one.width / 2, width - one.width) > label.width)) labels.push(label);
    if (labels.includes(label)) page.none = [];
  }
  if (!labels.length) return top + BELOW_PX;
  const places = leaderRows(labels, width);
  // A label of several lines takes so many rows that all of one level begin together.
  const levels = Math.max(...places.map(({ level }) => level)) + 1;
  const heights = Array.from({ length: levels }, (_, level) => Math.max(LABEL_PX, ...labels.filter((_, index) => places[index].level === level).map(({ lines }) => lines.length * WORDS_LINE_PX + 4)));
  const first = top + (unnumbered.length ? 11 : 5);
  const topOf = (level) => first + heights.slice(0, level).reduce((sum, height) => sum + height, 0);
  labels.forEach((label, index) => {
    const { left, level } = places[index];
    if (!label.isCentred && !label.isNone) nodes.unshift(leaderLine(label.x, top - 6, topOf(level) + 4, label.isClaim));
    nodes.push(labelNode(app, label, left, topOf(level)));
  });
  return topOf(levels) + BELOW_PX;
}

function labelOf(app, runs, width) {
  const { lines, width: wide } = breakLines(runs, width - 12, app.measure);
  return { lines, width: wide + 10 };
}

const claimRuns = ({ name, words, stance }) => [{ text: `${name}: `, style: "date" }, { text: stance ? `${words} (${stance})` : words, style: "" }];

function labelNode(app, { key, lines, width, isClaim, isCentred, isNone }, left, top) {
  const attributes = { class: `share-label${isClaim ? " claim" : ""}${isCentred ? " centred" : ""}${isNone ? " nothing" : ""}`, lang: app.page.article.language, style: `left:${left}px;top:${top}px;width:${width}px` };
  const words = lineNodes(lines, () => "line");
  return key ? app.link(key, attributes, ...words) : element("span", attributes, ...words);
}

/** Who is said to hold a share without a number, where no rest is drawn that it could be of. */
function addUnplaced(app, chart, { width, pieces, nodes }, y) {
  if (pieces.some(({ key }) => !key)) return y;
  for (const line of chart.lines.filter(({ share, key }) => !share && key)) {
    const label = labelOf(app, claimRuns(line), width);
    nodes.push(labelNode(app, { ...label, key: line.key, isClaim: Boolean(line.stance) }, 0, y));
    y += Math.max(LABEL_PX, label.lines.length * WORDS_LINE_PX + 4);
  }
  return y;
}

/** A row each for what contradicts, or is added to nothing: its words, and its bar below them. */
function addRows(app, chart, { width, pieces, nodes }, y) {
  chart.rows.forEach((row, number) => {
    if (!row.label) return;
    const { lines } = breakLines([{ text: row.label, style: row.key ? "" : "date" }], width, app.measure);
    const attributes = { class: "row-label", style: `left:0;top:${y}px;width:${width}px`, lang: app.page.article.language };
    nodes.push(row.key ? app.link(row.key, attributes, ...lineNodes(lines)) : element("span", attributes, ...lineNodes(lines, () => "line date")));
    y += lines.length * WORDS_LINE_PX + 2;
    if (!row.bar) return void (y += 2);
    for (const piece of chart.pieces.filter((one) => one.row === number)) {
      const box = { left: (piece.start * width) / 100, width: (piece.length * width) / 100, top: y, height: ROW_BAR_PX };
      pieces.push({ ...piece, ...box });
      nodes.push(pieceNode(app, piece, box, null));
    }
    nodes.push(element("i", { class: "row-base", style: `top:${y + ROW_BAR_PX}px;width:${width}px` }));
    y += ROW_BAR_PX + 8;
  });
  return y;
}
