// What a search has found, and the filters that narrow the view, each to be lifted.

import { button, element, grouped, icon, plural } from "../dom.js";
import { isoOf } from "../state/dates.js";
import { isSearchWaiting, waitingSearchInWords } from "../state/search.js";
import { stepped } from "../state/table.js";
import { FACETS, hasDates } from "../state/url.js";
import { FACET_NAMES } from "./facets.js";

/** @param {Store} app @param {Searched} article */
export function makeSearchStatus(app, article) {
  const node = element("p", { class: "search-status", role: "status" });
  let textAt = -1;

  /** @param {Answer} answer */
  function render({ events, quotes, found }) {
    const { q } = app.view, places = article.isSearched ? article.found : [];
    const stakes = app.page.stakes.length ? [`${plural(found.size, "stake")} marked`] : [];
    const inText = article.isSearched ? `${grouped(places.length)} in the text` : "searching the text …";
    const words = [plural(events.size, "event"), plural(quotes.size, "quote")].join(", ");
    node.replaceChildren(isSearchWaiting(app) ? waitingSearchInWords(q) : q ? [words, ...stakes, inText].join(" · ") : "");
    if (places.length) {
      const turn = (/** @type {number} */ by) => {
        textAt = stepped(textAt, by, places.length);
        article.showRange(places[textAt]);
      };
      node.append(" ", button(icon("up"), () => turn(-1), { "aria-label": "Previous place in the text", class: "small" }), button(icon("down"), () => turn(1), { "aria-label": "Next place in the text", class: "small" }));
    }
    node.hidden = !q;
  }
  return { node, render, restart: () => void (textAt = -1) };
}

/** @param {Store} app @param {HTMLElement} opener of the filters, which has the focus when no chip is left */
export function makeChips(app, opener) {
  const node = element("div", { class: "chips" });
  let dates = "";

  /** @param {string} label @param {() => void} lift */
  const chip = (label, lift) => button(label, lift, { class: "chip", "aria-label": `Remove the filter: ${label}` });

  /** @param {Answer} answer */
  function render({ events }) {
    const { view, page } = app, before = dates;
    const made = view.q ? [chip(`“${view.q}”`, () => app.ask({ q: "" }))] : [];
    for (const facet of FACETS) {
      for (const place of view.facets[facet]) made.push(chip(`${FACET_NAMES[facet]}: ${page.facets[facet][place].label}`, () => app.toggle(facet, place)));
    }
    const ends = [view.from !== null && `from ${isoOf(view.from)}`, view.to !== null && `to ${isoOf(view.to)}`];
    dates = hasDates(view) ? [...ends, view.sure && "surely"].filter(Boolean).join(" ") : "";
    if (dates) made.push(chip(dates, () => app.ask({ from: null, to: null, sure: false })));
    if (made.length) made.push(button("Reset all", () => app.reset(), { class: "reset" }));
    const focused = [...node.children].findIndex((one) => one === document.activeElement);
    node.hidden = !made.length;
    node.replaceChildren(...made);
    if (focused >= 0) (made[Math.min(focused, made.length - 1)] ?? opener).focus({ preventScroll: true });
    // However they were chosen: by a drag, a bar, or in their fields.
    if (dates !== before) app.say(`${dates || "All dates"}: ${plural(events.size, "event")}`);
  }
  return { node, render };
}
