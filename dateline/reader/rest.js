// The rest of a page that comes in parts: brought one after another, and said where it takes long.
// Who needs the words of all rows waits for them here.

const LONG_MS = 500; // a wait that is said

/**
 * @param {object} page as readPage returns it
 * @param {{more: Function, whole?: Function}} host see mountDateline
 * @param {{signal: AbortSignal, tell: () => void, came: (blocks: number) => void}} reader
 *   ``tell`` is called where ``words`` are to be shown; ``came`` is called after each part
 *   with the number of blocks that were there before it
 */
function makeRest(page, host, { signal, tell, came }) {
  let isBegun = false, isSaid = false, hindrance = "";
  const waiting = new Set();

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
      const all = plural(page.all, "row");
      return hindrance ? `The words of ${grouped(page.all - page.come)} of ${all} have not come: ${hindrance}.` : `The words of ${grouped(page.come)} of ${all} have come.`;
    },
    /** Begin to bring it, once. */
    bring() {
      if (!isBegun) void bringAll();
      isBegun = true;
    },
    /**
     * Resolves once all words have come and are drawn; fails with ``words`` where no more come.
     * @param {(words: string) => void} wait told at once and after each part how much has come
     */
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
    const timer = setTimeout(() => tell((isSaid = true)), LONG_MS);
    try {
      while (!page.isWhole) {
        const part = await host.more(page.taken + 1, signal);
        if (signal.aborted) return;
        const before = page.article.blocks.length;
        page.take(part);
        tell();
        came(before);
        wake();
      }
      host.whole?.(page);
    } catch (error) {
      if (signal.aborted) return;
      hindrance = error.message;
      isSaid = true;
      tell();
      wake();
    } finally {
      clearTimeout(timer);
    }
  }
  return rest;
}
