// The reader: its store and its parts, and what happens on a click, a key, a new address, a new width.

import { makeMeasure } from "./chart/measure.js";
import { pngAddress } from "./chart/picture.js";
import { copyWords, isForBrowser } from "./dom.js";
import { makeDrawing, paintLinks } from "./drawing.js";
import { makeKeys, press } from "./keys.js";
import { buildPage } from "./layout.js";
import { endPrint, preparePrint } from "./print.js";
import { isOnPaper, NARROW, ONE_COLUMN } from "./screen.js";
import { chartPicture } from "./sections/downloads.js";
import { makeTip } from "./sections/tip.js";
import { makeRest } from "./state/rest.js";
import { makeStore } from "./state/store.js";
import { readPage } from "./state/table.js";
import { parseUrl, queryOf } from "./state/url.js";

const COMING_AFTER_MS = 500; // a wait that is not felt needs no words
const NO_CHARTS = "The charts cannot be drawn: their library did not load. The list, the text and all links work.";

/**
 * Show a page in an empty element.
 * @param {HTMLElement} root in the light DOM @param {Host} host
 */
export function mountDateline(root, host) {
  root.classList.add("dateline");
  root.lang = "en";
  if (!root.closest("main, [role=main]") && !document.querySelector("main")) root.setAttribute("role", "main");
  let reader = makeReader(root, host, null);
  return {
    /** Show a new version of the story; what the reader asked for stays. @param {any[]} parts @param {Host["more"]} more */
    update(parts, more) {
      const left = reader.leave();
      reader = makeReader(root, { ...host, parts, more }, left);
    },
    /** A chart that is drawn: an SVG document, or a PNG as a data address; "" for one that is not. @param {string} name @param {string} ending */
    picture: (name, ending) => reader.picture(name, ending),
    close: () => void reader.leave(),
  };
}

/** @param {HTMLElement} root @param {Host} host @param {Left | null} left by the reader of the version before */
function makeReader(root, host, left) {
  const page = readPage(host.parts[0]);
  for (const part of host.parts.slice(1)) page.addPart(part);
  // Without a row there is nothing to choose, filter or step through: the article has the page.
  root.classList.toggle("text-alone", !page.rows.size);
  const listeners = new AbortController(), { signal } = listeners;
  const { view, notes } = parseUrl(left?.query ?? location.search, page);
  const rest = makeRest(page, host, { signal, onProgress: () => ui.filters.showLoading(rest), onBlocks: (before) => drawing.partCame(before) });
  const store = makeStore({
    page, view, passage: left?.passage ?? 0, plotly: left?.plotly ?? null, root, host, rest,
    measure: makeMeasure(root), keys: makeKeys(root), say,
    paintLinks: () => paintLinks(store), isSheet: () => matchMedia(ONE_COLUMN).matches,
    copy: async (words) => (await copyWords(root, words)) && (say("Copied"), true),
  }, (selected) => {
    drawing.redraw(selected);
    if (selected) say(selectionInWords(store, ui));
  });
  const ui = buildPage(store);
  const drawing = makeDrawing(store, ui);
  root.append(makeTip(store, signal).node);
  listen(store, ui, drawing, signal);

  /** @param {string} words */
  function say(words) {
    ui.live.textContent = words;
  }

  ui.header.note(notes);
  fit(store, ui);
  drawing.redraw(left ? undefined : {});
  document.documentElement.dataset.dateline = "words";
  if (left) {
    ui.place.restore(left.place);
    if (left.filtersOpen) ui.filters.setOpen(true);
    if (left.tables) ui.toggleTables();
  }
  if (parent !== window) postHeight(root, signal);
  // Words first: the charts' library is asked for after they are painted.
  requestAnimationFrame(() => setTimeout(() => startCharts(store, ui, { drawing, notes, signal })));
  return {
    /** @param {string} name @param {string} ending */
    async picture(name, ending) {
      const svg = chartPicture(store, name, { settle: () => ui.timeline.settle() });
      return svg && ending === "png" ? pngAddress(svg) : svg;
    },
    /** @returns {Left} */
    leave() {
      const { passage, plotly } = store;
      const isOpen = { filtersOpen: ui.filters.isOpen, tables: ui.tables.some((table) => table.isOpen) };
      const kept = { query: queryOf(store.view, page, ""), passage, plotly, place: ui.place.positions(), ...isOpen };
      listeners.abort();
      for (const part of [drawing, store, ui]) part.close();
      return kept;
    },
  };
}

/** To who listens: what is selected, with its passage. @param {Store} store @param {Ui} ui */
function selectionInWords({ selected, row, passage, words }, ui) {
  if (!selected) return "Selection cleared";
  const { passages } = row(selected), title = ui.card.walk.spoken(row(selected));
  const said = passages[passage] ? words(passages[passage]) : "";
  return said ? `${title}. Passage ${passage + 1} of ${passages.length}: ${said}` : `${title}. Not from the article; see the source in the card.`;
}

/** @param {OwnedStore} store @param {Ui} ui @param {ReturnType<typeof makeDrawing>} drawing @param {AbortSignal} signal */
function listen(store, ui, drawing, signal) {
  const { root } = store;
  /** @param {EventTarget} target @param {string} types @param {(event: any) => void} listener @param {AddEventListenerOptions} [options] */
  const on = (target, types, listener, options = {}) => types.split(" ").forEach((type) => target.addEventListener(type, listener, { signal, ...options }));
  on(root, "click", (event) => {
    const link = event.target.closest("a[data-key]:not(.passage)");
    if (!link || isForBrowser(event)) return;
    event.preventDefault();
    store.select(link.dataset.key, { from: link.closest(".card") ? "card" : "list" });
  });
  on(window, "popstate", () => {
    const { view, notes } = parseUrl(location.search, store.page);
    ui.header.note(store.plotly || !root.classList.contains("no-charts") ? notes : [...notes, NO_CHARTS]);
    drawing.redraw(store.follow(view) ? {} : undefined);
  });
  on(window, "keydown", (event) => press(event, store, ui));
  on(window, "wheel touchmove pointerdown keydown", drawing.moveOn, { capture: true, passive: true });
  on(ui.scroller, "wheel touchmove keydown", ui.article.beginReading, { passive: true });
  on(ui.scroller, "pointerdown", ({ target }) => target === ui.scroller && ui.article.beginReading()); // Its scroll bar.
  on(window, "beforeprint", () => preparePrint(store, ui));
  on(window, "afterprint", () => endPrint(store, ui));
  on(window, "scroll", () => ui.markSection(), { capture: true, passive: true });
  const redraw = () => void drawing.redraw();
  for (const width of [NARROW, ONE_COLUMN]) {
    on(matchMedia(width), "change", () => {
      if (isOnPaper()) return;
      ui.arrange();
      ui.resize();
      redraw();
    });
  }
  const sizes = new ResizeObserver(() => fit(store, ui) && redraw());
  sizes.observe(ui.chartsBox);
  signal.addEventListener("abort", () => sizes.disconnect());
}

/** Take the width that there is for the charts; whether it is another. @param {OwnedStore} store @param {Ui} ui */
function fit(store, ui) {
  const width = Math.floor(ui.chartsBox.clientWidth);
  if (!width || width === store.width || isOnPaper()) return false;
  store.fit(width);
  ui.resize();
  return true;
}

/**
 * Bring the charts' library, draw with it, and say where it does not come.
 * @param {OwnedStore} store @param {Ui} ui
 * @param {{drawing: ReturnType<typeof makeDrawing>, notes: string[], signal: AbortSignal}} reader
 */
async function startCharts(store, ui, { drawing, notes, signal }) {
  if (signal.aborted) return;
  if (!store.plotly && ui.hasCharts) {
    const coming = setTimeout(() => {
      if (signal.aborted) return;
      ui.showLoading(true);
      store.say("The charts are coming");
    }, COMING_AFTER_MS);
    try {
      store.drawWith(await store.host.plotly());
    } catch {
      document.documentElement.dataset.charts = "missing";
      store.root.classList.add("no-charts");
      ui.header.note([...notes, NO_CHARTS]);
    }
    clearTimeout(coming);
    if (signal.aborted) return;
    ui.showLoading(false);
    ui.resize();
    drawing.draw();
  }
  if (store.plotly) ui.markDrawn();
  document.documentElement.dataset.dateline = "ready";
  store.rest.bring();
}

/** Tell the page that shows this one in a frame how high it is, now and after each change. @param {HTMLElement} root @param {AbortSignal} signal */
function postHeight(root, signal) {
  const post = () => parent.postMessage({ type: "dateline:height", height: Math.ceil(root.getBoundingClientRect().height) }, "*");
  const watcher = new ResizeObserver(post);
  watcher.observe(root);
  signal.addEventListener("abort", () => watcher.disconnect());
}
