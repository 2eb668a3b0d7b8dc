// What can be done to the row in hand: delete, duplicate, the same words as another row, move, join.

import { makeCombobox } from "./combobox.js";
import { titleOf } from "./disputes.js";
import { button, element } from "./dom.js";

const TABLES = /** @type {Record<DeskTableName, string>} */ ({ events: "event", quotes: "quote", stakes: "stake" });

/** @param {Desk} desk @param {{taken: (uid: string) => void, gone: () => void}} actions ``taken``: another row comes into hand; ``gone``: none is */
export function makeRowActions(desk, { taken, gone }) {
  let row = /** @type {DeskRow | null} */ (null);

  /** @param {DeskCommand} command */
  async function run(command) {
    menu.open = false;
    const uid = row?.uid, { error, uid: made } = await desk.do({ ...command, uid });
    if (error) return;
    if (command.do === "delete") gone();
    else taken(made ?? uid ?? "");
  }

  const also = tableButtons("also", "Also as", run), move = tableButtons("move", "Move to", run);
  const join = makeJoin(desk, () => row, (other) => run({ do: "join", with: other }));
  const summary = element("summary", {}, "More actions");
  const menu = element("details", { class: "desk-menu" }, summary, element("div", {},
    element("p", {}, "The same words as well"), element("div", { class: "desk-buttons" }, ...also),
    element("p", {}, "Into another table"), element("div", { class: "desk-buttons" }, ...move),
    join.node));
  const node = element("span", { class: "desk-row-actions" },
    button("Delete", () => void run({ do: "delete" }), { "data-do": "delete" }),
    button("Duplicate", () => void run({ do: "duplicate" }), { "data-do": "duplicate" }), menu);
  const closeOutside = (/** @type {Event} */ { target }) => menu.contains(/** @type {Node} */ (target)) || (menu.open = false);
  document.addEventListener("pointerdown", closeOutside);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    menu.open = false;
    summary.focus();
  });
  return {
    node,
    /** @param {DeskRow | null} next */
    render(next) {
      row = next;
      node.hidden = !row;
      for (const one of [...also, ...move]) one.hidden = one.dataset.table === row?.table;
    },
    close: () => document.removeEventListener("pointerdown", closeOutside),
  };
}

/** @param {string} name of the command @param {string} label @param {(command: DeskCommand) => void} run */
function tableButtons(name, label, run) {
  return Object.entries(TABLES).map(([table, words]) => button(`${label} ${name === "move" ? table : words}`, () => run({ do: name, table }), { "data-table": table, "data-do": name }));
}

/** Another row's words and cells join those of the row in hand. @param {Desk} desk @param {() => DeskRow | null} own @param {(uid: string) => void} chosen */
function makeJoin(desk, own, chosen) {
  const input = element("input", { type: "text", id: "desk-join", dir: "auto", placeholder: "Pick the row that it joins" });
  const others = () => desk.view.rows.filter(({ table, uid }) => table === own()?.table && uid !== own()?.uid);
  /** @param {DeskRow} row */
  const nameOf = (row) => `${titleOf(row)} (${row.cells.id ?? ""})`;
  const combobox = makeCombobox(input, { label: "Join with", options: () => others().map(nameOf), chosen(name) {
    input.value = "";
    const row = others().find((one) => nameOf(one) === name);
    if (row) chosen(row.uid);
  } });
  return { node: element("div", { class: "desk-join" }, element("label", { for: input.id }, "Join with another row"), combobox.node) };
}
