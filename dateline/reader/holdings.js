// @ts-nocheck
// Who holds what, on a day and over time, put together from what each holder has from when to when:
// pure.

/**
 * The state of a whole at a place among its states, 0 being that of the days before all others:
 * its `charts` with their `sentence`, `rows`, `pieces` and `lines`, the `keys` in force, those that
 * `possibly` are, `conflicts` in words, and `alt`.
 * @param {OwnershipData} ownership @param {Whole} whole @param {number} place @returns {ShareState}
 */
export function stateAt(ownership, whole, place) {
  const state = whole.states[place];
  const held = whole.charts.map(({ holders }) => heldAt(holders, place));
  const listed = (number) => (number < 2 ? held[number] : held[1].filter(({ sure }) => sure)).map((one) => one.listed).filter(Boolean).join("; ");
  const rows = held.flat().flatMap((one) => one.rows);
  const [before, after] = state.alt;
  return {
    charts: held.map((holders, number) => ({
      name: whole.charts[number].name,
      sentence: saidOfDay(whole, state.charts[number], holders, number),
      sum: state.charts[number].sum,
      ...chartOf(ownership, state.charts[number], holders),
    })),
    keys: rows.map(({ key }) => key),
    possibly: rows.filter(({ possibly }) => possibly).map(({ key }) => key),
    conflicts: state.conflicts.map((number) => whole.conflicts[number].map((part) => (typeof part === "number" ? listed(part) : part)).join("")),
    alt: before + held.flat().map((one) => one.alt).join("; ") + after,
  };
}

/** The place among a layer's states of the one that holds on `day`; null asks for the last. @param {OwnershipLayer} layer @param {number | null} day */
export function placeOfState(layer, day) {
  return day === null ? layer.days.length : layer.days.findLastIndex((one) => one.day <= day) + 1;
}

/** @param {Holder[]} holders @param {number} place */
const heldAt = (holders, place) => holders.filter(({ at: [first, end] }) => first <= place && place < end);
/** @param {Holder} holder */
const isHeld = ({ rows: [{ share }] }) => share !== null && share[1] > 0;

/** Other sources that say nothing of a day are passed over; the article's silence is said. @param {Whole} whole @param {ChartSummary} summary @param {Holder[]} holders @param {number} number @returns {SentencePart[]} */
function saidOfDay(whole, { sentence }, holders, number) {
  if (sentence !== null) return whole.sentences[sentence];
  return number || holders.length ? [] : [whole.nothing];
}

/** @param {OwnershipData} ownership @param {ChartSummary} summary @param {Holder[]} holders */
function chartOf(ownership, summary, holders) {
  const single = holders.filter(({ rows, aside }) => rows.length === 1 && !aside);
  const rows = [], lines = [], pieces = [];
  // Where all are rivals, or aside, nothing stands in the bar.
  if (summary.stacked && (single.some(isHeld) || summary.rest)) {
    rows.push({ label: "", key: "", bar: true });
    // The largest first; of equal ones as they are read.
    const inBar = single.filter(isHeld).sort((a, b) => b.rows[0].share[1] - a.rows[0].share[1]);
    const place = inBar.reduce((from, one) => addShare(pieces, one.name, one.rows[0], 0, from), 0);
    if (summary.rest) {
      const { name, text } = summary.rest;
      pieces.push({ key: "", name, words: text, stance: "", style: ownership.styles.length - 1, fill: "hatched", row: 0, start: place, length: 100 - place });
    }
  }
  const addRow = (label, row, name) => {
    addShare(pieces, name, row, rows.length, 0);
    rows.push({ label, key: row.key, bar: row.share !== null });
  };
  for (const one of single) {
    const [row] = one.rows;
    if (summary.stacked || !isHeld(one)) lines.push({ key: row.key, name: one.name, text: row.text, words: row.short, share: row.share, stance: row.stance });
    else addRow(`${one.name}: ${row.text}`, row, one.name);
  }
  for (const one of holders.filter(({ rows: [, other], aside }) => aside && !other)) addRow(`${one.name}: ${one.rows[0].text}`, one.rows[0], one.name);
  for (const one of holders.filter((holder) => holder.rows.length > 1)) {
    rows.push({ label: one.head, key: "", bar: false });
    for (const row of one.rows) addRow(row.text, row, one.name);
  }
  return { rows, lines, pieces };
}

/** Add a statement's pieces, and say where they end: a share of nothing has none. @param {SharePiece[]} pieces @param {string} name @param {Statement} statement @param {number} row @param {number} start */
function addShare(pieces, name, { key, style, share, short, stance, fill, more }, row, start) {
  if (!share) return start;
  // Rounded shares may end a little past 100.
  const [low, high] = share.map((end) => Math.min(end, 100 - start));
  const piece = { key, name, words: short, stance, style, row };
  if (low) pieces.push({ ...piece, fill, start, length: low });
  if (high > low) pieces.push({ ...piece, fill: more, start: start + low, length: high - low });
  return start + share[1];
}

/**
 * What is stated over time, for each chart of a whole: its `statements`, the bars of all days side by side as a
 * `stack`, and below it `rows` of what stands in no bar. Each piece lasts from the state `first` until
 * the one at `end`; a holder keeps its place in the stack, and who comes takes that of who has gone.
 */
export function historyOf(ownership, whole) {
  return whole.charts.map(({ name, holders }, number) => {
    const stack = [], rows = new Map();
    let order = [], open = new Map();
    for (let place = 1; place < whole.states.length; place += 1) {
      const held = heldAt(holders, place);
      const { stacked, rest } = whole.states[place].charts[number];
      const layers = stacked ? layersOf(held) : [];
      order = orderOf(order, layers);
      const pieces = [];
      const end = order.reduce((from, holder) => layers.filter((one) => one.name === holder).reduce((at, one) => addLayer(pieces, one, at), from), 0);
      if (rest && end < 100) pieces.push({ key: "", name: rest.name, words: "", stance: "", style: ownership.styles.length - 1, fill: "hatched", stated: 0, start: end, length: 100 - end });
      open = goOn(stack, open, pieces, place);
      for (const one of held) if (!layers.some(({ from }) => from === one)) addToRows(rows, one, place);
    }
    const statements = new Map(holders.flatMap((one) => one.rows.map((row) => [row.key, { name: one.name, ...row }])));
    return { name, stack, rows: [...rows.values()], statements: [...statements.values()] };
  });
}

/** What stands in the stack: single shares, and the least and most of what one statement after another says. @param {Holder[]} held @returns {ShareLayer[]} */
function layersOf(held) {
  const found = [];
  let total = 0;
  for (const one of held.filter(({ rival, aside }) => !rival && !aside)) {
    const shares = one.rows.map(({ share }) => share).filter(Boolean);
    if (!shares.length) continue;
    const isUnsure = one.rows.length > 1;
    const low = Math.min(...shares.map((share) => share[isUnsure ? 0 : 1])), high = Math.max(...shares.map((share) => share[1]));
    found.push({ from: one, name: one.name, row: one.rows.findLast(({ share }) => share), low, high, isUnsure });
    total += low;
  }
  for (const layer of found.filter(({ isUnsure }) => isUnsure)) {
    if (total + layer.high - layer.low > 100.05) layer.high = layer.low;
    total += layer.high - layer.low;
  }
  return found.filter(({ high }) => high > 0);
}

/** @param {string[]} before @param {ShareLayer[]} layers */
function orderOf(before, layers) {
  const now = new Set(layers.map(({ name }) => name));
  const order = [...before];
  const come = layers.filter(({ name }) => !before.includes(name)).sort((a, b) => b.high - a.high);
  for (const { name } of come) {
    const free = order.findIndex((one) => !now.has(one));
    if (free < 0) order.push(name);
    else order[free] = name;
  }
  return order;
}

/** @param {SharePiece[]} pieces @param {ShareLayer} layer @param {number} start */
function addLayer(pieces, { name, row, low, high, isUnsure }, start) {
  if (!isUnsure) {
    const from = pieces.length, end = addShare(pieces, name, row, 0, start);
    for (const piece of pieces.slice(from)) piece.stated = row.stated;
    return end;
  }
  const piece = { key: row.key, name, words: "", stance: "", style: row.style, stated: 0 };
  if (low) pieces.push({ ...piece, fill: "possibly", start, length: low });
  if (high > low) pieces.push({ ...piece, fill: "hatched", start: start + low, length: high - low });
  return start + high;
}

/** Pieces that are as they were last longer; the others begin. @param {StackPiece[]} stack @param {Map<string, StackPiece>} open @param {SharePiece[]} pieces @param {number} place */
function goOn(stack, open, pieces, place) {
  const now = new Map();
  for (const piece of pieces) {
    const as = `${piece.key}|${piece.fill}|${piece.start}|${piece.length}`;
    const known = open.get(as) ?? { ...piece, first: place };
    if (known.first === place) stack.push(known);
    known.end = place + 1;
    now.set(as, known);
  }
  return now;
}

/** @param {Map<Key, ShareRow>} rows @param {Holder} holder @param {number} place */
function addToRows(rows, { name, rows: statements, aside, rival }, place) {
  if (!aside && !rival && (statements.length > 1 || !statements[0].share?.[1])) return;
  for (const row of statements) {
    const known = rows.get(row.key) ?? { key: row.key, label: `${name}: ${row.text}`, share: row.share, style: row.style, fill: row.fill, first: place };
    known.end = place + 1;
    rows.set(row.key, known);
  }
}

/** All statements of the page, as often as they are told. @param {OwnershipData | undefined} ownership */
export function statementsOf(ownership) {
  const layers = Object.values(ownership?.layers ?? {});
  return layers.flatMap(({ wholes }) => wholes).flatMap(({ charts }) => charts).flatMap(({ holders }) => holders).flatMap(({ rows }) => rows);
}
