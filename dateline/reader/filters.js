// @ts-nocheck
// Search, filters, chips of what is active. Every choice has its count; a choice is a button.

import { button, element, grouped, icon, plural, storyWords, symbol } from "./dom.js";
import { makeGuide, makePopover } from "./header.js";
import { foldText, isSearchWaiting, queryWords, waitingSearchInWords } from "./search.js";
import { stepped } from "./table.js";
import { activeFilters, dayOf, FACETS, isoOf, QUOTE_FACETS } from "./url.js";

const FACET_NAMES = { category: "Category", actor: "People and organisations", status: "Status", speaker: "Speaker", topic: "Topic", kind: "Kind of quote" };
const CHOICES_SHOWN = 24;

export function makeFilters(app, article) {
  const { page } = app;
  const search = element("input", { type: "search", id: "dateline-search", autocomplete: "off", "aria-label": "Search", placeholder: example(page) });
  const categories = element("div", { class: "pills", role: "group", "aria-label": "Category" });
  const background = button("+ Other sources", () => app.ask({ background: !app.view.background }), { "aria-pressed": "false", title: "What the article does not say; each piece names its source" });
  const panel = element("div", { class: "filter-panel" });
  const quotePanel = element("div", { class: "filter-panel" });
  const popover = makePopover("Filters", panel, { id: "dateline-filters" });
  const { opener } = popover;
  const guide = makePopover("How to read", makeGuide(app), { id: "dateline-guide", name: "How to read this page" });
  const chips = element("div", { class: "chips" });
  const status = element("p", { class: "search-status", role: "status" });
  const progress = element("progress", { max: page.rowCount, "aria-hidden": "true" });
  const words = element("span");
  const coming = element("p", { class: "coming", role: "status", hidden: true }, words, " ", progress);
  const hasBackground = page.events.some((row) => row.background) || page.stakes.some((row) => row.background);
  const node = element("div", { class: "filters", role: "search", id: "dateline-search-box" }, search, popover.node, hasBackground ? background : null, guide.node);
  const quoteFilters = element("details", { class: "quote-filters" }, element("summary", {}, "Filter the quotes"), quotePanel);
  const pills = new Map(); // facet -> its buttons, by place
  const dates = { from: dateInput("from", "From"), to: dateInput("to", "To") };
  const sure = element("input", { type: "checkbox" });
  let textAt = -1;

  function facetPills(facet, box) {
    const made = page.facets[facet].map((choice, place) => {
      const count = element("span", { class: "count" });
      const pill = button("", () => app.toggle(facet, place), { class: "pill", "data-facet": facet, "data-value": choice.slug, "aria-pressed": "false" });
      if (choice.mark) pill.append(symbol(choice.mark));
      pill.append(storyWords("span", page, choice.label), " ", count);
      return { pill, count };
    });
    pills.set(facet, made);
    const shown = made.map(({ pill }) => pill);
    box.append(...(made.length > CHOICES_SHOWN ? foldedChoices(page, facet, shown) : shown));
  }

  function build() {
    if (page.facets.category.length > 1) facetPills("category", categories);
    for (const facet of FACETS) {
      if (facet === "category" || !page.facets[facet].length) continue;
      const box = element("div", { class: "pills" });
      facetPills(facet, box);
      const place = QUOTE_FACETS.includes(facet) ? quotePanel : panel;
      place.append(element("fieldset", {}, element("legend", {}, FACET_NAMES[facet]), box));
    }
    const label = element("label", { class: "check" }, sure, "Only what surely happened then");
    panel.append(element("fieldset", {}, element("legend", {}, "Dates"), dates.from.label, dates.to.label, label));
  }

  function dateInput(name, words) {
    const input = element("input", { type: "date" });
    input.addEventListener("change", () => {
      const day = dayOf(input.value);
      const other = name === "from" ? "to" : "from";
      const isReversed = day !== null && app.view[other] !== null && (name === "from" ? day > app.view[other] : day < app.view[other]);
      app.ask({ [name]: day, ...(isReversed ? { [other]: null } : {}) });
    });
    return { input, label: element("label", {}, `${words} `, input) };
  }

  function chip(label, lift) {
    return button(label, lift, { class: "chip", "aria-label": `Remove the filter: ${label}` });
  }

  function renderChips() {
    const { view } = app;
    const made = [];
    if (view.q) made.push(chip(`“${view.q}”`, () => app.ask({ q: "" })));
    for (const facet of FACETS) {
      for (const place of view.facets[facet]) made.push(chip(`${FACET_NAMES[facet]}: ${page.facets[facet][place].label}`, () => app.toggle(facet, place)));
    }
    if (view.from !== null || view.to !== null) {
      const words = [view.from !== null ? `from ${isoOf(view.from)}` : "", view.to !== null ? `to ${isoOf(view.to)}` : "", view.sure ? "surely" : ""];
      made.push(chip(words.filter(Boolean).join(" "), () => app.ask({ from: null, to: null, sure: false })));
    }
    if (made.length) made.push(button("Reset all", () => app.reset(), { class: "reset" }));
    const focused = [...chips.children].indexOf(document.activeElement);
    chips.hidden = !made.length;
    chips.replaceChildren(...made);
    if (focused >= 0) (made[Math.min(focused, made.length - 1)] ?? opener).focus({ preventScroll: true });
  }

  function renderStatus(answer) {
    const found = article.isSearched ? article.found : [];
    const parts = [];
    if (isSearchWaiting(app)) parts.push(waitingSearchInWords(app.view.q));
    else if (app.view.q) {
      parts.push(`${plural(answer.events.size, "event")}, ${plural(answer.quotes.size, "quote")}`);
      if (page.stakes.length) parts.push(`${plural(answer.found.size, "stake")} marked`);
      parts.push(article.isSearched ? `${grouped(found.length)} in the text` : "searching the text …");
    }
    status.replaceChildren(parts.join(" · "));
    if (found.length) {
      const turn = (by) => {
        textAt = stepped(textAt, by, found.length);
        article.showRange(found[textAt]);
      };
      status.append(" ", button(icon("up"), () => turn(-1), { "aria-label": "Previous place in the text", class: "small" }), button(icon("down"), () => turn(1), { "aria-label": "Next place in the text", class: "small" }));
    }
    status.hidden = !app.view.q;
  }

  function render(answer) {
    const { view } = app;
    if (search.value.trim() !== view.q) search.value = view.q; // A space at the end may be typed on.
    for (const [facet, made] of pills) {
      made.forEach(({ pill, count }, place) => {
        const isOn = view.facets[facet].includes(place);
        const number = answer.counts[facet][place];
        if (count.textContent !== String(number)) count.textContent = number;
        pill.setAttribute("aria-pressed", isOn);
        pill.classList.toggle("none", !number && !isOn);
      });
    }
    background.setAttribute("aria-pressed", view.background);
    for (const name of ["from", "to"]) {
      const value = view[name] === null ? "" : isoOf(view[name]);
      if (dates[name].input.value !== value) dates[name].input.value = value;
    }
    sure.checked = view.sure;
    sure.disabled = view.from === null && view.to === null;
    const active = activeFilters(view);
    opener.textContent = active ? `Filters (${active})` : "Filters";
    opener.setAttribute("aria-label", active ? `Filters (${active} active)` : "Filters");
    renderChips();
    renderStatus(answer);
  }

  search.addEventListener("input", () => {
    textAt = -1;
    app.ask({ q: search.value.trim() }, { replace: true });
  });
  sure.addEventListener("change", () => app.ask({ sure: sure.checked }));
  build();
  return {
    node,
    /** What the filters leave, and how to lift them; empty while there is nothing to say. */
    below: element("div", { class: "below-filters" }, coming, status, chips),
    categories,
    quoteFilters,
    render,
    renderStatus,
    search,
    /** Say how much has come of a page in parts, where that is said: see makeRest. */
    showLoading({ said, isHindered }) {
      coming.hidden = !said;
      words.textContent = said;
      progress.hidden = isHindered;
      progress.value = page.rowsLoaded;
    },
    setOpen: (isOpen) => popover.set(isOpen),
    get isOpen() {
      return !popover.panel.hidden;
    },
    close() {
      popover.close();
      guide.close();
    },
  };
}

/** Of many choices the first are shown, or all, or those with the words in a field above them. */
function foldedChoices(page, facet, pills) {
  const names = page.facets[facet].map((choice) => foldText(choice.label, page.folds));
  const field = element("input", { type: "search", autocomplete: "off", placeholder: "Find a choice", "aria-label": `Find among ${pills.length}: ${FACET_NAMES[facet]}` });
  const countNode = element("span", { class: "count", role: "status" });
  const more = button("", () => show(!isWhole), { class: "more-choices" });
  let isWhole;
  const show = (asked) => {
    isWhole = asked;
    const words = queryWords(field.value, page.folds);
    const isFound = names.map((name, place) => (words.length ? words.every((word) => name.includes(word)) : isWhole || place < CHOICES_SHOWN));
    pills.forEach((pill, place) => (pill.hidden = !isFound[place]));
    countNode.textContent = words.length ? `${isFound.filter(Boolean).length} of ${pills.length}` : "";
    more.hidden = words.length > 0;
    more.setAttribute("aria-expanded", isWhole);
    more.textContent = isWhole ? "Show fewer" : `${pills.length - CHOICES_SHOWN} more`;
  };
  field.addEventListener("input", () => show(isWhole));
  show(false);
  return [element("div", { class: "choice-finder" }, field, " ", countNode), ...pills, more];
}

/** The search field's example: a name from the story. */
function example(page) {
  const name = page.facets.actor[0]?.value ?? page.facets.speaker[0]?.value ?? "";
  return name && name.length < 14 ? `Search, as ${name}` : "Search events, quotes, text";
}
