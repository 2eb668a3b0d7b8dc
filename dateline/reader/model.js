// What answers a view. Pure: the page's data and a view in, which rows are shown and how many each
// choice would show out. A contract test compares it with dateline/view.py.

const NO = 0, POSSIBLY = 1, SURELY = 2;

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

/** Whether a row's date lies in the view's range, by the row's ``dates``. */
function certaintyOf(dates, from, to) {
  if (from === null && to === null) return SURELY;
  if (!dates) return POSSIBLY;
  const [earliest, latest, lastStart, firstEnd, uncertain] = dates;
  const low = from ?? 1, high = to ?? 3652059;
  if (latest < low || earliest > high) return NO;
  return !uncertain && lastStart <= high && firstEnd >= low ? SURELY : POSSIBLY;
}

/**
 * @typedef {object} Answer
 * @property {Map<string, number>} events certainty (POSSIBLY or SURELY) by key of each shown event
 * @property {Set<string>} quotes keys of shown quotes
 * @property {Set<string>} leading those of them that stand first: all, unless an event facet is on
 * @property {Set<string>} stakes keys of the stakes of the layers shown
 * @property {Set<string>} found keys of stakes that the search words are in
 * @property {Record<string, number[]>} counts rows that each choice would show, by facet
 */

/** @returns {Answer} */
function answerTo(page, view) {
  const words = queryWords(view.q, page.folds);
  const wanted = Object.fromEntries(FACETS.map((facet) => [facet, view.facets[facet].length ? new Set(view.facets[facet]) : null]));
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Array(page.facets[facet].length).fill(0)]));
  const matches = (row) => words.every((word) => row.search.includes(word));
  const isInLayer = (row) => view.background || !row.background;
  // One pass: a row that fails one facet alone is counted for that facet; one that fails none, for all.
  const sift = (rows, facets, keep) => {
    for (const row of rows) {
      if (!isInLayer(row)) continue;
      const certainty = certaintyOf(row.dates, view.from, view.to);
      if (certainty === NO || (view.sure && certainty === POSSIBLY) || !matches(row)) continue;
      const failed = facets.filter((facet) => wanted[facet] && !row[facet].some((place) => wanted[facet].has(place)));
      if (failed.length > 1) continue;
      for (const facet of failed.length ? failed : facets) for (const place of row[facet]) counts[facet][place] += 1;
      if (!failed.length) keep(row, certainty);
    }
  };
  const events = new Map(), quotes = new Set(), leading = new Set();
  sift(page.events, EVENT_FACETS, (row, certainty) => events.set(row.key, certainty));
  const isNarrowed = EVENT_FACETS.some((facet) => wanted[facet]);
  // Only an event answers a category or a status; a chosen person speaks too.
  const people = wanted.category || wanted.status ? [] : view.facets.actor;
  const asked = new Set(people.map((place) => page.facets.actor[place].value));
  sift(page.quotes, QUOTE_FACETS, (row) => {
    quotes.add(row.key);
    const isAsked = row.speaker.some((place) => asked.has(page.facets.speaker[place].value));
    if (!isNarrowed || isAsked || row.near.some((key) => events.has(key))) leading.add(row.key);
  });
  const held = page.stakes.filter(isInLayer);
  const found = new Set(words.length ? held.filter(matches).map((row) => row.key) : []);
  return { events, quotes, leading, stakes: new Set(held.map((row) => row.key)), found, counts };
}
