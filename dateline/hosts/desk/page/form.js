// The row in hand as a form: the usual columns first, the others under "More". It is made anew for
// another row; for the same one only what has changed is shown anew.

import { element } from "./dom.js";
import { makeField } from "./fields.js";
import { makeEvidence } from "./passages.js";

const ORDER = ["title", "holder", "text", "kind", "speaker", "role", "share", "date", "category", "status", "basis", "actors", "asserted_by", "denied_by", "topic", "said_to", "disputed_by", "summary", "share_words", "of", "date_words", "date_note", "note", "weight", "source", "id"];
const HALF = ["date", "category", "share", "asserted_by", "denied_by", "speaker", "role", "topic", "share_words", "of", "date_words", "weight", "id"];
/** The column that the alternatives of a rule are for. */
const DOUBTED = { events: "date", stakes: "holder", quotes: "speaker" };

/** @param {DeskColumn} column */
const placeOf = ({ name }) => (ORDER.indexOf(name) + ORDER.length + 1) % (ORDER.length + 1);

/**
 * @param {Desk} desk
 * @param {{show: (span: DeskSpan) => void, select: (span: DeskSpan) => void}} article
 * @param {{open: (uid: string) => void, adopt: (proposal: DeskProposal) => Promise<string>}} actions
 *   ``open``: another row; ``adopt``: a proposal that is changed becomes a row, whose name it answers
 */
export function makeForm(desk, article, { open, adopt }) {
  const node = element("div", { class: "desk-form", role: "group", "aria-label": "The row in hand" });
  let built = /** @type {ReturnType<typeof buildForm> | null} */ (null);
  let hand = /** @type {DeskHand | null} */ (null), shownId = "", isMore = false;

  /** @param {DeskHand} given */
  const idOf = ({ row, proposal }) => (row ? `${row.uid} ${row.table}` : `proposal ${proposal.key}`);

  /** Write into a row, or into what a proposal becomes. @param {DeskHand} given */
  function writer({ row, proposal }) {
    let made = row && Promise.resolve(row.uid);
    return async (/** @type {string} */ column, /** @type {string} */ value) => {
      const uid = await (made ??= adopt(/** @type {DeskProposal} */ (proposal)));
      if (uid) await desk.do({ do: "edit", uid, column, value });
      else made = undefined;
    };
  }

  /** @param {DeskHand | null} next */
  function render(next) {
    hand = next;
    const id = next ? idOf(next) : "";
    if (id !== shownId) {
      built?.flush();
      shownId = id;
      built = next && buildForm(desk, { write: writer(next), open, take: (column) => void desk.do({ do: "take_theirs", uid: hand?.row?.uid, column }) }, article, next, { isMore, opened: (is) => (isMore = is) });
      node.replaceChildren(...(built?.nodes ?? []));
      node.parentElement?.scrollTo(0, 0);
    }
    if (next) built?.show(subjectOf(next));
  }

  return {
    node, render,
    /** The row of the proposal that is shown: its fields stay, with what is typed in them. @param {DeskRow} row */
    becomes: (row) => void (shownId = idOf({ row })),
    /** What is typed goes on its way before anything else does. */
    flush: () => built?.flush(),
    /** @param {string} [column] without one the first that waits for words */
    focus: (column) => built?.focus(column),
    close: () => built?.flush(),
  };
}

/** @param {DeskHand} hand @returns {import("./fields.js").DeskSubject} */
function subjectOf({ row, proposal }) {
  const { table, cells, readings, alternatives = [] } = row ?? proposal;
  const doubted = { column: DOUBTED[table], values: alternatives };
  if (row) return { ...row, theirs: row.theirs ?? {}, alternatives: doubted };
  const { start, end } = proposal, passages = (cells.evidence ?? "").split("\n").filter(Boolean).map((words) => ({ words, start, end }));
  return { uid: "", table, cells, readings, passages, problems: [], warnings: [], rivals: [], theirs: {}, alternatives: doubted };
}

/**
 * @param {Desk} desk @param {Omit<import("./fields.js").DeskForm, "desk">} actions
 * @param {{show: (span: DeskSpan) => void, select: (span: DeskSpan) => void}} article @param {DeskHand} hand
 * @param {{isMore: boolean, opened: (is: boolean) => void}} more
 */
function buildForm(desk, actions, article, hand, more) {
  const name = (hand.row ?? hand.proposal).table;
  const columns = (desk.view.tables.find((table) => table.name === name)?.columns ?? []).filter(({ parse }) => parse !== "passages");
  const sorted = [...columns].sort((a, b) => placeOf(a) - placeOf(b));
  const fields = sorted.map((column) => makeField({ desk, ...actions }, column));
  for (const { node, column } of fields) node.classList.toggle("half", HALF.includes(column.name));
  const evidence = makeEvidence(desk, article);
  const count = element("span", { class: "desk-count" });
  const others = element("details", { class: "desk-more", open: more.isMore }, element("summary", {}, "More ", count), element("div", { class: "desk-fields" }, ...fields.filter(({ column }) => !column.usual).map(({ node }) => node)));
  others.addEventListener("toggle", () => more.opened(others.open));
  const usual = element("div", { class: "desk-fields" }, ...fields.filter(({ column }) => column.usual).map(({ node }) => node), evidence.node);
  let first = /** @type {DeskField | undefined} */ (undefined);
  /** @typedef {import("./fields.js").DeskField} DeskField */

  return {
    nodes: [usual, others],
    flush: () => fields.forEach((field) => void field.flush()),
    /** @param {import("./fields.js").DeskSubject} subject */
    show(subject) {
      for (const field of fields) field.show(subject);
      evidence.show(subject);
      first = fields.find(({ column }) => column.usual && column.required && !subject.cells[column.name]) ?? fields[0];
      const hidden = subject.problems.filter(({ column }) => fields.some((field) => field.column.name === column && !field.column.usual)).length;
      count.textContent = hidden && !others.open ? `${hidden} ${hidden === 1 ? "problem" : "problems"}` : "";
    },
    /** @param {string} [column] */
    focus(column) {
      if (column === "evidence") return evidence.focus();
      const field = fields.find((one) => one.column.name === column) ?? (column ? fields[0] : first);
      if (field && !field.column.usual) others.open = true;
      field?.focus();
    },
  };
}
