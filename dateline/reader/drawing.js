// When the page is drawn: at once, and what else is asked for within the same frame in one go at its
// end; and what comes into view then.

import { keepingFocus, setCurrent } from "./dom.js";
import { NARROW, ONE_COLUMN } from "./screen.js";
import { queryWords } from "./state/search.js";

/** @param {OwnedStore} store @param {Ui} ui */
export function makeDrawing(store, ui) {
  const { root, page } = store;
  let frame = 0, isStale = false, isOver = false;
  let isSought = false; // whether what is selected is to come into view
  let awaited = "", hasMovedOn = false;

  /** @param {Select} [selected] how a row was selected */
  function redraw(selected) {
    if (selected) isSought = Boolean(store.selected) && selected.from !== "article";
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
    if (isOver) return;
    ui.article.find(queryWords(store.answerNow(), page.folds));
    markEmbedded(root, store.view);
    keepingFocus(root, () => ui.render(store.answer));
    paintLinks(store);
    if (isSought) showSelected();
  }

  function showSelected() {
    isSought = false;
    // Where its words or its passage have not come, they are shown when they have, unless the
    // reader has gone on to something else.
    if (!page.isWhole) awaited = store.selected;
    hasMovedOn = false;
    const { section, walk } = store.view;
    if (walk) root.querySelector(`#timeline [data-row="${CSS.escape(store.selected)}"]`)?.scrollIntoView({ block: "nearest" });
    if (section && section !== "article") ui.card.node.scrollIntoView({ block: "nearest" });
    // In one column the card is a sheet: the page stays where it is.
    else if (!matchMedia(ONE_COLUMN).matches || (matchMedia(NARROW).matches && root.dataset.tab === "article")) ui.article.show();
  }

  return {
    redraw, draw,
    /** A part has come: what was made without its words is made anew once all have. @param {number} before */
    partCame(before) {
      ui.article.add(page.article.blocks.slice(before));
      if (page.isWhole) {
        keepingFocus(root, () => ui.renew());
        if (store.plotly) ui.markDrawn();
        isSought ||= awaited !== "" && awaited === store.selected && !hasMovedOn;
        draw(); // At once: who waits for all words takes what is drawn.
      } else if (awaited && store.row(awaited)?.isHere) redraw();
    },
    moveOn() {
      hasMovedOn = true;
      ui.nav.moveOn();
    },
    close: () => void (isOver = true),
  };
}

/** One section may be all that is shown. @param {HTMLElement} root @param {View} view */
function markEmbedded({ dataset }, { section }) {
  if (section) dataset.section = section;
  else delete dataset.section;
}

/** Bring links to rows up to date, in all that shows a bounded number of them: the article paints its own. @param {Store} store */
export function paintLinks(store) {
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (store.root.querySelectorAll(":is(.charts, .card) a[data-key]"))) {
    const key = link.dataset.key ?? "";
    const href = store.addressOf(key);
    if (link.getAttribute("href") !== href) link.setAttribute("href", href);
    setCurrent(link, key === store.selected);
  }
}
