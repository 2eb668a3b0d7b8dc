// The article: its full text, in which every passage that a row rests on leads to that row. The
// words never hide; a piece whose rows are all left out loses its link and underline. Its beginning
// is there at once, the rest is made in parts while nothing else is to be done, or when it comes
// near the screen. Passages are links, and kept up to date, only near the screen.

const FIRST_BLOCKS = 120; // stand in the article from the start, and are always kept up to date
const PART_BLOCKS = 24; // of what follows, made and kept up to date together
const LINE_CHARACTERS = 60; // about so many stand on a line, before a part is laid out
const MOST_RANGES = 2000; // of words searched for, drawn at a time

function makeArticle(app) {
  const { language } = app.page.article;
  const text = element("article", { lang: language, dir: "auto", tabindex: "-1" });
  const notes = element("div", { class: "print-notes" });
  const blocks = []; // all, in order
  const parts = []; // of them: {box, blocks, made, start, end}; the first one's box is the article
  const near = new Set(); // parts near the screen
  const live = new Set(); // parts whose passages are kept up to date
  const pieceOf = new WeakMap(); // a passage's link -> its piece
  const reading = makeReading(() => app.readingMoved());
  const finder = makeFinder(blocks, app.page.folds, () => {
    renderFound();
    app.textWasFound();
  });
  const menu = makePassageMenu(app, (piece) => shownMarks(piece, app.answer));
  const node = element("div", { class: "text" }, text, menu.node, notes);
  const jumps = makeJumps(node, () => parts.length > 1);
  let idle = 0;
  let isWanted = false; // a passage was asked for whose block is not there yet
  let here = null; // the place of words searched for that was last stepped to

  // ---- blocks --------------------------------------------------------------------------------

  /** Take blocks of the page, in order: all at the start, or some then and the rest later. */
  function add(told) {
    for (const one of told) {
      const end = one.pieces.reduce((sum, piece) => sum + piece.text.length, one.start);
      const block = { told: one, start: one.start, end, pieces: null };
      let part = parts[parts.length - 1];
      if (!part || part.blocks.length >= (parts.length > 1 ? PART_BLOCKS : FIRST_BLOCKS)) part = addPart(block);
      part.blocks.push(block);
      part.end = end;
      part.lines += Math.ceil((end - block.start) / LINE_CHARACTERS) + 0.6;
      blocks.push(block);
    }
    for (const { box, lines } of parts) if (box !== text) box.style.setProperty("--lines", Math.round(lines));
    make(parts[0]);
    if (app.answer) {
      for (const part of live) make(part);
      finder.goOn();
      render(app.answer);
      if (isWanted) show();
    }
    makeRest();
  }

  function addPart({ start }) {
    const part = { box: parts.length ? element("div", { class: "part" }) : text, blocks: [], made: 0, lines: 0, start, end: start };
    parts.push(part);
    if (part.box === text) near.add(part);
    else {
      partOf.set(part.box, part);
      text.append(part.box);
      nearness?.observe(part.box);
    }
    return part;
  }

  /** Make the nodes of a part's blocks, those that are not made yet. */
  function make(part) {
    if (!part || part.made === part.blocks.length) return;
    const fresh = part.blocks.slice(part.made);
    const nodes = fresh.map((block) => blockNode(app, block));
    for (const piece of passagesIn(fresh)) pieceOf.set(piece.node, piece);
    part.made = part.blocks.length;
    // In the article itself they stand before all other parts.
    if (part.box === text && parts.length > 1) parts[1].box.before(...nodes);
    else part.box.append(...nodes);
    if (near.has(part)) reading.watch(passagesIn(fresh));
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
      let rest = parts.find((part) => part.made < part.blocks.length);
      // One at least: a page may never be idle.
      while (rest) {
        make(rest);
        if (!isTimeLeft()) break;
        rest = parts.find((part) => part.made < part.blocks.length);
      }
      if (rest || finder.prepare(isTimeLeft)) makeRest();
    }, { timeout: 300 });
  }

  // ---- places --------------------------------------------------------------------------------

  /** Where the last of ``ordered`` is that begins at or before a place, or -1. */
  const lastBefore = (ordered, place) => firstWhere(ordered, ({ start }) => start > place) - 1;

  /** The part in which a row's passage begins, made; null where its block is not there. */
  function partAt(place) {
    const part = parts[lastBefore(parts, place)];
    if (!part || place >= part.end) return null;
    make(part);
    return part;
  }

  /** Where a stretch of one block begins and ends in the document, as a range is made of; or null. */
  function boundsOf([start, end]) {
    const part = partAt(start);
    const own = part?.blocks[lastBefore(part.blocks, start)]?.pieces ?? [];
    const first = own.find((piece) => start < piece.end), last = own.find((piece) => end <= piece.end) ?? own[own.length - 1];
    if (!first) return null;
    return {
      startContainer: first.words, startOffset: Math.max(0, start - first.start),
      endContainer: last.words, endOffset: Math.min(last.words.length, end - last.start),
    };
  }

  // ---- drawing -------------------------------------------------------------------------------

  const shownMarks = (piece, answer) => piece.marks.filter(([key]) => app.isShown(key, answer) || key === app.view.selected);

  const passagesOf = (part) => passagesIn(part.blocks);

  /** Which passages are links, which belong to the selection, which is the current one. */
  function render(answer) {
    if (!nearness) watch();
    const span = app.selected ? app.row(app.selected)?.passages[app.passage] : null;
    const chosen = span ? partAt(span[0]) : null;
    for (const part of live) if (!near.has(part) && part !== chosen) rest(part);
    for (const part of near) renderPart(part, answer);
    // A passage may run over the end of its part.
    for (let place = parts.indexOf(chosen); place >= 0 && place < parts.length && parts[place].start < span[1]; place += 1) renderPart(parts[place], answer);
    renderFound();
  }

  function renderPart(part, answer) {
    make(part);
    live.add(part);
    if (part.box !== text) part.box.classList.add("near");
    const { selected, passage } = app;
    for (const piece of passagesOf(part)) {
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

  /** A part that is far from the screen is its words alone. */
  function rest(part) {
    if (part.box.contains(document.activeElement)) return; // Whoever tabs through it goes on there.
    live.delete(part);
    part.box.classList.remove("near");
    for (const piece of passagesOf(part)) {
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
    const part = span ? partAt(span[0]) : null;
    isWanted = Boolean(span) && !part;
    const current = part?.box.querySelector("[aria-current]");
    if (current) jumps.go(current);
    return Boolean(current);
  }

  function choose(event) {
    const link = event.target.closest("a.passage");
    const piece = link && pieceOf.get(link);
    if (!piece || !link.hasAttribute("href") || isForBrowser(event)) return;
    event.preventDefault();
    menu.choose(piece);
  }

  // ---- what is near, and what is read --------------------------------------------------------

  const partOf = new WeakMap(); // a box -> its part
  let nearness = null, watched;

  /** Watch which parts come near the screen, in whatever scrolls the article. */
  function watch() {
    if (parts.length < 2 || !globalThis.IntersectionObserver) return;
    // On a phone it has a frame of its own, or the page would be as long as the article.
    node.closest("#article")?.classList.add("long");
    const root = scrollBox(node);
    if (nearness && root === watched) return;
    watched = root;
    nearness?.disconnect();
    nearness = new IntersectionObserver(moved, { root, rootMargin: "100% 0px" });
    for (const { box } of parts) if (box !== text) nearness.observe(box);
  }

  function moved(entries) {
    for (const { target, isIntersecting } of entries) {
      const part = partOf.get(target);
      if (isIntersecting === near.has(part)) continue;
      if (isIntersecting) {
        make(part);
        near.add(part);
        reading.watch(passagesOf(part));
        if (app.answer) renderPart(part, app.answer);
      } else {
        near.delete(part);
        reading.leave(passagesOf(part));
        if (!target.querySelector("[aria-current]")) rest(part);
      }
    }
    renderFound();
  }

  // ---- paper ---------------------------------------------------------------------------------

  /** All passages, made and up to date: on paper nothing is near. The next ``render`` undoes it. */
  function allPassages() {
    for (const part of parts) renderPart(part, app.answer);
    return parts.flatMap((part) => [...passagesOf(part)]);
  }

  const onResize = () => watch();
  addEventListener("resize", onResize);
  text.addEventListener("click", choose);
  add(app.page.article.blocks);

  return {
    node, notes, inView: reading.inView, add, render, find, show, showRange, shownMarks, allPassages,
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
      finder.close();
      (globalThis.cancelIdleCallback ?? clearTimeout)(idle);
      removeEventListener("resize", onResize);
    },
  };
}
