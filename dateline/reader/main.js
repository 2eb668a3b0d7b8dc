// The page: state, its parts, and what happens on a click, a key, a new address. One way round:
// something is asked, the view changes, each part draws the view: at once, and what else is
// asked for within the same frame in one go at its end.

import { makeAddress } from "./address.js";
import { localeOf } from "./axis.js";
import { copyWords, element, isForBrowser, keepingFocus } from "./dom.js";
import { chartPicture } from "./downloads.js";
import { isSearchWaiting } from "./filters.js";
import { makeKeys, press } from "./keys.js";
import { buildPage, section } from "./layout.js";
import { makeMeasure } from "./measure.js";
import { answerTo, isSameQuestion, POSSIBLY } from "./model.js";
import { pngAddress } from "./picture.js";
import { makePlace } from "./place.js";
import { endPrint, preparePrint } from "./print.js";
import { makeRest } from "./rest.js";
import { isOnPaper, NARROW, ONE_COLUMN } from "./screen.js";
import { queryWords } from "./search.js";
import { blockText, readPage, stepped, wordsOf } from "./table.js";
import { makeTip } from "./tip.js";
import { DAYS_TO_1970, parseUrl, queryOf } from "./url.js";

const COMING_AFTER_MS = 500; // a wait that is not felt needs no words

/**
 * Show a page in an empty element.
 * @param {HTMLElement} root in the light DOM
 * @param {{parts: object[], more: (number: number) => Promise<object>, plotly: () => Promise<object>, kind: string, downloads?: object[], whole?: (page: object) => void}} host
 *   ``parts``: of the page those that are there, the first at least, see parts.py; ``more`` brings
 *   one that is not, by its number; ``whole`` is called once all have come
 * @returns {{update: (parts: object[], more: (number: number) => Promise<object>) => void, picture: (name: string, ending: string) => Promise<string>, close: () => void}}
 */
export function mountDateline(root, host) {
  root.classList.add("dateline");
  root.lang = "en";
  if (!root.closest("main, [role=main]") && !document.querySelector("main")) root.setAttribute("role", "main");
  let reader = makeReader(root, host);
  return {
    /** Show a new version of the story; what the reader asked for stays. */
    update(parts, more) {
      const kept = reader.leave();
      reader = makeReader(root, { ...host, parts, more }, kept);
    },
    /** A chart that is drawn: an SVG document, or a PNG as a data address; "" for one that is not. */
    picture: (name, ending) => reader.picture(name, ending),
    close: () => reader.leave(),
  };
}

function makeReader(root, host, kept = null) {
  const page = readPage(host.parts[0]);
  for (const part of host.parts.slice(1)) page.addPart(part);
  const { rows } = page;
  // Without a row there is nothing to choose, filter or step through: the article has the page.
  root.classList.toggle("text-alone", !rows.size);
  const listeners = new AbortController();
  const narrow = matchMedia(NARROW);
  const first = parseUrl(kept?.query ?? location.search, page, rows);
  let frame = 0, isStale = false, scrollWanted = "", isLeaving = false;
  let answered = null, awaited = "", hasMovedOn = false;
  let hasRead = false; // whether the reader has scrolled the article

  const app = {
    root, host, page, rows,
    view: first.view,
    passage: kept?.passage ?? 0,
    plotly: kept?.plotly ?? null,
    width: 0, // of the timeline, in pixels
    sectionWidth: 0, // of the ownership section
    answer: null,
    query: "",
    /** Where the words searched for stand in the text; ``null`` while they are looked for. */
    get lists() {
      return ui.lists;
    },
    get textFound() {
      return ui.article.isSearched ? ui.article.found : null;
    },
    get selected() {
      return app.view.selected;
    },
    row: (key) => rows.get(key),
    mark: (row) => page.facets.category[row.category[0]].mark,
    isVague: (row) => row.vague,
    isInLayer: (row) => app.view.background || !row.background,
    isShown: (key, answer) => answer.events.has(key) || answer.quotes.has(key) || answer.stakes.has(key),
    isFaint: (key) => app.answer.events.get(key) === POSSIBLY || isLater(rows.get(key)),
    isRead: (key) => hasRead && ui.article.inView.has(key),
    facetValue: (row, facet) => page.facets[facet][row[facet][0]]?.value ?? "",
    shownEvents: (answer) => answer.events.rows,
    noteOf(row) {
      const when = isLater(row) ? "later" : app.answer.events.get(row.key) === POSSIBLY ? "maybe outside" : "";
      return [row.note, when].filter(Boolean).join(", ");
    },
    words: (span) => wordsOf(page, span),
    cut(block, [start, end]) {
      const text = blockText(block);
      return { before: text.slice(0, start - block.start), words: text.slice(start - block.start, end - block.start), after: text.slice(end - block.start) };
    },
    addressOf: (key, changes = null) => address.of(key, changes),
    dayWords(day) {
      return new Intl.DateTimeFormat(localeOf(page.article.language), { dateStyle: "long", timeZone: "UTC" }).format(new Date((day - DAYS_TO_1970) * 86400000));
    },
    /** A link to a row: its address follows the view, a plain click selects the row. */
    link(key, attributes, ...children) {
      return element("a", { "data-key": key, href: app.addressOf(key), ...attributes }, ...children);
    },
    measure: makeMeasure(root),
    rest: makeRest(page, host, { signal: listeners.signal, onProgress: () => ui.filters.showLoading(app.rest), onBlocks: renewAfterPart }),
    ask, select, step, reset, toggle,
    copy: (words) => copyWords(root, words).then((isCopied) => (isCopied && say("Copied"), isCopied)),
    keys: makeKeys(root), readingMoved, paintLinks,
    showPassage: () => ui.article.show(),
    openSection: (name) => ui.nav.open(name),
    textWasFound: () => ui.filters.renderStatus(app.answer),
    showText: (range) => ui.article.showRange(range),
    settleTimeline: () => ui.timeline.settle(),
  };

  const address = makeAddress(page, () => app.view);
  const ui = buildPage(app);
  const place = (app.place = makePlace(ui.scroller));
  app.tables = ui.tables;
  app.article = ui.article;
  root.append(makeTip(app, listeners.signal).node);

  function isLater(row) {
    const { asof } = app.view;
    return asof !== null && Boolean(row.dates) && row.dates[0] > asof;
  }

  // ---- what is asked -------------------------------------------------------------------------

  /** Change the view. ``replace``: no entry of its own in the history; ``silent``: no address yet. */
  function ask(changes, { replace = false, silent = false } = {}) {
    app.view = { ...app.view, ...changes };
    if (!silent) address.write({ later: replace });
    redraw();
  }

  function toggle(facet, choice) {
    const before = app.view.facets[facet];
    const after = before.includes(choice) ? before.filter((one) => one !== choice) : [...before, choice];
    ask({ facets: { ...app.view.facets, [facet]: after } });
  }

  function reset() {
    const { background, asof, selected, walk, section } = app.view;
    ask({ ...emptyView(), background, asof, selected, walk, section });
  }

  function select(key, { from = "", passage = 0, push = true, walk = false } = {}) {
    if (key && !rows.has(key)) return;
    const isNew = key !== app.view.selected;
    app.passage = passage;
    if (key && rows.get(key).background && !app.view.background) app.view = { ...app.view, background: true };
    app.view = { ...app.view, selected: key, walk };
    if (push && isNew) address.write();
    scrollWanted = key && from !== "article" ? from || "link" : "";
    redraw();
    if (!key) return say("Selection cleared");
    const row = rows.get(key);
    const words = row.passages[passage] ? app.words(row.passages[passage]) : "";
    const title = walk ? ui.card.walk.spoken(row) : row.title;
    say(words ? `${title}. Passage ${passage + 1} of ${row.passages.length}: ${words}` : `${title}. Not from the article; see the source in the card.`);
  }

  function step(by) {
    const events = app.shownEvents(app.answer);
    if (!events.length) return;
    const index = events.findIndex((row) => row.key === app.view.selected);
    select(events[stepped(index, by, events.length)].key, { from: "card" });
  }

  // ---- drawing -------------------------------------------------------------------------------

  /** Draw at once; what else is asked for within the same frame is drawn together at its end. */
  function redraw() {
    isStale = Boolean(frame);
    if (frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      if (isStale) draw();
    });
    draw();
  }

  function draw() {
    isStale = false;
    if (isLeaving) return;
    const asked = isSearchWaiting(app) ? { ...app.view, q: "" } : app.view;
    if (!isSameQuestion(answered, asked)) app.answer = answerTo(page, asked);
    answered = asked;
    ui.article.find(queryWords(asked.q, page.folds));
    app.query = queryOf({ ...app.view, selected: "" }, page);
    root.dataset.section = app.view.section;
    keepingFocus(root, () => ui.render(app.answer));
    paintLinks();
    if (scrollWanted) showSelected();
  }

  /** A part has come: what was made without its words is made anew once all have. */
  function renewAfterPart(before) {
    ui.article.add(page.article.blocks.slice(before));
    if (page.isWhole) {
      keepingFocus(root, () => ui.renew());
      answered = null;
      if (app.plotly) ui.markDrawn();
      if (awaited && awaited === app.view.selected && !hasMovedOn) scrollWanted = "link";
      draw(); // At once: who waits for all words takes what is drawn.
    } else if (awaited && rows.get(awaited)?.isHere) redraw();
  }

  /** Links to rows, in all that shows a bounded number of them: the article paints its own. */
  function* rowLinks() {
    for (const box of [ui.chartsBox, ui.card.node]) yield* box?.querySelectorAll("a[data-key]") ?? [];
  }

  function paintLinks() {
    for (const link of rowLinks()) {
      const { key } = link.dataset;
      const href = app.addressOf(key);
      if (link.getAttribute("href") !== href) link.setAttribute("href", href);
      const isCurrent = key === app.view.selected;
      if (isCurrent) link.setAttribute("aria-current", "true");
      else if (link.hasAttribute("aria-current")) link.removeAttribute("aria-current");
    }
  }

  function showSelected() {
    scrollWanted = "";
    // Where its words or its passage have not come, they are shown when they have, unless the
    // reader has gone on to something else.
    if (!page.isWhole) awaited = app.view.selected;
    hasMovedOn = false;
    if (app.view.section && app.view.section !== "article") return ui.card.node.scrollIntoView({ block: "nearest" });
    const row = app.view.walk && root.querySelector(`#timeline [data-row="${CSS.escape(app.view.selected)}"]`);
    if (row) row.scrollIntoView({ block: "nearest" });
    // In one column the card is a sheet: the page stays where it is.
    if (matchMedia(ONE_COLUMN).matches) return void (narrow.matches && root.dataset.tab === "article" && ui.article.show());
    ui.article.show();
  }

  function moveOn() {
    hasMovedOn = true;
    ui.nav.moveOn();
  }

  function startReading() {
    if (hasRead) return;
    hasRead = true;
    readingMoved();
  }

  function readingMoved() {
    if (app.answer) ui.timeline.mark();
  }

  function say(words) {
    ui.live.textContent = words;
  }

  // ---- life ----------------------------------------------------------------------------------

  const on = (target, type, listener, options = {}) => target.addEventListener(type, listener, { signal: listeners.signal, ...options });
  on(root, "click", (event) => {
    const link = event.target.closest("a[data-key]:not(.passage)");
    if (!link || isForBrowser(event)) return;
    event.preventDefault();
    select(link.dataset.key, { from: link.closest(".card") ? "card" : "list" });
  });
  on(window, "popstate", () => {
    const before = app.view.selected;
    const asked = parseUrl(location.search, page, rows);
    app.view = asked.view;
    showNotes(asked.notes);
    app.passage = 0;
    scrollWanted = app.view.selected && app.view.selected !== before ? "link" : "";
    redraw();
  });
  on(window, "keydown", (event) => press(event, app, ui));
  for (const act of ["wheel", "touchmove", "keydown"]) on(ui.scroller, act, startReading, { passive: true });
  on(ui.scroller, "pointerdown", ({ target }) => target === ui.scroller && startReading()); // Its scroll bar.
  for (const act of ["wheel", "touchmove", "pointerdown", "keydown"]) on(window, act, moveOn, { capture: true, passive: true });
  on(window, "beforeprint", () => preparePrint(app));
  on(window, "afterprint", () => endPrint(app));
  on(window, "scroll", () => ui.markSection(), { capture: true, passive: true });
  for (const width of [narrow, matchMedia(ONE_COLUMN)]) {
    on(width, "change", () => {
      if (isOnPaper()) return;
      ui.arrange();
      ui.resize(app.width);
      redraw();
    });
  }

  const sizes = new ResizeObserver(() => {
    const width = Math.floor(ui.chartsBox.clientWidth);
    if (!width || width === app.width || isOnPaper()) return;
    app.width = app.sectionWidth = width;
    ui.resize(width);
    if (app.answer) redraw();
  });

  function showNotes(notes) {
    const isMissing = root.classList.contains("no-charts");
    ui.header.note(isMissing ? [...notes, "The charts cannot be drawn: their library did not load. The list, the text and all links work."] : notes);
  }

  async function startCharts() {
    if (isLeaving) return;
    if (app.plotly || !ui.hasCharts) return markReady();
    ui.isLoading = true;
    const coming = setTimeout(() => {
      if (isLeaving) return;
      ui.showLoading(true);
      say("The charts are coming");
    }, COMING_AFTER_MS);
    try {
      app.plotly = await host.plotly();
    } catch {
      document.documentElement.dataset.charts = "missing";
      root.classList.add("no-charts");
      showNotes(first.notes);
    }
    clearTimeout(coming);
    if (isLeaving) return;
    ui.showLoading(false);
    if (app.plotly) ui.resize(app.width);
    draw();
    markReady();
  }

  function markReady() {
    if (app.plotly) ui.markDrawn();
    document.documentElement.dataset.dateline = "ready";
    app.rest.bring();
  }

  function start() {
    app.width = app.sectionWidth = Math.floor(ui.chartsBox.clientWidth);
    ui.resize(app.width);
    showNotes(first.notes);
    scrollWanted = app.view.selected && !kept ? "link" : "";
    draw();
    sizes.observe(ui.chartsBox);
    document.documentElement.dataset.dateline = "words";
    if (kept) openAsLeft();
    if (parent !== window) postHeight(root, listeners.signal);
    // Words first: the charts' library is asked for after they are painted.
    requestAnimationFrame(() => setTimeout(startCharts));
  }

  function openAsLeft() {
    place.restore(kept.place);
    if (kept.filtersOpen) ui.filters.setOpen(true);
    if (kept.tables) ui.toggleTables();
  }

  start();
  return {
    picture: async (name, ending) => {
      const svg = chartPicture(app, name);
      return svg && ending === "png" ? pngAddress(svg) : svg;
    },
    leave() {
      isLeaving = true;
      const left = {
        query: queryOf(app.view, page, ""),
        passage: app.passage,
        plotly: app.plotly,
        place: place.positions(),
        filtersOpen: ui.filters.isOpen,
        tables: ui.tables.some((table) => table.isOpen),
      };
      listeners.abort();
      sizes.disconnect();
      address.close();
      ui.close();
      return left;
    },
  };
}

/** Tell the page that shows this one in a frame how high it is, now and after each change. */
function postHeight(root, signal) {
  const post = () => parent.postMessage({ type: "dateline:height", height: Math.ceil(root.getBoundingClientRect().height) }, "*");
  const watcher = new ResizeObserver(post);
  watcher.observe(root);
  signal.addEventListener("abort", () => watcher.disconnect());
}
