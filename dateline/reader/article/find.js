// Words searched for in the article's text: where they stand. A long text is read in slices, so that
// no keystroke waits for it.

import { foldLetter } from "../state/search.js";
import { blockText } from "../state/table.js";

const SLICE_MS = 6; // of one slice; a short text is read in the first, at once

/**
 * Where the words searched for stand in a block of the article; all of them must be in it.
 * @param {string} text @param {string[]} words @param {Record<string, string>} folds
 * @returns {Span[]} in code units of ``text``, in order, none overlapping another
 */
function findInText(text, words, folds) {
  let plain = "";
  const places = /** @type {number[]} */ ([]), ends = /** @type {number[]} */ ([]); // of each code unit of the folded text, where it comes from
  for (let at = 0; at < text.length; ) {
    const letter = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const part = foldLetter(letter, folds);
    const end = at + letter.length;
    // A combining mark belongs to the letter before it.
    if (!part && ends.length) ends.fill(end, ends.indexOf(ends[ends.length - 1]));
    plain += part;
    for (let i = 0; i < part.length; i += 1) {
      places.push(at);
      ends.push(end);
    }
    at = end;
  }
  return hitsIn(plain, words).map(([from, to]) => /** @type {Span} */ ([places[from], ends[to - 1]])).reduce(joinHit, []);
}

/** Each place of each word in a folded text, [from, to), in order; none if a word is missing. @param {string} plain @param {string[]} words @returns {Span[]} */
function hitsIn(plain, words) {
  if (!words.length || !words.every((word) => plain.includes(word))) return [];
  const hits = words.flatMap((word) => {
    const found = /** @type {Span[]} */ ([]);
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) found.push([at, at + word.length]);
    return found;
  });
  return words.length > 1 ? hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]) : hits;
}

/** @param {Span[]} joined @param {Span} hit */
function joinHit(joined, [start, end]) {
  const last = joined[joined.length - 1];
  if (last && start < last[1]) last[1] = Math.max(last[1], end);
  else joined.push([start, end]);
  return joined;
}

/** @param {FoundBlock} block @param {(letter: string) => string} fold */
function foldBlock(block, fold) {
  const text = blockText(block.data);
  block.isSame = true;
  // No letter of ASCII is folded into anything but its lower case.
  if (/^[\0-\x7f]*$/.test(text)) return (block.plain = text.toLowerCase());
  let plain = "";
  for (const letter of text) {
    const part = fold(letter);
    block.isSame &&= part.length === letter.length;
    plain += part;
  }
  return (block.plain = plain);
}

/**
 * A search of blocks that may grow; each is folded once. ``done`` is called when a search that was
 * not over at once is. @param {FoundBlock[]} blocks @param {Record<string, string>} folds @param {() => void} done
 */
export function makeFinder(blocks, folds, done) {
  const letters = /** @type {Map<string, string>} */ (new Map()); // a letter -> as it is compared
  let words = /** @type {string[]} */ ([]), found = /** @type {Span[]} */ ([]);
  let at = 0; // blocks read for these words
  let timer = 0;

  const fold = (/** @type {string} */ letter) => {
    const known = letters.get(letter) ?? foldLetter(letter, folds);
    letters.set(letter, known);
    return known;
  };

  /** @param {FoundBlock} block */
  function findIn(block) {
    const hits = hitsIn(block.plain ?? foldBlock(block, fold), words);
    if (!hits.length) return;
    const hitsInBlock = block.isSame ? hits.reduce(joinHit, []) : findInText(blockText(block.data), words, folds);
    for (const [from, to] of hitsInBlock) found.push([block.start + from, block.start + to]);
  }

  function read() {
    const end = performance.now() + SLICE_MS;
    // The clock is asked once in a few blocks.
    while (at < blocks.length && (at % 16 || performance.now() < end)) findIn(blocks[at++]);
    if (at >= blocks.length) return true;
    timer = setTimeout(() => read() && done());
    return false;
  }

  return {
    /** What was found, as places in the article, in order; nothing while it is looked for. */
    get found() {
      return at < blocks.length && words.length ? [] : found;
    },
    get isOver() {
      return !words.length || at >= blocks.length;
    },
    /** Look for ``asked``, folded words; the same words again are not looked for anew. @param {string[]} asked */
    find(asked) {
      if (asked.join(" ") === words.join(" ")) return;
      clearTimeout(timer);
      [words, found, at] = [asked, [], 0];
      if (words.length) read();
    },
    /** There are more blocks: go on. */
    goOn() {
      clearTimeout(timer);
      if (words.length && read()) done();
    },
    /** Fold some blocks before they are asked for; whether there are more. @param {() => boolean} isTimeLeft */
    prepare(isTimeLeft) {
      const rest = blocks.findIndex((block) => block.plain === undefined);
      for (let place = rest; place >= 0 && place < blocks.length && isTimeLeft(); place += 1) foldBlock(blocks[place], fold);
      return rest >= 0;
    },
    close: () => clearTimeout(timer),
  };
}
