// The timeline's axis for a width: segments of time side by side, a break where time is cut out
// between them, and ticks. Pure; times are milliseconds since 1970, places are pixels.

import { dateFormat, DAY_MS, timeOfDay } from "../state/dates.js";
import { periodInWords, roundTimes, unitFor } from "./axis.js";

export const BREAK_PX = 18; // between two segments
export const PAD_PX = 8; // at both ends of a segment, so that a mark at its end is whole
const LEAST_SEGMENT_PX = 56; // so that a label fits
const TICK_GAP_PX = 14; // between two labels
const LEAST_TICK_PX = 22; // no closer are they tried
const TICK_EDGE_PX = 12; // no closer to a segment's end

/** @param {AxisPart} part its room without the padding */
const inner = ({ left, right }) => right - left - 2 * PAD_PX;

/** @param {AxisPart} part @param {number} time within it */
const placeIn = (part, time) => part.left + PAD_PX + ((time - part.start) / (part.end - part.start)) * inner(part);

/**
 * @param {Segment[]} segments as figures/time_axis.py cuts them @param {number} width in pixels
 * @param {{from: number | null, to: number | null}} dates narrow the axis to these days
 */
export function makeScale(segments, width, dates) {
  const parts = placeParts(cutTo(segments, dates), width);

  /** @param {number} time */
  function px(time) {
    const place = parts.findIndex(({ end }) => time <= end);
    if (place < 0) return parts.length ? parts[parts.length - 1].right : 0;
    const part = parts[place];
    if (time < part.start) return place ? (parts[place - 1].right + part.left) / 2 : part.left;
    return placeIn(part, time);
  }

  /** Where a bar is drawn, [left, right]: up to a break, and on behind it. @param {number} start @param {number} end */
  function pieces(start, end) {
    return parts.filter((part) => start < part.end && end > part.start).map((part) => {
      const left = start < part.start ? part.left : px(start);
      const right = end > part.end ? part.right : px(end);
      return [left, Math.max(right, left + 2)];
    });
  }

  /** The moment at a place; in a break the end of the segment before it. @param {number} x */
  function timeAt(x) {
    const part = parts.find(({ right }) => x <= right) ?? parts[parts.length - 1];
    const share = (x - part.left - PAD_PX) / inner(part);
    return part.start + Math.min(Math.max(share, 0), 1) * (part.end - part.start);
  }

  const holds = (/** @type {number} */ time) => parts.some(({ start, end }) => start <= time && time <= end);
  return { parts, width, px, pieces, timeAt, holds };
}

/** The segments within some days; those days alone where no segment lies in them. @param {Segment[]} segments @param {{from: number | null, to: number | null}} dates @returns {Segment[]} */
function cutTo(segments, { from, to }) {
  const first = from ?? -Infinity, after = to === null ? Infinity : to + 1;
  /** @type {Segment[]} */
  const found = segments.map(([start, end, rows]) => [Math.max(start, first), Math.min(end, after), rows]);
  const within = found.filter(([start, end]) => start < end);
  return within.length || !segments.length ? within : [[from ?? to ?? 0, (to ?? from ?? 0) + 1, 1]];
}

/** The width of a segment follows its number of rows. @param {Segment[]} segments @param {number} width @returns {AxisPart[]} */
function placeParts(segments, width) {
  const room = width - BREAK_PX * (segments.length - 1);
  const least = Math.min(LEAST_SEGMENT_PX, room / Math.max(1, segments.length));
  const rows = segments.reduce((sum, [, , count]) => sum + Math.max(1, count), 0);
  const free = room - least * segments.length;
  let left = 0;
  return segments.map(([start, end, count]) => {
    const right = left + least + (free * Math.max(1, count)) / rows;
    const part = { start: timeOfDay(start), end: timeOfDay(end), left, right };
    left = right + BREAK_PX;
    return part;
  });
}

/**
 * Round times with their labels, as many as find room; a segment too narrow for two is named whole.
 * @param {Scale} scale @param {string} language @param {Measure} measure @returns {Tick[]}
 */
export function axisTicks(scale, language, measure) {
  return scale.parts.flatMap((part) => {
    const ticks = ticksOf(part, language, measure);
    if (ticks.length > 1) return ticks;
    return [{ time: part.start, at: null, x: (part.left + part.right) / 2, half: 0, label: periodInWords(part.start, part.end, wholeUnit(part), language) }];
  });
}

/** The finest ticks of which each has its label, without the year where only so they are several. @param {AxisPart} part @param {string} language @param {Measure} measure */
function ticksOf(part, language, measure) {
  let tried = 0;
  const edge = (TICK_EDGE_PX / inner(part)) * (part.end - part.start);
  for (let most = Math.max(1, Math.floor((part.right - part.left) / LEAST_TICK_PX)); most >= 1; most -= 1) {
    const { unit, step } = unitFor(part.start, part.end, most);
    const times = roundTimes(part.start, part.end, unit, step).filter((time) => time > part.start + edge && time < part.end - edge);
    if (times.length === tried) continue;
    tried = times.length;
    for (const hasYear of [true, false]) {
      const ticks = labelled(part, times, tickWords(unit, language, hasYear), measure);
      const fits = ticks.every(({ x, half }, place) => x + half <= part.right + 1 && (!place || ticks[place - 1].x + ticks[place - 1].half + TICK_GAP_PX <= x - half));
      if (fits && ticks.length > (hasYear ? 0 : 1)) return ticks;
    }
  }
  return [];
}

/** @param {AxisPart} part @param {number[]} times @param {(time: number, before?: number) => string} words @param {Measure} measure @returns {Tick[]} */
function labelled(part, times, words, measure) {
  return times.map((time, place) => {
    const at = placeIn(part, time), label = words(time, times[place - 1]), half = measure(label) / 2;
    // A label at an end stands within its segment.
    return { time, at, label, half, x: Math.min(Math.max(at, part.left + half), Math.max(part.right - half, part.left + half)) };
  });
}

/** A tick's label: the first names its year, the others what has changed since the one before. @param {Unit} unit @param {string} language @param {boolean} hasYear */
function tickWords(unit, language, hasYear) {
  const named = (/** @type {Intl.DateTimeFormatOptions} */ options) => dateFormat(language, options).format;
  const month = named({ month: "short" }), monthYear = named({ month: "short", year: "numeric" });
  const day = named({ day: "numeric", month: "short" }), dayYear = named({ day: "numeric", month: "short", year: "numeric" });
  return (/** @type {number} */ time, /** @type {number | undefined} */ before) => {
    const date = new Date(time), last = before === undefined ? null : new Date(before);
    const isSameYear = last ? last.getUTCFullYear() === date.getUTCFullYear() : !hasYear;
    if (unit === "year") return String(date.getUTCFullYear());
    if (unit === "month") return isSameYear ? month(date) : monthYear(date);
    if (last && isSameYear && last.getUTCMonth() === date.getUTCMonth()) return String(date.getUTCDate());
    return isSameYear ? day(date) : dayYear(date);
  };
}

/** What a whole segment is named by. @param {AxisPart} part @returns {Unit} */
function wholeUnit({ start, end }) {
  const [first, last] = [new Date(start), new Date(end - DAY_MS)];
  if (first.getTime() === last.getTime()) return "day";
  const isOneMonth = first.getUTCFullYear() === last.getUTCFullYear() && first.getUTCMonth() === last.getUTCMonth();
  return isOneMonth ? "month" : "year";
}
