// Keys of the desk. Those of one letter act only outside of fields, and can be turned off.

import { element } from "./dom.js";

/** Whether keys write there. @param {EventTarget | null} target */
export function isField(target) {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return !["radio", "checkbox", "button"].includes(target.type);
  return target instanceof HTMLElement && target.isContentEditable && target.getAttribute("aria-readonly") !== "true";
}

/**
 * @param {{isShown: () => boolean, goOn: () => void, back: () => void, marked: (key: string) => boolean, pressed: Record<string, () => void>}} actions
 *   ``goOn``: Ctrl+Enter; ``back``: Escape; ``marked``: the selected words took the key; ``pressed``: what else a letter does
 */
export function makeKeys({ isShown, goOn, back, marked, pressed }) {
  const areOn = element("input", { type: "checkbox", id: "desk-keys", checked: true });
  const node = element("label", { class: "desk-keys", for: areOn.id }, areOn, "A, C, E, Q, S, U and X act outside of fields; Escape leads to the article");

  /** @param {KeyboardEvent} event */
  function press(event) {
    if (!isShown() || event.isComposing || event.defaultPrevented) return;
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (key === "Enter" && (ctrlKey || metaKey)) {
      event.preventDefault();
      // A key that is held down accepts one.
      return event.repeat || goOn();
    }
    if (key === "Escape") return back();
    if (!areOn.checked || ctrlKey || metaKey || altKey || event.repeat || isField(target)) return;
    const letter = key.toLowerCase(), isMarked = marked(letter);
    if (!isMarked && !pressed[letter]) return;
    event.preventDefault();
    if (!isMarked) pressed[letter]();
  }

  document.addEventListener("keydown", press);
  return { node, close: () => document.removeEventListener("keydown", press) };
}
