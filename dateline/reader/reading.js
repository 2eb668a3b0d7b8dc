// @ts-nocheck
// Reading follows: which rows rest on a passage that is in view, so that their marks are lifted.

/**
 * @param {() => void} moved called after each change of ``inView``, the rows' keys
 * @returns {{inView: Set<string>, watch: (pieces: Iterable<Piece>) => void, leave: (pieces: Iterable<Piece>) => void, close: () => void}}
 */
export function makeReading(moved) {
  const visible = new Set(); // links
  const inView = new Set();
  const watcher = globalThis.IntersectionObserver && new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) visible.add(target);
        else visible.delete(target);
      }
      inView.clear();
      for (const link of visible) for (const key of link.dataset.key.split(" ")) inView.add(key);
      moved();
    },
    { rootMargin: "-10% 0px -35% 0px" },
  );

  return {
    inView,
    watch(pieces) {
      for (const { node } of pieces) watcher?.observe(node);
    },
    leave(pieces) {
      for (const { node } of pieces) {
        watcher?.unobserve(node);
        visible.delete(node);
      }
    },
    close: () => watcher?.disconnect(),
  };
}
