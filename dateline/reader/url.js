// @ts-nocheck
// What is asked, as the URL says it. Pure: strings in, a view out, and back.
//
// A view is plain data: lists of places in a facet's choices, day numbers, words. Nobody changes
// one in place.

export const EVENT_FACETS = ["category", "actor", "status"];
export const QUOTE_FACETS = ["speaker", "topic", "kind"];
export const FACETS = [...EVENT_FACETS, ...QUOTE_FACETS];
const ROW_KINDS = ["event", "quote", "stake"];
export const SECTIONS = ["timeline", "ownership", "quotes", "article"];
export const DAYS_TO_1970 = 719163;
// Of Python's calendar: a date that is open at an end reaches to them.
export const FIRST_DAY = 1;
export const LAST_DAY = 3652059;

/**
 * @typedef {object} View
 * @property {string} q words searched for
 * @property {Record<string, number[]>} facets places of the chosen values, by facet
 * @property {number | null} from first day, as a day number; null = no limit
 * @property {number | null} to last day, inclusive
 * @property {boolean} sure only what surely lies between them
 * @property {number | null} asof day that the ownership chart speaks for; null = of publication
 * @property {boolean} background whether other sources' rows are shown
 * @property {string} selected a key, or ""
 * @property {boolean} walk whether the leading events are shown one after another
 * @property {string} section the one section to show, or "" for the whole page
 */

/** @returns {View} */
export function emptyView() {
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, []]));
  return { q: "", facets, from: null, to: null, sure: false, asof: null, background: false, selected: "", walk: false, section: "" };
}

/** A day number for "2014-04-21", or null. */
export function dayOf(text) {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? "");
  if (!match) return null;
  const date = new Date(0);
  date.setUTCFullYear(+match[1], match[2] - 1, +match[3]);
  // There is no year 0 in Python's calendar.
  return match[1] !== "0000" && date.toISOString().slice(0, 10) === text ? date.getTime() / 86400000 + DAYS_TO_1970 : null;
}

export function isoOf(day) {
  return new Date((day - DAYS_TO_1970) * 86400000).toISOString().slice(0, 10);
}

/**
 * As story.slug: without what shows nothing, letter by letter and by way of capitals, so that "ß"
 * is "ss" and "ς" is "σ".
 */
function slugOf(value) {
  const folded = [...value.replace(/\p{Default_Ignorable_Code_Point}/gu, "").normalize("NFC")].map((letter) => (letter === "ı" ? letter : letter.toUpperCase().toLowerCase())).join("");
  return folded.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
}

/**
 * Read a view from the URL; what this story does not know becomes a note.
 * @returns {{view: View, notes: string[]}}
 */
export function parseUrl(search, page) {
  const params = new URLSearchParams(search);
  const view = emptyView();
  const notes = [];
  view.q = params.getAll("q").join(" ").trim();
  for (const facet of FACETS) {
    const choices = page.facets[facet];
    for (const asked of params.getAll(facet)) {
      // Values that differ in signs alone have one slug: all of them are meant.
      const meant = choices.flatMap((choice, place) => (choice.slug === slugOf(asked) ? [place] : []));
      if (!meant.length) notes.push(unknownChoice(facet, asked));
      view.facets[facet] = [...new Set([...view.facets[facet], ...meant])];
    }
  }
  for (const name of ["from", "to", "asof"]) {
    if (!params.has(name)) continue;
    view[name] = dayOf(params.get(name));
    if (view[name] === null) notes.push(`The link’s ${name} date “${params.get(name)}” is not a day like 2014-04-21.`);
  }
  if (view.from !== null && view.to !== null && view.from > view.to) {
    notes.push("The link’s dates end before they begin; they are left out.");
    view.from = view.to = null;
  }
  view.sure = params.get("sure") === "1";
  view.background = params.get("background") === "1";
  view.walk = params.get("walk") === "1";
  // Links from before events without a day had rows of their own.
  const shown = params.get("section") === "undated" ? "timeline" : params.get("section");
  view.section = SECTIONS.includes(shown) ? shown : "";
  for (const kind of ROW_KINDS) {
    if (!params.has(kind)) continue;
    const key = `${kind}:${params.get(kind)}`;
    if (page.rows.has(key)) view.selected = key;
    else notes.push(`The link leads to ${kind} “${params.get(kind)}”, which this story doesn't have.`);
  }
  return { view, notes };
}

function unknownChoice(facet, asked) {
  if (facet === "status" && asked === "denied") {
    return "The link asks for status “denied”, which is no status any more: who denies something stands with the claim.";
  }
  return `The link asks for ${facet} “${asked}”, which this story doesn't have.`;
}

/** The URL's query for a view, "" or beginning with "?"; parameters that are not ours are kept. */
export function queryOf(view, page, search = "") {
  const params = new URLSearchParams(search);
  for (const name of ["q", ...FACETS, "from", "to", "sure", "asof", "background", "walk", ...ROW_KINDS, "section"]) params.delete(name);
  if (view.q) params.set("q", view.q);
  for (const facet of FACETS) {
    for (const place of view.facets[facet]) params.append(facet, page.facets[facet][place].slug);
  }
  for (const name of ["from", "to", "asof"]) if (view[name] !== null) params.set(name, isoOf(view[name]));
  if (view.sure && (view.from !== null || view.to !== null)) params.set("sure", "1");
  if (view.background) params.set("background", "1");
  if (view.walk) params.set("walk", "1");
  if (view.selected) params.set(...splitKey(view.selected));
  if (view.section) params.set("section", view.section);
  const query = params.toString();
  return query ? `?${query}` : "";
}

/** @returns {[string, string]} "event:exit" as "event" and "exit" */
export function splitKey(key) {
  const at = key.indexOf(":");
  return [key.slice(0, at), key.slice(at + 1)];
}

/** How many filters narrow the page. */
export function activeFilters(view) {
  const lists = FACETS.filter((facet) => view.facets[facet].length).length;
  return lists + Boolean(view.q) + (view.from !== null || view.to !== null);
}
