// @ts-nocheck
// Words searched for in the article's text: where they stand. A long text is read in slices, so that
// no keystroke waits for it.

import { foldLetter } from "./search.js";
import { blockText } from "./table.js";

const SLICE_MS = 6; // of one slice; a short text is read in the first, at once

/**
 * Where the words searched for stand in a block of the article; all of them must be in it.
 * @returns {[number, number][]} in code units of ``text``, in order, none overlapping another
 */
function findInText(text, words, folds) {
  let plain = "";
  const places = []; // of each code unit of the folded text, where it comes from
  const ends = [];
  for (let at = 0; at < text.length; ) {
    const letter = String.fromCodePoint(text.codePointAt(at));
    const part = foldLetter(letter, folds);
    const end = at + letter.length;
    // A combining mark belongs to the letter before it.
    if (!part && ends.length) ends.fill(end, ends.findIndex((one) => one === ends[ends.length - 1]));
    plain += part;
    for (let i = 0; i < part.length; i += 1) {
      places.push(at);
      ends.push(end);
    }
    at = end;
  }
  return hitsIn(plain, words).map(([from, to]) => [places[from], ends[to - 1]]).reduce(joinHit, []);
}

/** Each place of each word in a folded text, [from, to), in order; none if a word is missing. */
function hitsIn(plain, words) {
  if (!words.length || !words.every((word) => plain.includes(word))) return [];
  const hits = words.flatMap((word) => {
    const found = [];
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) found.push([at, at + word.length]);
    return found;
  });
  return words.length > 1 ? hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]) : hits;
}

function joinHit(joined, [start, end]) {
  const last = joined[joined.length - 1];
  if (last && start < last[1]) last[1] = Math.max(last[1], end);
  else joined.push([start, end]);
  return joined;
}

/**
 * A search of blocks that may grow. ``blocks`` have ``start`` and ``data``; each is folded once.
 * ``done`` is called when a search that was not over at once is.
 */
export function makeFinder(blocks, folds, done) {
  const letters = new Map(); // a letter -> as it is compared
  let words = [];
  let at = 0; // blocks read for these words
  let found = [];
  let timer = 0;

  const foldOnce = (letter) => {
    if (!letters.has(letter)) letters.set(letter, foldLetter(letter, folds));
    return letters.get(letter);
  };

  /** The block's text, folded; ``isSame``: each code unit of it stands for the one in its place. */
  function fold(block) {
    if (block.plain !== undefined) return;
    const text = blockText(block.data);
    block.isSame = true;
    // No letter of ASCII is folded into anything but its lower case.
    if (/^[\0-\x7f]*$/.test(text)) block.plain = text.toLowerCase();
    else {
      let plain = "";
      for (const letter of text) {
        const part = foldOnce(letter);
        block.isSame &&= part.length === letter.length;
        plain += part;
      }
      block.plain = plain;
    }
  }

  function findIn(block) {
    fold(block);
    const hits = hitsIn(block.plain, words);
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
    /** Look for ``asked``, folded words; the same words again are not looked for anew. */
    find(asked) {
      if (asked.join(" ") === words.join(" ")) return;
      clearTimeout(timer);
      words = asked;
      found = [];
      at = 0;
      if (words.length) read();
    },
    /** There are more blocks: go on. */
    goOn() {
      clearTimeout(timer);
      if (words.length && read()) done();
    },
    /** Fold some blocks before they are asked for; whether there are more. */
    prepare(isTimeLeft) {
      const rest = blocks.findIndex((block) => block.plain === undefined);
      if (rest < 0) return false;
      for (let place = rest; place < blocks.length && isTimeLeft(); place += 1) fold(blocks[place]);
      return true;
    },
    close: () => clearTimeout(timer),
  };
}
