// The blocks of the article in chunks. The first is there from the start; the others are made while
// nothing else is to be done, or when they are asked for.

import { element } from "../dom.js";
import { firstWhere } from "../state/table.js";
import { blockNode, passagesIn } from "./blocks.js";

const FIRST_BLOCKS = 120; // stand in the article from the start, and are always kept up to date
const CHUNK_BLOCKS = 24; // of what follows, made and kept up to date together
const LINE_CHARACTERS = 60; // about so many stand on a line, before a chunk is laid out

/**
 * @param {Store} app
 * @param {{text: HTMLElement, head: HTMLElement, opened: (chunk: Chunk) => void, made: (chunk: Chunk, pieces: Passage[]) => void, idle: (isTimeLeft: () => boolean) => boolean}} article
 *   ``text`` holds the first chunk and the boxes of the others, ``head`` what stands in the head of the
 *   page; ``opened`` and ``made`` are called for each chunk that is new, and for what is made of it;
 *   ``idle`` works on once all are made, and says whether there is more to do
 */
export function makeChunks(app, { text, head, opened, made, idle }) {
  const blocks = /** @type {Block[]} */ ([]);
  const chunks = /** @type {Chunk[]} */ ([]);
  const unmade = () => chunks.find((chunk) => chunk.made < chunk.blocks.length);
  const later = makeIdleWork((isTimeLeft) => {
    // One at least: a page may never be idle.
    for (let next = unmade(); next; next = isTimeLeft() ? unmade() : undefined) make(next);
    return unmade() !== undefined || idle(isTimeLeft);
  });

  /** Take blocks of the page, in order: all at the start, or some then and the rest later. @param {BlockData[]} fresh */
  function take(fresh) {
    for (const data of fresh) {
      let chunk = chunks[chunks.length - 1];
      if (!chunk || chunk.blocks.length >= (chunks.length > 1 ? CHUNK_BLOCKS : FIRST_BLOCKS)) chunk = open(data.start);
      blocks.push(addBlock(chunk, data));
    }
    for (const { box, lines, isFirst } of chunks) if (!isFirst) box.style.setProperty("--lines", String(Math.round(lines)));
    if (chunks.length) make(chunks[0]);
    later.begin();
  }

  /** @param {number} start */
  function open(start) {
    const isFirst = !chunks.length;
    const chunk = { box: isFirst ? text : element("div", { class: "chunk" }), isFirst, blocks: [], made: 0, lines: 0, start, end: start };
    chunks.push(chunk);
    if (!isFirst) text.append(chunk.box);
    opened(chunk);
    return chunk;
  }

  /** Make the nodes of a chunk's blocks, those that are not made yet. @param {Chunk} chunk */
  function make(chunk) {
    if (chunk.made === chunk.blocks.length) return;
    const fresh = chunk.blocks.slice(chunk.made);
    chunk.made = chunk.blocks.length;
    const nodes = [];
    for (const block of fresh) {
      const node = blockNode(app, block);
      if (isOfHead(block, blocks)) head.append(node);
      else nodes.push(node);
    }
    // In the article itself they stand before all other chunks.
    if (chunk.isFirst && chunks.length > 1) chunks[1].box.before(...nodes);
    else chunk.box.append(...nodes);
    made(chunk, [...passagesIn(fresh)]);
  }

  return {
    ...makePlaces(chunks, make), all: chunks, blocks, take, make, close: later.close,
    /** All passages, made. */
    passages() {
      chunks.forEach(make);
      return chunks.flatMap((chunk) => [...passagesIn(chunk.blocks)]);
    },
  };
}

/** @param {Chunk} chunk @param {BlockData} data @returns {Block} */
function addBlock(chunk, data) {
  const { start } = data, end = data.pieces.reduce((sum, piece) => sum + piece.text.length, start);
  const block = { data, start, end, pieces: null };
  chunk.blocks.push(block);
  chunk.end = end;
  chunk.lines += Math.ceil((end - start) / LINE_CHARACTERS) + 0.6;
  return block;
}

/** Headline and standfirst, before the first paragraph, stand in the head of the page. @param {Block} block @param {Block[]} blocks */
function isOfHead(block, blocks) {
  const first = blocks.findIndex(({ data }) => data.kind === "paragraph");
  return ["headline", "standfirst"].includes(block.data.kind) && (first < 0 || blocks.indexOf(block) < first);
}

/** Where stretches of the article's text stand. @param {Chunk[]} chunks @param {(chunk: Chunk) => void} make */
function makePlaces(chunks, make) {
  /** The chunk in which a passage begins, made; undefined where its block is not there. @param {number} place */
  function at(place) {
    const chunk = chunks[lastBefore(chunks, place)];
    if (!chunk || place >= chunk.end) return undefined;
    make(chunk);
    return chunk;
  }

  /** Where a stretch of one block begins and ends in the document, as a range is made of. @param {Span} span */
  function boundsOf([start, end]) {
    const chunk = at(start);
    const pieces = chunk?.blocks[lastBefore(chunk.blocks, start)]?.pieces ?? [];
    const first = pieces.find((piece) => start < piece.end), last = pieces.find((piece) => end <= piece.end) ?? pieces[pieces.length - 1];
    if (!first) return null;
    return {
      startContainer: first.words, startOffset: Math.max(0, start - first.start),
      endContainer: last.words, endOffset: Math.min(last.words.length, end - last.start),
    };
  }

  return {
    at, boundsOf,
    /** The chunks that a passage stands in: it may run over the end of one. @param {Span} span */
    over: ([start, end]) => (at(start) ? chunks.filter((chunk) => chunk.end > start && chunk.start < end) : []),
  };
}

/** Where the last of ``ordered`` is that begins at or before a place, or -1. @param {{start: number}[]} ordered @param {number} place */
const lastBefore = (ordered, place) => firstWhere(ordered, (/** @type {{start: number}} */ one) => one.start > place) - 1;

/** Work for when nothing else is to be done; ``work`` says whether there is more. @param {(isTimeLeft: () => boolean) => boolean} work */
function makeIdleWork(work) {
  const ask = globalThis.requestIdleCallback ?? ((/** @type {IdleRequestCallback} */ run) => setTimeout(() => {
    const start = performance.now();
    run({ didTimeout: false, timeRemaining: () => start + 10 - performance.now() });
  }, 20));
  let asked = 0;
  function begin() {
    asked ||= ask((deadline) => {
      asked = 0;
      if (work(() => deadline.timeRemaining() > 3)) begin();
    }, { timeout: 300 });
  }
  return { begin, close: () => (globalThis.cancelIdleCallback ?? clearTimeout)(asked) };
}
