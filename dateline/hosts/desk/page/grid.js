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
  /** @type {Line[]} */
  let lines = [];
  /** @type {DeskColumn[]} */
  let columns = [];
  /** @type {Place} */
  let at = { line: 0, column: 0 };
  /** @type {Place} */
  let from = at;

  /** @param {Place} place */
  const cellAt = ({ line, column }) => lines[line]?.cells[column + 1];

  /** @param {Place} place */
  function within({ line, column }) {
    return {
      line: Math.max(0, Math.min(line, lines.length - 1)),
      column: Math.max(-1, Math.min(column, columns.length - 1)),
    };
  }

  function paintRange() {
    for (const cell of body.querySelectorAll("[aria-selected]")) cell.removeAttribute("aria-selected");
    if (at.line !== from.line || at.column !== from.column) for (const place of range().flat()) cellAt(place)?.setAttribute("aria-selected", "true");
  }

  /** The places of the range, a list a row. @returns {Place[][]} */
  function range() {
    const [top, bottom] = [at.line, from.line].sort((one, other) => one - other);
    const [left, right] = [at.column, from.column].sort((one, other) => one - other);
    return Array.from({ length: bottom - top + 1 }, (_, line) => Array.from({ length: right - left + 1 }, (_, column) => ({ line: top + line, column: left + column })));
  }

  /** @param {Place} place @param {{isExtended?: boolean, isFocused?: boolean}} how */
  function go(place, { isExtended = false, isFocused = true } = {}) {
    const before = cellAt(at);
    at = within(place);
    if (!isExtended) from = at;
    const cell = cellAt(at);
    if (before !== cell) before?.setAttribute("tabindex", "-1");
    cell?.setAttribute("tabindex", "0");
    if (isFocused && cell) {
      cell.focus({ preventScroll: true });
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    paintRange();
    moved();
  }

  /** @param {DeskRow[]} rows */
  function place(rows) {
    const known = new Map(lines.map((line) => [line.row.uid, line]));
    lines = rows.map((row, number) => {
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
  }

  return {
    node, go, range,
    get at() { return at; },
    get columns() { return columns; },
    get lines() { return lines; },
    cellAt,
    /** @param {EventTarget | null} target @returns {Place | null} */
    placeOf(target) {
      const cell = target instanceof Element ? target.closest("tbody > tr > *") : null;
      const line = lines.findIndex(({ node: one }) => one === cell?.parentElement);
      return line < 0 ? null : { line, column: lines[line].cells.indexOf(/** @type {HTMLElement} */ (cell)) - 1 };
    },
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
      place(rows);
      const line = lines.findIndex(({ row }) => row.uid === uid);
      const column = Math.min(at.column, columns.length - 1);
      // Its row may have moved or gone: then the one that stands there now is active.
      const isLost = hadFocus && !body.contains(document.activeElement);
      if (line !== at.line || column !== at.column || isLost || !cellAt(at)?.hasAttribute("tabindex")) go({ line: line < 0 ? at.line : line, column }, { isFocused: isLost });
      else paintRange();
    },
  };
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
