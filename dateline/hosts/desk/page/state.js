// What the desk knows, as the server last said it. What did not change keeps its object.

/** @type {DeskView} */
const NOTHING = { article: null, tables: [], rows: [], proposals: [], known: {}, problems: [], coverage: { used: 0, unused: [] }, unreadable: [], undo: null, redo: null, changed_passages: [], left_out: [], unsaved: "" };

/**
 * @typedef {Partial<Omit<DeskView, "rows">> & {rows?: {put: DeskRow[], gone: string[], order?: string[]}}} DeskChange
 * @param {(row: DeskRow) => DeskRow} withTyped the row with what the server has not got yet
 */
export function makeState(withTyped) {
  let view = NOTHING;
  /** @type {Map<string, DeskRow>} */
  let rows = new Map();

  /** @param {DeskRow[]} found */
  const keep = (found) => (rows = new Map(found.map((row) => [row.uid, row])));

  return {
    get view() { return view; },
    /** @param {string} uid */
    row: (uid) => rows.get(uid),
    /** Lay what was typed over a row; whether there is one. @param {string} uid */
    retype(uid) {
      const row = rows.get(uid);
      if (!row) return false;
      rows.set(uid, withTyped(row));
      view = { ...view, rows: [...rows.values()] };
      return true;
    },
    /** @param {{view: DeskView} | {change: DeskChange}} message */
    receive(message) {
      if ("view" in message) {
        view = { ...message.view, rows: message.view.rows.map(withTyped) };
        keep(view.rows);
        return;
      }
      const { rows: changed, ...rest } = message.change;
      view = { ...view, ...rest };
      if (!changed) return;
      for (const uid of changed.gone) rows.delete(uid);
      for (const row of changed.put) rows.set(row.uid, withTyped(row));
      const order = changed.order ?? [...rows.keys()];
      view = { ...view, rows: order.flatMap((uid) => rows.get(uid) ?? []) };
      keep(view.rows);
    },
  };
}
