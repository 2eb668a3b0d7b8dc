// What keys do, and whether those of one letter are on: a choice that the browser keeps where it lets us.

/** @param {HTMLElement} root */
export function makeKeys(root) {
  return {
    get areOn() {
      try {
        return (root.dataset.keys ?? localStorage.getItem("dateline-keys")) !== "off";
      } catch {
        return root.dataset.keys !== "off";
      }
    },
    /** @param {boolean} isOn */
    turn(isOn) {
      root.dataset.keys = isOn ? "on" : "off";
      try {
        localStorage.setItem("dateline-keys", root.dataset.keys);
      } catch {
        // Storage is blocked: the choice holds until the page is left.
      }
    },
  };
}

/**
 * Do what a key is for: steps, tables, search, and a walk's arrows and Escape.
 * @param {KeyboardEvent} event @param {Store} app @param {Ui} ui
 */
export function press(event, app, ui) {
  const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
  const isTyping = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName ?? "");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (app.view.walk && /^Arrow(Left|Right)$/.test(event.key)) {
    event.preventDefault();
    return ui.card.walk.step(event.key === "ArrowRight" ? 1 : -1);
  }
  if (event.key === "Escape" && app.view.walk) return app.ask({ walk: false });
  if (!app.keys.areOn) return;
  if (event.key === "j") app.step(1);
  if (event.key === "k") app.step(-1);
  if (event.key === "t") ui.toggleTables();
  if (event.key === "/") {
    event.preventDefault();
    ui.filters.search.focus();
  }
}
