// A walk through the story: its leading events one after another, chart, passage and card together.

import { button, element, icon, plural } from "../dom.js";

const FEWEST_STEPS = 3;

/** @param {Store} app */
export function makeWalk(app) {
  const steps = stepsOf(app.page.events.filter((row) => !row.background));
  const start = button("Walk through", () => go(0), { class: "walk-start" });
  const said = element("span", {}, `the story in ${plural(steps.length, "step")}`);
  const back = button(icon("left"), () => step(-1), { "aria-label": "Previous step" });
  const on = button(icon("right"), () => step(1), { "aria-label": "Next step" });
  const leave = button("Leave", () => app.ask({ walk: false }), { class: "quiet" });
  const node = element("div", { class: "walk", role: "group", "aria-label": "Walk through the story" }, start, said, back, on, leave);
  const place = () => steps.findIndex(({ key }) => key === app.view.selected);

  /** @param {number} to */
  function go(to) {
    const row = steps[Math.min(Math.max(to, 0), steps.length - 1)];
    app.select(row.key, { from: "card", walk: true });
  }

  /** From an event that is no step, to the first. @param {number} by */
  function step(by) {
    const at = place();
    go(at < 0 ? 0 : at + by);
  }

  return {
    node,
    step,
    /** "2 / 6", "" while no step is shown. */
    get place() {
      return place() < 0 ? "" : `${place() + 1} / ${steps.length}`;
    },
    /** What a screen reader hears before the passage of what is selected. @param {Row} row */
    spoken: (row) => (app.view.walk && place() >= 0 ? `Step ${place() + 1} of ${steps.length}: ${row.title}, ${row.when || "no date"}` : row.title),
    get isOn() {
      return app.view.walk && steps.length > 0;
    },
    render() {
      const isOn = app.view.walk, at = place();
      node.hidden = !steps.length;
      node.classList.toggle("on", isOn);
      start.hidden = isOn;
      for (const control of [back, on, leave]) control.hidden = !isOn;
      back.disabled = at <= 0;
      on.disabled = at === steps.length - 1;
      said.textContent = isOn ? (at < 0 ? "Between two steps" : `Step ${at + 1} of ${steps.length}`) : `the story in ${plural(steps.length, "step")}`;
    },
  };
}

/** The leading events, or all where fewer than three lead; none where there are fewer than three. @param {EventRow[]} events */
function stepsOf(events) {
  const leading = events.filter((row) => row.weight === "lead");
  const steps = leading.length < FEWEST_STEPS ? events : leading;
  return steps.length < FEWEST_STEPS ? [] : steps;
}
