// The rest of a page that comes in parts: brought one after another, and said where it takes long.

const LONG_MS = 500; // a wait that is said

/**
 * @param {object} page as readPage returns it
 * @param {{more: Function, whole?: Function}} host see mountDateline
 * @param {{signal: AbortSignal, tell: (isSaid: boolean, hindrance?: string) => void, came: (blocks: number) => void}} reader
 *   ``tell`` says how much has come; ``came`` is called after each part
 *   with the number of blocks that were there before it
 */
async function bringRest(page, host, { signal, tell, came }) {
  let isSaid = false;
  const timer = setTimeout(() => tell((isSaid = true)), LONG_MS);
  try {
    while (!page.isWhole) {
      const part = await host.more(page.taken + 1, signal);
      if (signal.aborted) return;
      const before = page.article.blocks.length;
      page.take(part);
      tell(isSaid);
      came(before);
    }
    host.whole?.(page);
  } catch (error) {
    if (!signal.aborted) tell(true, error.message);
  } finally {
    clearTimeout(timer);
  }
}
