// Places in the article's text and in the nodes that show it. A block's node has the place of its
// first letter in ``data-start`` and no text but the block's own.

/** @param {Node} root @param {Node} node */
function blockOf(root, node) {
  const inside = node instanceof Element ? node : node.parentElement;
  const block = /** @type {HTMLElement | null | undefined} */ (inside?.closest("[data-start]"));
  return block && root.contains(block) ? block : null;
}

/** The place in the text of a point in the article. @param {HTMLElement} root @param {Node} node @param {number} offset */
export function placeOf(root, node, offset) {
  const block = blockOf(root, node);
  if (!block) {
    const after = /** @type {HTMLElement | undefined} */ (root.children[offset]);
    const last = /** @type {HTMLElement | null} */ (root.lastElementChild);
    return after ? Number(after.dataset.start) : Number(last?.dataset.start ?? 0) + (last?.textContent ?? "").length;
  }
  const range = new Range();
  range.selectNodeContents(block);
  range.setEnd(node, offset);
  return Number(block.dataset.start) + range.toString().length;
}

/** The point in the article of a place in its text. @param {HTMLElement} root @param {number} place @returns {[Node, number]} */
export function pointOf(root, place) {
  const blocks = /** @type {HTMLElement[]} */ ([...root.children]);
  const block = blocks.findLast(({ dataset }) => Number(dataset.start) <= place) ?? root;
  let left = place - Number(block.dataset.start ?? 0);
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let last = /** @type {Node} */ (block);
  while (texts.nextNode()) {
    last = texts.currentNode;
    const length = last.nodeValue?.length ?? 0;
    if (left <= length) return [last, left];
    left -= length;
  }
  return [last, last.nodeValue?.length ?? 0];
}

/** A range over words of the article. @param {HTMLElement} root @param {DeskSpan} span */
export function rangeOf(root, [start, end]) {
  const range = new Range();
  range.setStart(...pointOf(root, start));
  range.setEnd(...pointOf(root, end));
  return range;
}

/** Where the selection begins and ends, in the order in which it was made; null outside of the article. @param {HTMLElement} root @returns {DeskSpan | null} */
export function selectionIn(root) {
  const selection = getSelection();
  const { anchorNode, focusNode } = selection ?? {};
  if (!selection || !anchorNode || !focusNode || !root.contains(anchorNode) || !root.contains(focusNode)) return null;
  return [placeOf(root, anchorNode, selection.anchorOffset), placeOf(root, focusNode, selection.focusOffset)];
}

/** @param {HTMLElement} root @param {DeskSpan} span */
export function select(root, [anchor, focus]) {
  getSelection()?.setBaseAndExtent(...pointOf(root, anchor), ...pointOf(root, focus));
}

/** Half of a letter beyond U+FFFF, the second one. @param {string} text @param {number} place */
const isWithinLetter = (text, place) => /^[\uDC00-\uDFFF]$/.test(text[place] ?? "") && /^[\uD800-\uDBFF]$/.test(text[place - 1] ?? "");

/**
 * What a selection takes: of each block its own words, without spaces at the ends.
 * @param {DeskArticle} article @param {DeskSpan} selected @returns {DeskSpan[]}
 */
export function spansWithin({ text, blocks }, [anchor, focus]) {
  const from = Math.min(anchor, focus), to = Math.max(anchor, focus);
  const spans = /** @type {DeskSpan[]} */ ([]);
  for (const block of blocks) {
    let start = Math.max(from, block.start), end = Math.min(to, block.end);
    while (start < end && /\s/.test(text[start])) start += 1;
    while (start < end && /\s/.test(text[end - 1])) end -= 1;
    if (isWithinLetter(text, start)) start -= 1;
    if (isWithinLetter(text, end)) end += 1;
    if (start < end) spans.push([start, end]);
  }
  return spans;
}
