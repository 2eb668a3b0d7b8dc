// What the page can be taken away as: files that a host offers, and what is made here of the view
// that is shown, with no server: pictures of the charts, the rows as a table or as JSON. What is made
// here waits for the words of all rows.

import { pictureOf, pngOf } from "../chart/picture.js";
import { button, element, symbol } from "../dom.js";
import { FIRST_DAY, isoOf, LAST_DAY } from "../state/dates.js";
import { splitKey } from "../state/url.js";

/** The charts of which pictures are made: their parts, as they stand below each other. */
/** @type {Record<string, {label: string, parts: string}>} */
const PICTURES = {
  timeline: { label: "Timeline", parts: "#timeline > .chart" },
  ownership: { label: "Ownership", parts: "#ownership > .ownership-day, #ownership > .conflicts, #ownership > .over-time" },
};
const ROW_COLUMNS = ["kind", "id", "date", "earliest", "latest", "title", "summary", "category", "people", "share", "says", "denied", "passages", "sources", "background"];

/** The menu, which may stay open: ``render`` says in it what the view has to be taken away. @param {Store} app @param {{settle: () => void}} timeline */
export function makeDownloads(app, { settle }) {
  const said = element("p", { role: "status" });
  const summary = element("summary", {}, "Download");
  const offered = app.host.downloads ?? [];
  const whole = offered.filter(({ rows }) => !rows).map((one) => linkTo(one));
  const ofRows = offered.filter(({ rows }) => rows).map((one) => ({ link: linkTo(one), href: one.href }));
  const pictures = Object.entries(PICTURES).flatMap(([name, { label }]) => [
    { name, node: choice(`${label} as SVG`, `${name}.svg`, () => new Blob([chartPicture(app, name, { settle })], { type: "image/svg+xml" })) },
    { name, node: choice(`${label} as PNG`, `${name}.png`, () => pngOf(chartPicture(app, name, { settle }))) },
  ]);
  const made = [
    choice("Rows shown as CSV", "rows.csv", () => new Blob(["\ufeff", rowsCsv(app)], { type: "text/csv" })),
    choice("Rows shown as JSON", "rows.json", () => new Blob([rowsJson(app)], { type: "application/json" })),
  ];
  const more = ofRows.length ? element("details", {}, element("summary", {}, "Rows shown in other formats"), ...ofRows.map(({ link }) => link)) : "";
  const noTimeline = element("small", { hidden: true }, "No picture of the timeline: it is drawn on a wider screen, of a view with dates.");
  const python = app.host.kind === "file" ? element("small", {}, "Excel, calendars, TimelineJS and other formats need Python: dateline export") : "";
  const list = element("div", {}, ...whole, ...pictures.map((one) => one.node), ...made, more, noTimeline, python, said);
  const node = element("details", { class: "downloads" }, summary, list);

  /** Of the rows that are shown: the view goes with the address. */
  function render() {
    for (const { link, href } of ofRows) link.setAttribute("href", withView(href, app.query));
    if (node.open) showPictures();
  }

  /** Charts come and go: of those that are drawn there are pictures. */
  function showPictures() {
    for (const { name, node: picture } of pictures) picture.hidden = !chartParts(app, name).length;
    noTimeline.hidden = !app.page.events.length || chartParts(app, "timeline").length > 0;
  }
  summary.addEventListener("click", () => {
    said.replaceChildren();
    showPictures();
  });

  /** @param {string} label @param {string} name @param {() => Blob | Promise<Blob>} make */
  function choice(label, name, make) {
    let isAsked = false;
    return button(label, async () => {
      if (isAsked) return;
      isAsked = true;
      try {
        await app.rest.whole((words) => (said.textContent = `${label}: ${words} The file is made once all have.`));
        save(await make(), `${app.page.story || "story"}-${name}`);
        said.textContent = "";
      } catch (error) {
        said.textContent = `${label}: ${/** @type {Error} */ (error).message}`;
      } finally {
        isAsked = false;
      }
    });
  }
  return { node, summary, render };
}

const linkTo = (/** @type {{label: string, name?: string, href: string}} */ { label, name, href }) => element("a", { href, download: name ?? "" }, label);

const withView = (/** @type {string} */ href, /** @type {string} */ query) => (query ? `${href}${href.includes("?") ? "&" : "?"}${query.replace(/^\?/, "")}` : href);

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // The browser may be asking where to put it.
}

/** @param {Store} app @param {string} name @returns {HTMLElement[]} */
function chartParts(app, name) {
  const isEmpty = name === "timeline" && !app.answer.events.rows.length;
  return isEmpty ? [] : /** @type {HTMLElement[]} */ ([...app.root.querySelectorAll(PICTURES[name].parts)]).filter((part) => part.getClientRects().length);
}

/**
 * @param {Store} app @param {string} name of PICTURES @param {{settle: () => void}} timeline
 * @returns {string} an SVG document; "" if the chart is not drawn
 */
export function chartPicture(app, name, { settle }) {
  if (name === "timeline") settle();
  const parts = chartParts(app, name);
  const { article } = app.page;
  const filters = activeFilterWords(app);
  const isTimeline = name === "timeline";
  const lines = [filters.length ? `Filters: ${filters.join("; ")}` : "", article.citation, /^http/.test(location.protocol) ? location.href : ""];
  const day = app.root.querySelector("#ownership .day")?.textContent;
  const about = isTimeline || !day ? "" : `Who owned ${article.subject || "what"}, ${day}`;
  const words = { heading: article.title, about, key: isTimeline ? categoryKey(app) : [], lines: lines.filter(Boolean), language: article.language };
  if (!parts.length) return "";
  app.root.classList.add("in-picture");
  try {
    return pictureOf(parts, words);
  } finally {
    app.root.classList.remove("in-picture");
  }
}

/** The categories of the events shown, with their marks. @param {Store} app */
function categoryKey(app) {
  const shown = new Set(app.answer.events.rows.map((row) => row.category[0]));
  return app.page.facets.category.flatMap(({ label, mark }, place) => (shown.has(place) ? [{ glyph: symbol(mark), label }] : []));
}

const activeFilterWords = (/** @type {Store} */ app) => [...app.root.querySelectorAll(".chips .chip")].map((chip) => chip.textContent ?? "");

/** @param {Store} app @returns {{kind: string, row: Row}[]} */
function rowsOfView(app) {
  const { page, answer } = app;
  const of = (/** @type {string} */ kind, /** @type {Row[]} */ rows) => rows.map((row) => ({ kind, row }));
  return [...of("event", answer.events.rows), ...of("stake", answer.stakes.rows), ...of("quote", answer.quotes.rows)];
}

/** A row as plain values for a file: words, days as ISO 8601, blank where there is no bound. @param {Store} app @param {{kind: string, row: Row}} shown @returns {Record<string, unknown>} */
function plainRow(app, { kind, row }) {
  const [earliest, latest] = (row.dates ?? []).map((day) => (day <= FIRST_DAY || day >= LAST_DAY ? "" : isoOf(day)));
  return {
    kind,
    id: splitKey(row.key)[1],
    date: row.when,
    earliest: earliest ?? "",
    latest: latest ?? "",
    title: row.title,
    summary: row.summary,
    category: kind === "event" ? app.facetValue(row, "category") : "",
    people: row.people ?? row.holder ?? "",
    share: row.share ?? "",
    of: row.of ?? "",
    says: row.says,
    denied: row.denied,
    passages: row.passages.map(app.words),
    sources: row.sources,
    background: row.background,
  };
}

/** @param {Store} app */
function rowsJson(app) {
  const { title, outlet, url, published, language } = app.page.article;
  const article = { title, outlet, url, published, language };
  return JSON.stringify({ article, filters: activeFilterWords(app), rows: rowsOfView(app).map((shown) => plainRow(app, shown)) }, null, 1);
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe: as reading/formulas.py has it. @param {string} cell */
function disarmed(cell) {
  return /^(?:[\t\r]|'*[=+\-@＝＋－＠])/.test(cell) ? `'${cell}` : cell;
}

/** @param {Store} app */
function rowsCsv(app) {
  const rows = rowsOfView(app).map((shown) => plainRow(app, shown));
  const cell = (/** @type {unknown} */ value) => {
    const words = Array.isArray(value) ? value.join("\n") : value === false ? "" : String(value);
    const safe = disarmed(words);
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [ROW_COLUMNS, ...rows.map((row) => ROW_COLUMNS.map((column) => row[column]))].map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}
