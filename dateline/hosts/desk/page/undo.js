// The buttons for undo and redo.

import { element } from "./dom.js";

/** @param {Desk} desk */
export function makeUndo(desk) {
  const node = element("div", { class: "undo" });
  return { node, render() {}, close() {} };
}
