// The keys, clicks and clipboard of a grid.

import { readCells, writeCells } from "./tab_separated.js";

const PAGE_ROWS = 15;
/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-PAGE_ROWS, 0], PageDown: [PAGE_ROWS, 0] };

/**
 * @typedef {import("./grid.js").Place} Place
 * @param {ReturnType<typeof import("./grid.js").makeGrid>} grid
 * @param {{edit: (isReplaced: boolean) => void, opened: () => void, pasted: (cells: string[][]) => void, cleared: () => void}} listener
 */
export function listenToGrid(grid, { edit, opened, pasted, cleared }) {
  const { node } = grid;
  const isIn = (/** @type {Event} */ event) => !(event.target instanceof Element && event.target.closest(".cell-editor")) && grid.placeOf(event.target) !== null;

  node.addEventListener("keydown", (event) => {
    if (!isIn(event)) return;
    if (!pressed(event)) return;
    event.preventDefault();
  });

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was ours */
  function pressed({ key, ctrlKey, metaKey, altKey, shiftKey }) {
    const isCommand = ctrlKey || metaKey;
    const { line, column } = grid.at;
    const step = STEPS[key];
    if (step && !altKey) grid.go(isCommand ? { line: line + step[0] * 1e6, column: column + step[1] * 1e6 } : { line: line + step[0], column: column + step[1] }, { isExtended: shiftKey });
    else if (key === "Home" || key === "End") grid.go({ line: isCommand ? (key === "End" ? 1e6 : 0) : line, column: key === "End" ? 1e6 : 0 }, { isExtended: shiftKey });
    else if (key === "Enter" && (isCommand || column < 0)) opened();
    else if (column < 0) return false;
    else if (key === "Enter" || key === "F2") edit(false);
    else if (key === "Delete" || key === "Backspace") cleared();
    else if ((key.length === 1 || key === "Process") && !isCommand && !altKey) {
      edit(true);
      return false; // the letter goes into the field
    } else return false;
    return true;
  }

  node.addEventListener("mousedown", (event) => {
    const place = isIn(event) ? grid.placeOf(event.target) : null;
    if (!place) return;
    event.preventDefault();
    grid.go(place, { isExtended: event.shiftKey });
  });
  node.addEventListener("focusin", (event) => {
    const place = isIn(event) ? grid.placeOf(event.target) : null;
    if (place && (place.line !== grid.at.line || place.column !== grid.at.column)) grid.go(place);
  });
  node.addEventListener("dblclick", (event) => {
    if (!isIn(event)) return;
    if (grid.at.column < 0) opened();
    else edit(false);
  });
  node.addEventListener("copy", (event) => {
    if (!isIn(event) || !event.clipboardData) return;
    const cells = grid.range().map((places) => places.map(({ line, column }) => (column < 0 ? String(line + 1) : grid.lines[line].row.cells[grid.columns[column].name] ?? "")));
    event.clipboardData.setData("text/plain", writeCells(cells));
    event.preventDefault();
  });
  node.addEventListener("paste", (event) => {
    const text = isIn(event) && grid.at.column >= 0 ? event.clipboardData?.getData("text/plain") : "";
    if (!text) return;
    event.preventDefault();
    pasted(readCells(text));
  });
}
