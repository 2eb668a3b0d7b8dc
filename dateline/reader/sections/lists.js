// Lists that show their first lines, how many more there are, and a way to see more; and the tables
// under the charts.

import { button, element, grouped } from "../dom.js";
import { hasSame } from "../state/table.js";

export const CAP = 100; // lines shown at first
const MOST_MORE = 1000; // shown more at a time
export const PRINTED = 1000; // lines on paper

/**
 * The end of a list: how many more there are, and a button that shows more, as many again as are
 * shown, at least a hundred. ``list``: whose links it counts; ``show`` draws it anew; ``of`` names
 * what it lists, and ``noun`` does where that is not plain.
 * @param {HTMLElement} list @param {() => void} show @param {{first?: number, of?: string, noun?: string}} names
 */
export function makeCap(list, show, { first = CAP, of = "", noun = "" } = {}) {
  const words = element("span");
  const step = button("", () => {
    const before = list.querySelectorAll("a[data-key]").length;
    most += next();
    show();
    // Where the reader was: at the first line that was not there.
    /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("a[data-key]"))[before]?.focus({ preventScroll: true });
  }, { class: "small" });
  const node = element("p", { class: "more", hidden: true }, words, " ", step);
  let most = first;
  let isPrinted = false;
  const next = () => Math.min(Math.max(most, CAP), MOST_MORE);
  return {
    node,
    /** So many lines are shown. */
    get most() {
      return isPrinted ? PRINTED : most;
    },
    /** The list is another one: it begins with its first lines. */
    reset() {
      most = first;
    },
    /** On paper, or on the screen again. @param {boolean} isOn */
    print(isOn) {
      isPrinted = isOn;
    },
    /** Say what is left out of so many. @param {number} total */
    update(total) {
      const left = total - this.most;
      node.hidden = left <= 0;
      if (left <= 0) return;
      const more = `and ${grouped(left)} more${noun && ` ${noun}`}`;
      words.textContent = isPrinted ? `${more}, which are not printed: narrow the filters` : `${more}: narrow the filters, or`;
      step.textContent = `show ${grouped(Math.min(next(), left))} more`;
      if (of) step.setAttribute("aria-label", `show ${grouped(Math.min(next(), left))} more ${of}`);
    },
  };
}

/**
 * A table under a chart: the same rows, the same selection. Its rows are made when it is open.
 * @template {BaseRow} R @param {Store} app
 * @param {{name: string, caption: string, columns: string[], cells: (row: R) => string[], show?: string}} table
 */
export function makeTable(app, { name, caption, columns, cells, show = "Show as a table" }) {
  const id = `table-${name}`;
  const body = element("tbody");
  const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
  const table = element("table", { id, hidden: true }, element("caption", {}, caption), element("thead", {}, head), body);
  const toggle = button(show, () => set(Boolean(table.hidden)), { "aria-controls": id, "aria-expanded": "false", class: "quiet" });
  const cap = makeCap(body, () => fill(), { of: "rows" });
  const end = element("div", { class: "table-end", hidden: true }, cap.node);
  const node = element("div", { class: "table" }, toggle, element("div", { class: "table-box" }, table), end);
  let rows = /** @type {R[]} */ ([]);
  let made = /** @type {string[] | null} */ (null); // the keys and cells that the table has
  /** @param {boolean} isOpen */
  function set(isOpen) {
    table.hidden = end.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    toggle.textContent = isOpen ? "Hide the table" : show;
    if (isOpen) fill();
  }
  function fill() {
    cap.update(rows.length);
    const shown = rows.slice(0, cap.most);
    const cellsOfRows = shown.map(cells);
    const wanted = shown.flatMap((row, place) => [row.key, ...cellsOfRows[place]]);
    if (hasSame(made, wanted)) return;
    made = wanted;
    const lines = shown.map((row, place) => {
      const [title, ...rest] = cellsOfRows[place];
      const tds = rest.map((cell, index) => element("td", { "data-column": columns[index + 1] }, cell));
      return element("tr", {}, element("th", { scope: "row" }, app.link(row.key, {}, title)), ...tds);
    });
    body.replaceChildren(...lines);
    app.paintLinks();
  }
  return {
    node,
    set,
    /** @param {boolean} isOn */
    print(isOn) {
      cap.print(isOn);
      end.hidden = !isOn && table.hidden;
      if (isOn || !table.hidden) fill();
      else if (rows.length > CAP) {
        body.replaceChildren();
        made = null;
      }
    },
    get isOpen() {
      return !table.hidden;
    },
    /** @param {R[]} shown */
    render(shown) {
      if (!hasSame(shown, rows)) {
        rows = shown;
        cap.reset();
      }
      node.hidden = !rows.length;
      if (!table.hidden) fill();
    },
  };
}
