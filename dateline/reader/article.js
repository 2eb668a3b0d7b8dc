// @ts-nocheck
// The article: its full text, in which every passage that a row rests on leads to that row. The
// words never hide; a piece whose rows are all left out loses its link and underline. Its beginning
// is there at once, the rest is made in chunks while nothing else is to be done, or when it comes
// near the screen. Passages are links, and kept up to date, only near the screen.

import { blockNode, passagesIn } from "./blocks.js";
import { element, isForBrowser } from "./dom.js";
import { makeFinder } from "./find.js";
import { makeJumps, scrollBox } from "./jump.js";
import { makePassageMenu } from "./passage_menu.js";
import { makeReading } from "./reading.js";
import { makeRest } from "./rest.js";
import { firstWhere } from "./table.js";

const FIRST_BLOCKS = 120; // stand in the article from the start, and are always kept up to date
const CHUNK_BLOCKS = 24; // of what follows, made and kept up to date together
const LINE_CHARACTERS = 60; // about so many stand on a line, before a chunk is laid out
const DOUBLE_CLICK_MS = 200; // a click waits for so long whether it begins a double click, which selects a word
const MOST_RANGES = 2000; // of words searched for, drawn at a time

/** ``moved``: other passages are in view; ``wasFound``: the words searched for are found, all of them. */
export function makeArticle(app, { moved: readingMoved, wasFound }) {
  const { language } = app.page.article;
  const text = element("article", { lang: language, dir: "auto", tabindex: "-1" });
  const notes = element("div", { class: "print-notes" });
  const head = element("div", { class: "head-blocks", lang: language, dir: "auto" });
  const blocks = []; // all, in order
  const chunks = []; // of them: {box, blocks, made, start, end}; the first one's box is the article
  const near = new Set(); // chunks near the screen
  const live = new Set(); // chunks whose passages are kept up to date
  const pieceOf = new WeakMap(); // a passage's link -> its piece
  const reading = makeReading(readingMoved);
  const finder = makeFinder(blocks, app.page.folds, () => {
    renderFound();
    wasFound();
  });
  const menu = makePassageMenu(app, (piece) => shownMarks(piece, app.answer));
  const node = element("div", { class: "text" }, text, menu.node, notes);
  const jumps = makeJumps(node, () => chunks.length > 1);
  let idle = 0, opening = 0;
  let isWanted = false; // a passage was asked for whose block is not there yet
  let here = null; // the place of words searched for that was last stepped to

  // ---- blocks --------------------------------------------------------------------------------

  /** Take blocks of the page, in order: all at the start, or some then and the rest later. */
  function add(newBlocks) {
    for (const one of newBlocks) {
      const end = one.pieces.reduce((sum, piece) => sum + piece.text.length, one.start);
      const block = { data: one, start: one.start, end, pieces: null };
      let chunk = chunks[chunks.length - 1];
      if (!chunk || chunk.blocks.length >= (chunks.length > 1 ? CHUNK_BLOCKS : FIRST_BLOCKS)) chunk = addChunk(block);
      chunk.blocks.push(block);
      chunk.end = end;
      chunk.lines += Math.ceil((end - block.start) / LINE_CHARACTERS) + 0.6;
      blocks.push(block);
    }
    for (const { box, lines } of chunks) if (box !== text) box.style.setProperty("--lines", Math.round(lines));
    make(chunks[0]);
    if (app.answer) {
      for (const chunk of live) make(chunk);
      finder.goOn();
      render(app.answer);
      if (isWanted) show();
    }
    makeRest();
  }

  function addChunk({ start }) {
    const chunk = { box: chunks.length ? element("div", { class: "chunk" }) : text, blocks: [], made: 0, lines: 0, start, end: start };
    chunks.push(chunk);
    if (chunk.box === text) near.add(chunk);
    else {
      chunkOf.set(chunk.box, chunk);
      text.append(chunk.box);
      nearness?.observe(chunk.box);
    }
    return chunk;
  }

  /** Make the nodes of a chunk's blocks, those that are not made yet. */
  function make(chunk) {
    if (!chunk || chunk.made === chunk.blocks.length) return;
    const fresh = chunk.blocks.slice(chunk.made);
    const nodes = fresh.map((block) => blockNode(app, block));
    const isHead = fresh.map((block) => isOfHead(block));
    head.append(...nodes.filter((_, place) => isHead[place]));
    nodes.splice(0, nodes.length, ...nodes.filter((_, place) => !isHead[place]));
    for (const piece of passagesIn(fresh)) pieceOf.set(piece.node, piece);
    chunk.made = chunk.blocks.length;
    // In the article itself they stand before all other chunks.
    if (chunk.box === text && chunks.length > 1) chunks[1].box.before(...nodes);
    else chunk.box.append(...nodes);
    if (near.has(chunk)) reading.watch(passagesIn(fresh));
  }

  /** Headline and standfirst, before the first paragraph, stand in the head of the page. */
  function isOfHead(block) {
    const first = blocks.findIndex(({ data }) => data.kind === "paragraph");
    return ["headline", "standfirst"].includes(block.data.kind) && (first < 0 || blocks.indexOf(block) < first);
  }

  function makeRest() {
    if (idle) return;
    const later = globalThis.requestIdleCallback ?? ((work) => setTimeout(() => {
      const start = performance.now();
      work({ timeRemaining: () => start + 10 - performance.now() });
    }, 20));
    idle = later((deadline) => {
      idle = 0;
      const isTimeLeft = () => deadline.timeRemaining() > 3;
      let rest = chunks.find((chunk) => chunk.made < chunk.blocks.length);
      // One at least: a page may never be idle.
      while (rest) {
        make(rest);
        if (!isTimeLeft()) break;
        rest = chunks.find((chunk) => chunk.made < chunk.blocks.length);
      }
      if (rest || finder.prepare(isTimeLeft)) makeRest();
    }, { timeout: 300 });
  }

  // ---- places --------------------------------------------------------------------------------

  /** Where the last of ``ordered`` is that begins at or before a place, or -1. */
  const lastBefore = (ordered, place) => firstWhere(ordered, ({ start }) => start > place) - 1;

  /** The chunk in which a row's passage begins, made; null where its block is not there. */
  function chunkAt(place) {
    const chunk = chunks[lastBefore(chunks, place)];
    if (!chunk || place >= chunk.end) return null;
    make(chunk);
    return chunk;
  }

  /** Where a stretch of one block begins and ends in the document, as a range is made of; or null. */
  function boundsOf([start, end]) {
    const chunk = chunkAt(start);
    const pieces = chunk?.blocks[lastBefore(chunk.blocks, start)]?.pieces ?? [];
    const first = pieces.find((piece) => start < piece.end), last = pieces.find((piece) => end <= piece.end) ?? pieces[pieces.length - 1];
    if (!first) return null;
    return {
      startContainer: first.words, startOffset: Math.max(0, start - first.start),
      endContainer: last.words, endOffset: Math.min(last.words.length, end - last.start),
    };
  }

  // ---- drawing -------------------------------------------------------------------------------

  const shownMarks = (piece, answer) => piece.marks.filter(([key]) => app.isShown(key, answer) || key === app.view.selected);

  const passagesOf = (chunk) => passagesIn(chunk.blocks);

  /** Which passages are links, which belong to the selection, which is the current one. */
  function render(answer) {
    if (!nearness) watch();
    const span = app.selected ? app.row(app.selected)?.passages[app.passage] : null;
    const chosen = span ? chunkAt(span[0]) : null;
    for (const chunk of live) if (!near.has(chunk) && chunk !== chosen) rest(chunk);
    for (const chunk of near) renderChunk(chunk, answer);
    // A passage may run over the end of its chunk.
    for (let place = chunks.indexOf(chosen); place >= 0 && place < chunks.length && chunks[place].start < span[1]; place += 1) renderChunk(chunks[place], answer);
    renderFound();
  }

  function renderChunk(chunk, answer) {
    make(chunk);
    live.add(chunk);
    if (chunk.box !== text) chunk.box.classList.add("near");
    const { selected, passage } = app;
    for (const piece of passagesOf(chunk)) {
      const shown = shownMarks(piece, answer);
      const mine = selected ? piece.marks.filter(([key]) => key === selected) : [];
      const isCurrent = mine.some(([, number]) => number === passage);
      const state = `${app.query} ${shown.map(([key]) => key)}|${mine.length}|${isCurrent}`;
      if (piece.state === state) continue;
      piece.state = state;
      const link = piece.node;
      link.classList.toggle("shown", shown.length > 0);
      link.classList.toggle("of-row", mine.length > 0);
      if (isCurrent) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      if (shown.length && piece.isLink) {
        link.href = app.addressOf(shown[0][0]);
        link.title = shown.map(([key]) => app.row(key).title).join("; ");
      } else {
        link.removeAttribute("href");
        link.removeAttribute("title");
      }
    }
  }

  /** A chunk that is far from the screen is its words alone. */
  function rest(chunk) {
    if (chunk.box.contains(document.activeElement)) return; // Whoever tabs through it goes on there.
    live.delete(chunk);
    chunk.box.classList.remove("near");
    for (const piece of passagesOf(chunk)) {
      if (!piece.state) continue;
      piece.state = "";
      piece.node.className = "passage";
      for (const name of ["href", "title", "aria-current"]) piece.node.removeAttribute(name);
    }
  }

  // Words searched for, highlighted by the browser without touching the text, near the screen.
  function renderFound() {
    if (!globalThis.CSS?.highlights) return;
    const { found } = finder;
    const spans = [];
    // The article's beginning last: it may be far away.
    for (const { start, end } of found.length ? [...live].reverse() : []) {
      for (let place = firstWhere(found, (span) => span[0] >= start); found[place]?.[0] < end && spans.length < MOST_RANGES; place += 1) spans.push(found[place]);
    }
    if (!found.length) here = null;
    highlight("dateline-found", spans, 0);
    highlight("dateline-here", here ? [here] : [], 1);
  }

  function highlight(name, spans, priority) {
    const ranges = spans.map(boundsOf).filter(Boolean).map((bounds) => new StaticRange(bounds));
    if (ranges.length) CSS.highlights.set(name, Object.assign(new Highlight(...ranges), { priority }));
    else CSS.highlights.delete(name);
  }

  /** Look for folded words; what is found at once is highlighted by the next ``render``. */
  const find = (words) => finder.find(words);

  /** Bring words that were found into view. */
  function showRange(place) {
    const bounds = boundsOf(place);
    if (!bounds) return;
    here = place;
    renderFound();
    const range = new Range();
    range.setStart(bounds.startContainer, bounds.startOffset);
    range.setEnd(bounds.endContainer, bounds.endOffset);
    jumps.go(range);
  }

  /** Bring the current passage into view; whether there is one. */
  function show() {
    const span = app.selected ? app.row(app.selected)?.passages[app.passage] : null;
    const chunk = span ? chunkAt(span[0]) : null;
    isWanted = Boolean(span) && !chunk;
    const current = chunk?.box.querySelector("a.passage[aria-current]") ?? head.querySelector("[aria-current]");
    if (current) jumps.go(current);
    return Boolean(current);
  }

  function choose(event) {
    const link = event.target.closest("a.passage");
    const piece = link && pieceOf.get(link);
    if (!piece || !link.hasAttribute("href") || isForBrowser(event)) return;
    event.preventDefault();
    clearTimeout(opening);
    if (event.detail > 1 || !getSelection().isCollapsed) return; // Words were selected.
    if (event.detail === 0 || event.pointerType !== "mouse") return menu.choose(piece);
    opening = setTimeout(() => getSelection().isCollapsed && menu.choose(piece), DOUBLE_CLICK_MS);
  }

  // ---- what is near, and what is read --------------------------------------------------------

  const chunkOf = new WeakMap(); // a box -> its chunk
  let nearness = null, watched;

  /** Watch which chunks come near the screen, in whatever scrolls the article. */
  function watch() {
    if (chunks.length < 2 || !globalThis.IntersectionObserver) return;
    const root = scrollBox(node);
    if (nearness && root === watched) return;
    watched = root;
    nearness?.disconnect();
    nearness = new IntersectionObserver(moved, { root, rootMargin: "100% 0px" });
    for (const { box } of chunks) if (box !== text) nearness.observe(box);
  }

  function moved(entries) {
    for (const { target, isIntersecting } of entries) {
      const chunk = chunkOf.get(target);
      if (isIntersecting === near.has(chunk)) continue;
      if (isIntersecting) {
        make(chunk);
        near.add(chunk);
        reading.watch(passagesOf(chunk));
        if (app.answer) renderChunk(chunk, app.answer);
      } else {
        near.delete(chunk);
        reading.leave(passagesOf(chunk));
        if (!target.querySelector("[aria-current]")) rest(chunk);
      }
    }
    renderFound();
  }

  // ---- paper ---------------------------------------------------------------------------------

  /** All passages, made and up to date: on paper nothing is near. The next ``render`` undoes it. */
  function allPassages() {
    for (const chunk of chunks) renderChunk(chunk, app.answer);
    return chunks.flatMap((chunk) => [...passagesOf(chunk)]);
  }

  const onResize = () => watch();
  addEventListener("resize", onResize);
  for (const box of [head, text]) box.addEventListener("click", choose);
  add(app.page.article.blocks);

  return {
    node, head, notes, isRead: reading.isRead, beginReading: reading.begin, add, render, find, show, showRange, shownMarks, allPassages,
    /** Where the words searched for stand, and whether that is known. */
    get found() {
      return finder.found;
    },
    get isSearched() {
      return finder.isOver;
    },
    closeMenu: () => menu.close(false),
    close() {
      nearness?.disconnect();
      reading.close();
      jumps.stop();
      clearTimeout(opening);
      finder.close();
      (globalThis.cancelIdleCallback ?? clearTimeout)(idle);
      removeEventListener("resize", onResize);
    },
  };
}
