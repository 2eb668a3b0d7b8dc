// Undo and redo of the desk's steps; in a field the keys undo its own typing, as everywhere.

import { button, element } from "./dom.js";
import { isField } from "./keys.js";

/** @param {Desk} desk */
export function makeUndo(desk) {
  const undo = button("Undo", () => void desk.do({ do: "undo" }), { "aria-keyshortcuts": "Control+Z" });
  const redo = button("Redo", () => void desk.do({ do: "redo" }), { "aria-keyshortcuts": "Control+Shift+Z Control+Y" });
  const node = element("div", { class: "desk-undo" }, undo, redo);

  /** @param {KeyboardEvent} event */
  function press(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isField(event.target)) return;
    const key = event.key.toLowerCase(), isRedo = key === "y" || (key === "z" && event.shiftKey);
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (isRedo ? desk.view.redo !== null : desk.view.undo !== null) desk.do({ do: isRedo ? "redo" : "undo" });
  }

  document.addEventListener("keydown", press);
  return {
    node,
    render() {
      for (const [one, step, label] of /** @type {[HTMLButtonElement, string | null, string][]} */ ([[undo, desk.view.undo, "Undo"], [redo, desk.view.redo, "Redo"]])) {
        // Not disabled: a button that has the focus keeps it.
        one.setAttribute("aria-disabled", String(step === null));
        one.title = step === null ? `Nothing to ${label.toLowerCase()}` : `${label}: ${step}`;
      }
    },
    close: () => document.removeEventListener("keydown", press),
  };
}
