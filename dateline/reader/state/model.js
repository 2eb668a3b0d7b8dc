// What answers a view. Pure: the page's data and a view in, which rows are shown and how many each
// choice would show out. A contract test compares it with dateline/view.py.

import { columnsOf } from "./columns.js";
import { FIRST_DAY, LAST_DAY } from "./dates.js";
import { queryWords, searchedRows } from "./search.js";
import { byFacet, EVENT_FACETS } from "./url.js";

export const NO = 0, POSSIBLY = 1, SURELY = 2;

/** @template {BaseRow} R @param {Page} page @param {R[]} table @param {Uint8Array} mask @returns {ShownRows<R>} */
function shownRows(page, table, mask) {
  let kept = /** @type {R[] | null} */ (null), size = 0;
  for (const shown of mask) if (shown) size += 1;
  const get = (/** @type {Key} */ key) => {
    const row = page.rows.get(key);
    return row && table[row.index]?.key === key ? mask[row.index] : NO;
  };
  return { size, mask, get, has: (key) => get(key) !== NO, get rows() { return (kept ??= table.filter((_, index) => mask[index])); } };
}

/** Whether a row's date lies in a range of days. @param {Columns} columns @param {number} index @param {View} view */
function certaintyAt(columns, index, { from, to }) {
  if (from === null && to === null) return SURELY;
  if (columns.isUndated[index]) return POSSIBLY;
  const low = from ?? FIRST_DAY, high = to ?? LAST_DAY;
  if (columns.latest[index] < low || columns.earliest[index] > high) return NO;
  return !columns.uncertain[index] && columns.lastStart[index] <= high && columns.firstEnd[index] >= low ? SURELY : POSSIBLY;
}

/** @param {Page} page @param {View} view @returns {Answer} */
export function answerTo(page, view) {
  const words = queryWords(view.q, page.folds);
  const wanted = byFacet((facet) => chosenOf(view.facets[facet], page.facets[facet].length));
  const counts = byFacet((facet) => /** @type {number[]} */ (new Array(page.facets[facet].length).fill(0)));
  const columns = columnsOf(page);
  const sift = (/** @type {"events" | "quotes"} */ name) => sifted(columns[name], view, { matching: searchedRows(page, name, words), wanted, counts });
  const events = shownRows(page, page.events, sift("events"));
  const quotes = sift("quotes");
  const leading = EVENT_FACETS.some((facet) => wanted[facet]) ? quotes.map((shown, index) => shown && leads(page, view, events, index)) : quotes;
  const stakes = columns.stakes.isBackground.map((isBackground) => Number(view.background || !isBackground));
  const matching = searchedRows(page, "stakes", words);
  const found = stakes.map((shown, index) => (matching && shown ? matching[index] : 0));
  const quotesOf = (/** @type {Uint8Array} */ mask) => shownRows(page, page.quotes, mask), stakesOf = (/** @type {Uint8Array} */ mask) => shownRows(page, page.stakes, mask);
  return { events, quotes: quotesOf(quotes), leading: quotesOf(leading), stakes: stakesOf(stakes), found: stakesOf(found), counts };
}

/**
 * One pass over a table: a row that fails one facet alone is counted for that facet; one that fails none, for all.
 * @param {Columns} columns @param {View} view
 * @param {{matching: Uint8Array | null, wanted: Record<Facet, Uint8Array | null>, counts: Record<Facet, number[]>}} asked
 * @returns {Uint8Array} how certain each row is
 */
function sifted(columns, view, { matching, wanted, counts }) {
  const { facets } = columns;
  const asked = facets.map(({ facet }) => wanted[facet]), counted = facets.map(({ facet }) => counts[facet]);
  const mask = new Uint8Array(columns.isUndated.length);
  for (let index = 0; index < mask.length; index += 1) {
    if ((columns.isBackground[index] && !view.background) || (matching && !matching[index])) continue;
    const certainty = certaintyAt(columns, index, view);
    if (certainty === NO || (view.sure && certainty === POSSIBLY)) continue;
    let failed = -1, failures = 0;
    for (let place = 0; place < facets.length; place += 1) {
      const chosen = asked[place];
      if (chosen && !hasChosen(facets[place], index, chosen)) {
        failed = place;
        failures += 1;
      }
    }
    if (failures > 1) continue;
    for (let place = 0; place < facets.length; place += 1) {
      if (failures && place !== failed) continue;
      const { starts, values } = facets[place], numbers = counted[place];
      for (let at = starts[index]; at < starts[index + 1]; at += 1) numbers[values[at]] += 1;
    }
    if (!failures) mask[index] = certainty;
  }
  return mask;
}

/**
 * Whether a quote stands first where event filters are on: it overlaps a shown event, or a chosen person says it. Only
 * an event answers a category or a status. @param {Page} page @param {View} view @param {{has(key: Key): boolean}} events @param {number} index
 */
function leads({ quotes, facets }, view, events, index) {
  const people = view.facets.category.length || view.facets.status.length ? [] : view.facets.actor;
  const { speaker, near } = quotes[index];
  const says = people.some((person) => speaker.some((place) => facets.speaker[place].value === facets.actor[person].value));
  return Number(says || near.some((key) => events.has(key)));
}

/** The chosen places of a facet as a byte a choice; null where none is. @param {number[]} places @param {number} count */
function chosenOf(places, count) {
  if (!places.length) return null;
  const chosen = new Uint8Array(count);
  for (const place of places) chosen[place] = 1;
  return chosen;
}

/** @param {FacetColumn} column @param {number} index @param {Uint8Array} chosen */
function hasChosen({ starts, values }, index, chosen) {
  for (let at = starts[index]; at < starts[index + 1]; at += 1) if (chosen[values[at]]) return true;
  return false;
}

/** Whether two views have one answer: a selection, a day and a section narrow nothing. @param {View | null} one @param {View} other */
export function isSameQuestion(one, other) {
  /** @type {(keyof View)[]} */
  const names = ["q", "facets", "from", "to", "sure", "background"];
  return one !== null && names.every((name) => one[name] === other[name]);
}
