// Below a grid: what its active cell means, and what is wrong with it.

import { button, element } from "./dom.js";

/** @param {Desk} desk @param {() => void} back gives the focus to the cell: the button is gone */
export function makeCellNotes(desk, back) {
  const node = element("div", { class: "cell-notes", id: "desk-cell-notes" });

  /** @param {string} label @param {DeskCommand} command */
  const way = (label, command) => button(label, () => {
    void desk.do(command);
    back();
  });

  return {
    node,
    /** @param {DeskRow | undefined} row @param {DeskColumn | undefined} column */
    render(row, column) {
      node.replaceChildren();
      if (!row || !column) return;
      const { name, label, meaning, allowed, parse } = column;
      const cell = { uid: row.uid, column: name };
      const how = parse === "date" ? `${meaning}. Write it as you would: 3 April 2014, early March, between May and June` : `${meaning}: ${allowed}`;
      node.append(element("p", { class: "meaning" }, element("b", {}, label), ` ${how}`));
      const reading = row.readings[name];
      if (reading) node.append(element("p", { class: "reading", dir: "auto" }, reading));
      for (const { words, fixes = [] } of row.problems.filter((one) => one.column === name)) {
        const ways = fixes.map((one) => way(one.label, { do: "edit", ...cell, value: one.value }));
        node.append(element("p", { class: "problem" }, words, ...ways));
      }
      for (const { words } of row.warnings.filter((one) => one.column === name)) node.append(element("p", { class: "warning" }, words));
      const theirs = row.theirs?.[name];
      if (theirs === undefined) return;
      node.append(element("p", { class: "warning" }, "Also written here: ", element("q", { dir: "auto" }, theirs || "(blank)"), way("Take that", { do: "take_theirs", ...cell }), way("Keep this", { do: "keep_ours", ...cell })));
    },
  };
}
