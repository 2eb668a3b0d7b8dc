// What is told line by line: the timeline as a list for a phone, the shelf of undated events,
// plans, and tables. Lines are made once and hidden or shown, so that a filter makes no nodes.

const CAP = 100; // lines shown at first

/** One line for an event: its mark, title, date, and whether the article vouches for it. */
function eventLine(app, row) {
  const when = row.place === "undated" && !row.dates ? "no date" : row.short;
  return app.link(
    row.key,
    { class: `line${row.background ? " background" : ""}`, title: row.stance || null },
    symbol(app.mark(row), { hollow: app.isVague(row), dot: row.background }),
    storyWords("span", app.page, row.title, { class: "title" }),
    element("span", { class: "when" }, element("span", { lang: app.page.article.language }, when), row.note ? " · " : "", row.note ? element("em", { class: "note" }, row.note) : null),
  );
}

/** Undated events and plans, one line each. */
function makeShelf(app, place, title) {
  const list = element("ul", { class: "lines" });
  const more = element("p", { class: "more" });
  const node = element("div", { class: `shelf ${place}` }, element("h3", {}, title), list, more);
  const lines = new Map();
  let drawn = null; // the keys of the rows shown
  function render(answer) {
    const rows = app.page.events.filter((row) => row.place === place && answer.events.has(row.key));
    const signature = rows.map((row) => row.key).join();
    if (signature === drawn) return rows.length;
    drawn = signature;
    const nodes = rows.slice(0, CAP).map((row) => {
      if (!lines.has(row.key)) lines.set(row.key, element("li", {}, eventLine(app, row)));
      return lines.get(row.key);
    });
    list.replaceChildren(...nodes);
    node.hidden = !rows.length;
    more.textContent = rows.length > CAP ? `and ${rows.length - CAP} more: narrow the filters, or open the table` : "";
    return rows.length;
  }
  return { node, render };
}

/**
 * The timeline as a list, for narrow screens: dates, marks, titles, the time between, and undated
 * events with two bounds after the last event that surely came before.
 */
function makeEventList(app) {
  const list = element("ol", { class: "events" });
  const node = element("div", { class: "narrow-only" }, list);
  const boxed = new Set();
  function render(answer) {
    const shown = app.page.events.filter((row) => answer.events.has(row.key));
    const dated = shown.filter((row) => row.place === "dated");
    const after = new Map();
    boxed.clear();
    for (const row of shown) {
      if (row.place !== "undated" || !row.dates || row.dates[0] <= 1 || row.dates[1] >= 3652059) continue;
      const before = dated.findLast((other) => other.dates[1] < row.dates[0]);
      if (!before) continue;
      boxed.add(row.key);
      after.set(before.key, [...(after.get(before.key) ?? []), row]);
    }
    const items = [];
    dated.slice(0, CAP).forEach((row, index) => {
      const previous = dated[index - 1];
      const gap = previous ? gapInWords(previous.gap, row.gap, app.page.article.language) : "";
      if (gap) items.push(element("li", { class: "gap", lang: app.page.article.language }, gap));
      items.push(element("li", {}, listLine(row, previous)));
      if (after.has(row.key)) items.push(element("li", { class: "between" }, ...after.get(row.key).map(boxLine)));
    });
    if (dated.length > CAP) items.push(element("li", { class: "more" }, `and ${dated.length - CAP} more: narrow the filters, or open the table`));
    list.replaceChildren(...items);
  }
  function listLine(row, previous) {
    const when = previous?.short === row.short ? "" : row.short;
    return app.link(
      row.key,
      { class: `event-line${row.background ? " background" : ""}` },
      element("span", { class: "when", lang: app.page.article.language }, when),
      symbol(app.mark(row), { hollow: app.isVague(row), dot: row.background }),
      element("span", { class: "what" }, storyWords("span", app.page, row.title, { class: "title" }), row.stance ? element("em", { class: "note" }, row.stance) : null),
    );
  }
  function boxLine(row) {
    return app.link(row.key, { class: "box-line" }, element("span", { class: "when", lang: app.page.article.language }, row.short), storyWords("b", app.page, row.title), row.stance ? element("em", { class: "note" }, row.stance) : null);
  }
  return { node, render, boxed };
}

/** A table under a chart: the same rows, the same selection. Its rows are made when it is open. */
function makeTable(app, { name, caption, columns, cells, show = "Show as a table" }) {
  const id = `table-${name}`;
  const body = element("tbody");
  const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
  const table = element("table", { id, hidden: true }, element("caption", {}, caption), element("thead", {}, head), body);
  const toggle = button(show, () => set(table.hidden), { "aria-controls": id, "aria-expanded": "false", class: "quiet" });
  const node = element("div", { class: "table" }, toggle, element("div", { class: "table-box" }, table));
  let rows = [];
  let isStale = true;
  function set(isOpen) {
    table.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", isOpen);
    toggle.textContent = isOpen ? "Hide the table" : show;
    if (isOpen) fill();
  }
  function fill(most = 1000) {
    if (!isStale) return;
    isStale = false;
    const made = rows.slice(0, most).map((row) => {
      const [title, ...rest] = cells(row);
      const tds = rest.map((cell, index) => element("td", { "data-column": columns[index + 1] }, cell));
      return element("tr", {}, element("th", { scope: "row" }, app.link(row.key, { lang: app.page.article.language }, title)), ...tds);
    });
    if (rows.length > most) made.push(element("tr", {}, element("td", { colspan: columns.length }, `and ${rows.length - most} more`)));
    body.replaceChildren(...made);
    app.paintLinks();
  }
  return {
    node,
    set,
    print: () => fill(),
    get isOpen() {
      return !table.hidden;
    },
    render(shown) {
      isStale ||= shown.length !== rows.length || shown.some((row, index) => row !== rows[index]);
      rows = shown;
      node.hidden = !rows.length;
      if (!table.hidden) fill();
    },
  };
}
