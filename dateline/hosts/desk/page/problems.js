// The tab Problems: everything that is wrong or worth a look, each with its way to the field.

import { makeAbout } from "./about.js";
import { button, element, plural } from "./dom.js";

const LONGEST_NAME = 60;

/** @param {Desk} desk @returns {DeskPart} */
export function makeProblems(desk) {
  const about = makeAbout(desk);
  const found = element("div");
  const node = element("section", { class: "problems", "aria-label": "Problems" }, found, about.node);
  /** @type {unknown[]} */
  let drawn = [];

  function render() {
    about.render();
    const { problems, rows, unreadable, changed_passages: moved, left_out: leftOut } = desk.view;
    const now = [problems, rows, unreadable, moved, leftOut];
    if (now.every((one, place) => one === drawn[place])) return;
    drawn = now;
    const focused = document.activeElement instanceof HTMLElement && found.contains(document.activeElement) ? document.activeElement.dataset.way : undefined;
    found.replaceChildren(
      element("h2", { tabindex: "-1" }, problems.length ? plural(problems.length, "problem") : "No problems"),
      element("p", { class: "quiet" }, problems.length ? "A row with a problem of its own waits beside the tables, or keeps its last good version there." : "Every row stands in its table."),
      ...unreadable.map(({ file, words }) => element("p", { class: "problem" }, element("b", {}, file), ` ${words} Until then it is shown and never written.`)),
      element("ul", {}, ...problems.map((problem) => problemItem(desk, problem, about))),
      ...movedPassages(desk),
      ...doubts(desk),
      ...omissions(desk),
    );
    if (focused === undefined) return;
    const same = [...found.querySelectorAll("button")].find((one) => one.dataset.way === focused);
    (same ?? found.querySelector("button") ?? found.querySelector("h2"))?.focus();
  }

  return { node, render, close() {} };
}

/** @param {Desk} desk @param {DeskProblem} problem @param {ReturnType<typeof makeAbout>} about */
function problemItem(desk, { uid, file, line, column, words }, about) {
  if (uid && desk.row(uid)) return wayItem(desk, { uid, column, words }, "problem");
  const place = [file, line ? `line ${line}` : "", column].filter(Boolean).join(", ");
  const item = element("li", { class: "problem" });
  if (file !== "article.md" || !about.has(column)) item.append(element("b", {}, place), " ", words);
  else item.append(wayButton(() => about.focus(column), `fact ${column}`, place, words));
  return item;
}

/** @param {() => void} go @param {string} way @param {string} place @param {string} words */
function wayButton(go, way, place, words) {
  const node = button("", go, { class: "way", "data-way": way });
  node.append(element("b", { dir: "auto" }, place), element("span", {}, words));
  return node;
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
    element("ul", {}, ...moved.map(({ uid, words, why, diff, start, end }) => {
      const item = wayItem(desk, { uid, column: "evidence", words: why }, "warning");
      item.append(element("q", { dir: "auto" }, ...(diff.length ? diff.flatMap(changedWords) : [words])));
      if (start === undefined || end === undefined) return item;
      item.append(" ", button("Take these words", () => void desk.do({ do: "follow", uid, start, end }), { "data-way": `${uid} follow ${words}` }));
      return item;
    })),
  ];
}

/** @param {DeskMoved["diff"][number]} step @returns {(string | HTMLElement)[]} */
function changedWords({ step, words }) {
  return [step === "kept" ? words : element(step === "added" ? "ins" : "del", {}, words), " "];
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
  return element("li", { class: kind }, wayButton(() => desk.open(uid, column), `${uid} ${column}`, placeOf(desk, uid, column), words));
}

/** @param {Desk} desk @param {string} uid @param {string} column */
function placeOf(desk, uid, column) {
  const row = desk.row(uid);
  const table = desk.view.tables.find(({ name }) => name === row?.table);
  const { title, text, holder, speaker } = row?.cells ?? {};
  const words = title || text || holder || row?.passages[0]?.words || speaker || "a row without words";
  const label = table?.columns.find(({ name }) => name === column)?.label ?? column;
  return [table?.label, words.length > LONGEST_NAME ? `${words.slice(0, LONGEST_NAME)}…` : words, label].filter(Boolean).join(" · ");
}
