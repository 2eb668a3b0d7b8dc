// The parts of the page and their places. Knows no event: main.js tells it what to draw.

function section(id, heading, ...children) {
  const title = element("h2", { tabindex: "-1" }, heading);
  return element("section", { id, "aria-labelledby": `${id}-title` }, Object.assign(title, { id: `${id}-title` }), ...children);
}

function buildPage(app, narrow) {
  const { page, root } = app;
  const has = {
    timeline: page.events.some((row) => row.place === "dated"),
    undated: page.events.some((row) => row.place !== "dated"),
    ownership: page.stakes.length > 0,
    quotes: page.quotes.length > 0,
    article: true,
  };
  const header = makeHeader(app);
  const filters = makeFilters(app);
  // Plans have a list of their own, with their dates: where there is nothing else, nothing is undated.
  const unplaced = page.events.some((row) => row.place === "undated") ? "Undated" : "Planned";
  const nav = makeNav(app, has, { undated: unplaced });
  const timeline = makeTimeline(app);
  const list = makeEventList(app);
  let undated = makeEventList(app, "undated", "Undated in the article", list.boxed);
  let plans = makeEventList(app, "planned", "Planned", list.boxed);
  const ownership = has.ownership ? makeOwnership(app) : null;
  let quotes = makeQuotes(app);
  const article = makeArticle(app);
  let card = makeCard(app);
  const sayer = (row) => (row.stance ? `${row.stance}${row.background ? ", by other sources" : ""}` : row.background ? "other sources" : "the article");
  let possibly = new Set(); // keys of stakes that only possibly hold on the day
  const place = { dated: "", undated: "undated", planned: "planned" };
  // What it is a share of, where not all are of one thing.
  const ofSeveral = new Set(Array.from(page.stakes, (row) => row.of)).size > 1;
  const ofColumn = ofSeveral ? ["Of"] : [], ofCell = (row) => (ofSeveral ? [row.of] : []);
  const tables = [
    makeTable(app, {
      name: "timeline",
      caption: "Events, in order",
      columns: ["Event", "Date", "Category", "Who says so"],
      cells: (row) => [row.title, [row.dates || row.place === "dated" ? row.when : "", place[row.place]].filter(Boolean).join(", "), app.facetValue(row, "category"), sayer(row)],
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
  const undatedOnly = element("p", { class: "empty", hidden: true }, "No event with a date answers these filters.");
  const filterQuotes = button("Filter the quotes", () => filters.openAt("speaker"), { class: "quiet" });
  const stakesTitle = page.article.subject ? `Who owned ${page.article.subject}` : "Who owned what";
  const onTheWay = element("p", { class: "hint" }, "Its statements are on the way…");
  const sections = {
    timeline: section("timeline", "What happened when", nothing, undatedOnly, ...timeline.nodes, list.node, element("div", { class: "under" }, eventTable.node)),
    undated: section("undated", unplaced, undated.node, plans.node),
    ownership: section("ownership", stakesTitle, onTheWay, ...(ownership?.nodes ?? []), element("div", { class: "under" }, stakeTable.node, historyTable.node)),
    quotes: section("quotes", "Who said what", filterQuotes, ...quotes.nodes),
  };
  for (const [name, node] of Object.entries(sections)) node.hidden = !has[name];
  sections.timeline.hidden = !page.events.length;
  const live = element("p", { class: "live", role: "status", "aria-live": "polite" });
  const chartsBox = element("div", { class: "charts" }, nav.node, ...Object.values(sections));
  const scroller = element("div", { class: "scroller" }, article.node);
  const textSection = element("section", { id: "article", "aria-label": "The article" }, card.node, scroller);
  root.replaceChildren(...header.nodes, ...filters.nodes, element("div", { class: "body" }, chartsBox, textSection), live);

  const byDate = (rows) => [...rows].sort((a, b) => (a.dates?.[0] ?? 0) - (b.dates?.[0] ?? 0) || (a.dates?.[1] ?? 0) - (b.dates?.[1] ?? 0));
  const coming = element("span", { class: "charts-coming" }, "The charts are coming");
  const observers = [];
  const ui = {
    header, filters, article, card, timeline, figures: root.querySelector(".figures"), tables, live, chartsBox, scroller,
    get lists() {
      return [list, undated, plans, quotes];
    },
    isLoading: false,
    hasCharts: has.timeline || has.ownership,
    /** What was made while words were missing is made anew, now that all have come. */
    renew() {
      const before = [undated.node, plans.node, ...quotes.nodes, card.node];
      undated = makeEventList(app, "undated", "Undated in the article", list.boxed);
      plans = makeEventList(app, "planned", "Planned", list.boxed);
      quotes = makeQuotes(app);
      card.close();
      card = makeCard(app);
      [undated.node, plans.node, ...quotes.nodes, card.node].forEach((node, index) => before[index].replaceWith(node));
      ui.card = card;
    },
    renderList: (answer) => list.render(answer),
    render(answer) {
      const events = app.shownEvents(answer);
      const { dated } = answer;
      nothing.hidden = events.length > 0;
      undatedOnly.hidden = dated > 0 || !events.length || !has.timeline;
      if (!narrow.matches) timeline.render(answer);
      // Shown on a narrow screen alone, or where no chart can be.
      if (narrow.matches || root.classList.contains("no-charts")) list.render(answer);
      undated.render(answer);
      plans.render(answer);
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
      nav.render({ timeline: dated, undated: events.length - dated, ownership: app.view.q && page.isWhole && page.stakes.length ? `${answer.found.size} found` : "", quotes: said });
      article.render(answer);
    },
    resize(width) {
      if (!narrow.matches) timeline.resize(width);
      ownership?.redraw();
    },
    /** Narrow, charts are loaded when they come near the view. */
    isWaiting: () => narrow.matches && !ui.isNear,
    isNear: false,
    watchCharts(begin) {
      const observer = new IntersectionObserver(
        (entries) => {
          if (!entries.some((entry) => entry.isIntersecting)) return;
          ui.isNear = true;
          observer.disconnect();
          if (narrow.matches) begin();
        },
        { rootMargin: "600px 0px" },
      );
      observer.observe(sections.ownership);
      observers.push(observer);
    },
    /** Say below the first chart's place that it will be there: its labels have the place already. */
    showLoading(isComing) {
      const first = has.timeline && !narrow.matches ? sections.timeline : sections.ownership;
      if (isComing) first.querySelector(".under").append(coming);
      else coming.remove();
    },
    markDrawn() {
      if (has.timeline && !narrow.matches) sections.timeline.dataset.drawn = "";
      if (has.ownership && page.ownership) sections.ownership.dataset.drawn = "";
    },
    toggleTables() {
      const isOpen = !tables.some((table) => table.isOpen);
      tables.forEach((table) => table.set(isOpen));
      if (isOpen) (eventTable.node.querySelector("a[aria-current]") ?? eventTable.node.querySelector("a[data-key]"))?.focus();
    },
    markSection() {
      const names = Object.keys(sections).filter((name) => !sections[name].hidden);
      const current = names.findLast((name) => sections[name].getBoundingClientRect().top < 140) ?? names[0];
      nav.mark(current);
    },
    close() {
      observers.forEach((observer) => observer.disconnect());
      timeline.close();
      ownership?.close();
      card.close();
      article.close();
    },
  };
  ui.markSection();
  return ui;
}
