// What other sources dispute, while they are left out: how many, and a button that shows them.

import { button, plural } from "../dom.js";

/** How many rows of other sources dispute one of the article's. @param {Store} app @param {Row} row */
export const disputedOutside = ({ row: rowOf }, row) => (row.background ? 0 : row.disputes.filter((key) => rowOf(key).background).length);

/** @param {Store} app @param {Key} key @param {number} count @param {Attributes} attributes */
export function revealButton(app, key, count, attributes, label = `disputed by ${plural(count, "other source")}`) {
  return button(label, () => app.ask({ background: true }), { "data-key": key, ...attributes });
}
