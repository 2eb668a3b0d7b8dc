// The tab Tables.

import { element } from "./dom.js";

/** @param {Desk} desk @returns {DeskPart} */
export function makeTables(desk) {
  const node = element("div", { class: "tables" }, "Tables");
  return { node, render() {}, close() {} };
}
