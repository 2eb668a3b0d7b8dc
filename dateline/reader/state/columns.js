// The rows of a page as columns of numbers, for what is asked of all rows at once. Pure.

import { EVENT_FACETS, QUOTE_FACETS } from "./url.js";

const columnsOfPages = /** @type {WeakMap<Page, PageColumns>} */ (new WeakMap());

/** What is asked of all rows at once, as arrays of numbers. @param {Page} page */
export function columnsOf(page) {
  const known = columnsOfPages.get(page);
  if (known) return known;
  /** @type {PageColumns} */
  const made = { events: tableColumns(page.events, EVENT_FACETS), quotes: tableColumns(page.quotes, QUOTE_FACETS), stakes: tableColumns(page.stakes, []), searched: {} };
  columnsOfPages.set(page, made);
  return made;
}

/** @type {("earliest" | "latest" | "lastStart" | "firstEnd" | "uncertain")[]} */
const DATES = ["earliest", "latest", "lastStart", "firstEnd", "uncertain"];

/** @param {Row[]} rows @param {Facet[]} facets @returns {Columns} */
function tableColumns(rows, facets) {
  const numbers = () => new Int32Array(rows.length), flags = (/** @type {(row: Row) => boolean} */ is) => Uint8Array.from(rows, (row) => Number(is(row)));
  const dates = { earliest: numbers(), latest: numbers(), lastStart: numbers(), firstEnd: numbers(), uncertain: numbers() };
  rows.forEach((row, index) => row.dates?.forEach((day, place) => (dates[DATES[place]][index] = day)));
  return { ...dates, isUndated: flags((row) => !row.dates), isBackground: flags((row) => row.background), facets: facets.map((facet) => facetColumn(rows, facet)) };
}

/** @param {Row[]} rows @param {Facet} facet @returns {FacetColumn} */
function facetColumn(rows, facet) {
  const starts = new Uint32Array(rows.length + 1), values = /** @type {number[]} */ ([]);
  rows.forEach((row, index) => {
    values.push(...(row[facet] ?? []));
    starts[index + 1] = values.length;
  });
  return { facet, starts, values: Uint32Array.from(values) };
}
