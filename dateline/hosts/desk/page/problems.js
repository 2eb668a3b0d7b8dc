// The tab Problems.

import { element } from "./dom.js";

/** @param {Desk} desk @returns {DeskPart} */
export function makeProblems(desk) {
  const node = element("div", { class: "problems" }, "Problems");
  return { node, render() {}, close() {} };
}
