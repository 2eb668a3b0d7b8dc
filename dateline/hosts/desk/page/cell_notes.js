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
      for (const { words, fix } of row.problems.filter((one) => one.column === name)) {
        node.append(element("p", { class: "problem" }, words, " ", fix && button(fix.label, () => void desk.do({ do: "edit", uid: row.uid, column: name, value: fix.value }))));
      }
      for (const { words } of row.warnings.filter((one) => one.column === name)) node.append(element("p", { class: "warning" }, words));
      const theirs = row.theirs?.[name];
      if (theirs !== undefined) {
        node.append(element("p", { class: "warning" }, "Somebody else wrote ", element("q", { dir: "auto" }, theirs), " here meanwhile. ", button("Take theirs", () => void desk.do({ do: "take_theirs", uid: row.uid, column: name }))));
      }
    },
  };
}
