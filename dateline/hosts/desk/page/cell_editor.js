// The field that a cell of a table becomes while it is written.

import { element } from "./dom.js";

const LONG_CHARACTERS = 40;
const LINES = ["passages", "urls"]; // what has a line for each of its parts

/** @param {(how: {rows?: number, columns?: number}) => void} left the cell is a cell again, and this far away is the next one */
export function makeCellEditor(left) {
  /** @type {{field: HTMLInputElement | HTMLTextAreaElement, before: string, box: HTMLElement, written: (value: string) => void} | null} */
  let open = null;

  /** @param {boolean} isKept @param {{rows?: number, columns?: number} | null} next null: the focus is elsewhere already */
  function close(isKept, next) {
    if (!open) return;
    const { field, before, box, written } = open;
    open = null;
    box.remove();
    if (isKept && field.value !== before) written(field.value);
    if (next) left(next);
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    const { key, shiftKey, altKey } = event;
    if (key === "Escape") close(false, {});
    else if (key === "Tab") close(true, { columns: shiftKey ? -1 : 1 });
    else if (key === "Enter" && altKey && open) open.field.setRangeText("\n", open.field.selectionStart ?? 0, open.field.selectionEnd ?? 0, "end");
    else if (key === "Enter") close(true, { rows: shiftKey ? -1 : 1 });
    else return;
    event.preventDefault();
  }

  return {
    get cell() { return open?.box.parentElement ?? null; },
    /** @param {HTMLElement} cell @param {DeskColumn} column @param {string} value @param {{known: string[], isReplaced: boolean, written: (value: string) => void}} how ``isReplaced``: by what is typed */
    open(cell, column, value, { known, isReplaced, written }) {
      close(true, null);
      const isLong = LINES.includes(column.parse) || value.length > LONG_CHARACTERS || value.includes("\n");
      const name = { "aria-label": column.label, dir: "auto" };
      const list = column.choices.length ? column.choices : known;
      const field = isLong ? element("textarea", { ...name, rows: 5 }) : element("input", { ...name, list: list.length && "desk-cell-values", autocomplete: "off" });
      const choices = element("datalist", { id: "desk-cell-values" }, ...(isLong ? [] : list).map((one) => element("option", { value: one })));
      const box = element("div", { class: isLong ? "cell-editor long" : "cell-editor" }, field, choices);
      field.value = isReplaced ? "" : value;
      open = { field, before: value, box, written };
      cell.append(box);
      field.addEventListener("keydown", (event) => pressed(/** @type {KeyboardEvent} */ (event)));
      // Later: the field may blur because its row is being removed, and nodes are not removed twice.
      field.addEventListener("blur", () => queueMicrotask(() => open?.field === field && close(true, null)));
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    },
    close: () => close(true, null),
  };
}
