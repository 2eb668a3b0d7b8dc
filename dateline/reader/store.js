// What is asked, what answers it, and which row is selected. Parts read it and ask it; nothing else
// changes it, and whoever made it is told of each change.

import { makeAddress } from "./address.js";
import { dateFormat } from "./axis.js";
import { element } from "./dom.js";
import { answerTo, isSameQuestion, POSSIBLY } from "./model.js";
import { isSearchWaiting } from "./search.js";
import { stepped, wordsOf } from "./table.js";
import { DAYS_TO_1970, emptyView, queryOf } from "./url.js";

/**
 * @param {StoreStart} start
 * @param {(select?: Select) => void} changed called after each change; ``select``: a row was selected
 */
export function makeStore({ page, view, passage, plotly, ...given }, changed) {
  const { rows } = page;
  const address = makeAddress(page, () => view);
  let width = 0, query = "", wasWhole = page.isWhole;
  let answer = /** @type {Answer} */ (/** @type {unknown} */ (null)); // until it is first asked for
  let answered = /** @type {View | null} */ (null);

  /** @param {Partial<View>} changes @param {Ask} how */
  function ask(changes, { replace = false, silent = false } = {}) {
    view = { ...view, ...changes };
    if (!silent) address.write({ later: replace });
    changed();
  }

  /** @param {Key} key @param {Select} how */
  function select(key, how = {}) {
    if (key && !rows.has(key)) return;
    const isNew = key !== view.selected, { walk = false } = how;
    passage = how.passage ?? 0;
    view = { ...view, selected: key, walk, background: view.background || Boolean(key && row(key).background) };
    if (isNew) address.write();
    changed(how);
  }

  /** @param {number} by */
  function step(by) {
    const events = answer.events.rows;
    if (events.length) select(events[stepped(events.findIndex(({ key }) => key === view.selected), by, events.length)].key, { from: "card" });
  }

  const row = (/** @type {Key} */ key) => /** @type {Row} */ (rows.get(key));

  /** @param {Row} row after the day that the ownership chart speaks for */
  const isLater = ({ dates }) => view.asof !== null && dates !== null && dates[0] > view.asof;

  return Object.freeze({
    ...given, ...wordsOfRows(page), page, rows, ask, select, step, row,
    get view() { return view; },
    get answer() { return answer; },
    get passage() { return passage; },
    get selected() { return view.selected; },
    get query() { return query; },
    get plotly() { return plotly; },
    get width() { return width; },
    /** @param {Facet} facet @param {number} place */
    toggle(facet, place) {
      const before = view.facets[facet];
      const after = before.includes(place) ? before.filter((one) => one !== place) : [...before, place];
      ask({ facets: { ...view.facets, [facet]: after } });
    },
    reset() {
      const { background, asof, selected, walk, section } = view;
      ask({ ...emptyView(), background, asof, selected, walk, section });
    },
    /** @param {Row} row */
    isInLayer: (row) => view.background || !row.background,
    /** @param {Key} key */
    isShown: (key) => answer.events.has(key) || answer.quotes.has(key) || answer.stakes.has(key),
    /** @param {Key} key */
    isFaint: (key) => answer.events.get(key) === POSSIBLY || isLater(row(key)),
    /** @param {Row} row @param {boolean} isNamed whether it says whose word it is */
    noteOf(row, isNamed) {
      const when = isLater(row) ? "later" : answer.events.get(row.key) === POSSIBLY ? "maybe outside" : "";
      return [(isNamed && row.named_note) || row.note, when].filter(Boolean).join(", ");
    },
    addressOf: address.of,
    /** A link to a row: its address follows the view, a plain click selects the row. @param {Key} key @param {Attributes} attributes @param {Child[]} children */
    link: (key, attributes, ...children) => element("a", { "data-key": key, href: address.of(key), ...attributes }, ...children),

    // For whoever made it.
    /** Answer what is asked now. @returns {string} the words that are searched for */
    answerNow() {
      const asked = isSearchWaiting({ view, page }) ? { ...view, q: "" } : view;
      if (!isSameQuestion(answered, asked) || page.isWhole !== wasWhole) answer = answerTo(page, asked);
      answered = asked;
      wasWhole = page.isWhole;
      query = queryOf({ ...view, selected: "" }, page);
      return asked.q;
    },
    /** The address has changed. @param {View} asked @returns {boolean} whether another row is selected */
    follow(asked) {
      const isOther = asked.selected !== view.selected;
      [view, passage] = [asked, 0];
      return isOther && asked.selected !== "";
    },
    /** @param {number} pixels */
    fit: (pixels) => void (width = pixels),
    /** @param {Plotly} found */
    drawWith: (found) => void (plotly = found),
    close: address.close,
  });
}

/** What rows and days are in words. @param {Page} page */
function wordsOfRows(page) {
  const days = dateFormat(page.article.language, { dateStyle: "long" });
  return {
    /** @param {Span} span */
    words: (span) => wordsOf(page, span),
    /** @param {number} day */
    dayWords: (day) => days.format(new Date((day - DAYS_TO_1970) * 86400000)),
    /** @param {Row} row */
    mark: (row) => page.facets.category[row.category?.[0] ?? 0].mark,
    /** @param {Row} row @param {Facet} facet */
    facetValue: (row, facet) => page.facets[facet][row[facet]?.[0] ?? -1]?.value ?? "",
  };
}
