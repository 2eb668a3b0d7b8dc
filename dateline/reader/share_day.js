// @ts-nocheck
// The day that ownership is shown for: a handle on the axis of time, keys, and a walk through all days.

import { button, element, icon } from "./dom.js";
import { axisTicks, BREAK_PX, timeOfDay } from "./scale.js";

const PLAY_MS = 1400;
const NOON_MS = 43200000;

/**
 * @param {{left: number}} frame where the axis begins in its strip, in pixels
 * @returns {{head: HTMLElement, strip: HTMLElement, words: HTMLElement, render: (shown: object) => void,
 *   drawAxis: (scale: object, days: object[]) => void, whose: (name: string) => void, place: (day: number | null) => number | null, close: () => void}}
 */
export function makeShareDay(app, { left }) {
  const { page } = app;
  const slider = element("input", { type: "range", min: 0, step: 1, "aria-label": "Day", class: "day-slider" });
  const handle = element("i", { class: "day-handle", "aria-hidden": "true" });
  const ticks = element("div", { class: "axis-ticks", "aria-hidden": "true" });
  const strip = element("div", { class: "day-strip" }, ticks, slider, handle);
  const words = element("output", { class: "day", lang: page.article.language });
  const play = button(icon("play"), () => player.toggle(), { class: "play", "aria-label": "Play through the days", title: "Play through the days" });
  const back = button("Day of publication", () => app.ask({ asof: null }), { class: "quiet" });
  const whose = element("small");
  const title = element("h3", {}, "How it came to this", whose);
  const asFar = element("span", { class: "as-far" }, "As far as stated for ", words);
  const head = element("div", { class: "day-control" }, title, asFar, play, back);
  let known = [], scale = null;
  const player = makePlayer(app, { days: () => known, from: () => (app.view.asof === null ? -1 : Number(slider.value)), show: showPlaying });

  function showPlaying(isOn) {
    const label = isOn ? "Stop" : "Play through the days";
    play.replaceChildren(icon(isOn ? "pause" : "play"));
    play.setAttribute("aria-label", label);
    play.title = label;
  }

  /** Where a day stands on the axis: at its noon, at an end where it lies beyond. */
  function place(day) {
    if (day === null || !scale) return null;
    return left + scale.px(timeOfDay(day) + NOON_MS);
  }

  function render({ layer, asof }) {
    player.check();
    known = layer.days;
    const index = asof === null ? known.length - 1 : known.findLastIndex(({ day }) => day <= asof);
    slider.max = Math.max(0, known.length - 1);
    slider.value = Math.max(0, index);
    const exact = known.find(({ day }) => day === asof);
    words.textContent = asof === null ? "any day" : exact?.words ?? (app.view.asof === null ? page.ownership.default_words : app.dayWords(asof));
    slider.setAttribute("aria-valuetext", words.textContent);
    title.hidden = play.hidden = known.length < 2;
    back.hidden = app.view.asof === null;
    const x = place(asof);
    handle.hidden = x === null;
    handle.style.left = `${x}px`;
  }

  function drawAxis(newScale, days) {
    scale = newScale;
    drawTicks(app, ticks, { scale, days, left });
  }

  slider.addEventListener("input", () => app.ask({ asof: known[slider.value].day }, { replace: true }));
  addDrag(strip, (event) => {
    const x = event.clientX - strip.getBoundingClientRect().left;
    return known.reduce((best, one) => (Math.abs(place(one.day) - x) < Math.abs(place(best.day) - x) ? one : best), known[0]).day;
  }, app);
  return { head, strip, render, drawAxis, place, whose: (name) => (whose.textContent = name && ` · ${name.toLowerCase()}`), close: player.close };
}

/** The axis of time under the history, with a mark for each day to choose. */
function drawTicks(app, ticks, { scale, days, left }) {
  const { language } = app.page.article;
  const at = (x) => `left:${left + Math.round(x * 10) / 10}px`;
  const made = axisTicks(scale, language, (label) => app.measure(label, ""));
  ticks.replaceChildren(
    ...scale.parts.map((part) => element("i", { class: "segment", style: `${at(part.left)};width:${part.right - part.left}px` })),
    ...scale.parts.slice(1).map((part) => element("i", { class: "axis-break", style: at(part.left - BREAK_PX / 2) }, "//")),
    ...days.map(({ day }) => element("i", { class: "day-mark", style: at(scale.px(timeOfDay(day) + NOON_MS)) })),
    ...made.map(({ x, label }) => element("span", { style: at(x), lang: language }, label)),
  );
}

/** A drag along the strip, or a click on it, chooses the nearest day; its end is a step of the history. */
function addDrag(strip, dayAt, app) {
  let isOn = false;
  const move = (event) => {
    const day = dayAt(event);
    if (day !== app.view.asof) app.ask({ asof: day }, { silent: true });
  };
  strip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    isOn = true;
    strip.setPointerCapture(event.pointerId);
    strip.querySelector("input").focus({ preventScroll: true });
    move(event);
  });
  strip.addEventListener("pointermove", (event) => isOn && move(event));
  const end = () => {
    if (isOn) app.ask({});
    isOn = false;
  };
  strip.addEventListener("pointerup", end);
  strip.addEventListener("pointercancel", end);
}

/** Goes through all days, one after another, until the reader does anything else. */
function makePlayer(app, { days, from, show }) {
  let timer = 0, at = -1, stops = null;

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
    const stopUnless = (event) => (event.target.closest?.(".play") && !/^(key|wheel)/.test(event.type)) || /^(Enter| )$/.test(event.key) || stop();
    for (const act of ["pointerdown", "keydown", "wheel"]) addEventListener(act, stopUnless, options);
    show(true);
    step();
  }

  function halt() {
    clearTimeout(timer);
    timer = 0;
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
    check() {
      if (stops && app.view.asof !== days()[at]?.day) stop();
    },
    close: halt,
  };
}
