// The list of the shown events and the steps through them, above what is selected.

import { apart, button, element, grouped, icon, plural } from "../dom.js";
import { hasSame } from "../state/table.js";

const MOST_CHOICES = 200; // of the list of events; of more, those around the selected one

/** @param {Store} app */
export function makeEventChooser(app) {
  const previous = button(icon("left"), () => app.step(-1), { "aria-label": "Previous event (k)", title: "Previous event (k)" });
  const next = button(icon("right"), () => app.step(1), { "aria-label": "Next event (j)", title: "Next event (j)" });
  const clear = button(icon("close"), () => clearSelection(), { class: "clear", "aria-label": "Clear the selection", title: "Clear the selection" });
  const jump = element("select", { "aria-label": "Go to an event" });
  const node = element("div", { class: "controls" }, previous, jump, next, clear);
  let listed = { keys: /** @type {Key[] | null} */ (null), from: 0, to: 0, isFilled: false }; // what the list offers
  let timer = 0;
  jump.addEventListener("change", () => app.select(jump.value, { from: "card" }));
  // Whoever opens the list finds it whole.
  for (const type of ["focus", "pointerdown"]) jump.addEventListener(type, () => fillChoices());

  /** Of a sheet, which has no list, the focus goes to where it came from. */
  function clearSelection() {
    const { selected } = app.view;
    app.select("", { from: "card" });
    const link = `a[data-key~="${CSS.escape(selected)}"]`;
    const places = /** @type {HTMLElement[]} */ ([jump, ...app.root.querySelectorAll(`.charts ${link}`), ...app.root.querySelectorAll(link)]);
    places.find((one) => one.checkVisibility())?.focus({ preventScroll: true });
  }

  /** Offer the shown events: at once where they are few, else when nothing else is to be done. @param {Key[]} keys @param {number} index */
  function offer(keys, index) {
    previous.disabled = next.disabled = !keys.length;
    clear.hidden = !app.view.selected;
    const from = keys.length > MOST_CHOICES ? Math.max(0, Math.min(index - MOST_CHOICES / 2, keys.length - MOST_CHOICES)) : 0;
    const isInside = index < 0 || (listed.from <= index && index < listed.to);
    const isOffered = hasSame(keys, listed.keys) && isInside;
    if (!isOffered) listed = { keys, from, to: from + MOST_CHOICES, isFilled: false };
    if (!listed.isFilled) {
      clearTimeout(timer);
      jump.replaceChildren(element("option", { value: "" }), index < 0 ? "" : choice(keys[index]));
      if (keys.length <= MOST_CHOICES) fillChoices();
      else timer = setTimeout(fillChoices, 200);
    }
    jump.options[0].textContent = index < 0 ? `Go to one of ${plural(keys.length, "event")}…` : "No event";
    jump.value = index < 0 ? "" : keys[index];
  }

  const choice = (/** @type {Key} */ key) => element("option", { value: key }, `${apart(app.row(key).short)} · ${apart(app.row(key).title)}`);

  function fillChoices() {
    clearTimeout(timer);
    const { keys, from, to, isFilled } = listed;
    if (isFilled || !keys) return;
    listed.isFilled = true;
    const { value } = jump;
    const beyond = (/** @type {number} */ count, /** @type {string} */ where) => (count > 0 ? element("option", { disabled: true }, `${grouped(count)} ${where}: search, or choose dates`) : "");
    const made = [beyond(from, "earlier"), ...keys.slice(from, to).map(choice), beyond(keys.length - to, "later")];
    jump.replaceChildren(jump.options[0], ...made.filter(Boolean));
    jump.value = value;
  }

  return { node, render: offer, clear: clearSelection, close: () => clearTimeout(timer) };
}
