// The rest of a page that comes in parts: brought one after another, and said where it takes long.
// Who needs the words of all rows waits for them here.

import { grouped, plural } from "./dom.js";

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

  /** @type {Rest} */
  const rest = {
    get isHindered() {
      return Boolean(hindrance);
    },
    /** How much has come, or why no more comes; "" once all has or while that is no long wait. */
    get said() {
      return isSaid ? rest.words : "";
    },
    /** The same, however long it takes. */
    get words() {
      if (page.isWhole) return "";
      const all = plural(page.rowCount, "row");
      return hindrance ? `The words of ${grouped(page.rowCount - page.rowsLoaded)} of ${all} have not loaded: ${hindrance}.` : `The words of ${grouped(page.rowsLoaded)} of ${all} have loaded.`;
    },
    /** Begin to bring it, once. */
    bring() {
      if (!isBegun) void bringAll();
      isBegun = true;
    },
    /** Resolves once all words have loaded and are drawn; fails with ``words`` where no more come. */
    async whole(wait) {
      while (!page.isWhole && !hindrance) {
        wait(rest.words);
        await new Promise((resolve) => waiting.add(resolve));
      }
      if (!page.isWhole) throw new Error(rest.words);
    },
  };

  function wake() {
    for (const resolve of waiting) resolve();
    waiting.clear();
  }

  async function bringAll() {
    const timer = setTimeout(() => {
      isSaid = true;
      onProgress();
    }, LONG_MS);
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
      isSaid = true;
      onProgress();
      wake();
    } finally {
      clearTimeout(timer);
    }
  }
  return rest;
}
