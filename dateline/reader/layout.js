// @ts-nocheck
// The parts of the page and their places. Knows no event: main.js says what to draw.

import { makeArticle } from "./article.js";
import { makeCard } from "./card.js";
import { button, element, icon } from "./dom.js";
import { makeFilters } from "./filters.js";
import { makeHeader } from "./header.js";
import { makeTable } from "./lists.js";
import { makeOwnership } from "./ownership.js";
import { makeQuotes } from "./quotes.js";
import { makePlace } from "./place.js";
import { NARROW, ONE_COLUMN } from "./screen.js";
import { makeNav } from "./sections.js";
import { makeTimeline } from "./timeline.js";

export function section(id, heading, ...children) {
  const title = element("h2", { tabindex: "-1" }, heading);
  return element("section", { id, "aria-labelledby": `${id}-title` }, Object.assign(title, { id: `${id}-title` }), ...children);
}

export function buildPage(app) {
  const { page, root } = app;
  const has = {
    timeline: page.events.length > 0,
    ownership: page.stakes.length > 0,
    quotes: page.quotes.length > 0,
    article: true,
  };
  const article = makeArticle(app, { moved: () => app.answer && timeline.mark(), wasFound: () => filters.renderStatus(app.answer) });
  const filters = makeFilters(app, article);
  const nav = makeNav(app, has);
  let timeline = makeTimeline(app, article);
  const ownership = has.ownership ? makeOwnership(app) : null;
  let quotes = makeQuotes(app);
  const header = makeHeader(app, article.head, { settle: () => timeline.settle() });
  const scroller = element("div", { class: "scroller" }, article.node);
  const place = makePlace(scroller);
  const ways = { openSection: nav.open, showPassage: article.show, place };
  let card = makeCard(app, ways);
  const sayer = (row) => (row.stance ? `${row.stance}${row.background ? ", by other sources" : ""}` : row.background ? "other sources" : "the article");
  let possibly = new Set(); // keys of stakes that only possibly hold on the day
  const placeWords = { dated: "", undated: "undated", planned: "planned" };
  // What it is a share of, where not all are of one thing.
  const ofSeveral = new Set(Array.from(page.stakes, (row) => row.of)).size > 1;
  const ofColumn = ofSeveral ? ["Of"] : [], ofCell = (row) => (ofSeveral ? [row.of] : []);
  const tables = [
    makeTable(app, {
      name: "timeline",
      caption: "Events, in order",
      columns: ["Event", "Date", "Category", "Who says so"],
      cells: (row) => [row.title, [row.dates || row.place === "dated" ? row.when : "", placeWords[row.place]].filter(Boolean).join(", "), app.facetValue(row, "category"), sayer(row)],
    }),
    makeTable(app, {
      name: "ownership",
      caption: "Shares, as stated",
      columns: ["Holder", "Share", ...ofColumn, "How it is known", "Date", "Who says so"],
      cells: (row) => [row.holder, possibly.has(row.key) ? `possibly ${row.share}` : row.share, ...ofCell(row), row.basis, row.when, sayer(row)],
    }),
    makeTable(app, {
      name: "history",
      caption: "All statements of shares, in order",
      show: "All statements as a table",
      columns: ["Holder", "Share", ...ofColumn, "How it is known", "Date", "Who says so"],
      cells: (row) => [row.holder, row.share, ...ofCell(row), row.basis, row.when, sayer(row)],
    }),
  ];
  const [eventTable, stakeTable, historyTable] = tables;
  const nothing = element("div", { class: "empty", hidden: true }, element("p", {}, "No event answers these filters. Lift one of them, or reset them all."), button("Reset all filters", () => app.reset()));
  const stakesTitle = page.article.subject ? `Who owned ${page.article.subject}` : "Who owned what";
  const onTheWay = element("p", { class: "hint" }, "Its statements are on the way…");
  const sections = {
    timeline: section("timeline", "What happened when", filters.categories, nothing, ...timeline.nodes, element("div", { class: "under" }, eventTable.node)),
    ownership: section("ownership", stakesTitle, onTheWay, ...(ownership?.nodes ?? []), element("div", { class: "under" }, stakeTable.node, historyTable.node)),
    quotes: section("quotes", "Who said what", filters.quoteFilters, ...quotes.nodes),
  };
  for (const [name, node] of Object.entries(sections)) node.hidden = !has[name];
  const live = element("p", { class: "live", role: "status", "aria-live": "polite" });
  const chartsBox = element("div", { class: "charts" }, ...Object.values(sections));
  const textTitle = element("h2", { tabindex: "-1" }, "The article");
  const textSection = element("section", { id: "article", "aria-label": "The article" }, card.node, textTitle, scroller);
  const skip = element("a", { class: "skip", href: "#timeline" }, "Skip to the timeline");
  const opener = button(icon("search"), () => root.classList.toggle("searching"), { class: "search-opener", "aria-label": "Search and filters" });
  const toolbar = element("div", { class: "toolbar" }, nav.node, opener, filters.below, filters.node);
  root.replaceChildren(skip, ...header.nodes, toolbar, element("div", { class: "body" }, chartsBox, textSection), live);

  /** On a phone one section is shown at a time, and the card is a sheet over all of them. */
  function arrange() {
    const isOneColumn = matchMedia(ONE_COLUMN).matches;
    header.fold(matchMedia(NARROW).matches);
    nav.stop();
    // The way into the walk stands above the timeline where the card is out of sight.
    if (isOneColumn) filters.categories.before(card.walk.node);
    else card.node.prepend(card.walk.node);
    if (isOneColumn && card.node.parentNode !== root) root.append(card.node);
    if (!isOneColumn && card.node.parentNode !== textSection) textSection.prepend(card.node);
  }

  const byDate = (rows) => [...rows].sort((a, b) => (a.dates?.[0] ?? 0) - (b.dates?.[0] ?? 0) || (a.dates?.[1] ?? 0) - (b.dates?.[1] ?? 0));
  const coming = element("span", { class: "charts-coming" }, "The charts are coming");
  const observers = [];
  const ui = {
    header, filters, article, card, timeline, nav, tables, live, chartsBox, scroller, place,
    get lists() {
      return [quotes];
    },
    hasCharts: has.timeline || has.ownership,
    /** What was made while words were missing is made anew, now that all have come. */
    arrange,
    renew() {
      const before = [...timeline.nodes, ...quotes.nodes, card.node];
      timeline.close();
      ui.timeline = timeline = makeTimeline(app, article);
      quotes = makeQuotes(app);
      card.close();
      card = makeCard(app, ways);
      [...timeline.nodes, ...quotes.nodes, card.node].forEach((node, index) => before[index].replaceWith(node));
      ui.card = card;
      arrange();
    },
    render(answer) {
      const events = answer.events.rows;
      nothing.hidden = events.length > 0;
      timeline.render(answer);
      onTheWay.hidden = Boolean(page.ownership);
      const held = (page.ownership && ownership?.render(answer)) || { rows: [], possibly: new Set() };
      possibly = held.possibly;
      const said = quotes.render(answer);
      card.render(answer);
      filters.render(answer);
      header.render();
      eventTable.render(events);
      stakeTable.render(held.rows);
      const known = answer.stakes.rows;
      historyTable.render(known.length > 1 ? byDate(known) : []);
      nav.render({ timeline: events.length, ownership: app.view.q && page.isWhole && page.stakes.length ? `${answer.found.size} found` : "", quotes: said });
      article.render();
    },
    resize() {
      timeline.resize();
      ownership?.redraw();
    },
    /** Say below the first chart's place that it will be there: its labels have the place already. */
    showLoading(isComing) {
      const first = has.timeline ? sections.timeline : sections.ownership;
      if (isComing) first.querySelector(".under").append(coming);
      else coming.remove();
    },
    markDrawn() {
      if (has.timeline) sections.timeline.dataset.drawn = "";
      if (has.ownership && page.ownership) sections.ownership.dataset.drawn = "";
    },
    toggleTables() {
      const isOpen = !tables.some((table) => table.isOpen);
      tables.forEach((table) => table.set(isOpen));
      if (isOpen) (eventTable.node.querySelector("a[aria-current]") ?? eventTable.node.querySelector("a[data-key]"))?.focus();
    },
    markSection() {
      if (matchMedia(NARROW).matches) return nav.mark(root.dataset.tab);
      const names = Object.keys(sections).filter((name) => !sections[name].hidden);
      const current = names.findLast((name) => sections[name].getBoundingClientRect().top < 140) ?? names[0];
      nav.mark(nav.asked || current);
    },
    close() {
      observers.forEach((observer) => observer.disconnect());
      timeline.close();
      ownership?.close();
      card.close();
      article.close();
      filters.close();
      header.close();
    },
  };
  arrange();
  ui.markSection();
  return ui;
}
