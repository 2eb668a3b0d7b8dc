// The page as it comes: tables of rows as columns, in parts (see dateline/page/columns.py and parts.py).
// Rows are light objects that read their columns when they are asked; words that have not come yet
// are "…". Pure.

import { foldText } from "./search.js";

const LETTERS = Array.from({ length: 94 }, (_, place) => String.fromCharCode(33 + place)).filter((letter) => !'"\\<'.includes(letter)).join("");
const NUMBER_OF = new Uint8Array(128);
[...LETTERS].forEach((letter, number) => (NUMBER_OF[letter.charCodeAt(0)] = number));
/** @type {[TableName, string][]} */
const TABLES = [["events", "event"], ["quotes", "quote"], ["stakes", "stake"]];

/** @typedef {(place: number) => any} Column what stands at a place */

/**
 * The forms in which columns.py encodes a column, each of so many values.
 * @type {Record<string, (data: any, more: any, count: number) => Column>}
 */
const FORMS = {
  "=": (data) => () => data,
  "-": (data) => (place) => data[place],
  "+"(data, _, count) {
    const sums = Float64Array.from(data);
    for (let place = 1; place < count; place += 1) sums[place] += sums[place - 1];
    return (place) => sums[place];
  },
  "#"(data, more, count) {
    const width = more.length === count ? 1 : 2, numbers = new Uint16Array(count);
    for (let place = 0; place < more.length; place += 1) numbers[Math.floor(place / width)] = numbers[Math.floor(place / width)] * LETTERS.length + NUMBER_OF[more.charCodeAt(place)];
    return (place) => data[numbers[place]];
  },
  "("(data, more, count) {
    const columns = /** @type {Column[]} */ ([]);
    data.forEach((/** @type {any} */ one, /** @type {number} */ index) => {
      const difference = readColumn(one, count), other = columns[more[index]];
      columns.push(other ? (place) => difference(place) + other(place) : difference);
    });
    return (place) => columns.map((column) => column(place));
  },
  "["(data, more, count) {
    const starts = startsOf(readColumn(data, count), count), values = readColumn(more, starts[count]);
    return (place) => Array.from({ length: starts[place + 1] - starts[place] }, (_, index) => values(starts[place] + index));
  },
  "{"(data, more, count) {
    const columns = more.map((/** @type {any} */ one) => readColumn(one, count));
    return (place) => Object.fromEntries(data.map((/** @type {string} */ name, /** @type {number} */ index) => [name, columns[index](place)]));
  },
  "|"(data, more, count) {
    const kinds = readColumn(data, count), places = new Uint32Array(count), counts = more.map(() => 0);
    for (let place = 0; place < count; place += 1) places[place] = counts[kinds(place)]++;
    const columns = more.map((/** @type {any} */ one, /** @type {number} */ kind) => readColumn(one, counts[kind]));
    return (place) => columns[kinds(place)](places[place]);
  },
};

/** @param {any} column as columns.py encodes it @param {number} count of its values @returns {Column} */
function readColumn([form, data, more], count) {
  if (!FORMS[form]) throw new Error(`a column of an unknown form: ${form}`);
  return FORMS[form](data, more, count);
}

/** @param {Column} lengths @param {number} count */
function startsOf(lengths, count) {
  const starts = new Uint32Array(count + 1);
  for (let place = 0; place < count; place += 1) starts[place + 1] = starts[place] + lengths(place);
  return starts;
}

/** What a row says of itself while its words have not come. @type {Record<string, unknown>} */
const NOT_YET = { title: "…", gap: null, disputes: [], sources: [], passages: [] };

/**
 * One table: its rows, and ``addRows`` for the words of more of them.
 * @param {string} kind @param {any} data @param {(row: Row, middle: string, isWhole: boolean) => string | undefined} searchOf
 */
function readTable(kind, data, searchOf) {
  const count = data.rows;
  const parts = /** @type {Record<string, Column>[]} */ ([]);
  const partOf = new Int16Array(count).fill(-1), placeIn = new Int32Array(count);
  const searches = /** @type {(string | undefined)[]} */ (new Array(count));
  const atOnce = Object.fromEntries(Object.entries(data.columns).map(([name, column]) => [name, readColumn(column, count)]));
  const keys = atOnce.key ? Array.from({ length: count }, (_, place) => `${kind}:${atOnce.key(place)}`) : [];
  const later = Object.keys(data.later);
  class Row {
    /** @param {number} index */
    constructor(index) {
      this.index = index;
    }
    get key() {
      return keys[this.index];
    }
    /** Whether its words have loaded. */
    get isHere() {
      return partOf[this.index] >= 0;
    }
    get search() {
      return (searches[this.index] ??= this.isHere ? searchOf(asRow(this), read(this, "search"), read(this, "search_is_whole")) : undefined) ?? "";
    }
    toJSON() {
      return Object.fromEntries([...Object.keys(atOnce), ...later].filter((name) => name !== "search_is_whole").map((name) => [name, /** @type {any} */ (this)[name]]));
    }
  }
  const asRow = (/** @type {unknown} */ row) => /** @type {EventRow & QuoteRow & StakeRow} */ (row);
  /** @param {{index: number}} row @param {string} name */
  const read = ({ index }, name) => parts[partOf[index]][name](placeIn[index]);
  /** @param {string} name @param {(this: Row) => unknown} get */
  const field = (name, get) => Object.defineProperty(Row.prototype, name, { get });
  for (const [name, column] of Object.entries(atOnce)) {
    if (name !== "key") field(name, function () { return column(this.index); });
  }
  for (const name of later) {
    const without = name in NOT_YET ? NOT_YET[name] : "";
    if (!name.startsWith("search")) field(name, function () { return this.isHere ? read(this, name) : without; });
  }
  const rows = Array.from({ length: count }, (_, index) => asRow(new Row(index)));

  /** @param {{spans: Span[], later: Record<string, any>}} data */
  function addRows({ spans, later: columns }) {
    const number = spans.reduce((sum, [, length]) => sum + length, 0);
    parts.push(Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, readColumn(column, number)])));
    let place = 0;
    for (const [start, length] of spans) {
      partOf.fill(parts.length - 1, start, start + length);
      for (let index = start; index < start + length; index += 1) placeIn[index] = place++;
    }
    return number;
  }
  return { rows, rowsLoaded: addRows(data), addRows };
}

/**
 * Put the page together from its first part and, as they come, the others.
 * @param {any} first the first part @returns {Page}
 */
export function readPage(first) {
  const blocks = /** @type {BlockData[]} */ ([]);
  const { tables: tableData, blocks: firstBlocks, parts, ...rest } = first;
  /** @type {any} */
  const page = { ...rest, article: { ...first.article, blocks }, rows: new Map(), rowsLoaded: 0, partsLoaded: 0, parts: parts ?? 0 };
  const tables = /** @type {Record<string, ReturnType<typeof readTable>>} */ ({});
  const all = /** @type {Row[]} */ ([]);
  for (const [name, kind] of TABLES) {
    const table = readTable(kind, tableData?.[name] ?? { rows: 0, columns: {}, spans: [], later: {} }, (row, middle, isWhole) => searchOf(page, row, middle, isWhole));
    tables[name] = table;
    page[name] = table.rows;
    page.rowsLoaded += table.rowsLoaded;
    for (const row of table.rows) {
      all.push(row);
      page.rows.set(row.key, row);
    }
  }
  const addRest = (/** @type {any} */ part) => {
    for (const name of ["ownership", "coverage"]) if (part[name]) page[name] = readColumn(part[name], 1)(0);
    if (!part.blocks) return;
    const [count, column] = part.blocks;
    const read = readColumn(column, count);
    for (let place = 0; place < count; place += 1) {
      const block = read(place);
      for (const { marks } of block.pieces) for (const mark of marks) mark[0] = all[mark[0]].key; // A place so far.
      blocks.push(block);
    }
  };
  addRest({ ...first, blocks: firstBlocks });
  page.addPart = (/** @type {any} */ part) => {
    for (const [name] of TABLES) if (part.tables[name]) page.rowsLoaded += tables[name].addRows(part.tables[name]);
    addRest(part);
    page.partsLoaded += 1;
  };
  Object.defineProperty(page, "isWhole", { get: () => page.partsLoaded === page.parts });
  Object.defineProperty(page, "rowCount", { value: all.length });
  return page;
}

/** A row's folded words, put together from those it has in any case: see parts.py. @param {Page} page @param {Row} row @param {string} middle @param {boolean} isWhole */
function searchOf(page, row, middle, isWhole) {
  if (isWhole) return middle;
  const words = row.passages.map((span) => wordsOf(page, span));
  // Not all of its article has come: nothing is found in it before.
  if (words.includes("")) return undefined;
  return `${foldText(`${row.title}\n${row.summary}`, page.folds)} ${middle} ${foldText(words.join("\n"), page.folds)}`;
}

/** The words of a passage, with a space between blocks; "" if they have not all come. @param {Page} page @param {Span} span */
export function wordsOf(page, [start, end]) {
  const { blocks } = page.article, words = [];
  let reached = start;
  for (let place = Math.max(0, firstWhere(blocks, (block) => block.start > start) - 1); blocks[place]?.start < end; place += 1) {
    const block = blocks[place], text = blockText(block);
    reached = block.start + text.length;
    if (reached > start) words.push(text.slice(Math.max(0, start - block.start), end - block.start));
  }
  return reached < end ? "" : words.join(" ");
}

/** The place of the first of ``ordered`` for which ``is`` holds, as it does for all after it. @template T @param {T[]} ordered @param {(one: T) => boolean} is */
export function firstWhere(ordered, is) {
  let low = 0, high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(ordered[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether two lists have the same values; of one that is not there yet, no. @param {readonly unknown[] | null | undefined} one @param {readonly unknown[] | null | undefined} other */
export function hasSame(one, other) {
  return Boolean(one && other && one.length === other.length && one.every((value, index) => value === other[index]));
}

/** The place ``by`` steps from another among so many, round and round; from none, -1, the first or the last. @param {number} place @param {number} by @param {number} count */
export function stepped(place, by, count) {
  return place < 0 && by < 0 ? count - 1 : (place + by + count) % count;
}

const blockTexts = /** @type {WeakMap<BlockData, string>} */ (new WeakMap());

/** @param {BlockData} block */
export function blockText(block) {
  const text = blockTexts.get(block) ?? block.pieces.map((piece) => piece.text).join("");
  blockTexts.set(block, text);
  return text;
}
