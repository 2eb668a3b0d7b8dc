// Dates by dragging over a plot, by the wheel with Ctrl, and all again by a double click.

import { element } from "../dom.js";
import { dayOfTime, FIRST_DAY } from "../state/dates.js";
import { hasDates } from "../state/url.js";

const DRAG_PX = 5; // from here on a press is a drag
const ZOOM = 1.6; // by one turn of the wheel

/**
 * @param {Store} app @param {HTMLElement} area where one may press @param {HTMLElement} box the plot, or what stands for it
 * @param {() => Scale | null} scaleNow of the plot; null where there is none
 */
export function makeBrush(app, area, box, scaleNow) {
  const node = element("div", { class: "drag", hidden: true });
  let pressed = /** @type {{from: number, to: number} | null} */ (null);

  /** Where an event is on the plot, null if it is not. @param {MouseEvent} event */
  function at({ clientX, target }) {
    const scale = scaleNow(), { left, right } = box.getBoundingClientRect();
    const isElsewhere = target instanceof Element && target.closest(".density") !== area.closest(".density");
    return scale && !isElsewhere && left <= clientX && clientX <= right ? clientX - left : null;
  }
  const isDrag = () => pressed !== null && Math.abs(pressed.to - pressed.from) >= DRAG_PX;
  const stopClick = (/** @type {Event} */ event) => event.stopPropagation();

  area.addEventListener("pointerdown", (event) => {
    const x = at(event);
    const isLink = event.target instanceof Element && event.target.closest("a, .more button");
    if (event.button === 0 && event.pointerType === "mouse" && x !== null && !isLink) pressed = { from: x, to: x };
  });
  area.addEventListener("pointermove", (event) => {
    const scale = scaleNow();
    if (!pressed || !scale) return;
    pressed.to = Math.min(Math.max(event.clientX - box.getBoundingClientRect().left, 0), scale.width);
    node.hidden = !isDrag();
    if (isDrag()) getSelection()?.removeAllRanges();
    node.style.left = `${Math.min(pressed.from, pressed.to)}px`;
    node.style.width = `${Math.abs(pressed.to - pressed.from)}px`;
  });
  const release = () => {
    const made = isDrag() ? pressed : null, scale = scaleNow();
    pressed = null;
    node.hidden = true;
    if (!made || !scale) return;
    // The click that ends a drag is none of what is below; one that leaves the chart has none.
    area.addEventListener("click", stopClick, { capture: true, once: true });
    setTimeout(() => {
      area.removeEventListener("click", stopClick, { capture: true });
      narrowTo(app, scale.timeAt(Math.min(made.from, made.to)), scale.timeAt(Math.max(made.from, made.to)));
    });
  };
  area.addEventListener("pointerup", release);
  area.addEventListener("pointerleave", release);
  area.addEventListener("dblclick", (event) => at(event) !== null && hasDates(app.view) && app.ask({ from: null, to: null, sure: false }));
  area.addEventListener("wheel", (event) => {
    const x = event.ctrlKey ? at(event) : null, scale = scaleNow();
    if (x === null || !scale) return;
    event.preventDefault();
    const factor = event.deltaY > 0 ? ZOOM : 1 / ZOOM, middle = scale.timeAt(x), { parts } = scale;
    if (factor > 1 && !hasDates(app.view)) return;
    narrowTo(app, middle - (middle - parts[0].start) * factor, middle + (parts[parts.length - 1].end - middle) * factor - 1, { replace: true });
  }, { passive: false });

  return { node };
}

/** @param {Store} app @param {number} start @param {number} end @param {Ask} how */
function narrowTo(app, start, end, how = {}) {
  const whole = app.page.timeline[app.view.background ? "all" : "article"];
  const from = Math.max(FIRST_DAY, dayOfTime(start)), to = Math.max(from, dayOfTime(end));
  const isAll = from <= whole[0][0] && to >= whole[whole.length - 1][1] - 1;
  app.ask(isAll ? { from: null, to: null, sure: false } : { from, to }, how);
}
