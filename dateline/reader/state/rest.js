// The rest of a page that comes in parts: brought one after another, and said where it takes long.
// Who needs the words of all rows waits for them here.

import { grouped, plural } from "../dom.js";

const LONG_MS = 500; // a wait that is said

/**
 * @param {Page} page @param {Host} host
 * @param {{signal: AbortSignal, onProgress: () => void, onBlocks: (blocks: number) => void}} reader
 *   ``onProgress`` is called when ``words`` change; ``onBlocks`` after each part, with the number of
 *   blocks that were there before it
 * @returns {Rest}
 */
export function makeRest(page, host, { signal, onProgress, onBlocks }) {
  let isBegun = false, isSaid = false, hindrance = "";
  const waiting = /** @type {Set<(value?: unknown) => void>} */ (new Set());

  function wake() {
    for (const resolve of waiting) resolve();
    waiting.clear();
  }

  function saidFromNow() {
    isSaid = true;
    onProgress();
  }

  async function bringAll() {
    const timer = setTimeout(saidFromNow, LONG_MS);
    try {
      while (!page.isWhole) {
        const part = await host.more(page.partsLoaded + 1, signal);
        if (signal.aborted) return;
        const before = page.article.blocks.length;
        page.addPart(part);
        onProgress();
        onBlocks(before);
        wake();
      }
      host.whole?.(page);
    } catch (error) {
      if (signal.aborted) return;
      hindrance = /** @type {Error} */ (error).message;
      saidFromNow();
      wake();
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolves once all words have loaded and are drawn; fails with ``words`` where no more come. @param {(words: string) => void} wait */
  async function whole(wait) {
    while (!page.isWhole && !hindrance) {
      wait(loadedInWords(page, hindrance));
      await new Promise((resolve) => waiting.add(resolve));
    }
    if (!page.isWhole) throw new Error(loadedInWords(page, hindrance));
  }

  return {
    /** Begin to bring it, once. */
    bring: () => void (isBegun || ((isBegun = true), bringAll())),
    whole,
    get isHindered() { return hindrance !== ""; },
    /** How much has come, or why no more comes; "" once all has or while that is no long wait. */
    get said() { return isSaid ? loadedInWords(page, hindrance) : ""; },
    /** The same, however long it takes. */
    get words() { return loadedInWords(page, hindrance); },
  };
}

/** @param {Page} page @param {string} hindrance */
function loadedInWords({ isWhole, rowCount, rowsLoaded }, hindrance) {
  const all = plural(rowCount, "row");
  if (isWhole) return "";
  return hindrance ? `The words of ${grouped(rowCount - rowsLoaded)} of ${all} have not loaded: ${hindrance}.` : `The words of ${grouped(rowsLoaded)} of ${all} have loaded.`;
}
