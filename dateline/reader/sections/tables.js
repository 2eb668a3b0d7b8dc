// The tables under the charts: the same rows, in words.

import { makeTable } from "./lists.js";

const PLACE_WORDS = { dated: "", undated: "undated", planned: "planned" };

/** @param {Store} app */
export function makeTables(app) {
  let possibly = /** @type {Set<Key>} */ (new Set()); // stakes that only possibly hold on the day
  // What it is a share of, where not all are of one thing.
  const isSeveral = new Set(Array.from(app.page.stakes, (row) => row.of)).size > 1;
  const columns = ["Holder", "Share", ...(isSeveral ? ["Of"] : []), "How it is known", "Date", "Who says so"];
  const stakeCells = (/** @type {StakeRow} */ row, /** @type {string} */ share) => [row.holder, share, ...(isSeveral ? [row.of] : []), row.basis, row.when, sayer(row)];
  const events = makeTable(app, {
    name: "timeline",
    caption: "Events, in order",
    columns: ["Event", "Date", "Category", "Who says so"],
    cells: (/** @type {EventRow} */ row) => [row.title, [row.dates || row.place === "dated" ? row.when : "", PLACE_WORDS[row.place]].filter(Boolean).join(", "), app.facetValue(row, "category"), sayer(row)],
  });
  const stakes = makeTable(app, {
    name: "ownership",
    caption: "Shares, as stated",
    columns,
    cells: (/** @type {StakeRow} */ row) => stakeCells(row, possibly.has(row.key) ? `possibly ${row.share}` : row.share),
  });
  const history = makeTable(app, {
    name: "history",
    caption: "All statements of shares, in order",
    show: "All statements as a table",
    columns,
    cells: (/** @type {StakeRow} */ row) => stakeCells(row, row.share),
  });
  const all = [events, stakes, history];

  return {
    events, stakes, history, all,
    /** @param {Answer} answer @param {{rows: Row[], possibly: Set<Key>}} held what is held on the day */
    render(answer, held) {
      ({ possibly } = held);
      const known = answer.stakes.rows;
      events.render(answer.events.rows);
      stakes.render(/** @type {StakeRow[]} */ (held.rows));
      history.render(known.length > 1 ? byDate(known) : []);
    },
    /** Open or close all. */
    toggle() {
      const isOpen = !all.some((table) => table.isOpen);
      all.forEach((table) => table.set(isOpen));
      const links = isOpen ? ["a[aria-current]", "a[data-key]"].map((link) => events.node.querySelector(link)) : [];
      /** @type {HTMLElement | undefined} */ (links.find(Boolean))?.focus();
    },
  };
}

/** @param {Row} row */
function sayer(row) {
  if (row.stance) return `${row.stance}${row.background ? ", by other sources" : ""}`;
  return row.background ? "other sources" : "the article";
}

/** @param {StakeRow[]} rows */
function byDate(rows) {
  const day = (/** @type {StakeRow} */ row, /** @type {0 | 1} */ end) => row.dates?.[end] ?? 0;
  return [...rows].sort((a, b) => day(a, 0) - day(b, 0) || day(a, 1) - day(b, 1));
}
