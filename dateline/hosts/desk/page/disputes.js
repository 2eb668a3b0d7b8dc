// Which rows contradict this one: picked by their titles, with both sides shown.

import { makeCombobox } from "./combobox.js";
import { namesIn } from "./chips.js";
import { button, element, icon } from "./dom.js";

/** @param {DeskRow} row */
export function titleOf({ table, cells }) {
  const { title = "", holder = "", share_words = "", share = "", speaker = "", text = "" } = cells;
  if (table === "events") return title || cells.id || "event without a title";
  if (table === "stakes") return [holder || "stake", share_words || share].filter(Boolean).join(": ");
  return [speaker, text && `“${text.replaceAll("\n", " … ")}”`].filter(Boolean).join(": ") || "quote";
}

/** @param {string} cell @param {string} one @param {string} several */
const verb = (cell, one, several) => (namesIn(cell).length > 1 ? several : one);

/** Who says a row's words, and who denies them. @param {Record<string, string>} cells */
function sidesOf({ asserted_by = "", denied_by = "" }) {
  const says = `${asserted_by || "the article"} ${verb(asserted_by, "says", "say")} so`;
  return denied_by ? `${says}, ${denied_by} ${verb(denied_by, "denies", "deny")} it` : says;
}

/** @param {import("./fields.js").DeskForm} form @param {DeskColumn} column @param {string} id @returns {import("./fields.js").DeskControl} */
export function makeDisputes({ desk, write, open }, { name, label }, id) {
  const input = element("input", { id, type: "text", dir: "auto", placeholder: "Pick the row that contradicts this one" });
  const sides = element("div", { class: "desk-sides" });
  let ids = /** @type {string[]} */ ([]), subject = /** @type {import("./fields.js").DeskSubject | null} */ (null);

  const ofTable = () => desk.view.rows.filter(({ table, uid }) => table === subject?.table && uid !== subject.uid);
  /** @param {DeskRow} row */
  const nameOf = (row) => `${titleOf(row)} (${row.cells.id ?? ""})`;
  const options = () => ofTable().filter(({ cells }) => cells.id && !ids.includes(cells.id)).map(nameOf);
  const combobox = makeCombobox(input, { label, options, chosen: pick });

  /** @param {string} chosen */
  function pick(chosen) {
    input.value = "";
    const row = ofTable().find((one) => nameOf(one) === chosen);
    if (row?.cells.id) return write(name, [...ids, row.cells.id].join("; "));
  }

  /** One that contradicts this row. @param {string} rowId @param {DeskRow} [row] */
  function side(rowId, row) {
    const isOwn = ids.includes(rowId);
    const remove = isOwn ? button(icon("close"), () => {
      input.focus();
      write(name, ids.filter((other) => other !== rowId).join("; "));
    }, { class: "desk-bare", "aria-label": `Remove ${rowId}` }) : null;
    const title = row ? button(element("bdi", {}, titleOf(row)), () => open(row.uid), { class: "desk-quiet" }) : element("bdi", {}, rowId);
    return element("li", {}, "≠ ", title, row && element("bdi", {}, `: ${sidesOf(row.cells)}`), isOwn ? "" : " (named in that row)", remove);
  }

  function draw() {
    if (!subject) return;
    const rivals = subject.rivals.flatMap(({ uid }) => desk.row(uid) ?? []), known = rivals.map(({ cells }) => cells.id);
    const drawn = [...rivals.map((row) => side(row.cells.id ?? "", row)), ...ids.filter((one) => !known.includes(one)).map((one) => side(one))];
    sides.replaceChildren(...(drawn.length ? [element("p", {}, "This row: ", element("bdi", {}, sidesOf(subject.cells))), element("ul", { "aria-label": label }, ...drawn)] : []));
  }

  return {
    node: element("div", {}, sides, combobox.node), focused: input,
    // Only a row of the list can be named.
    flush: () => void (input.value = ""),
    show(next) {
      subject = next;
      ids = namesIn(next.cells[name] ?? "");
      draw();
    },
  };
}
