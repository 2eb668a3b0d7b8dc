// One stop of Tab for several controls: arrow keys, Home and End go from one to another.

/**
 * @param {HTMLElement} node that holds them @param {string} selector of the controls in it
 * @returns {() => void} to be called when there are others: the stop is then one of those that are shown
 */
export function makeRoving(node, selector) {
  const all = () => /** @type {HTMLElement[]} */ ([...node.querySelectorAll(selector)]);
  const shown = () => all().filter((one) => one.getClientRects().length > 0);
  const stopAt = (/** @type {HTMLElement | undefined} */ stop) => all().forEach((one) => (one.tabIndex = one === stop ? 0 : -1));

  node.addEventListener("focusin", ({ target }) => {
    const found = all().find((one) => one === target);
    if (found) stopAt(found);
  });
  node.addEventListener("keydown", (event) => {
    const items = shown(), at = items.findIndex((one) => one === event.target);
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -at, End: items.length - 1 - at }[event.key];
    if (at < 0 || by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    items[(at + by + items.length) % items.length].focus();
  });
  return () => {
    const items = shown();
    if (!items.some((one) => one.tabIndex === 0 && all().filter((other) => other.tabIndex === 0).length === 1)) stopAt(items[0] ?? all()[0]);
  };
}
