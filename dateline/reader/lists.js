// Lists and tables: the timeline as a list for a phone, the events without a place on the axis,
// plans, and tables of rows. Each shows its first lines, how many more there are, and a way to see more.

const CAP = 100; // lines shown at first
const MOST_MORE = 1000; // shown more at a time
const PRINTED = 1000; // lines on paper

/**
 * The end of a list: how many more there are, and a button that shows more, as many again as are
 * shown, at least a hundred. ``list``: whose links it counts; ``show`` draws it anew; ``of`` names
 * what it lists, and ``noun`` does where that is not plain.
 */
function makeCap(list, show, { first = CAP, of = "", noun = "" } = {}) {
  const words = element("span");
  const step = button("", () => {
    const before = list.querySelectorAll("a[data-key]").length;
    most += next();
    show();
    // Where the reader was: at the first line that was not there.
    list.querySelectorAll("a[data-key]")[before]?.focus({ preventScroll: true });
  }, { class: "small" });
  const node = element("p", { class: "more", hidden: true }, words, " ", step);
  let most = first;
  let isPrinted = false;
  const next = () => Math.min(Math.max(most, CAP), MOST_MORE);
  return {
    node,
    /** So many lines are shown. */
    get most() {
      return isPrinted ? PRINTED : most;
    },
    /** The list is another one: it begins with its first lines. */
    reset() {
      most = first;
    },
    /** On paper, or on the screen again. */
    print(isOn) {
      isPrinted = isOn;
    },
    /** Say what is left out of so many. */
    update(total) {
      const left = total - this.most;
      node.hidden = left <= 0;
      if (left <= 0) return;
      const more = `and ${grouped(left)} more${noun && ` ${noun}`}`;
      words.textContent = isPrinted ? `${more}, which are not printed: narrow the filters` : `${more}: narrow the filters, or`;
      step.textContent = `show ${grouped(Math.min(next(), left))} more`;
      if (of) step.setAttribute("aria-label", `show ${grouped(Math.min(next(), left))} more ${of}`);
    },
  };
}

const eventPlaces = new WeakMap(); // page -> keys of its events in reading order, by place
const shownPlaces = new WeakMap(); // answer -> the same of the shown ones

/**
 * The keys of the shown events in reading order: ``all``, and those of each place. The rows of a
 * page are looked at once, those of an answer never.
 */
function shownKeys(app, answer) {
  if (!eventPlaces.has(app.page)) eventPlaces.set(app.page, Array.from(app.page.events, ({ key, place }) => [key, place]));
  if (!shownPlaces.has(answer)) {
    const shown = { all: [], dated: [], undated: [], planned: [] };
    const { mask } = answer.events;
    eventPlaces.get(app.page).forEach(([key, place], index) => {
      if (!mask[index]) return;
      shown.all.push(key);
      shown[place].push(key);
    });
    shownPlaces.set(answer, shown);
  }
  return shownPlaces.get(answer);
}

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

/** Undated events and plans, one line each; ``boxed``: keys of those that a phone's list shows. */
function makeEventList(app, place, title, boxed) {
  const list = element("ul", { class: "lines" });
  const cap = makeCap(list, () => {
    fill();
    app.paintLinks();
  }, { of: place === "planned" ? "plans" : "undated events" });
  const node = element("div", { class: `event-list ${place}` }, element("h3", {}, title), list, cap.node);
  const lines = new Map();
  let keys = null; // of the rows shown

  function lineOf(key) {
    if (!lines.has(key)) lines.set(key, element("li", {}, eventLine(app, app.row(key))));
    return lines.get(key);
  }

  function fill() {
    const shown = keys.slice(0, cap.most);
    list.replaceChildren(...shown.map(lineOf));
    markBoxed();
    cap.update(keys.length);
  }

  function markBoxed() {
    for (const line of list.children) line.classList.toggle("boxed", boxed.has(line.firstChild.dataset.key));
  }

  function render(answer) {
    const shown = shownKeys(app, answer)[place];
    if (hasSame(shown, keys)) {
      markBoxed();
      return shown.length;
    }
    keys = shown;
    cap.reset();
    node.hidden = !keys.length;
    fill();
    return keys.length;
  }

  function print(isOn) {
    cap.print(isOn);
    if (keys?.length > CAP) fill();
  }
  return { node, render, print };
}

/**
 * The timeline as a list, for narrow screens: dates, marks, titles, the time between, and undated
 * events with two bounds after the last event that surely came before.
 */
function makeEventList(app) {
  const list = element("ol", { class: "events" });
  const cap = makeCap(list, () => {
    fill();
    // The list of undated events leaves out what the list shows.
    for (const one of app.lists) one.render(app.answer);
    app.paintLinks();
  }, { of: "events" });
  const node = element("div", { class: "narrow-only" }, list, cap.node);
  const boxed = new Set();
  let keys = { dated: [], undated: [] }; // of the rows shown
  let isPrinted = false;

  // Only where it is seen.
  const isNeeded = () => isPrinted || matchMedia(NARROW).matches || app.root.classList.contains("no-charts");

  function render(answer) {
    if (!isNeeded()) return;
    const { dated, undated } = shownKeys(app, answer);
    if (hasSame(dated, keys.dated) && hasSame(undated, keys.undated)) return;
    keys = { dated, undated };
    cap.reset();
    fill();
  }

  function fill() {
    const rows = keys.dated.slice(0, cap.most).map(app.row);
    const after = placeUndated(rows);
    const items = [];
    rows.forEach((row, index) => {
      const previous = rows[index - 1];
      const gap = previous ? gapInWords(previous.gap, row.gap, app.page.article.language) : "";
      if (gap) items.push(element("li", { class: "gap", lang: app.page.article.language }, gap));
      items.push(element("li", {}, listLine(row, previous)));
      const between = after.get(row.key);
      if (between) items.push(element("li", { class: "between" }, ...between.map(boxLine)));
    });
    list.replaceChildren(...items);
    cap.update(keys.dated.length);
  }

  /**
   * The undated rows that stand between the lines, by the key of the line before. One whose line
   * is not shown yet keeps its place among the undated.
   */
  function placeUndated(rows) {
    const after = new Map();
    boxed.clear();
    const left = keys.dated.slice(rows.length);
    // The earliest that any event from this one on may have ended.
    const least = new Array(rows.length);
    let end = Infinity;
    for (let place = rows.length - 1; place >= 0; place -= 1) least[place] = end = Math.min(end, rows[place].dates[1]);
    for (const key of keys.undated) {
      const row = app.row(key);
      if (!row.dates || row.dates[0] <= FIRST_DAY || row.dates[1] >= LAST_DAY) continue;
      const place = firstWhere(least, (earliest) => earliest >= row.dates[0]) - 1;
      const isLater = left.length && place === rows.length - 1;
      if (place < 0 || isLater) continue;
      boxed.add(key);
      const before = rows[place].key;
      after.set(before, [...(after.get(before) ?? []), row]);
    }
    return after;
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

  function print(isOn) {
    cap.print(isOn);
    isPrinted = isOn && app.root.classList.contains("paper-list");
    if (isPrinted) render(app.answer);
    if (isNeeded() && keys.dated.length > CAP) fill();
  }
  return { node, render, boxed, print };
}

/** A table under a chart: the same rows, the same selection. Its rows are made when it is open. */
function makeTable(app, { name, caption, columns, cells, show = "Show as a table" }) {
  const id = `table-${name}`;
  const body = element("tbody");
  const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
  const table = element("table", { id, hidden: true }, element("caption", {}, caption), element("thead", {}, head), body);
  const toggle = button(show, () => set(table.hidden), { "aria-controls": id, "aria-expanded": "false", class: "quiet" });
  const cap = makeCap(body, () => fill(), { of: "rows" });
  const end = element("div", { class: "table-end", hidden: true }, cap.node);
  const node = element("div", { class: "table" }, toggle, element("div", { class: "table-box" }, table), end);
  let rows = [];
  let made = null; // the keys and cells that the table has
  function set(isOpen) {
    table.hidden = end.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", isOpen);
    toggle.textContent = isOpen ? "Hide the table" : show;
    if (isOpen) fill();
  }
  function fill() {
    cap.update(rows.length);
    const shown = rows.slice(0, cap.most);
    const cellsOfRows = shown.map(cells);
    const wanted = shown.flatMap((row, place) => [row.key, ...cellsOfRows[place]]);
    if (hasSame(made, wanted)) return;
    made = wanted;
    const lines = shown.map((row, place) => {
      const [title, ...rest] = cellsOfRows[place];
      const tds = rest.map((cell, index) => element("td", { "data-column": columns[index + 1] }, cell));
      return element("tr", {}, element("th", { scope: "row" }, app.link(row.key, { lang: app.page.article.language }, title)), ...tds);
    });
    body.replaceChildren(...lines);
    app.paintLinks();
  }
  return {
    node,
    set,
    print(isOn) {
      cap.print(isOn);
      end.hidden = !isOn && table.hidden;
      if (isOn || !table.hidden) fill();
      else if (rows.length > CAP) {
        body.replaceChildren();
        made = null;
      }
    },
    get isOpen() {
      return !table.hidden;
    },
    render(shown) {
      if (!hasSame(shown, rows)) {
        rows = shown;
        cap.reset();
      }
      node.hidden = !rows.length;
      if (!table.hidden) fill();
    },
  };
}
