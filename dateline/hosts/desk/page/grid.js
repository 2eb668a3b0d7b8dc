// A table as a grid of cells. One cell is active and has the focus; a range of cells leads from
// another one to it. What did not change keeps its nodes.

import { element } from "./dom.js";

/** @typedef {{row: DeskRow, node: HTMLElement, cells: HTMLElement[]}} Line */
/** @typedef {{line: number, column: number}} Place ``column`` -1: the number of the row */

/** @param {{moved: () => void}} listener ``moved``: another cell is active */
export function makeGrid({ moved }) {
  const head = element("tr");
  const body = element("tbody");
  const node = element("table", { class: "grid", role: "grid" }, element("thead", {}, head), body);
  let lines = /** @type {Line[]} */ ([]), columns = /** @type {DeskColumn[]} */ ([]);
  let at = /** @type {Place} */ ({ line: 0, column: 0 }), from = at;

  /** @param {Place} place */
  const cellAt = ({ line, column }) => lines[line]?.cells[column + 1];

  function paintRange() {
    for (const cell of body.querySelectorAll("[aria-selected]")) cell.removeAttribute("aria-selected");
    if (at.line !== from.line || at.column !== from.column) for (const place of range().flat()) cellAt(place)?.setAttribute("aria-selected", "true");
  }

  const range = () => placesBetween(at, from);

  /** @param {Place} place @param {{isExtended?: boolean, isFocused?: boolean}} how */
  function go(place, { isExtended = false, isFocused = true } = {}) {
    const before = cellAt(at);
    at = { line: bounded(place.line, 0, lines.length - 1), column: bounded(place.column, -1, columns.length - 1) };
    if (!isExtended) from = at;
    const cell = cellAt(at);
    if (before !== cell) before?.setAttribute("tabindex", "-1");
    cell?.setAttribute("tabindex", "0");
    if (isFocused && cell) focusOn(cell);
    paintRange();
    moved();
  }

  return {
    node, go, range,
    get at() { return at; },
    get columns() { return columns; },
    get lines() { return lines; },
    cellAt,
    /** @param {EventTarget | null} target */
    placeOf: (target) => placeIn(lines, target),
    /** @param {DeskTable} table @param {DeskColumn[]} shown @param {DeskRow[]} rows */
    render(table, shown, rows) {
      const uid = lines[at.line]?.row.uid;
      const hadFocus = body.contains(document.activeElement);
      if (shown.length !== columns.length || shown.some((column, place) => column !== columns[place])) {
        columns = shown;
        lines = [];
        body.replaceChildren();
        node.setAttribute("aria-label", table.label);
        head.replaceChildren(element("th", { scope: "col", class: "number" }, "Row"), ...columns.map(heading));
      }
      lines = placeRows(body, lines, rows, columns);
      const line = lines.findIndex(({ row }) => row.uid === uid);
      const column = Math.min(at.column, columns.length - 1);
      // Its row may have moved or gone: then the one that stands there now is active.
      const isLost = hadFocus && !body.contains(document.activeElement);
      if (line !== at.line || column !== at.column || isLost || !cellAt(at)?.hasAttribute("tabindex")) go({ line: line < 0 ? at.line : line, column }, { isFocused: isLost });
      else paintRange();
    },
  };
}

/** @param {HTMLElement} cell */
function focusOn(cell) {
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** @param {number} place @param {number} first @param {number} last */
const bounded = (place, first, last) => Math.max(first, Math.min(place, last));

/** The places of a range, a list a row. @param {Place} one @param {Place} other @returns {Place[][]} */
function placesBetween(one, other) {
  const [top, bottom] = [one.line, other.line].sort((a, b) => a - b);
  const [left, right] = [one.column, other.column].sort((a, b) => a - b);
  return Array.from({ length: bottom - top + 1 }, (_, line) => Array.from({ length: right - left + 1 }, (_, column) => ({ line: top + line, column: left + column })));
}

/** @param {Line[]} lines @param {EventTarget | null} target @returns {Place | null} */
function placeIn(lines, target) {
  const cell = target instanceof Element ? target.closest("tbody > tr > *") : null;
  const line = lines.findIndex(({ node }) => node === cell?.parentElement);
  return line < 0 ? null : { line, column: lines[line].cells.indexOf(/** @type {HTMLElement} */ (cell)) - 1 };
}

/** @param {DeskColumn} column */
function heading({ name, label, required, meaning }) {
  return element("th", { scope: "col", class: `of-${name}`, title: meaning }, label, required ? element("span", { class: "required" }, " *") : null);
}

/** @param {DeskColumn[]} columns @returns {Line} */
function makeLine(columns) {
  const number = element("th", { scope: "row", class: "number", tabindex: "-1" });
  const cells = columns.map(({ name }) => element("td", { class: `of-${name}`, tabindex: "-1" }, element("span", { class: "cell", dir: "auto" })));
  return { row: /** @type {DeskRow} */ (/** @type {unknown} */ (null)), node: element("tr", {}, number, ...cells), cells: [number, ...cells] };
}

/** @param {Line} line @param {DeskRow} row @param {DeskColumn[]} columns */
function paint(line, row, columns) {
  line.row = row;
  line.node.classList.toggle("unfinished", !row.written);
  line.cells[0].title = row.written ? "Enter opens the row in Write" : "Unfinished: it waits beside the tables. Enter opens it in Write";
  const wrong = new Set(row.problems.map(({ column }) => column));
  const doubtful = new Set([...row.warnings.map(({ column }) => column), ...Object.keys(row.theirs ?? {})]);
  columns.forEach(({ name }, place) => {
    const cell = line.cells[place + 1];
    const words = /** @type {HTMLElement} */ (cell.firstChild);
    const text = row.cells[name] ?? "";
    if (words.textContent !== text) words.textContent = text;
    if (wrong.has(name)) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
    cell.classList.toggle("doubtful", doubtful.has(name));
  });
}

/**
 * The lines of these rows in the body of the table: those that were there keep their nodes.
 * @param {HTMLElement} body @param {Line[]} before @param {DeskRow[]} rows @param {DeskColumn[]} columns
 */
function placeRows(body, before, rows, columns) {
  const known = new Map(before.map((line) => [line.row.uid, line]));
  const lines = rows.map((row, number) => {
    const line = known.get(row.uid) ?? makeLine(columns);
    if (line.row !== row) paint(line, row, columns);
    const first = line.cells[0];
    if (first.textContent !== String(number + 1)) first.textContent = String(number + 1);
    return line;
  });
  const kept = new Set(lines.map((line) => line.node));
  for (const child of [...body.children]) if (!kept.has(/** @type {HTMLElement} */ (child))) child.remove();
  lines.forEach(({ node: line }, number) => {
    if (body.children[number] !== line) body.insertBefore(line, body.children[number] ?? null);
  });
  return lines;
}
