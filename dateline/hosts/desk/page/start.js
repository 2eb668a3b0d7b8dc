// The tab Start.

import { element } from "./dom.js";

/** @param {Desk} desk @returns {DeskPart} */
export function makeStart(desk) {
  const node = element("div", { class: "start" }, "Start");
  return { node, render() {}, close() {} };
}
