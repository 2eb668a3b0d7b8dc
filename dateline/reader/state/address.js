// The page's address: the view as the browser's history has it, and as each link says it.

import { queryOf, splitKey } from "./url.js";

const TYPING_MS = 500; // at most one address a half second while typing or sliding

/** @param {Page} page @param {() => View} viewNow */
export function makeAddress(page, viewNow) {
  let timer = 0, isClosed = false;
  let last = { view: /** @type {View | null} */ (null), base: "" };
  const addressOf = (/** @type {View} */ view) => location.pathname + queryOf(view, page, location.search);

  /** @param {"pushState" | "replaceState"} method */
  function put(method) {
    const address = addressOf(viewNow());
    if (address === location.pathname + location.search) return;
    try {
      history[method](null, "", address);
    } catch {
      // Some browsers allow a page no history: the view holds until the page is left.
    }
  }

  return {
    /** A step in the history. ``later``: none of its own, and once nothing more is asked for a while; ``instead``: in place of the last. */
    write({ later = false, instead = false } = {}) {
      clearTimeout(timer);
      if (isClosed) return;
      if (later) timer = setTimeout(() => put("replaceState"), TYPING_MS);
      else put(instead ? "replaceState" : "pushState");
    },
    /** Where a link to a row leads; ``changes``: what else it changes in the view. @param {Key} key @param {Partial<View> | null} changes */
    of(key, changes = null) {
      const view = viewNow();
      if (changes) return addressOf({ ...view, selected: key, ...changes });
      // The view's part is the same for every link: written once a view.
      if (last.view !== view) last = { view, base: addressOf({ ...view, selected: "" }) };
      const [kind, id] = splitKey(key);
      return key ? `${last.base}${last.base.includes("?") ? "&" : "?"}${kind}=${encodeURIComponent(id)}` : last.base;
    },
    /** From now on the address belongs to the next reader. */
    close() {
      clearTimeout(timer);
      isClosed = true;
    },
  };
}
