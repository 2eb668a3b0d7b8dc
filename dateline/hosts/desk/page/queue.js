// What stands above the form: the proposal in hand with Accept, Skip and Leave out, or the row in hand
// with what can be done to it. The nodes stay, so that the focus stays where it is.

import { makeRowActions } from "./actions.js";
import { button, element, grouped } from "./dom.js";

const KINDS = { events: "event", stakes: "stake", quotes: "quote" };

/** @param {string} label @param {string} key @param {() => void} action @param {string} name */
function keyed(label, key, action, name) {
  const node = button(label, action, { "data-do": name, "aria-keyshortcuts": key.replace("Ctrl", "Control") });
  node.append(element("kbd", { "aria-hidden": "true" }, key));
  return node;
}

/**
 * @param {Desk} desk
 * @param {{accept: () => void, skip: () => void, change: () => void, leaveOut: (reason: string) => void, next: () => void, taken: (uid: string) => void, gone: () => void}} actions
 */
export function makeQueue(desk, actions) {
  const what = element("h2", { class: "desk-what" }), why = element("p", { class: "desk-why" });
  const accept = keyed("Accept", "Ctrl+Enter", actions.accept, "accept"), change = keyed("Change first", "C", actions.change, "change");
  const skip = keyed("Skip", "S", actions.skip, "skip");
  const leave = keyed("Leave out", "X", () => ask(), "leave-out"), next = keyed("Next proposal", "Ctrl+Enter", actions.next, "next");
  accept.classList.add("desk-first");
  const rowActions = makeRowActions(desk, actions);
  const reason = makeReason((words) => given(words), () => home?.focus());
  const buttons = element("div", { class: "desk-buttons" }, accept, change, skip, leave, next, rowActions.node);
  const node = element("div", { class: "desk-head" }, what, buttons, reason.node, why);
  let given = actions.leaveOut, home = /** @type {HTMLElement | null} */ (null);

  /** Ask for the reason. @param {(reason: string) => void} [then] */
  function ask(then = actions.leaveOut) {
    given = then;
    home = /** @type {HTMLElement | null} */ (document.activeElement);
    reason.open();
  }

  /** @param {DeskHand | null} hand @param {DeskProposal[]} proposals those that are left */
  function render(hand, proposals) {
    const { proposal, row } = hand ?? {};
    for (const one of [accept, change, skip, leave]) one.hidden = !proposal;
    next.hidden = Boolean(proposal) || !proposals.length;
    rowActions.render(row ?? null);
    const place = proposals.findIndex((one) => one === proposal) + 1;
    if (proposal) what.replaceChildren(`Proposed ${KINDS[proposal.table]} `, element("span", { class: "desk-count" }, `${grouped(place)} of ${grouped(proposals.length)}${proposal.by === "model" ? ", by a model" : ""}`));
    else if (row) what.replaceChildren(`${KINDS[row.table][0].toUpperCase()}${KINDS[row.table].slice(1)} `, element("span", { class: "desk-count" }, row.written ? "in its table" : "unfinished, kept beside the tables"));
    else what.replaceChildren("Nothing in hand");
    const rule = (proposal ?? row)?.rule?.replace(/\.$/, "");
    why.textContent = rule ? `Why: ${rule}.` : hand ? "" : "Select words of the article to make a row of them, or click on a marked passage to open its row.";
    if (!proposal && reason.isOpen && given === actions.leaveOut) reason.close();
  }

  return {
    node, render, ask,
    /** @returns {boolean} whether there is anything to go on with */
    focus() {
      const first = accept.hidden ? next : accept;
      first.focus();
      return !first.hidden;
    },
    close: rowActions.close,
  };
}

/** @param {(words: string) => void} given @param {() => void} cancelled */
function makeReason(given, cancelled) {
  const input = element("input", { type: "text", id: "desk-reason", dir: "auto" });
  const form = element("form", { class: "desk-reason", hidden: true }, element("label", { for: input.id }, "Why is it left out?"), input, element("button", { type: "submit" }, "Leave out"), button("Cancel", () => cancel()));
  const close = () => (form.hidden = true);
  function cancel() {
    close();
    cancelled();
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
    given(input.value.trim());
    input.value = "";
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    cancel();
  });
  return {
    node: form, close,
    get isOpen() { return !form.hidden; },
    open() {
      form.hidden = false;
      input.focus();
    },
  };
}
