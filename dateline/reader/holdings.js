// @ts-nocheck
// Who holds what on a day, put together from what each holder has from when to when: pure.

export const BAR_PX = 34;

/**
 * A statement in force, as the page tells it.
 * @typedef {{ key: string, possibly: boolean, style: number | null, text: string,
 *   share: [number, number] | null, short: string, fill: string, more: string, swatch: string }} Statement
 * What one holder has, or what several contradict each other about, while nothing changes.
 * @typedef {{ at: [number, number], name: string, head: string, aside: boolean, listed: string,
 *   alt: string, sure: boolean, rows: Statement[] }} Holder
 */

/**
 * The state of a whole at a place among its states, 0 being that of the days before all others:
 * its `charts` with their `figure`, `rows`, `lines` and words `inside` the pieces, the `keys` in
 * force, those that `possibly` are, `conflicts` in words, and `alt`.
 */
export function stateAt(ownership, whole, place) {
  const state = whole.states[place];
  const held = whole.charts.map(({ holders }) => holders.filter(({ at: [first, end] }) => first <= place && place < end));
  const listed = (number) => (number < 2 ? held[number] : held[1].filter(({ sure }) => sure)).map((one) => one.listed).filter(Boolean).join("; ");
  const rows = held.flat().flatMap((one) => one.rows);
  const [before, after] = state.alt;
  return {
    charts: held.map((holders, number) => chartOf(ownership, state.charts[number], holders, whole.charts[number].name, whole.nothing)),
    keys: rows.map(({ key }) => key),
    possibly: rows.filter(({ possibly }) => possibly).map(({ key }) => key),
    conflicts: state.conflicts.map((number) => whole.conflicts[number].map((part) => (typeof part === "number" ? listed(part) : part)).join("")),
    alt: before + held.flat().map((one) => one.alt).join("; ") + after,
  };
}

/** The place among a layer's states of the one that holds on `day`; null asks for the last. */
export function placeOfState(layer, day) {
  return day === null ? layer.days.length : layer.days.findLastIndex((one) => one.day <= day) + 1;
}

function chartOf(ownership, summary, holders, name, nothing) {
  const single = holders.filter(({ rows, aside }) => rows.length === 1 && !aside);
  const isHeld = ({ rows: [{ share }] }) => share !== null && share[1] > 0;
  const nobody = ownership.styles.length - 1;
  const rows = [], lines = [], pieces = [];
  // Where all are rivals, or aside, nothing stands in the bar.
  if (summary.stacked && (single.some(isHeld) || summary.rest)) {
    rows.push({ label: "", key: "", bar: true });
    let place = 0;
    // The largest first; of equal ones as they are read.
    for (const one of single.filter(isHeld).sort((a, b) => b.rows[0].share[1] - a.rows[0].share[1])) {
      const [row] = one.rows;
      pieces.push(...piecesOf(row, 0, place, `${one.name} ${row.short}`));
      place += row.share[1];
    }
    if (summary.rest) {
      pieces.push({ key: "", words: "", style: nobody, fill: "hatched", row: 0, start: place, length: 100 - place });
      lines.push({ key: "", style: null, fill: "hatched", ...summary.rest });
    }
  }
  for (const one of single) {
    const [row] = one.rows;
    if (summary.stacked || !isHeld(one)) {
      const style = row.share ? ownership.styles[row.style] : null;
      lines.push({ key: row.key, name: one.name, text: row.text, style, fill: row.swatch });
    } else {
      pieces.push(...piecesOf(row, rows.length, 0, ""));
      rows.push({ label: `${one.name}: ${row.text}`, key: row.key, bar: true });
    }
  }
  for (const one of holders.filter(({ rows: [, other], aside }) => aside && !other)) {
    const [row] = one.rows;
    pieces.push(...piecesOf(row, rows.length, 0, ""));
    rows.push({ label: `${one.name}: ${row.text}`, key: row.key, bar: row.share !== null });
  }
  for (const one of holders.filter((holder) => holder.rows.length > 1)) {
    rows.push({ label: one.head, key: "", bar: false });
    for (const row of one.rows) {
      pieces.push(...piecesOf(row, rows.length, 0, ""));
      rows.push({ label: row.text, key: row.key, bar: row.share !== null });
    }
  }
  if (!holders.length) lines.push({ key: "", name: "", text: nothing, style: null, fill: "solid" });
  const inside = pieces.filter(({ words }) => words);
  const edges = pieces.filter(({ fill }) => fill === "unbounded").map(({ row, start, length, style }) => ({ row, start, length, colour: ownership.styles[style].colour }));
  return {
    name, rows, lines, sum: summary.sum, edges,
    figure: { data: [barsOf(ownership, pieces)], layout: ownership.figure.layout },
    inside: inside.map(({ key, words, row, start, length, fill }) => ({ key, words, row, start, length, solid: fill === "solid" })),
  };
}

/** A statement's bar: what it says at least, and filled otherwise up to what it says at most. */
function piecesOf({ key, style, share, fill, more }, row, place, words) {
  if (!share) return [];
  // Rounded shares may end a little past 100.
  const [low, high] = share.map((end) => Math.min(end, 100 - place));
  const found = [];
  if (low) found.push({ key, words, style, fill, row, start: place, length: low });
  if (high > low) found.push({ key, words: low ? "" : words, style, fill: more, row, start: place + low, length: high - low });
  if (!high) found.push({ key, words, style, fill, row, start: place, length: 0.4 });
  return found;
}

function barsOf({ figure, styles }, pieces) {
  const [bars] = figure.data;
  const fills = pieces.map(({ style, fill }) => styles[style].fills[fill]);
  const all = (name) => fills.map((fill) => fill[name]);
  return {
    ...bars,
    base: pieces.map(({ start }) => start),
    x: pieces.map(({ length }) => length),
    y: pieces.map(({ row }) => row),
    width: pieces.map(() => BAR_PX),
    customdata: pieces.map(({ key }) => key),
    marker: {
      // The edge of what has no lower bound is dashed, which no bar can be: it is a shape of its own.
      line: { width: pieces.map(({ fill }) => (fill === "unbounded" ? 0 : bars.marker.line.width)), color: pieces.map(({ style }) => styles[style].colour) },
      pattern: { shape: all("shape"), fgcolor: all("fgcolor"), bgcolor: all("bgcolor"), size: all("size"), solidity: all("solidity") },
    },
  };
}

/** All statements of the page, as often as they are told. */
export function statementsOf(ownership) {
  const layers = Object.values(ownership?.layers ?? {});
  return layers.flatMap(({ wholes }) => wholes).flatMap(({ charts }) => charts).flatMap(({ holders }) => holders).flatMap(({ rows }) => rows);
}
