// The axis above the rows: ticks, breaks, spans between events, and the day of publication.

import { element, inPixels } from "../dom.js";
import { timeOfDay } from "../state/dates.js";
import { momentsOf } from "./plot.js";
import { axisTicks, BREAK_PX } from "./scale.js";

const leftAt = (/** @type {number} */ x) => `left:${Math.round(x * 10) / 10}px`;

/** Segments, breaks and labels of an axis that begins ``from`` pixels from its left. @param {Store} app @param {Scale} scale */
export function axisNodes({ page: { article }, measure }, scale, from = 0) {
  const ticks = axisTicks(scale, article.language, measure);
  const segments = scale.parts.map(({ left, right }) => element("i", { class: "segment", style: inPixels({ left: from + left, width: right - left }) }));
  const breaks = scale.parts.slice(1).map(({ left }) => element("i", { class: "axis-break", style: leftAt(from + left - BREAK_PX / 2) }, "//"));
  return { ticks, frame: [...segments, ...breaks], labels: ticks.map(({ x, label }) => element("span", { style: leftAt(from + x), lang: article.language }, label)) };
}

/** @param {Store} app */
export function makeAxis(app) {
  const { timeline, figures } = app.page;
  const spans = element("div", { class: "axis-spans" }), words = element("div", { class: "axis-ticks", "aria-hidden": "true" });
  const node = element("div", { class: "axis" }, element("div", { class: "axis-box" }, spans, words));
  const grid = element("div", { class: "axis-grid", "aria-hidden": "true" });

  /** @param {Scale} scale */
  function draw(scale) {
    const { ticks, frame, labels } = axisNodes(app, scale);
    words.replaceChildren(...frame, ...labels);
    const bands = timeline.published ? scale.pieces(timeOfDay(timeline.published[0]), timeOfDay(timeline.published[1] + 1)) : [];
    grid.replaceChildren(
      ...ticks.flatMap((tick) => (tick.at === null ? [] : [element("i", { class: "tick-line", style: leftAt(tick.at) })])),
      ...bands.map(([left, right]) => element("i", { class: "published", style: inPixels({ left, width: right - left }) })),
    );
    spans.replaceChildren(...figures.flatMap((figure) => spanNodes(figure, scale)));
  }

  /** The time between two events, as a bracket over the axis; none where an end is not on it. @param {KeyFigure} figure @param {Scale} scale */
  function spanNodes({ number, label, rests_on: ends, is_span: isSpan }, scale) {
    const moments = isSpan ? ends.flatMap(({ key }) => momentsOf(app.row(key))?.at ?? []).filter(scale.holds) : [];
    if (moments.length < 2) return [];
    const [left, right] = moments.map(scale.px).sort((a, b) => a - b);
    const half = app.measure(number, "date") / 2 + 8;
    const middle = Math.min(Math.max((left + right) / 2, half), scale.width - half);
    // Where the words are wider than the bracket they stand beside it.
    const x = right - left > 2 * half + 8 ? middle : left - half - 4 > half ? left - half : right + half;
    return [element("div", { class: "span", style: inPixels({ left, width: right - left }) }), app.link(ends[0].key, { title: label, tabindex: -1, style: `left:${x}px` }, element("span", {}, number))];
  }
  return { node, grid, draw };
}

/** Brackets that join each two rows of which one disputes the other. */
export function makeBrackets() {
  const node = element("div", { class: "brackets", "aria-hidden": "true" });

  /** @param {EventRow[]} rows @param {Map<Key, number>} middles @returns {number} how many stand side by side */
  function draw(rows, middles) {
    const pairs = /** @type {Map<string, Span>} */ (new Map());
    for (const { key, disputes } of rows) {
      for (const other of disputes) {
        const [one, two] = [middles.get(key), middles.get(other)];
        if (one !== undefined && two !== undefined) pairs.set([key, other].sort().join(" "), [Math.min(one, two), Math.max(one, two)]);
      }
    }
    const lanes = /** @type {number[]} */ ([]); // where the last bracket of each ends
    node.replaceChildren(...[...pairs.values()].sort((a, b) => a[0] - b[0]).map(([top, bottom]) => {
      let lane = lanes.findIndex((end) => end < top);
      if (lane < 0) lane = lanes.push(0) - 1;
      lanes[lane] = bottom;
      return element("div", { class: "bracket", style: `${inPixels({ top, height: bottom - top })};--lane:${lane}` }, element("span", {}, "≠"));
    }));
    return lanes.length;
  }
  return { node, draw };
}
