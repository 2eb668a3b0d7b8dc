// The page: state, its parts, and what happens on a click, a key, a new address. One way round:
// something is asked, the view changes, each part draws the view: at once, and what else is
// asked for within the same frame in one go at its end.

const NARROW = "(max-width: 640px)";
const COMING_AFTER_MS = 500; // a wait that is not felt needs no words
const TYPING_MS = 500; // at most one address a half second while typing or sliding

/**
 * Show a page in an empty element.
 * @param {HTMLElement} root in the light DOM
 * @param {{page: object, plotly: () => Promise<object>, kind: string, downloads?: object[]}} host
 * @returns {{update: (page: object) => void, close: () => void}}
 */
function mountDateline(root, host) {
  root.classList.add("dateline");
  root.lang = "en";
  if (!root.closest("main, [role=main]") && !document.querySelector("main")) root.setAttribute("role", "main");
  let reader = makeReader(root, host, host.page);
  return {
    /** Show a new version of the story; what the reader asked for stays. */
    update(page) {
      const kept = reader.leave();
      reader = makeReader(root, host, page, kept);
    },
    close: () => reader.leave(),
  };
}

function makeReader(root, host, page, kept = null) {
  const rows = new Map([...page.events, ...page.quotes, ...page.stakes].map((row) => [row.key, row]));
  const blocksText = page.article.blocks.map((block) => ({ start: block.start, text: block.pieces.map((piece) => piece.text).join("") }));
  const listeners = new AbortController();
  const narrow = matchMedia(NARROW);
  const measureCanvas = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  const first = parseUrl(kept?.query ?? location.search, page, rows);
  let frame = 0, isStale = false, addressTimer = 0, cameFrom = 0, scrollWanted = "", isLeaving = false, fonts = null;
  let address = { view: null, base: "" };

  const app = {
    root, host, page, rows,
    view: first.view,
    passage: kept?.passage ?? 0,
    plotly: kept?.plotly ?? null,
    width: 0, // of the timeline, in pixels
    sectionWidth: 0, // of the ownership section
    answer: null,
    query: "",
    textFound: [],
    get selected() {
      return app.view.selected;
    },
    row: (key) => rows.get(key),
    mark: (row) => page.facets.category[row.category[0]].mark,
    isVague: (row) => row.vague,
    isInLayer: (row) => app.view.background || !row.background,
    isShown: (key, answer) => answer.events.has(key) || answer.quotes.has(key) || answer.stakes.has(key),
    isFaint: (key) => app.answer.events.get(key) === POSSIBLY || isLater(rows.get(key)),
    isRead: (key) => parts.article.inView.has(key),
    facetValue: (row, facet) => page.facets[facet][row[facet][0]]?.value ?? "",
    shownEvents: (answer) => page.events.filter((row) => answer.events.has(row.key)),
    noteOf(row) {
      const when = isLater(row) ? "later" : app.answer.events.get(row.key) === POSSIBLY ? "maybe outside the dates" : "";
      return [row.note, when].filter(Boolean).join(", ");
    },
    words([start, end]) {
      const block = blocksText.find((one) => one.start <= start && start <= one.start + one.text.length);
      return block ? block.text.slice(start - block.start, end - block.start) : "";
    },
    cut(block, [start, end]) {
      const text = block.pieces.map((piece) => piece.text).join("");
      return { before: text.slice(0, start - block.start), words: text.slice(start - block.start, end - block.start), after: text.slice(end - block.start) };
    },
    addressOf(key, changes = null) {
      if (changes) return location.pathname + queryOf({ ...app.view, selected: key, ...changes }, page, location.search);
      // The view's part is the same for every link: written once a view.
      if (address.view !== app.view) address = { view: app.view, base: location.pathname + queryOf({ ...app.view, selected: "" }, page, location.search) };
      const [kind, id] = splitKey(key);
      return key ? `${address.base}${address.base.includes("?") ? "&" : "?"}${kind}=${encodeURIComponent(id)}` : address.base;
    },
    dayWords(day) {
      return new Intl.DateTimeFormat(localeOf(page.article.language), { dateStyle: "long", timeZone: "UTC" }).format(new Date((day - DAYS_TO_1970) * 86400000));
    },
    /** A link to a row: its address follows the view, a plain click selects the row. */
    link(key, attributes, ...children) {
      return element("a", { "data-key": key, href: app.addressOf(key), ...attributes }, ...children);
    },
    measure(text, style) {
      const key = style + text;
      if (!widths.has(key)) {
        measureCanvas.font = fontOf(style);
        if (widths.size > 20_000) widths.clear();
        widths.set(key, measureCanvas.measureText(text).width);
      }
      return widths.get(key);
    },
    ask, select, step, reset, toggle, goBack, copy, keysAreOn, turnKeys, readingMoved, paintLinks,
    showText: (place) => parts.article.showRange(place),
    openFilters: (isOpen) => parts.filters.setOpen(isOpen),
  };

  const parts = buildPage(app, narrow);
  app.tables = parts.tables;
  app.article = parts.article;

  function fontOf(style) {
    fonts ??= getComputedStyle(root).getPropertyValue("--sans").trim() || "sans-serif";
    return `${{ date: "600 ", note: "italic " }[style] ?? ""}${LABEL_PX}px ${fonts}`;
  }

  function isLater(row) {
    const { asof } = app.view;
    return asof !== null && Boolean(row.dates) && row.dates[0] > asof;
  }

  // ---- what is asked -------------------------------------------------------------------------

  /** Change the view. ``replace``: no entry of its own in the history; ``silent``: no address yet. */
  function ask(changes, { replace = false, silent = false } = {}) {
    app.view = { ...app.view, ...changes };
    if (!silent) writeAddress(replace);
    redraw();
  }

  function writeAddress(replace) {
    clearTimeout(addressTimer);
    const write = () => {
      const address = location.pathname + queryOf(app.view, page, location.search);
      if (address === location.pathname + location.search) return;
      try {
        history[replace ? "replaceState" : "pushState"](null, "", address);
      } catch {
        // Some browsers allow a page no history: the view holds until the page is left.
      }
    };
    if (replace) addressTimer = setTimeout(write, TYPING_MS);
    else write();
  }

  function toggle(facet, place) {
    const before = app.view.facets[facet];
    const after = before.includes(place) ? before.filter((one) => one !== place) : [...before, place];
    ask({ facets: { ...app.view.facets, [facet]: after } });
  }

  function reset() {
    const { background, asof, selected, section } = app.view;
    ask({ ...emptyView(), background, asof, selected, section });
  }

  function select(key, { from = "", passage = 0, push = true } = {}) {
    if (key && !rows.has(key)) return;
    const isNew = key !== app.view.selected;
    if (from === "chart" || from === "list" || from === "card") cameFrom = scrollY || document.scrollingElement.scrollTop || (pageScroller()?.scrollTop ?? 0);
    app.passage = passage;
    if (key && rows.get(key).background && !app.view.background) app.view = { ...app.view, background: true };
    app.view = { ...app.view, selected: key };
    if (push && isNew) writeAddress(false);
    scrollWanted = key && from !== "article" ? from || "link" : "";
    redraw();
    if (!key) return say("Selection cleared");
    const row = rows.get(key);
    const words = row.passages[passage] ? app.words(row.passages[passage]) : "";
    say(words ? `${row.title}. Passage ${passage + 1} of ${row.passages.length}: ${words}` : `${row.title}. Not from the article; see the source in the card.`);
  }

  function step(by) {
    const events = app.shownEvents(app.answer);
    if (!events.length) return;
    const index = events.findIndex((row) => row.key === app.view.selected);
    const at = index < 0 ? (by > 0 ? 0 : events.length - 1) : (index + by + events.length) % events.length;
    select(events[at].key, { from: "card" });
  }

  function pageScroller() {
    return document.querySelector("[data-testid=stMain]");
  }

  function goBack() {
    (pageScroller() ?? window).scrollTo({ top: cameFrom });
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
    app.answer = answerTo(page, app.view);
    const words = queryWords(app.view.q, page.folds);
    app.textFound = words.length ? blocksText.flatMap(({ start, text }) => findInText(text, words, page.folds).map(([a, b]) => [start + a, start + b])) : [];
    app.query = queryOf({ ...app.view, selected: "" }, page);
    root.dataset.section = app.view.section;
    keepingFocus(root, () => parts.render(app.answer));
    paintLinks();
    if (scrollWanted) showSelected();
  }

  function paintLinks() {
    for (const link of root.querySelectorAll("a[data-key]:not(.passage)")) {
      const { key } = link.dataset;
      link.href = app.addressOf(key);
      if (key === app.view.selected) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  function showSelected() {
    scrollWanted = "";
    if (app.view.section && app.view.section !== "article") return parts.card.node.scrollIntoView({ block: "nearest" });
    if (!parts.article.show()) parts.card.node.scrollIntoView({ block: "nearest" });
  }

  function readingMoved() {
    if (app.answer && app.plotly) parts.timeline?.renderHalos();
    for (const link of root.querySelectorAll(".label a[data-key], .lines a[data-key], .events a[data-key]")) link.classList.toggle("read", app.isRead(link.dataset.key));
  }

  function say(words) {
    parts.live.textContent = words;
  }

  async function copy(words) {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      // No clipboard over plain http or from disk: the old way.
      const field = element("textarea", { class: "copied", "aria-hidden": "true" }, words);
      root.append(field);
      field.select();
      const isCopied = document.execCommand("copy");
      field.remove();
      if (!isCopied) return false;
    }
    say("Copied");
    return true;
  }

  // ---- keys, kept by the browser where it lets us --------------------------------------------

  function keysAreOn() {
    try {
      return (root.dataset.keys ?? localStorage.getItem("dateline-keys")) !== "off";
    } catch {
      return root.dataset.keys !== "off";
    }
  }

  function turnKeys(isOn) {
    root.dataset.keys = isOn ? "on" : "off";
    try {
      localStorage.setItem("dateline-keys", root.dataset.keys);
    } catch {
      // Storage is blocked: the choice holds until the page is left.
    }
  }

  function press(event) {
    const target = event.composedPath()[0];
    const isTyping = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName ?? "");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat || !keysAreOn()) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
    if (event.key === "t") parts.toggleTables();
    if (event.key === "/") {
      event.preventDefault();
      parts.filters.search.focus();
    }
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
    tellNotes(asked.notes);
    app.passage = 0;
    scrollWanted = app.view.selected && app.view.selected !== before ? "link" : "";
    redraw();
  });
  on(window, "keydown", press);
  on(window, "beforeprint", () => preparePrint(app));
  on(window, "afterprint", () => endPrint(app));
  on(window, "scroll", () => parts.markSection(), { capture: true, passive: true });
  on(narrow, "change", () => startCharts());

  const sizes = new ResizeObserver(() => {
    const width = Math.floor(parts.chartsBox.clientWidth);
    if (!width || width === app.width) return;
    app.width = app.sectionWidth = width;
    parts.resize(width);
    if (app.answer) redraw();
  });

  function tellNotes(notes) {
    const isMissing = root.classList.contains("no-charts");
    parts.header.note(isMissing ? [...notes, "The charts cannot be drawn: their library did not load. The list, the text and all links work."] : notes);
  }

  async function startCharts() {
    if (app.plotly || !parts.hasCharts || parts.isWaiting()) return markReady();
    parts.isLoading = true;
    const coming = setTimeout(() => {
      parts.tellComing(true);
      say("The charts are coming");
    }, COMING_AFTER_MS);
    try {
      app.plotly = await host.plotly();
    } catch {
      document.documentElement.dataset.charts = "missing";
      root.classList.add("no-charts");
      tellNotes(first.notes);
    }
    clearTimeout(coming);
    if (isLeaving) return;
    parts.tellComing(false);
    if (app.plotly) parts.resize(app.width);
    draw();
    markReady();
  }

  function markReady() {
    if (app.plotly) parts.markDrawn();
    document.documentElement.dataset.dateline = "ready";
  }

  function start() {
    app.width = app.sectionWidth = Math.floor(parts.chartsBox.clientWidth);
    parts.resize(app.width);
    tellNotes(first.notes);
    scrollWanted = app.view.selected && !kept ? "link" : "";
    draw();
    sizes.observe(parts.chartsBox);
    parts.watchCharts(startCharts);
    document.documentElement.dataset.dateline = "words";
    if (kept) scrollBack();
    if (parent !== window) tellHeight();
    // Words first: the charts' library is asked for after they are painted.
    requestAnimationFrame(() => setTimeout(startCharts));
  }

  function scrollBack() {
    parts.scroller.scrollTop = kept.scrolled;
    (pageScroller() ?? document.scrollingElement).scrollTop = kept.page;
    if (kept.filtersOpen) parts.filters.setOpen(true);
    if (kept.tables) parts.toggleTables();
  }

  function tellHeight() {
    const tell = () => parent.postMessage({ type: "dateline:height", height: Math.ceil(root.getBoundingClientRect().height) }, "*");
    const watcher = new ResizeObserver(tell);
    watcher.observe(root);
    listeners.signal.addEventListener("abort", () => watcher.disconnect());
  }

  start();
  return {
    leave() {
      isLeaving = true;
      const left = {
        query: queryOf(app.view, page, ""),
        passage: app.passage,
        plotly: app.plotly,
        scrolled: parts.scroller.scrollTop,
        page: (pageScroller() ?? document.scrollingElement).scrollTop,
        filtersOpen: !root.querySelector(".filter-panel").hidden,
        tables: parts.tables.some((table) => table.isOpen),
      };
      listeners.abort();
      sizes.disconnect();
      clearTimeout(addressTimer);
      parts.close();
      return left;
    },
  };
}
