// Who holds what, on a day and over time, put together from what each holder has from when to when:
// pure.

/**
 * The state of a whole at a place among its states, 0 being that of the days before all others.
 * @param {OwnershipData} ownership @param {Whole} whole @param {number} place @returns {ShareState}
 */
export function stateAt(ownership, whole, place) {
  const { charts, conflicts, alt: [before, after] } = whole.states[place];
  const held = whole.charts.map(({ holders }) => heldAt(holders, place));
  const listed = (/** @type {number} */ number) => (number < 2 ? held[number] : held[1].filter(({ sure }) => sure)).map((one) => one.listed).filter(Boolean).join("; ");
  const rows = held.flat().flatMap((one) => one.rows);
  return {
    charts: held.map((holders, number) => ({
      name: whole.charts[number].name,
      sentence: saidOfDay(whole, charts[number], holders, number),
      sum: charts[number].sum,
      ...chartOf(ownership, charts[number], holders),
    })),
    keys: rows.map(({ key }) => key),
    possibly: rows.filter(({ possibly }) => possibly).map(({ key }) => key),
    conflicts: conflicts.map((number) => whole.conflicts[number].map((part) => (typeof part === "number" ? listed(part) : part)).join("")),
    alt: before + held.flat().map((one) => one.alt).join("; ") + after,
  };
}

/** The place among a layer's states of the one that holds on `day`; null asks for the last. @param {OwnershipLayer} layer @param {number | null} day */
export function placeOfState({ days }, day) {
  return day === null ? days.length : days.findLastIndex((one) => one.day <= day) + 1;
}

/** @param {Holder[]} holders @param {number} place */
const heldAt = (holders, place) => holders.filter(({ at: [first, end] }) => first <= place && place < end);
/** The most that a statement gives. @param {Statement} statement */
const mostOf = ({ share }) => share?.[1] ?? 0;

/** Other sources that say nothing of a day are passed over; the article's silence is said. @param {Whole} whole @param {ChartSummary} summary @param {Holder[]} holders @param {number} number */
function saidOfDay(whole, { sentence }, holders, number) {
  if (sentence !== null) return whole.sentences[sentence];
  return number || holders.length ? [] : [whole.nothing];
}

/** @param {OwnershipData} ownership @param {ChartSummary} summary @param {Holder[]} holders */
function chartOf(ownership, { stacked, rest }, holders) {
  /** @type {Pick<ShareChart, "rows" | "lines" | "pieces">} */
  const { rows, lines, pieces } = { rows: [], lines: [], pieces: [] };
  const alone = holders.filter((one) => one.rows.length === 1).map(({ name, aside, rows: [row] }) => ({ name, aside, row }));
  const single = alone.filter(({ aside }) => !aside), held = single.filter(({ row }) => mostOf(row) > 0);
  // Where all are rivals, or aside, nothing stands in the bar.
  if (stacked && (held.length || rest)) {
    rows.push({ label: "", key: "", bar: true });
    // The largest first; of equal ones as they are read.
    const end = [...held].sort((a, b) => mostOf(b.row) - mostOf(a.row)).reduce((from, { name, row }) => addShare(pieces, name, row, 0, from), 0);
    if (rest) pieces.push(restFrom(ownership, rest, end));
  }
  const addRow = (/** @type {string} */ label, /** @type {string} */ name, /** @type {Statement} */ row) => {
    addShare(pieces, name, row, rows.length, 0);
    rows.push({ label, key: row.key, bar: row.share !== null });
  };
  for (const { name, row } of single) {
    if (stacked || !mostOf(row)) lines.push({ key: row.key, name, text: row.text, words: row.short, share: row.share, stance: row.stance });
    else addRow(`${name}: ${row.text}`, name, row);
  }
  for (const { name, row } of alone.filter(({ aside }) => aside)) addRow(`${name}: ${row.text}`, name, row);
  for (const { name, head, rows: several } of holders.filter((one) => one.rows.length > 1)) {
    rows.push({ label: head, key: "", bar: false });
    for (const row of several) addRow(row.text, name, row);
  }
  return { rows, lines, pieces };
}

/** What nobody states. @param {OwnershipData} ownership @param {{name: string, text: string}} rest @param {number} start @returns {SharePiece} */
const restFrom = ({ styles }, { name, text }, start) => ({ key: "", name, words: text, stance: "", style: styles.length - 1, fill: "hatched", row: 0, start, length: 100 - start });

/** Add a statement's pieces, and say where they end: a share of nothing has none. @param {SharePiece[]} pieces @param {string} name @param {Statement} statement @param {number} row @param {number} start */
function addShare(pieces, name, { key, style, share, short, stance, fill, more }, row, start) {
  if (!share || style === null) return start;
  // Rounded shares may end a little past 100.
  const [low, high] = share.map((end) => Math.min(end, 100 - start));
  const piece = { key, name, words: short, stance, style, row };
  if (low) pieces.push({ ...piece, fill, start, length: low });
  if (high > low) pieces.push({ ...piece, fill: more, start: start + low, length: high - low });
  return start + share[1];
}

/**
 * What is stated over time, for each chart of a whole: the bars of all days side by side as a `stack`,
 * and below it `rows` of what stands in no bar. A holder keeps its place in the stack, and who comes
 * takes that of who has gone.
 * @param {OwnershipData} ownership @param {Whole} whole @returns {ShareHistory[]}
 */
export function historyOf(ownership, whole) {
  return whole.charts.map(({ name, holders }, number) => {
    const stack = /** @type {StackPiece[]} */ ([]), rows = /** @type {Map<Key, ShareRow>} */ (new Map());
    let order = /** @type {string[]} */ ([]), open = /** @type {Map<string, StackPiece>} */ (new Map());
    for (let place = 1; place < whole.states.length; place += 1) {
      const held = heldAt(holders, place), { stacked, rest } = whole.states[place].charts[number];
      const layers = stacked ? layersOf(held) : [], pieces = /** @type {SharePiece[]} */ ([]);
      order = orderOf(order, layers);
      const end = order.flatMap((holder) => layers.filter((one) => one.name === holder)).reduce((from, layer) => addLayer(pieces, layer, from), 0);
      if (rest && end < 100) pieces.push(restFrom(ownership, { name: rest.name, text: "" }, end));
      open = goOn(stack, open, pieces, place);
      for (const one of held) if (!layers.some(({ from }) => from === one)) addToRows(rows, one, place);
    }
    return { name, stack, rows: [...rows.values()] };
  });
}

/** What stands in the stack: single shares, and the least and most of what one statement after another says. @param {Holder[]} held @returns {ShareLayer[]} */
function layersOf(held) {
  const found = held.filter(({ rival, aside }) => !rival && !aside).flatMap((from) => {
    const isUnsure = from.rows.length > 1, given = from.rows.flatMap((row) => (row.share ? [{ row, share: row.share }] : []));
    const low = Math.min(...given.map(({ share }) => share[isUnsure ? 0 : 1])), high = Math.max(...given.map(({ row }) => mostOf(row)));
    return given.slice(-1).map(({ row }) => ({ from, name: from.name, row, low, high, isUnsure }));
  });
  let total = found.reduce((sum, { low }) => sum + low, 0);
  for (const layer of found.filter(({ isUnsure }) => isUnsure)) {
    if (total + layer.high - layer.low > 100.05) layer.high = layer.low;
    total += layer.high - layer.low;
  }
  return found.filter(({ high }) => high > 0);
}

/** @param {string[]} before @param {ShareLayer[]} layers */
function orderOf(before, layers) {
  const now = new Set(layers.map(({ name }) => name)), order = [...before];
  for (const { name } of layers.filter((one) => !before.includes(one.name)).sort((a, b) => b.high - a.high)) {
    const free = order.findIndex((one) => !now.has(one));
    order[free < 0 ? order.length : free] = name;
  }
  return order;
}

/** @param {SharePiece[]} pieces @param {ShareLayer} layer @param {number} start */
function addLayer(pieces, { name, row, low, high, isUnsure }, start) {
  const from = pieces.length;
  const end = addShare(pieces, name, isUnsure ? { ...row, share: [low, high], short: "", stance: "", fill: "possibly", more: "hatched" } : row, 0, start);
  for (const piece of pieces.slice(from)) piece.stated = isUnsure ? 0 : row.stated;
  return end;
}

/** Pieces that are as they were last longer; the others begin. @param {StackPiece[]} stack @param {Map<string, StackPiece>} open @param {SharePiece[]} pieces @param {number} place */
function goOn(stack, open, pieces, place) {
  return new Map(pieces.map((piece) => {
    const as = `${piece.key}|${piece.fill}|${piece.start}|${piece.length}`;
    const known = open.get(as) ?? { ...piece, first: place, end: 0 };
    if (known.first === place) stack.push(known);
    known.end = place + 1;
    return [as, known];
  }));
}

/** @param {Map<Key, ShareRow>} rows @param {Holder} holder @param {number} place */
function addToRows(rows, { name, rows: statements, aside, rival }, place) {
  if (!aside && !rival && (statements.length > 1 || !mostOf(statements[0]))) return;
  for (const { key, text, share, style, fill } of statements) {
    rows.set(key, { key, label: `${name}: ${text}`, share, style: style ?? 0, fill, first: place, ...rows.get(key), end: place + 1 });
  }
}

/** All statements of the page, as often as they are told. @param {OwnershipData | undefined} ownership */
export function statementsOf(ownership) {
  const layers = Object.values(ownership?.layers ?? {});
  return layers.flatMap(({ wholes }) => wholes).flatMap(({ charts }) => charts).flatMap(({ holders }) => holders).flatMap(({ rows }) => rows);
}
