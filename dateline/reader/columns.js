// @ts-nocheck
// The rows of a page as columns of numbers, for what is asked of all rows at once. Pure.

import { EVENT_FACETS, QUOTE_FACETS } from "./url.js";

const columnsOfPages = new WeakMap();

/** What is asked of all rows at once, as arrays of numbers. */
export function columnsOf(page) {
  if (!columnsOfPages.has(page)) {
    columnsOfPages.set(page, { events: tableColumns(page.events, EVENT_FACETS), quotes: tableColumns(page.quotes, QUOTE_FACETS), stakes: tableColumns(page.stakes, []), searched: {} });
  }
  return columnsOfPages.get(page);
}

const DATES = ["earliest", "latest", "lastStart", "firstEnd", "uncertain"];

function tableColumns(rows, facets) {
  const count = rows.length;
  const made = Object.fromEntries(DATES.map((name) => [name, new Int32Array(count)]));
  made.isUndated = new Uint8Array(count);
  made.isBackground = new Uint8Array(count);
  rows.forEach((row, index) => {
    const { dates } = row;
    if (dates) for (let place = 0; place < 5; place += 1) made[DATES[place]][index] = dates[place];
    else made.isUndated[index] = 1;
    made.isBackground[index] = Number(row.background);
  });
  made.facets = facets.map((facet) => {
    const starts = new Uint32Array(count + 1), values = [];
    rows.forEach((row, index) => {
      values.push(...row[facet]);
      starts[index + 1] = values.length;
    });
    return { facet, starts, values: Uint32Array.from(values) };
  });
  return made;
}
