// Paper has no clicks: passages get numbers, notes say what rests on each, tables are printed, and
// the filters that narrow the view are named. Undone after printing.

import { shownMarks } from "./article/passages.js";
import { element, grouped, storyWords } from "./dom.js";
import { PRINTED } from "./sections/lists.js";
import { isSearchWaiting, waitingSearchInWords } from "./state/search.js";

const PAPER_PX = 680; // between the margins of A4
const MOST_ZOOM = 0.82; // from a narrow window charts are no larger than from a wide one
const PAPER_HEIGHT_PX = 960; // the same; rows over more than a page do not keep beside their marks
// So many hatched pieces a chart has on paper, where each takes up to half a megabyte: more are pale.
const MOST_HATCHED = 24, PALE = 0.25;

/** @param {Store} app @param {Ui} ui */
export function preparePrint(app, ui) {
  // Charts shrink to the paper; where none is drawn, the list and the tables stand for them.
  const zoom = Math.min(MOST_ZOOM, PAPER_PX / Math.max(1, app.width));
  app.root.style.setProperty("--paper-zoom", String(zoom));
  app.root.classList.toggle("paper-plain", !app.plotly);
  app.root.classList.toggle("paper-long", (app.root.querySelector("#timeline > .chart")?.clientHeight ?? 0) * zoom > PAPER_HEIGHT_PX);
  const hatched = /** @type {SVGElement[]} */ ([...app.root.querySelectorAll(".over-time .pattern_filled")]);
  for (const { style, dataset } of hatched.length > MOST_HATCHED ? hatched : []) {
    dataset.fill = style.fill;
    Object.assign(style, { fill: style.stroke, fillOpacity: PALE });
  }
  // Words that have not come are not waited for: the browser prints now.
  const unfinished = [app.rest.words, isSearchWaiting(app) ? waitingSearchInWords(app.view.q) : ""].filter(Boolean);
  app.root.querySelector(".top")?.after(...unfinished.map((words) => element("p", { class: "note paper-note" }, words)));
  const { article } = ui;
  const pieces = article.allPassages();
  const last = new Map(); // a passage -> its last piece
  pieces.forEach((piece, place) => shownMarks(app, piece).forEach((mark) => last.set(JSON.stringify(mark), place)));
  const all = [...last].map(([mark, place]) => ({ key: JSON.parse(mark)[0], place })).sort((a, b) => a.place - b.place);
  const ends = all.slice(0, PRINTED);
  pieces.forEach((piece) => delete piece.node.dataset.note);
  ends.forEach(({ place }, index) => {
    const { dataset } = pieces[place].node;
    dataset.note = dataset.note ? `${dataset.note},${index + 1}` : String(index + 1);
  });
  const note = (/** @type {{key: Key}} */ { key }) => {
    const row = app.row(key);
    const sides = [row.says === "the article" ? "" : row.says, row.denied ? `denied by ${row.denied}` : ""].filter(Boolean).join("; ");
    return element("li", {}, `${row.eyebrow} · `, storyWords("span", app.page, row.title), ` · ${row.when}`, sides ? ` · ${sides}` : "");
  };
  const address = location.href;
  const filters = [...app.root.querySelectorAll(".chips .chip")].map((chip) => chip.textContent);
  article.notes.replaceChildren(
    element("h3", {}, "What rests on these words"),
    element("ol", {}, ...ends.map(note)),
    ...(all.length > ends.length ? [element("p", { class: "left-out" }, `and ${grouped(all.length - ends.length)} more passages, whose notes are not printed: narrow the filters`)] : []),
    ...(filters.length ? [element("p", {}, `Filters: ${filters.join("; ")}`)] : []),
    element("p", {}, "This view: ", element("a", { href: address }, address)),
    element("p", {}, app.page.article.citation),
  );
  for (const part of [...ui.lists, ...ui.tables]) part.print(true);
  app.root.querySelectorAll("details").forEach((details) => {
    details.dataset.wasOpen = String(details.open);
    if (!details.matches(".guide, .downloads")) details.open = true;
  });
}

/** @param {Store} app @param {Ui} ui */
export function endPrint(app, ui) {
  for (const { style, dataset } of /** @type {NodeListOf<SVGElement>} */ (app.root.querySelectorAll("[data-fill]"))) {
    Object.assign(style, { fill: dataset.fill, fillOpacity: "" });
    delete dataset.fill;
  }
  app.root.querySelectorAll(".paper-note").forEach((note) => note.remove());
  for (const part of [...ui.lists, ...ui.tables]) part.print(false);
  ui.article.render();
  app.paintLinks();
  for (const details of app.root.querySelectorAll("details")) {
    if (!details.dataset.wasOpen) continue;
    details.open = details.dataset.wasOpen === "true";
    delete details.dataset.wasOpen;
  }
}
