// What is asked, what answers it, and which row is selected. Parts read it and ask it; nothing else
// changes it, and whoever made it is told of each change.

import { element } from "../dom.js";
import { makeAddress } from "./address.js";
import { dateFormat, timeOfDay } from "./dates.js";
import { answerTo, isSameQuestion, POSSIBLY } from "./model.js";
import { isSearchWaiting } from "./search.js";
import { stepped, wordsOf } from "./table.js";
import { emptyView, queryOf } from "./url.js";

/**
 * @param {StoreStart} start
 * @param {(select?: Select) => void} changed called after each change; ``select``: a row was selected
 */
export function makeStore({ page, view, passage, plotly, ...given }, changed) {
  /** @type {State} */
  const state = { view, passage, plotly, width: 0, query: "", answered: null, wasWhole: page.isWhole, answer: /** @type {Answer} */ (/** @type {unknown} */ (null)) };
  const address = makeAddress(page, () => state.view);
  return Object.freeze({
    ...given, ...wordsOfRows(page), ...demands(page, state, { address, changed, isSheet: given.isSheet }), ...questions(page, state), page, rows: page.rows,
    get view() { return state.view; },
    get answer() { return state.answer; },
    get passage() { return state.passage; },
    get selected() { return state.view.selected; },
    get query() { return state.query; },
    get plotly() { return state.plotly; },
    get width() { return state.width; },
    addressOf: address.of,
    /** A link to a row: its address follows the view, a plain click selects the row. @param {Key} key @param {Attributes} attributes @param {Child[]} children */
    link: (key, attributes, ...children) => element("a", { "data-key": key, href: address.of(key), lang: page.article.language, ...attributes }, ...children),

    // For whoever made it.
    /** Answer what is asked now. @returns {string} the words that are searched for */
    answerNow() {
      const asked = isSearchWaiting({ view: state.view, page }) ? { ...state.view, q: "" } : state.view;
      if (!isSameQuestion(state.answered, asked) || page.isWhole !== state.wasWhole) state.answer = answerTo(page, asked);
      state.answered = asked;
      state.wasWhole = page.isWhole;
      state.query = queryOf({ ...state.view, selected: "" }, page);
      return asked.q;
    },
    /** The address has changed. @param {View} asked @returns {boolean} whether another row is selected */
    follow(asked) {
      const isOther = asked.selected !== state.view.selected;
      [state.view, state.passage] = [asked, 0];
      return isOther && asked.selected !== "";
    },
    /** @param {number} pixels */
    fit: (pixels) => void (state.width = pixels),
    /** @param {Plotly} found */
    drawWith: (found) => void (state.plotly = found),
    close: address.close,
  });
}

/** @param {Page} page @param {State} state @param {{address: ReturnType<typeof makeAddress>, changed: (select?: Select) => void, isSheet: () => boolean}} how */
function demands({ rows, wholes }, state, { address, changed, isSheet }) {
  /** @param {Partial<View>} changes @param {Ask} how */
  function ask(changes, { replace = false, silent = false } = {}) {
    state.view = { ...state.view, ...changes };
    if (!silent) address.write({ later: replace });
    changed();
  }

  /** @param {Key} key @param {Select} how */
  function select(key, how = {}) {
    if (key && !rows.has(key)) return;
    const { view } = state, { walk = false } = how;
    state.passage = how.passage ?? 0;
    // A share is shown among those of its own whole.
    const of = (wholes.length && rows.get(key)?.whole) || view.of;
    state.view = { ...view, of, selected: key, walk, background: view.background || Boolean(rows.get(key)?.background) };
    // The sheet opens with one step and closes with one, however many rows it showed.
    if (key !== view.selected) address.write({ instead: isSheet() && view.selected !== "" && key !== "" });
    changed(how);
  }

  return {
    ask, select,
    /** @param {number} by */
    step(by) {
      const events = state.answer.events.rows;
      if (events.length) select(events[stepped(events.findIndex(({ key }) => key === state.view.selected), by, events.length)].key, { from: "card" });
    },
    /** @param {Facet} facet @param {number} place */
    toggle(facet, place) {
      const before = state.view.facets[facet];
      ask({ facets: { ...state.view.facets, [facet]: before.includes(place) ? before.filter((one) => one !== place) : [...before, place] } });
    },
    reset() {
      const { background, asof, of, selected, walk, section } = state.view;
      ask({ ...emptyView(), background, asof, of, selected, walk, section });
    },
  };
}

/** What the view makes of a row. @param {Page} page @param {State} state */
function questions({ rows }, state) {
  const row = (/** @type {Key} */ key) => /** @type {Row} */ (rows.get(key));
  /** @param {Row} row after the day that the ownership chart speaks for */
  const isLater = ({ dates }) => state.view.asof !== null && dates !== null && dates[0] > state.view.asof;
  const isPossible = (/** @type {Key} */ key) => state.answer.events.get(key) === POSSIBLY;
  return {
    row,
    /** @param {Row} row */
    isInLayer: (row) => state.view.background || !row.background,
    /** @param {Key} key */
    isShown: (key) => state.answer.events.has(key) || state.answer.quotes.has(key) || state.answer.stakes.has(key),
    /** @param {Key} key */
    isFaint: (key) => isPossible(key) || isLater(row(key)),
    /** @param {Row} row @param {boolean} isNamed whether it says whose word it is */
    noteOf(row, isNamed) {
      const when = isLater(row) ? "later" : isPossible(row.key) ? "maybe outside" : "";
      return [(isNamed && row.named_note) || row.note, when].filter(Boolean).join(", ");
    },
  };
}

/** What rows and days are in words. @param {Page} page */
function wordsOfRows(page) {
  const days = dateFormat(page.article.language, { dateStyle: "long" });
  return {
    /** @param {Span} span */
    words: (span) => wordsOf(page, span),
    /** @param {number} day */
    dayWords: (day) => days.format(timeOfDay(day)),
    /** @param {Row} row */
    mark: (row) => page.facets.category[row.category?.[0] ?? 0].mark,
    /** @param {Row} row @param {Facet} facet */
    facetValue: (row, facet) => page.facets[facet][row[facet]?.[0] ?? -1]?.value ?? "",
  };
}
