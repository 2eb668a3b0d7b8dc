// A block of the article as nodes: its words once, in which each passage is a link.

import { element, hasWords } from "../dom.js";

const BLOCK_TAGS = /** @type {Record<string, keyof HTMLElementTagNameMap>} */ ({ headline: "h1", standfirst: "p", heading: "h3", paragraph: "p", item: "p", furniture: "aside" });

const STYLE_TAGS = /** @type {Record<string, keyof HTMLElementTagNameMap>} */ ({ emphasis: "em", strong: "strong", code: "code", link: "u" });

/** The node of a block; its pieces stand in the block from then on. @param {Store} app @param {Block} block */
export function blockNode(app, block) {
  let start = block.start;
  const { data } = block;
  block.pieces = data.pieces.map((piece) => {
    const made = makePiece(app, piece, start);
    start = made.end;
    return made;
  });
  const marker = data.marker ? element("span", { class: "marker", "aria-hidden": "true" }, `${data.marker} `) : null;
  return element(BLOCK_TAGS[data.kind] ?? "p", { class: data.kind, style: (data.depth ?? 0) > 1 ? `margin-inline-start: ${(data.depth ?? 0) - 1}.5em !important` : null }, marker, ...block.pieces.map(({ outer }) => outer));
}

/** @param {Store} app @param {PieceData} data @param {number} start @returns {Piece} */
function makePiece(app, { text: words, styles, marks }, start) {
  const node = document.createTextNode(words), outer = styled(styles ?? [], node, marks.length > 0);
  const piece = { words: node, outer, node: null, marks, start, end: start + words.length, isLink: false, state: "" };
  if (!marks.length) return piece;
  const link = /** @type {HTMLAnchorElement} */ (element("a", { class: "passage", draggable: "false", "data-key": [...new Set(marks.map(([key]) => key))].join(" ") }, element("mark", {}, outer)));
  // Of a passage whose other pieces have words, a piece of a full stop is no link.
  const isLink = hasWords(words) || marks.some(([key, number]) => !hasWords(app.words(app.row(key)?.passages[number] ?? [0, 0])));
  return { ...piece, outer: link, node: link, isLink };
}

/**
 * A link of the article's own is a link only where no passage is: links do not nest.
 * @param {{kind: string, href: string}[]} styles @param {Node} words @param {boolean} isPassage
 */
function styled(styles, words, isPassage) {
  return styles.reduce((inner, { kind, href }) => {
    if (kind === "link" && !isPassage) return element("a", { href, rel: "noreferrer", target: "_blank" }, inner);
    return element(STYLE_TAGS[kind] ?? "span", {}, inner);
  }, words);
}

/** Their pieces that are passages, of those blocks that are made. @param {Block[]} blocks @returns {Generator<Passage>} */
export function* passagesIn(blocks) {
  for (const { pieces } of blocks) for (const piece of pieces ?? []) if (piece.node) yield /** @type {Passage} */ (piece);
}
