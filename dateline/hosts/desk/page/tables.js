// The tab Tables: every row of a table at once, for work on many of them.

import { makeCellEditor } from "./cell_editor.js";
import { makeCellNotes } from "./cell_notes.js";
import { button, element, grouped, plural } from "./dom.js";
import { makeGrid } from "./grid.js";
import { listenToGrid } from "./grid_keys.js";

const HINT = "Type or Enter writes a cell, Escape leaves it as it was. Copy and paste work with spreadsheets.";

/** @param {Desk} desk @returns {DeskPart} */
export function makeTables(desk) {
  let name = desk.view.tables[0].name;
  const notes = makeCellNotes(desk, () => grid.go(grid.at));
  const grid = makeGrid({ moved: () => showNotes() });
  const { editor, edit } = makeEditing(desk, grid);
  const tables = desk.view.tables.map((table) => button(table.label, () => choose(table.name)));
  const all = element("input", { type: "checkbox" });
  const many = makeManyCells(desk, grid, () => name);
  const add = button("Add a row", () => void many.addRow());
  const remove = button("Delete the row", () => void desk.do({ do: "delete", uid: grid.lines[grid.at.line]?.row.uid }));
  const open = button("Open in Write", openRow, { "aria-keyshortcuts": "Control+Enter" });
  const bar = element("div", { class: "grid-bar" }, element("div", { class: "segments", role: "group", "aria-label": "Table" }, ...tables), element("label", {}, all, " All columns"), element("span", { class: "grid-actions" }, open, add, remove));
  const none = element("p", { class: "none" }, "No rows yet: mark words in Write, or add a row here.");
  const node = element("section", { class: "tables", "aria-label": "Tables" }, bar, element("div", { class: "grid-box" }, grid.node, none), notes.node, element("p", { class: "hint" }, HINT));

  const table = () => /** @type {DeskTable} */ (desk.view.tables.find((one) => one.name === name));
  const rowsOf = (/** @type {DeskTableName} */ name) => desk.view.rows.filter((row) => row.table === name);

  all.addEventListener("change", render);
  listenToGrid(grid, { edit, opened: openRow, pasted: (cells) => void many.paste(cells), cleared: () => void many.clear() });

  function render() {
    const rows = rowsOf(name);
    for (const [place, { name: own, label }] of desk.view.tables.entries()) {
      tables[place].setAttribute("aria-pressed", String(own === name));
      tables[place].replaceChildren(label, " ", element("span", { class: "count" }, grouped(rowsOf(own).length)));
    }
    grid.render(table(), columnsOf(table(), all.checked), rows);
    none.hidden = rows.length > 0;
    remove.disabled = open.disabled = !rows.length;
    showNotes();
  }

  /** @param {DeskTableName} other */
  function choose(other) {
    editor.close();
    name = other;
    render();
    grid.go({ line: 0, column: 0 }, { isFocused: false });
  }

  function showNotes() {
    for (const cell of grid.node.querySelectorAll("[aria-describedby]")) cell.removeAttribute("aria-describedby");
    grid.cellAt(grid.at)?.setAttribute("aria-describedby", "desk-cell-notes");
    notes.render(grid.lines[grid.at.line]?.row, grid.columns[grid.at.column]);
  }

  function openRow() {
    const row = grid.lines[grid.at.line]?.row;
    if (row) desk.open(row.uid, grid.columns[grid.at.column]?.name ?? "");
  }

  return {
    node,
    // The cell that is being written keeps its field; grid.js keeps its node.
    render,
    shown: () => void (editor.cell === null && grid.go(grid.at)),
    hidden: editor.close, close: editor.close,
  };
}

/** @param {DeskTable} table @param {boolean} isWhole */
const columnsOf = ({ columns }, isWhole) => columns.filter(({ usual, required, name }) => isWhole || usual || (required && name !== "id"));

/** The active cell as a field. @param {Desk} desk @param {ReturnType<typeof makeGrid>} grid */
function makeEditing(desk, grid) {
  const editor = makeCellEditor(({ rows = 0, columns = 0 }) => grid.go({ line: grid.at.line + rows, column: grid.at.column + columns }));

  /** @param {boolean} isReplaced */
  function edit(isReplaced) {
    const { line, column } = grid.at;
    const cell = grid.cellAt(grid.at);
    const row = grid.lines[line]?.row;
    if (!cell || !row) return;
    const { name } = grid.columns[column];
    // To this row, wherever it is by then: somebody may have deleted it.
    const written = (/** @type {string} */ value) => void desk.do({ do: "edit", uid: row.uid, column: name, value });
    editor.open(cell, grid.columns[column], row.cells[name] ?? "", { known: desk.view.known[name] ?? [], isReplaced, written });
  }

  return { editor, edit };
}

/**
 * What is done to many cells at once, each of it one step.
 * @param {Desk} desk @param {ReturnType<typeof makeGrid>} grid @param {() => DeskTableName} table that is shown
 */
function makeManyCells(desk, grid, table) {
  async function addRow() {
    const { uid } = await desk.do({ do: "add", table: table(), cells: {} });
    const line = grid.lines.findIndex(({ row }) => row.uid === uid);
    if (line >= 0) grid.go({ line, column: 0 });
  }

  async function clear() {
    await desk.do({ do: "cells", cells: grid.range().flat().filter(({ column }) => column >= 0).map(({ line, column }) => ({ uid: grid.lines[line].row.uid, column: grid.columns[column].name, value: "" })) });
  }

  // One cell fills the range; more of them fill the cells from the active one on, and new rows.
  /** @param {string[][]} pasted */
  async function paste(pasted) {
    const places = grid.range();
    const [top, left] = [places[0][0].line, places[0][0].column];
    const isOne = pasted.length === 1 && pasted[0].length === 1;
    const cells = isOne ? places.map((line) => line.map(() => pasted[0][0])) : pasted;
    const widest = Math.max(...cells.map(({ length }) => length));
    const columns = grid.columns.slice(left, left + widest).map((column) => column.name);
    const [there, beyond] = [cells.slice(0, grid.lines.length - top), cells.slice(grid.lines.length - top)];
    const written = there.flatMap((values, line) => columns.slice(0, values.length).map((column, place) => ({ uid: grid.lines[top + line].row.uid, column, value: values[place] })));
    const rows = beyond.map((values) => ({ table: table(), cells: Object.fromEntries(columns.slice(0, values.length).map((column, place) => [column, values[place]])) }));
    const answer = await desk.do({ do: "cells", cells: written, rows });
    if (answer.error) return;
    const lost = widest - columns.length;
    desk.say([`${plural(cells.length, "row")} pasted`, beyond.length && `${grouped(beyond.length)} of them new`, lost > 0 && `${plural(lost, "column")} had no place`].filter(Boolean).join(", "));
  }

  return { addRow, clear, paste };
}
