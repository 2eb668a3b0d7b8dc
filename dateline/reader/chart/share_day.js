// The day that ownership is shown for: a handle on the axis of time, keys, and a walk through all days.

import { button, element, icon } from "../dom.js";
import { timeOfDay } from "../state/dates.js";
import { makeScale } from "./scale.js";
import { axisNodes } from "./time_axis.js";

const PLAY_MS = 1400;
const NOON_MS = 43200000;

/** @param {Store} app @param {{left: number}} frame where the axis begins in its strip, in pixels */
export function makeShareDay(app, { left }) {
  const slider = element("input", { type: "range", min: 0, step: 1, "aria-label": "Day", class: "day-slider" });
  const handle = element("i", { class: "day-handle", "aria-hidden": "true" });
  const ticks = element("div", { class: "axis-ticks", "aria-hidden": "true" });
  const strip = element("div", { class: "day-strip" }, ticks, slider, handle);
  const words = element("output", { class: "day", lang: app.page.article.language });
  const play = button("", () => player.toggle(), { class: "play" });
  const back = button("Day of publication", () => app.ask({ asof: null }), { class: "quiet" });
  const whose = element("small"), title = element("h3", {}, "How it came to this", whose);
  const head = element("div", { class: "day-control" }, title, element("span", { class: "as-far" }, "As far as stated for ", words), play, back);
  let known = /** @type {OwnershipLayer["days"]} */ ([]), scale = makeScale([], 0, { from: null, to: null });
  const player = makePlayer(app, { days: () => known, from: () => (app.view.asof === null ? -1 : Number(slider.value)), show: showPlaying });
  showPlaying(false);

  /** @param {boolean} isOn */
  function showPlaying(isOn) {
    play.replaceChildren(icon(isOn ? "pause" : "play"));
    play.title = play.ariaLabel = isOn ? "Stop" : "Play through the days";
  }

  /** Where a day stands on the axis: at its noon, at an end where it lies beyond. @param {number} day */
  const place = (day) => left + scale.px(timeOfDay(day) + NOON_MS);

  /** @param {{days: OwnershipLayer["days"], asof: number | null}} shown @returns {number | null} where the day stands */
  function render({ days, asof }) {
    player.check();
    known = days;
    slider.max = String(Math.max(0, known.length - 1));
    slider.value = String(Math.max(0, asof === null ? known.length - 1 : known.findLastIndex(({ day }) => day <= asof)));
    words.textContent = asof === null ? "any day" : known.find(({ day }) => day === asof)?.words ?? (app.view.asof === null ? app.page.ownership?.default_words ?? "" : app.dayWords(asof));
    slider.setAttribute("aria-valuetext", words.textContent);
    title.hidden = play.hidden = known.length < 2;
    back.hidden = app.view.asof === null;
    handle.hidden = asof === null;
    if (asof !== null) handle.style.left = `${place(asof)}px`;
    return asof === null ? null : place(asof);
  }

  /** The axis of time under the history, with a mark for each day to choose. @param {Scale} newScale @param {OwnershipLayer["days"]} days */
  function drawAxis(newScale, days) {
    scale = newScale;
    const { frame, labels } = axisNodes(app, scale, left);
    ticks.replaceChildren(...frame, ...days.map(({ day }) => element("i", { class: "day-mark", style: `left:${place(day)}px` })), ...labels);
  }

  slider.addEventListener("input", () => app.ask({ asof: known[Number(slider.value)].day }, { replace: true }));
  addDrag(app, strip, slider, (x) => known.reduce((best, one) => (Math.abs(place(one.day) - x) < Math.abs(place(best.day) - x) ? one : best)).day);
  return { head, strip, render, drawAxis, whose: (/** @type {string} */ name) => (whose.textContent = name && ` · ${name.toLowerCase()}`), close: player.close };
}

/** A drag along the strip, or a click on it, chooses the nearest day; its end is a step of the history. @param {Store} app @param {HTMLElement} strip @param {HTMLElement} slider @param {(x: number) => number} dayAt */
function addDrag(app, strip, slider, dayAt) {
  let isOn = false;
  const move = (/** @type {PointerEvent} */ event) => {
    const day = dayAt(event.clientX - strip.getBoundingClientRect().left);
    if (isOn && day !== app.view.asof) app.ask({ asof: day }, { silent: true });
  };
  strip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    isOn = true;
    strip.setPointerCapture(event.pointerId);
    slider.focus({ preventScroll: true });
    move(event);
  });
  strip.addEventListener("pointermove", move);
  for (const type of ["pointerup", "pointercancel"]) {
    strip.addEventListener(type, () => {
      if (isOn) app.ask({});
      isOn = false;
    });
  }
}

/** Goes through all days, one after another, until the reader does anything else. @param {Store} app @param {{days: () => OwnershipLayer["days"], from: () => number, show: (isOn: boolean) => void}} how */
function makePlayer(app, { days, from, show }) {
  let timer = 0, at = -1, stops = /** @type {AbortController | null} */ (null);

  function step() {
    at += 1;
    if (at >= days().length) return stop();
    timer = setTimeout(step, PLAY_MS);
    app.ask({ asof: days()[at].day }, { silent: true });
  }

  function start() {
    at = from() >= days().length - 1 ? -1 : from();
    stops = new AbortController();
    const options = { capture: true, signal: stops.signal };
    // Its own button stops it by itself.
    const stopUnless = (/** @type {any} */ event) => (event.target.closest?.(".play") && !/^(key|wheel)/.test(event.type)) || /^(Enter| )$/.test(event.key) || stop();
    for (const act of ["pointerdown", "keydown", "wheel"]) addEventListener(act, stopUnless, options);
    show(true);
    step();
  }

  function halt() {
    clearTimeout(timer);
    stops?.abort();
    stops = null;
  }

  function stop() {
    if (!stops) return;
    halt();
    show(false);
    app.ask({}, { replace: true });
  }

  return {
    toggle: () => (stops ? stop() : start()),
    /** Another day is shown than the one that was played: somebody has asked for it. */
    check: () => void (stops && app.view.asof !== days()[at]?.day && stop()),
    close: halt,
  };
}
