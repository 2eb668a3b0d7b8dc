// @ts-nocheck
// What answers a view. Pure: the page's data and a view in, which rows are shown and how many each
// choice would show out. A contract test compares it with dateline/view.py.

import { columnsOf } from "./columns.js";
import { queryWords, searchedRows } from "./search.js";
import { EVENT_FACETS, FACETS, FIRST_DAY, LAST_DAY } from "./url.js";

export const NO = 0, POSSIBLY = 1, SURELY = 2;

/**
 * @typedef {object} Answer
 * @property {ShownRows} events as a map: certainty (POSSIBLY or SURELY) by key of each shown event
 * @property {ShownRows} quotes as a set: keys of shown quotes
 * @property {ShownRows} leading those of them that stand first: all, unless an event facet is on
 * @property {ShownRows} stakes keys of the stakes of the layers shown
 * @property {ShownRows} found keys of stakes that the search words are in
 * @property {Record<string, number[]>} counts rows that each choice would show, by facet
 */

/** The rows of a table that are shown: a byte a row, 0 for those left out. */
class ShownRows {
  constructor(page, table, mask, isMap = false) {
    Object.assign(this, { page, table, mask, isMap, kept: null });
    this.size = 0;
    for (let index = 0; index < mask.length; index += 1) if (mask[index]) this.size += 1;
  }
  #maskOf(key) {
    const row = this.page.rows.get(key);
    return row && this.table[row.index] === row ? this.mask[row.index] : NO;
  }
  has(key) {
    return this.#maskOf(key) !== NO;
  }
  get(key) {
    return this.#maskOf(key) || undefined;
  }
  /** The rows themselves, in the page's order. */
  get rows() {
    this.kept ??= this.table.filter((_, index) => this.mask[index]);
    return this.kept;
  }
  keys() {
    return this.rows.map((row) => row.key).values();
  }
  *[Symbol.iterator]() {
    for (const row of this.rows) yield this.isMap ? [row.key, this.mask[row.index]] : row.key;
  }
}

/** Whether a row's date lies in a range of days. */
function certaintyAt(columns, index, from, to) {
  if (from === null && to === null) return SURELY;
  if (columns.isUndated[index]) return POSSIBLY;
  const low = from ?? FIRST_DAY, high = to ?? LAST_DAY;
  if (columns.latest[index] < low || columns.earliest[index] > high) return NO;
  return !columns.uncertain[index] && columns.lastStart[index] <= high && columns.firstEnd[index] >= low ? SURELY : POSSIBLY;
}

/** @returns {Answer} */
export function answerTo(page, view) {
  const words = queryWords(view.q, page.folds);
  const wanted = Object.fromEntries(FACETS.map((facet) => [facet, chosenOf(view.facets[facet], page.facets[facet].length)]));
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Array(page.facets[facet].length).fill(0)]));
  const columns = columnsOf(page);
  // One pass: a row that fails one facet alone is counted for that facet; one that fails none, for all.
  const sift = (name) => {
    const column = columns[name], { facets } = column;
    const asked = facets.map(({ facet }) => wanted[facet]), counted = facets.map(({ facet }) => counts[facet]);
    const matching = searchedRows(page, name, words);
    const mask = new Uint8Array(page[name].length);
    for (let index = 0; index < mask.length; index += 1) {
      if ((column.isBackground[index] && !view.background) || (matching && !matching[index])) continue;
      const certainty = certaintyAt(column, index, view.from, view.to);
      if (certainty === NO || (view.sure && certainty === POSSIBLY)) continue;
      let failed = -1, failures = 0;
      for (let place = 0; place < facets.length; place += 1) {
        if (asked[place] && !hasChosen(facets[place], index, asked[place])) {
          failed = place;
          failures += 1;
        }
      }
      if (failures > 1) continue;
      for (let place = 0; place < facets.length; place += 1) {
        if (failures && place !== failed) continue;
        const { starts, values } = facets[place], counts = counted[place];
        for (let at = starts[index]; at < starts[index + 1]; at += 1) counts[values[at]] += 1;
      }
      if (!failures) mask[index] = certainty;
    }
    return mask;
  };
  const events = new ShownRows(page, page.events, sift("events"), true);
  const quotes = sift("quotes");
  const isNarrowed = EVENT_FACETS.some((facet) => wanted[facet]);
  // Only an event answers a category or a status; a chosen person speaks too.
  const people = wanted.category || wanted.status ? [] : view.facets.actor;
  const asked = new Set(people.map((place) => page.facets.actor[place].value));
  const leading = quotes.map((shown, index) => {
    if (!shown || !isNarrowed) return shown;
    const row = page.quotes[index];
    const isAsked = asked.size > 0 && row.speaker.some((place) => asked.has(page.facets.speaker[place].value));
    return Number(isAsked || row.near.some((key) => events.has(key)));
  });
  const stakes = columns.stakes.isBackground.map((isBackground) => Number(view.background || !isBackground));
  const matching = searchedRows(page, "stakes", words);
  const found = stakes.map((shown, index) => (matching && shown ? matching[index] : 0));
  const shownOf = (name, mask) => new ShownRows(page, page[name], mask);
  return { events, quotes: shownOf("quotes", quotes), leading: shownOf("quotes", leading), stakes: shownOf("stakes", stakes), found: shownOf("stakes", found), counts };
}

/** The chosen places of a facet as a byte a choice; null where none is. */
function chosenOf(places, count) {
  if (!places.length) return null;
  const chosen = new Uint8Array(count);
  for (const place of places) chosen[place] = 1;
  return chosen;
}

function hasChosen({ starts, values }, index, chosen) {
  for (let at = starts[index]; at < starts[index + 1]; at += 1) if (chosen[values[at]]) return true;
  return false;
}

/** Whether two views have one answer: a selection, a day and a section narrow nothing. */
export function isSameQuestion(one, other) {
  const names = ["q", "facets", "from", "to", "sure", "background"];
  return one !== null && names.every((name) => one[name] === other[name]);
}
