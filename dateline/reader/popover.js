// A button and what it opens over the page; Escape and a click elsewhere close it.

import { button, element } from "./dom.js";

/** @param {string | Node} label @param {Child} content @param {{id: string, name?: string}} names ``name``: where the label is none */
export function makePopover(label, content, { id, name = "" }) {
  const panel = element("div", { class: "popover", id, hidden: true, role: "dialog", "aria-label": name || String(label) }, content);
  const opener = button(label, () => set(Boolean(panel.hidden)), { "aria-controls": id, "aria-expanded": "false", "aria-label": name || null });
  const node = element("div", { class: "popover-box" }, opener, panel);
  /** @param {boolean} isOpen */
  function set(isOpen) {
    panel.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
  }
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    set(false);
    opener.focus();
  });
  const closeOutside = (/** @type {PointerEvent} */ { target }) => node.contains(/** @type {Node} */ (target)) || set(false);
  document.addEventListener("pointerdown", closeOutside);
  return { node, opener, panel, set, close: () => document.removeEventListener("pointerdown", closeOutside) };
}
