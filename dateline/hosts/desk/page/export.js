// The tab Export.

import { element } from "./dom.js";

/** @param {Desk} desk @returns {DeskPart} */
export function makeExport(desk) {
  const node = element("div", { class: "export" }, "Export");
  return { node, render() {}, close() {} };
}
