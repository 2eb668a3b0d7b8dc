// The tab Write.

import { element } from "./dom.js";

/** @param {Desk} desk @returns {DeskPart} */
export function makeWrite(desk) {
  const node = element("div", { class: "write" }, "Write");
  return { node, render() {}, close() {} };
}
