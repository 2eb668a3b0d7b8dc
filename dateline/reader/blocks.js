// @ts-nocheck
// A block of the article as nodes: its words once, in which each passage is a link.

import { element, hasWords } from "./dom.js";

const BLOCK_TAGS = { headline: "h1", standfirst: "p", heading: "h3", paragraph: "p", item: "p", furniture: "aside" };

/**
 * @typedef {object} Block
 * @property {object} data the block as the page has it
 * @property {number} start its place in the article's text, as is ``end``
 * @property {Piece[] | null} pieces once it is made
 *
 * @typedef {object} Piece
 * @property {Text} words
 * @property {HTMLAnchorElement | null} node of a passage
 * @property {[string, number][]} marks rows that rest on it, each with the number of its passage
 */

/** The node of a block; its pieces stand in the block from then on. */
export function blockNode(app, block) {
  let start = block.start;
  const { data } = block;
  block.pieces = data.pieces.map((piece) => {
    const made = makePiece(app, piece, start);
    start = made.end;
    return made;
  });
  const marker = data.marker ? element("span", { class: "marker", "aria-hidden": "true" }, `${data.marker} `) : null;
  return element(BLOCK_TAGS[data.kind] ?? "p", { class: data.kind, style: data.depth > 1 ? `margin-inline-start: ${data.depth - 1}.5em !important` : null }, marker, ...block.pieces.map(({ outer }) => outer));
}

function makePiece(app, { text: words, styles, marks }, start) {
  const textNode = document.createTextNode(words);
  const piece = { words: textNode, outer: styled(styles ?? [], textNode, marks.length > 0), node: null, marks, start, end: start + words.length, state: "" };
  if (!marks.length) return piece;
  piece.node = piece.outer = element("a", { class: "passage", draggable: "false", "data-key": [...new Set(marks.map(([key]) => key))].join(" ") }, element("mark", {}, piece.outer));
  // Of a passage whose other pieces have words, a piece of a full stop is no link.
  piece.isLink = hasWords(words) || marks.some(([key, number]) => !hasWords(app.words(app.row(key)?.passages[number] ?? [0, 0])));
  return piece;
}

// A link of the article's own is a link only where no passage is: links do not nest.
function styled(styles, words, isPassage) {
  const tags = { emphasis: "em", strong: "strong", code: "code", link: "u" };
  return styles.reduce((inner, { kind, href }) => {
    if (kind === "link" && !isPassage) return element("a", { href, rel: "noreferrer", target: "_blank" }, inner);
    return element(tags[kind] ?? "span", {}, inner);
  }, words);
}

/** Their pieces that are passages, of those blocks that are made. */
export function* passagesIn(blocks) {
  for (const { pieces } of blocks) for (const piece of pieces ?? []) if (piece.node) yield piece;
}
