// Words searched for: folding as Python folds, rows that have them, and their places in the text.
// Pure.

const PYTHON_SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/**
 * A letter as it is compared: without accents, in lower case; "" for a mark alone. ``folds`` are
 * the page's, so that Python and the browser fold alike.
 */
function foldLetter(letter, folds) {
  const plain = letter.toLowerCase().normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
  return [...plain].map((part) => folds[part] ?? part).join("");
}

/** The words of a query, folded. */
function queryWords(q, folds) {
  return [...q].map((letter) => foldLetter(letter, folds)).join("").split(/\s+/).filter(Boolean);
}

/** Whether a text is of letters that fold to one each: of no accent, no other script. */
function isPlain(text) {
  return !/[^\x00-\x7f]/.test(text);
}

/** As view.folded: without accents and case, one space for any whitespace. */
function foldText(text, folds) {
  const letters = isPlain(text) ? text.toLowerCase() : [...text].map((letter) => foldLetter(letter, folds)).join("");
  return letters.split(PYTHON_SPACES).filter(Boolean).join(" ");
}

/** A byte a row: whether all words are in it. Words that only go on search what was found before. */
function searchedRows(page, name, words) {
  if (!words.length) return null;
  const { searched } = columnsOf(page);
  const kept = searched[name];
  const isSame = kept?.taken === page.taken && kept.words.length === words.length;
  if (isSame && kept.words.every((word, place) => word === words[place])) return kept.mask;
  const before = kept?.taken === page.taken && kept.words.every((word) => words.some((one) => one.includes(word))) ? kept.mask : null;
  const mask = new Uint8Array(page[name].length);
  page[name].forEach((row, index) => {
    if (before && !before[index]) return;
    const { search } = row;
    mask[index] = Number(words.every((word) => search.includes(word)));
  });
  searched[name] = { words, mask, taken: page.taken };
  return mask;
}

const foldedBlocks = new Map();

/** A block's text folded as it stands, spaces and all; kept. */
function foldedBlock(text, folds) {
  if (!foldedBlocks.has(text)) foldedBlocks.set(text, isPlain(text) ? text.toLowerCase() : [...text].map((letter) => foldLetter(letter, folds)).join(""));
  return foldedBlocks.get(text);
}

// Of each code unit of a plain text's folded form, where it comes from: the same place.
const SAME = { places: (at) => at, ends: (at) => at + 1 };

/** Of each code unit of the folded text, where in the text it begins and ends. */
function placesOf(text, folds) {
  const places = [], ends = [];
  for (let at = 0; at < text.length; ) {
    const letter = String.fromCodePoint(text.codePointAt(at));
    const part = foldLetter(letter, folds);
    const end = at + letter.length;
    // A combining mark belongs to the letter before it.
    if (!part && ends.length) ends.fill(end, ends.findIndex((one) => one === ends[ends.length - 1]));
    for (let i = 0; i < part.length; i += 1) {
      places.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { places: (at) => places[at], ends: (at) => ends[at] };
}

/**
 * Where the words searched for stand in a block of the article; all of them must be in it.
 * @returns {[number, number][]} in code units of ``text``, in order, none overlapping another
 */
function findInText(text, words, folds) {
  if (!words.length) return [];
  const folded = foldedBlock(text, folds);
  if (words.some((word) => !folded.includes(word))) return [];
  const { places, ends } = isPlain(text) ? SAME : placesOf(text, folds);
  const hits = words.map((word) => {
    const found = [];
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) found.push([places(at), ends(at + word.length - 1)]);
    return found;
  });
  const merged = [];
  for (const [start, end] of hits.flat().sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged[merged.length - 1];
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
