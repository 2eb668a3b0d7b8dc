// The tab Problems: everything that is wrong or worth a look, each with its way to the field.

import { button, element, plural } from "./dom.js";

/** @param {Desk} desk @returns {DeskPart} */
export function makeProblems(desk) {
  const node = element("section", { class: "problems", "aria-label": "Problems" });
  /** @type {unknown[]} */
  let drawn = [];

  function render() {
    const { problems, rows, unreadable, changed_passages: moved, left_out: leftOut } = desk.view;
    const now = [problems, rows, unreadable, moved, leftOut];
    if (now.every((one, place) => one === drawn[place])) return;
    drawn = now;
    const focused = document.activeElement instanceof HTMLElement && node.contains(document.activeElement) ? document.activeElement.dataset.way : undefined;
    node.replaceChildren(
      element("h2", { tabindex: "-1" }, problems.length ? plural(problems.length, "problem") : "No problems"),
      element("p", { class: "quiet" }, problems.length ? "A row with a problem of its own waits beside the tables, or keeps its last good version there." : "Every row stands in its table."),
      ...unreadable.map(({ file, words }) => element("p", { class: "problem" }, element("b", {}, file), ` ${words} Until then it is shown and never written.`)),
      element("ul", {}, ...problems.map((problem) => problemItem(desk, problem))),
      ...movedPassages(desk),
      ...doubts(desk),
      ...omissions(desk),
    );
    if (focused === undefined) return;
    const same = [...node.querySelectorAll("button")].find((one) => one.dataset.way === focused);
    (same ?? node.querySelector("button") ?? node.querySelector("h2"))?.focus();
  }

  return { node, render, close() {} };
}

/** @param {Desk} desk @param {DeskProblem} problem */
function problemItem(desk, { uid, file, line, column, words }) {
  if (uid && desk.row(uid)) return wayItem(desk, { uid, column, words }, "problem");
  const place = [file, line ? `line ${line}` : "", column].filter(Boolean).join(", ");
  return element("li", { class: "problem" }, element("b", {}, place), " ", words);
}

/** @param {Desk} desk @returns {HTMLElement[]} */
function doubts(desk) {
  const found = desk.view.rows.flatMap(({ uid, warnings }) => warnings.map((one) => ({ ...one, uid })));
  if (!found.length) return [];
  return [element("h2", {}, `${plural(found.length, "point")} worth a look`), element("ul", {}, ...found.map((one) => wayItem(desk, one, "warning")))];
}

/** @param {Desk} desk @returns {HTMLElement[]} */
function movedPassages(desk) {
  const moved = desk.view.changed_passages.filter(({ uid }) => desk.row(uid));
  if (!moved.length) return [];
  return [
    element("h2", {}, `${plural(moved.length, "passage")} of an article that was edited`),
    element("ul", {}, ...moved.map(({ uid, words, verdict, start, end }) => {
      const item = wayItem(desk, { uid, column: "evidence", words: verdict }, "warning");
      item.append(element("q", { dir: "auto" }, words));
      if (start === undefined || end === undefined) return item;
      const now = desk.view.article?.text.slice(start, end) ?? "";
      item.append(" → ", element("q", { dir: "auto" }, now), " ", button("Take these words", () => void desk.do({ do: "follow", uid, start, end }), { "data-way": `${uid} follow ${words}` }));
      return item;
    })),
  ];
}

/** @param {Desk} desk @returns {HTMLElement[]} */
function omissions(desk) {
  const found = desk.view.left_out;
  if (!found.length) return [];
  return [
    element("h2", {}, `${plural(found.length, "passage")} left out on purpose`),
    element("ul", {}, ...found.map(({ uid, reason, passages }) => element("li", {}, ...passages.map(({ words }) => element("q", { dir: "auto" }, words)), reason ? ` ${reason} ` : " ", button("Bring back", () => void desk.do({ do: "delete", uid }), { "data-way": uid })))),
  ];
}

/** @param {Desk} desk @param {{uid: string, column: string, words: string}} message @param {string} kind */
function wayItem(desk, { uid, column, words }, kind) {
  const way = button("", () => desk.open(uid, column), { class: "way", "data-way": `${uid} ${column}` });
  way.append(element("b", { dir: "auto" }, placeOf(desk, uid, column)), element("span", {}, words));
  return element("li", { class: kind }, way);
}

/** @param {Desk} desk @param {string} uid @param {string} column */
function placeOf(desk, uid, column) {
  const row = desk.row(uid);
  const table = desk.view.tables.find(({ name }) => name === row?.table);
  const { title, text, holder, id } = row?.cells ?? {};
  const label = table?.columns.find(({ name }) => name === column)?.label ?? column;
  return [table?.label, title || text || holder || id || "a row without a title", label].filter(Boolean).join(" · ");
}
