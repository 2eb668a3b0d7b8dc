// Search and filters, and what they leave. Every choice has its count; a choice is a button.

import { button, element } from "../dom.js";
import { makePopover } from "../popover.js";
import { makeRoving } from "../roving.js";
import { dayOf, isoOf } from "../state/dates.js";
import { activeFilters, FACETS, hasDates, QUOTE_FACETS } from "../state/url.js";
import { FACET_NAMES, makeChoices } from "./facets.js";
import { makeGuide } from "./guide.js";
import { makeChips, makeSearchStatus } from "./search_status.js";

/** @param {Store} app @param {Searched} article */
export function makeFilters(app, article) {
  const { page } = app;
  const search = element("input", { type: "search", id: "dateline-search", autocomplete: "off", "aria-label": "Search", placeholder: example(page) });
  const background = button("+ Other sources", () => app.ask({ background: !app.view.background }), { "aria-pressed": "false", title: "What the article does not say; each piece names its source" });
  const panel = element("div", { class: "filter-panel" }), quotePanel = element("div", { class: "filter-panel" });
  const categories = element("div", { class: "pills", role: "toolbar", "aria-label": FACET_NAMES.category });
  const stop = makeRoving(categories, ".pill");
  const popover = makePopover("Filters", panel, { id: "dateline-filters" });
  const guide = makePopover("How to read", makeGuide(app), { id: "dateline-guide", name: "How to read this page" });
  const hasBackground = page.events.some((row) => row.background) || page.stakes.some((row) => row.background);
  const buttons = element("div", { class: "filter-buttons", role: "toolbar", "aria-label": "Filters and help" }, popover.node, hasBackground ? background : null, guide.node);
  const status = makeSearchStatus(app, article), chips = makeChips(app, popover.opener), dates = makeDates(app), coming = makeComing(app);
  const shown = FACETS.filter((facet) => page.facets[facet].length > Number(facet === "category")).map((facet) => {
    const choices = makeChoices(app, facet, facet === "category" ? stop : undefined);
    if (facet === "category") categories.append(...choices.nodes);
    else (QUOTE_FACETS.includes(facet) ? quotePanel : panel).append(element("fieldset", {}, element("legend", {}, FACET_NAMES[facet]), element("div", { class: "pills" }, ...choices.nodes)));
    return choices;
  });
  panel.append(dates.node);
  stop();
  makeRoving(buttons, ":scope > button, :scope > .popover-box > button")();
  search.addEventListener("input", () => {
    status.restart();
    app.ask({ q: search.value.trim() }, { replace: true });
  });

  return {
    search, categories,
    node: element("div", { class: "filters", role: "search", id: "dateline-search-box" }, search, buttons),
    quoteFilters: element("details", { class: "quote-filters" }, element("summary", {}, "Filter the quotes"), quotePanel),
    /** What the filters leave, and how to lift them; empty while there is nothing to say. */
    below: element("div", { class: "below-filters" }, coming.node, status.node, chips.node),
    renderStatus: status.render,
    showLoading: coming.render,
    /** @param {Answer} answer */
    render(answer) {
      const { view } = app, active = activeFilters(view);
      if (search.value.trim() !== view.q) search.value = view.q; // A space at the end may be typed on.
      background.setAttribute("aria-pressed", String(view.background));
      popover.opener.textContent = active ? `Filters (${active})` : "Filters";
      popover.opener.setAttribute("aria-label", active ? `Filters (${active} active)` : "Filters");
      for (const part of [...shown, dates, chips, status]) part.render(answer);
    },
    setOpen: popover.set,
    get isOpen() {
      return !popover.panel.hidden;
    },
    close() {
      popover.close();
      guide.close();
    },
  };
}

/** The first and the last day, and whether only what surely lies between them is meant. @param {Store} app */
function makeDates(app) {
  const from = element("input", { type: "date" }), to = element("input", { type: "date" }), sure = element("input", { type: "checkbox" });
  from.addEventListener("change", () => {
    const day = dayOf(from.value), { to } = app.view;
    app.ask({ from: day, to: day !== null && to !== null && day > to ? null : to });
  });
  to.addEventListener("change", () => {
    const day = dayOf(to.value), { from } = app.view;
    app.ask({ to: day, from: day !== null && from !== null && day < from ? null : from });
  });
  sure.addEventListener("change", () => app.ask({ sure: sure.checked }));
  const label = element("label", { class: "check" }, sure, "Only what surely happened then");
  return {
    node: element("fieldset", {}, element("legend", {}, "Dates"), element("label", {}, "From ", from), element("label", {}, "To ", to), label),
    render() {
      const { view } = app;
      for (const [input, day] of /** @type {[HTMLInputElement, number | null][]} */ ([[from, view.from], [to, view.to]])) {
        const value = day === null ? "" : isoOf(day);
        if (input.value !== value) input.value = value;
      }
      sure.checked = view.sure;
      sure.disabled = !hasDates(view);
    },
  };
}

/** How much has come of a page in parts, where that is said: see makeRest. @param {Store} app */
function makeComing({ page }) {
  const progress = element("progress", { max: page.rowCount, "aria-hidden": "true" });
  const words = element("span");
  const node = element("p", { class: "coming", role: "status", hidden: true }, words, " ", progress);
  return {
    node,
    /** @param {Rest} rest */
    render({ said, isHindered }) {
      node.hidden = !said;
      words.textContent = said;
      progress.hidden = isHindered;
      progress.value = page.rowsLoaded;
    },
  };
}

/** The search field's example: a name from the story. @param {Page} page */
function example(page) {
  const name = page.facets.actor[0]?.value ?? page.facets.speaker[0]?.value ?? "";
  return name && name.length < 14 ? `Search, as ${name}` : "Search events, quotes, text";
}
