// Below a grid: what its active cell means, and what is wrong with it.

import { button, element } from "./dom.js";

/** @param {Desk} desk */
export function makeCellNotes(desk) {
  const node = element("div", { class: "cell-notes", id: "desk-cell-notes" });
  return {
    node,
    /** @param {DeskRow | undefined} row @param {DeskColumn | undefined} column */
    render(row, column) {
      node.replaceChildren();
      if (!row || !column) return;
      const { name, label, meaning, allowed } = column;
      node.append(element("p", { class: "meaning" }, element("b", {}, label), ` ${meaning}: ${allowed}`));
      const reading = row.readings[name];
      if (reading) node.append(element("p", { class: "reading", dir: "auto" }, reading));
      for (const { words, fix, fixes } of row.problems.filter((one) => one.column === name)) {
        const ways = (fixes ?? (fix ? [fix] : [])).map(({ label, value }) => button(label, () => void desk.do({ do: "edit", uid: row.uid, column: name, value })));
        node.append(element("p", { class: "problem" }, words, ...ways));
      }
      for (const { words } of row.warnings.filter((one) => one.column === name)) node.append(element("p", { class: "warning" }, words));
      const theirs = row.theirs?.[name];
      if (theirs !== undefined) {
        const cell = { uid: row.uid, column: name };
        node.append(element("p", { class: "warning" }, "Also written here: ", element("q", { dir: "auto" }, theirs), button("Take that", () => void desk.do({ do: "take_theirs", ...cell })), button("Keep this", () => void desk.do({ do: "keep_ours", ...cell }))));
      }
    },
  };
}
