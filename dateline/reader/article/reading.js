// Reading follows: which rows rest on a passage that is in view, once the reader has begun to read,
// so that their marks are lifted.

/** @param {() => void} moved called after each change */
export function makeReading(moved) {
  const visible = /** @type {Set<HTMLElement>} */ (new Set()); // links
  const inView = /** @type {Set<Key>} */ (new Set());
  let hasBegun = false;
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) visible.add(/** @type {HTMLElement} */ (target));
      else visible.delete(/** @type {HTMLElement} */ (target));
    }
    inView.clear();
    for (const link of visible) for (const key of (link.dataset.key ?? "").split(" ")) inView.add(key);
    moved();
  }, { rootMargin: "-10% 0px -35% 0px" });

  return {
    /** @param {Key} key */
    isRead: (key) => hasBegun && inView.has(key),
    begin() {
      if (hasBegun) return;
      hasBegun = true;
      moved();
    },
    /** @param {Iterable<Piece>} pieces */
    watch(pieces) {
      for (const { node } of pieces) if (node) watcher.observe(node);
    },
    /** @param {Iterable<Piece>} pieces */
    leave(pieces) {
      for (const { node } of pieces) {
        if (!node) continue;
        watcher.unobserve(node);
        visible.delete(node);
      }
    },
    close: () => watcher.disconnect(),
  };
}
