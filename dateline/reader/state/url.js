// What is asked, as the URL says it. Pure: strings in, a view out, and back.

import { dayOf, isoOf } from "./dates.js";

/** @type {Facet[]} */
export const EVENT_FACETS = ["category", "actor", "status"];
/** @type {Facet[]} */
export const QUOTE_FACETS = ["speaker", "topic", "kind"];
export const FACETS = [...EVENT_FACETS, ...QUOTE_FACETS];
const ROW_KINDS = ["event", "quote", "stake"];
/** @type {SectionName[]} */
export const SECTIONS = ["timeline", "ownership", "quotes", "article"];
/** @type {("from" | "to" | "asof")[]} */
const DAYS = ["from", "to", "asof"];
/** @type {("sure" | "background" | "walk")[]} */
const SWITCHES = ["sure", "background", "walk"];

/**
 * One value for each facet. @template T
 * @param {(facet: Facet) => T} of @returns {Record<Facet, T>}
 */
export const byFacet = (of) => /** @type {Record<Facet, T>} */ (Object.fromEntries(FACETS.map((facet) => [facet, of(facet)])));

/** @returns {View} */
export function emptyView() {
  return { q: "", facets: byFacet(() => []), from: null, to: null, sure: false, asof: null, of: "", background: false, selected: "", walk: false, section: "" };
}

/**
 * As story.slug: without what shows nothing, letter by letter and by way of capitals, so that "ß"
 * is "ss" and "ς" is "σ". @param {string} value
 */
function slugOf(value) {
  const folded = [...value.replace(/\p{Default_Ignorable_Code_Point}/gu, "").normalize("NFC")].map((letter) => (letter === "ı" ? letter : letter.toUpperCase().toLowerCase())).join("");
  return folded.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
}

/**
 * Read a view from the URL; what this story does not know becomes a note.
 * @param {string} search @param {Page} page @returns {{view: View, notes: string[]}}
 */
export function parseUrl(search, page) {
  const params = new URLSearchParams(search);
  const view = emptyView();
  const notes = [];
  view.q = params.getAll("q").join(" ").trim();
  for (const facet of FACETS) {
    for (const asked of params.getAll(facet)) {
      // Values that differ in signs alone have one slug: all of them are meant.
      const meant = page.facets[facet].flatMap((choice, place) => (choice.slug === slugOf(asked) ? [place] : []));
      if (!meant.length) notes.push(unknownChoice(facet, asked));
      view.facets[facet] = [...new Set([...view.facets[facet], ...meant])];
    }
  }
  for (const name of DAYS) {
    if (!params.has(name)) continue;
    view[name] = dayOf(params.get(name));
    if (view[name] === null) notes.push(`The link’s ${name} date “${params.get(name)}” is not a day like 2014-04-21.`);
  }
  if (view.from !== null && view.to !== null && view.from > view.to) {
    notes.push("The link’s dates end before they begin; they are left out.");
    view.from = view.to = null;
  }
  const of = params.get("of");
  if (of !== null) {
    view.of = page.wholes.find(({ slug }) => slug === slugOf(of))?.slug ?? "";
    if (!view.of) notes.push(`The link asks for shares of “${of}”, which this story doesn't have.`);
  }
  for (const name of SWITCHES) view[name] = params.get(name) === "1";
  // Links from before events without a day had rows of their own.
  const shown = params.get("section") === "undated" ? "timeline" : params.get("section");
  view.section = SECTIONS.find((name) => name === shown) ?? "";
  for (const kind of ROW_KINDS) {
    if (!params.has(kind)) continue;
    const key = `${kind}:${params.get(kind)}`;
    if (page.rows.has(key)) view.selected = key;
    else notes.push(`The link leads to ${kind} “${params.get(kind)}”, which this story doesn't have.`);
  }
  return { view, notes };
}

/** @param {Facet} facet @param {string} asked */
function unknownChoice(facet, asked) {
  if (facet === "status" && asked === "denied") {
    return "The link asks for status “denied”, which is no status any more: who denies something stands with the claim.";
  }
  return `The link asks for ${facet} “${asked}”, which this story doesn't have.`;
}

/** The URL's query for a view, "" or beginning with "?"; parameters that are not ours are kept. @param {View} view @param {Page} page */
export function queryOf(view, page, search = "") {
  const params = new URLSearchParams(search);
  for (const name of ["q", ...FACETS, ...DAYS, "of", ...SWITCHES, ...ROW_KINDS, "section"]) params.delete(name);
  if (view.q) params.set("q", view.q);
  for (const facet of FACETS) {
    for (const place of view.facets[facet]) params.append(facet, page.facets[facet][place].slug);
  }
  for (const name of DAYS) {
    const day = view[name];
    if (day !== null) params.set(name, isoOf(day));
  }
  if (view.of) params.set("of", view.of);
  for (const name of SWITCHES) if (view[name] && (name !== "sure" || hasDates(view))) params.set(name, "1");
  if (view.selected) params.set(...splitKey(view.selected));
  if (view.section) params.set("section", view.section);
  const query = params.toString();
  return query ? `?${query}` : "";
}

/** "event:exit" as "event" and "exit". @param {Key} key @returns {[string, string]} */
export function splitKey(key) {
  const at = key.indexOf(":");
  return [key.slice(0, at), key.slice(at + 1)];
}

/** @param {View} view */
export const hasDates = ({ from, to }) => from !== null || to !== null;

/** How many filters narrow the page. @param {View} view */
export function activeFilters(view) {
  return FACETS.filter((facet) => view.facets[facet].length).length + Number(view.q !== "") + Number(hasDates(view));
}
