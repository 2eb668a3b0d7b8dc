// Which chunks of the article are near the screen, in whatever scrolls the article.

import { scrollBox } from "./jump.js";

/**
 * @param {HTMLElement} node of the article
 * @param {{came: (chunk: Chunk) => void, went: (chunk: Chunk) => void, moved: () => void}} listener
 */
export function makeNearness(node, { came, went, moved }) {
  const near = /** @type {Set<Chunk>} */ (new Set());
  const chunkOf = /** @type {WeakMap<Element, Chunk>} */ (new WeakMap());
  const boxes = /** @type {HTMLElement[]} */ ([]);
  let watcher = /** @type {IntersectionObserver | null} */ (null);

  function watch() {
    if (!boxes.length) return;
    const root = scrollBox(node);
    if (watcher && watcher.root === root) return;
    watcher?.disconnect();
    watcher = new IntersectionObserver(see, { root, rootMargin: "100% 0px" });
    for (const box of boxes) watcher.observe(box);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  function see(entries) {
    for (const { target, isIntersecting } of entries) {
      const chunk = chunkOf.get(target);
      if (!chunk || isIntersecting === near.has(chunk)) continue;
      if (isIntersecting) near.add(chunk);
      else near.delete(chunk);
      (isIntersecting ? came : went)(chunk);
    }
    moved();
  }

  addEventListener("resize", watch);
  return {
    near,
    /** Begin, once the article stands in the page. */
    begin: () => watcher || watch(),
    /** @param {Chunk} chunk the first one is always near */
    add(chunk) {
      if (chunk.isFirst) return void near.add(chunk);
      chunkOf.set(chunk.box, chunk);
      boxes.push(chunk.box);
      watcher?.observe(chunk.box);
    },
    close() {
      watcher?.disconnect();
      removeEventListener("resize", watch);
    },
  };
}
