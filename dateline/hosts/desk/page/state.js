// What the desk knows, as the server last said it, with what was typed since laid over it. What did
// not change keeps its object.

/** @type {DeskView} */
const NOTHING = { article: null, tables: [], rows: [], proposals: [], remarks: [], known: {}, problems: [], coverage: { used: 0, unused: [] }, unreadable: [], undo: null, redo: null, changed_passages: [], left_out: [], unsaved: "" };

/**
 * @typedef {Partial<Omit<DeskView, "rows">> & {rows?: {put: DeskRow[], gone: string[], order?: string[]}}} DeskChange
 * @param {(row: DeskRow) => DeskRow} withTyped the row with what the server has not answered yet
 */
export function makeState(withTyped) {
  let view = NOTHING;
  /** As the server said them, in order. @type {Map<string, DeskRow>} */
  let said = new Map();
  /** @type {Map<string, DeskRow>} */
  let shown = new Map();

  /** @param {DeskRow[]} rows as the server said them @param {Set<string>} changed those to be made anew, by uid */
  function keep(rows, changed) {
    said = new Map(rows.map((row) => [row.uid, row]));
    shown = new Map(rows.map((row) => [row.uid, (!changed.has(row.uid) && shown.get(row.uid)) || withTyped(row)]));
    view = { ...view, rows: [...shown.values()] };
  }

  return {
    get view() { return view; },
    /** @param {string} uid */
    row: (uid) => shown.get(uid),
    /** Something was typed into a row, or is answered. @param {string} uid */
    retype: (uid) => keep([...said.values()], new Set([uid])),
    /** @param {{view: DeskView} | {change: DeskChange}} message */
    receive(message) {
      const { rows, ...rest } = "view" in message ? message.view : message.change;
      view = { ...view, ...rest };
      if (!rows) return;
      if (Array.isArray(rows)) return keep(rows, new Set(rows.map(({ uid }) => uid)));
      for (const uid of rows.gone) said.delete(uid);
      for (const row of rows.put) said.set(row.uid, row);
      const order = rows.order ?? [...said.keys()];
      keep(order.flatMap((uid) => said.get(uid) ?? []), new Set(rows.put.map(({ uid }) => uid)));
    },
  };
}
