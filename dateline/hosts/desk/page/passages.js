// The words that a row rests on: each can be shown, removed, moved, or begin a row of its own.

import { button, element, icon } from "./dom.js";
import { messageNode } from "./fields.js";

const SIGNS = /** @type {const} */ ({ up: "up", down: "down", remove: "close" });
const STEPS = { up: -1, down: 1, remove: 0 };
const MOST_LETTERS = 40; // of a passage in the name of a button

/** @typedef {{place: number, sign: keyof typeof SIGNS}} PassageTool */

/**
 * @param {Desk} desk
 * @param {{show: (span: DeskSpan) => void, select: (span: DeskSpan) => void}} article
 */
export function makeEvidence(desk, article) {
  const list = element("ol", { class: "desk-passages" });
  const hint = element("p", { class: "desk-reading" }), notes = element("div", { class: "desk-notes" });
  const node = element("section", { class: "desk-field evidence", "data-column": "evidence" }, element("h3", { class: "desk-label" }, "Evidence"), list, notes, hint);
  let subject = /** @type {import("./fields.js").DeskSubject | null} */ (null), drawn = "";
  let wanted = /** @type {PassageTool | null} */ (null); // where the focus goes on

  /** @param {PassageTool} tool */
  function use({ place, sign }) {
    if (!subject) return;
    const words = linesOf(subject).map((one) => one.words), [one] = words.splice(place, 1);
    if (sign !== "remove") words.splice(place + STEPS[sign], 0, one);
    wanted = { place: place + STEPS[sign], sign };
    desk.do({ do: "passages", uid: subject.uid, passages: words });
  }

  /** @param {import("./fields.js").DeskSubject} given */
  function draw({ uid, cells, ...given }) {
    const passages = linesOf({ cells, ...given });
    const had = list.contains(document.activeElement);
    const split = (/** @type {number} */ at) => void desk.do({ do: "split", uid, at });
    list.replaceChildren(...passages.map((one, place) => element("li", {}, wordsOf(one, article), uid ? element("span", { class: "desk-tools" }, ...toolsOf(one, place, passages.length, { use, split })) : null)));
    list.hidden = !passages.length;
    hint.textContent = !uid ? "" : cells.source && !passages.length ? "Background: this row names a source outside the article." : "Select words in the article and press A to add them.";
    if (!had || !wanted) return;
    const item = list.children[Math.min(wanted.place, passages.length - 1)];
    const next = item?.querySelector(`[data-act=${wanted.sign}]`) ?? item?.querySelector("[data-act]");
    /** @type {HTMLElement | null | undefined} */ (next)?.focus();
    wanted = null;
  }

  return {
    node,
    /** @param {import("./fields.js").DeskSubject} next */
    show(next) {
      const { passages, problems, warnings, cells, uid } = next;
      subject = next;
      const own = problems.filter(({ column }) => column === "evidence"), doubts = warnings.filter(({ column }) => column === "evidence");
      const sign = JSON.stringify([uid, passages, own, doubts, cells.evidence, cells.source]);
      if (sign === drawn) return;
      drawn = sign;
      draw(next);
      const take = (/** @type {string} */ value) => void desk.do({ do: "edit", uid, column: "evidence", value });
      notes.replaceChildren(...own.map((one) => messageNode(one, "desk-problem", take)), ...doubts.map((one) => messageNode(one, "desk-warning", take)));
    },
    focus: () => /** @type {HTMLElement | null} */ (list.querySelector("button"))?.focus(),
  };
}

/** All lines of the cell, also those that the article does not have. @param {Pick<import("./fields.js").DeskSubject, "cells" | "passages">} subject @returns {DeskPassage[]} */
function linesOf({ cells, passages }) {
  const lines = (cells.evidence ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
  return lines.length === passages.length ? passages : lines.map((words) => passages.find((one) => one.words === words) ?? { words });
}

/** @param {DeskPassage} passage @param {{select: (span: DeskSpan) => void}} article */
function wordsOf({ words, start, end }, article) {
  if (start === undefined || end === undefined) return element("q", { class: "desk-lost", dir: "auto" }, words);
  return button(element("q", { dir: "auto" }, words), () => article.select([start, end]), { class: "desk-quiet", title: "Show it in the article" });
}

/** @param {DeskPassage} passage @param {number} place @param {number} count @param {{use: (tool: PassageTool) => void, split: (at: number) => void}} actions */
function toolsOf({ words }, place, count, { use, split }) {
  const name = words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS).trimEnd()}…` : words;
  /** @param {keyof typeof SIGNS} sign @param {string} label */
  const tool = (sign, label) => button(icon(SIGNS[sign]), () => use({ place, sign }), { class: "desk-bare", "aria-label": `${label}: ${name}`, title: label, "data-act": sign });
  return [
    place > 0 ? tool("up", "Move up") : null,
    place < count - 1 ? tool("down", "Move down") : null,
    place > 0 ? button("Split", () => split(place), { class: "desk-small", "aria-label": `Split before: ${name}`, title: "This and what stands below it become a row of their own" }) : null,
    tool("remove", "Remove"),
  ];
}
