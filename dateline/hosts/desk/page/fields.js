// The fields of the form: one for each column, by how its cells are read. Below each stand what the
// cell means in words, what is wrong with it, and what it could be instead, one click away.

import { makeNames } from "./chips.js";
import { makeCombobox } from "./combobox.js";
import { makeDisputes } from "./disputes.js";
import { button, element } from "./dom.js";
import { makeTyping } from "./typing.js";

const LONG = ["summary", "note", "date_note", "text", "source"]; // texts of several lines
const GROWS = CSS.supports("field-sizing", "content"), LETTERS_A_LINE = 70;

/**
 * What the form shows: a row, or a proposal, which has no name yet.
 * @typedef {{uid: string, table: DeskTableName, cells: Record<string, string>, problems: DeskMessage[], warnings: DeskMessage[],
 *   readings: Record<string, string>, passages: DeskPassage[], rivals: {uid: string}[], theirs: Record<string, string>, alternatives: {column: string, values: string[]}}} DeskSubject
 * @typedef {{desk: Desk, write: (column: string, value: string) => Promise<unknown>, open: (uid: string) => void, take: (column: string) => void}} DeskForm
 * @typedef {{node: HTMLElement, focused: HTMLElement, show: (subject: DeskSubject) => void, flush?: () => Promise<unknown> | void}} DeskControl
 * @typedef {{node: HTMLElement, column: DeskColumn, show: (subject: DeskSubject) => void, focus: () => void, flush: () => Promise<unknown> | void}} DeskField
 */

let fields = 0; // for ids

/** @param {DeskForm} form @param {DeskColumn} column @returns {DeskField} */
export function makeField(form, column) {
  const id = `desk-field-${(fields += 1)}`;
  const control = controlOf(form, column, id);
  const notes = makeNotes(form, column, { id, focus: () => focus() });
  const isGroup = control.focused.tagName !== "INPUT" && control.focused.tagName !== "TEXTAREA";
  const label = element(isGroup ? "span" : "label", { class: "desk-label", id: `${id}-label`, for: isGroup ? null : id, title: `${column.meaning}. Allowed: ${column.allowed}` }, column.label);
  const node = element("div", { class: "desk-field", "data-column": column.name }, label, control.node, notes.node);
  control.focused.setAttribute("aria-describedby", notes.node.id);
  if (isGroup) control.focused.setAttribute("aria-labelledby", label.id);
  if (column.required) control.focused.setAttribute("aria-required", "true");

  function focus() {
    const first = isGroup ? /** @type {HTMLElement | null} */ (control.focused.querySelector(":checked") ?? control.focused.querySelector("input, button")) : control.focused;
    first?.focus();
    if (first instanceof HTMLInputElement && first.type === "text") first.select();
    node.scrollIntoView({ block: "nearest" });
  }

  return {
    node, column, focus,
    show(subject) {
      control.show(subject);
      const isWrong = notes.show(subject, control.focused);
      if (isWrong) control.focused.setAttribute("aria-invalid", "true");
      else control.focused.removeAttribute("aria-invalid");
      node.classList.toggle("wrong", isWrong);
    },
    flush: () => control.flush?.(),
  };
}

/** @param {DeskForm} form @param {DeskColumn} column @param {string} id @returns {DeskControl} */
function controlOf(form, column, id) {
  const { name, parse } = column, known = () => form.desk.view.known[name] ?? [];
  if (parse === "choice") return makeChoice(form, column, id);
  if (parse === "ids") return makeDisputes(form, column, id);
  if (parse === "list") {
    const input = element("input", { id, type: "text", dir: "auto" });
    const names = makeNames(input, { label: column.label, known, write: (value) => form.write(name, value) });
    return { node: names.node, focused: input, flush: names.flush, show: ({ cells }) => names.show(cells[name] ?? "") };
  }
  const isLong = LONG.includes(name) || parse === "urls";
  const input = isLong ? element("textarea", { id, rows: 1, dir: "auto" }) : element("input", { id, type: "text", dir: parse === "text" ? "auto" : null, spellcheck: parse === "text" ? null : "false" });
  const typing = makeTyping(input, (value) => form.write(name, value));
  const isCompleting = input instanceof HTMLInputElement && parse === "text" && form.desk.view.known[name] !== undefined;
  const node = isCompleting ? makeCombobox(input, { label: column.label, options: known, chosen: typing.put }).node : input;
  return {
    node, focused: input, flush: typing.flush,
    show({ cells: { [name]: cell = "" } }) {
      typing.show(cell);
      if (isLong && !GROWS) input.setAttribute("rows", String(cell.split("\n").length + Math.floor(cell.length / LETTERS_A_LINE)));
    },
  };
}

/** Radio buttons that look like the parts of a bar. @param {DeskForm} form @param {DeskColumn} column @param {string} id @returns {DeskControl} */
function makeChoice(form, { name, choices, required }, id) {
  const values = required ? choices : ["", ...choices];
  const radios = values.map((value) => element("input", { type: "radio", name: id, value }));
  const node = element("div", { class: "desk-segments", role: "radiogroup" }, ...radios.map((radio) => element("label", {}, radio, element("span", {}, radio.value || "none"))));
  node.addEventListener("change", ({ target }) => void form.write(name, /** @type {HTMLInputElement} */ (target).value));
  return {
    node, focused: node,
    show({ cells }) {
      for (const radio of radios) radio.checked = radio.value === (cells[name] ?? "");
    },
  };
}

/** @param {DeskForm} form @param {DeskColumn} column @param {{id: string, focus: () => void}} field */
function makeNotes(form, { name, required }, { id, focus }) {
  const node = element("div", { class: "desk-notes", id: `${id}-notes` });
  let drawn = "", said = "";

  /** One click away; the focus goes on in the field. @param {string} value */
  function take(value) {
    form.write(name, value);
    focus();
  }

  function takeTheirs() {
    form.take(name);
    focus();
  }

  /** @param {DeskSubject} subject @param {HTMLElement} control @returns {boolean} whether something is wrong */
  function show({ cells, problems, warnings, readings, theirs, alternatives }, control) {
    const own = problems.filter(({ column }) => column === name), kind = required && !cells[name] ? "desk-missing" : "desk-problem";
    const doubts = warnings.filter(({ column }) => column === name), others = alternatives.column === name ? alternatives.values.filter((value) => value !== cells[name]) : [];
    const sign = JSON.stringify([own, doubts, readings[name], theirs[name], others, kind]);
    if (sign === drawn) return own.length > 0;
    drawn = sign;
    node.replaceChildren(
      ...(readings[name] ? [element("p", { class: "desk-reading" }, readings[name])] : []),
      ...own.map((one) => messageNode(one, kind, take)), ...doubts.map((one) => messageNode(one, "desk-warning", take)),
      ...(others.length ? [element("p", { class: "desk-others" }, ...others.flatMap((value) => ["or ", button(element("bdi", {}, value), () => take(value)), " "]))] : []),
      ...(theirs[name] === undefined ? [] : [element("p", { class: "desk-theirs" }, "Also written here, meanwhile: ", element("q", { dir: "auto" }, theirs[name] || "(blank)"), " ", button("Take that", takeTheirs))]),
    );
    const words = own.map((one) => one.words).join(" ");
    if (words && words !== said && control.contains(document.activeElement)) form.desk.say(words);
    said = words;
    return own.length > 0;
  }

  return { node, show };
}

/** What is wrong, with its cures. @param {DeskMessage} message @param {string} kind @param {(value: string) => void} take */
export function messageNode({ words, fixes = [] }, kind, take) {
  return element("p", { class: kind }, words, ...fixes.flatMap(({ label, value }) => [" ", button(label, () => take(value))]));
}
