// Words searched for: folding as Python folds, and the rows that have them. Pure.

import { columnsOf } from "./columns.js";

const PYTHON_SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/**
 * A letter as it is compared: without accents, in lower case; "" for a mark alone and for what shows
 * nothing, as a soft hyphen. ``folds`` are the page's, so that Python and the browser fold alike.
 * @param {string} letter @param {Record<string, string>} folds
 */
export function foldLetter(letter, folds) {
  const plain = letter.toLowerCase().normalize("NFKD").replace(/[\p{Mn}\p{Default_Ignorable_Code_Point}]/gu, "").toLowerCase();
  return [...plain].map((part) => folds[part] ?? part).join("");
}

/** The words of a query, folded. @param {string} q @param {Record<string, string>} folds */
export function queryWords(q, folds) {
  return [...q].map((letter) => foldLetter(letter, folds)).join("").split(/\s+/).filter(Boolean);
}

/** As view.folded: without accents and case, one space for any whitespace. @param {string} text @param {Record<string, string>} folds */
export function foldText(text, folds) {
  // A letter of no accent and no other script folds to one.
  const letters = /^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : [...text].map((letter) => foldLetter(letter, folds)).join("");
  return letters.split(PYTHON_SPACES).filter(Boolean).join(" ");
}

/**
 * A byte a row: whether all words are in it; null without words. Words that only go on search what was found before.
 * @param {Page} page @param {"events" | "quotes" | "stakes"} name @param {string[]} words
 */
export function searchedRows(page, name, words) {
  if (!words.length) return null;
  const { searched } = columnsOf(page), { partsLoaded } = page;
  const kept = searched[name]?.partsLoaded === partsLoaded ? searched[name] : null;
  if (kept?.words.join(" ") === words.join(" ")) return kept.mask;
  const before = kept?.words.every((word) => words.some((one) => one.includes(word))) ? kept.mask : null;
  const mask = new Uint8Array(page[name].length);
  page[name].forEach((row, index) => {
    if (before && !before[index]) return;
    const { search } = row;
    mask[index] = Number(words.every((word) => search.includes(word)));
  });
  searched[name] = { words, mask, partsLoaded };
  return mask;
}

/** A search waits for all words: what some of them find would be no answer. @param {{view: View, page: Page}} store */
export const isSearchWaiting = ({ view, page }) => Boolean(view.q) && !page.isWhole;

/** @param {string} q */
export const waitingSearchInWords = (q) => `“${q}” is looked for once all words have loaded; until then it leaves nothing out.`;
