// The parts of the page and their places. Knows no event: main.js says what to draw.

import { makeArticle } from "./article/article.js";
import { button, element, icon } from "./dom.js";
import { makePlace } from "./place.js";
import { NARROW, ONE_COLUMN } from "./screen.js";
import { makeCard } from "./sections/card.js";
import { makeFilters } from "./sections/filters.js";
import { makeHeader } from "./sections/header.js";
import { makeOwnership } from "./sections/ownership.js";
import { makeQuotes } from "./sections/quotes.js";
import { makeNav } from "./sections/sections.js";
import { makeTables } from "./sections/tables.js";
import { makeTimeline } from "./sections/timeline.js";

const TOP_PX = 140; // a section whose top is above this is the one that is read
const NOTHING_HELD = { rows: [], possibly: new Set() };

/** @param {Store} app */
export function buildPage(app) {
  const { page, root } = app;
  const has = { timeline: page.events.length > 0, ownership: page.stakes.length > 0, quotes: page.quotes.length > 0, article: true };
  const parts = makeParts(app, has);
  const { article, filters, nav, header, ownership, tables, scroller } = parts;
  const places = putInPlace(app, parts, has);
  const { sections, nothing, onTheWay, arrange } = places;

  const ui = {
    header, filters, article, nav, tables: tables.all, scroller, place: parts.place, arrange, showLoading: places.showLoading, toggleTables: tables.toggle,
    live: places.live, chartsBox: places.chartsBox, hasCharts: has.timeline || has.ownership,
    get card() { return parts.card; },
    get timeline() { return parts.timeline; },
    get lists() { return [parts.quotes]; },
    /** What was made while words were missing is made anew, now that all have come. */
    renew() {
      const nodes = () => [...parts.timeline.nodes, ...parts.quotes.nodes, parts.card.node];
      const before = nodes();
      parts.timeline.close();
      parts.card.close();
      Object.assign(parts, { timeline: makeTimeline(app, article), quotes: makeQuotes(app), card: makeCard(app, parts.ways) });
      nodes().forEach((node, index) => before[index].replaceWith(node));
      arrange();
    },
    /** @param {Answer} answer */
    render(answer) {
      const { length } = answer.events.rows;
      nothing.hidden = length > 0;
      onTheWay.hidden = Boolean(page.ownership);
      parts.timeline.render(answer);
      const held = (page.ownership && ownership?.render(answer, page.ownership)) || NOTHING_HELD;
      const said = parts.quotes.render(answer);
      parts.card.render(answer);
      filters.render(answer);
      header.render();
      tables.render(answer, held);
      nav.render({ timeline: length, ownership: app.view.q && page.isWhole && has.ownership ? `${answer.found.size} found` : "", quotes: said });
      article.render();
    },
    resize() {
      parts.timeline.resize();
      ownership?.redraw();
    },
    markDrawn() {
      if (has.timeline) sections.timeline.dataset.drawn = "";
      if (has.ownership && page.ownership) sections.ownership.dataset.drawn = "";
    },
    /** The tab of the section that is read is marked. */
    markSection() {
      if (matchMedia(NARROW).matches) return nav.mark(root.dataset.tab);
      const shown = Object.values(sections).filter((section) => !section.hidden);
      const current = shown.findLast((section) => section.getBoundingClientRect().top < TOP_PX) ?? shown[0];
      nav.mark(nav.asked || current?.id);
    },
    close: () => [parts.timeline, ownership, parts.card, article, filters, header].forEach((part) => part?.close()),
  };
  arrange();
  ui.markSection();
  return ui;
}

/** @param {Store} app @param {Record<SectionName, boolean>} has */
function makeParts(app, has) {
  const article = makeArticle(app, { moved: () => app.answer && parts.timeline.mark(), wasFound: () => filters.renderStatus(app.answer) });
  const filters = makeFilters(app, article);
  const nav = makeNav(app, has);
  const scroller = element("div", { class: "scroller" }, article.node);
  const place = makePlace(scroller);
  const ways = { openSection: nav.open, showPassage: article.show, place };
  const parts = {
    article, filters, nav, scroller, place, ways,
    header: makeHeader(app, article.head, { settle: () => parts.timeline.settle() }),
    timeline: makeTimeline(app, article),
    ownership: has.ownership ? makeOwnership(app) : null,
    quotes: makeQuotes(app),
    card: makeCard(app, ways),
    tables: makeTables(app),
  };
  return parts;
}

/** Put the parts into the page. @param {Store} app @param {ReturnType<typeof makeParts>} parts @param {Record<SectionName, boolean>} has */
function putInPlace(app, parts, has) {
  const { root, page } = app, { filters, tables, nav, header, scroller } = parts;
  const nothing = element("div", { class: "empty", hidden: true }, element("p", {}, "No event answers these filters. Lift one of them, or reset them all."), button("Reset all filters", () => app.reset()));
  const onTheWay = element("p", { class: "hint" }, "Its statements are on the way…");
  const under = (/** @type {ReturnType<typeof makeTables>["all"]} */ ...shown) => element("div", { class: "under" }, ...shown.map(({ node }) => node));
  const sections = {
    timeline: section("timeline", "What happened when", filters.categories, nothing, ...parts.timeline.nodes, under(tables.events)),
    ownership: section("ownership", page.article.subject ? `Who owned ${page.article.subject}` : "Who owned what", onTheWay, ...(parts.ownership?.nodes ?? []), under(tables.stakes, tables.history)),
    quotes: section("quotes", "Who said what", filters.quoteFilters, ...parts.quotes.nodes),
  };
  for (const one of Object.values(sections)) one.hidden = !has[/** @type {SectionName} */ (one.id)];
  const live = element("p", { class: "live", role: "status", "aria-live": "polite" });
  const chartsBox = element("div", { class: "charts" }, ...Object.values(sections));
  const textSection = element("section", { id: "article", "aria-label": "The article" }, parts.card.node, element("h2", { tabindex: "-1" }, "The article"), scroller);
  const skip = element("a", { class: "skip", href: "#timeline" }, "Skip to the timeline");
  const opener = button(icon("search"), () => root.classList.toggle("searching"), { class: "search-opener", "aria-label": "Search and filters" });
  const toolbar = element("div", { class: "toolbar" }, nav.node, opener, filters.below, filters.node);
  root.replaceChildren(skip, ...header.nodes, toolbar, element("div", { class: "body" }, chartsBox, textSection), live);
  const coming = element("span", { class: "charts-coming" }, "The charts are coming");

  return {
    sections, nothing, onTheWay, live, chartsBox,
    /** Say below the first chart's place that it will be there. @param {boolean} isComing */
    showLoading(isComing) {
      if (isComing) (has.timeline ? sections.timeline : sections.ownership).querySelector(".under")?.append(coming);
      else coming.remove();
    },
    /** On a phone one section is shown at a time, and the card is a sheet over all of them. */
    arrange() {
      const isOneColumn = matchMedia(ONE_COLUMN).matches, { node, walk } = parts.card;
      header.fold(matchMedia(NARROW).matches);
      nav.stop();
      // The way into the walk stands above the timeline where the card is out of sight.
      if (isOneColumn) filters.categories.before(walk.node);
      else node.prepend(walk.node);
      const box = isOneColumn ? root : textSection;
      if (node.parentNode !== box) box[isOneColumn ? "append" : "prepend"](node);
    },
  };
}

/** @param {string} id @param {string} heading @param {Child[]} children */
function section(id, heading, ...children) {
  const title = element("h2", { tabindex: "-1", id: `${id}-title` }, heading);
  return element("section", { id, "aria-labelledby": title.id }, title, ...children);
}
