// @ts-nocheck
// The timeline's axis for a width: segments of time side by side, a break where time is cut out
// between them, and ticks. Pure; times are milliseconds since 1970, places are pixels.

import { DAY_MS, localeOf, roundTimes, unitFor } from "./axis.js";
import { DAYS_TO_1970 } from "./url.js";

export const BREAK_PX = 18; // between two segments
export const PAD_PX = 8; // at both ends of a segment, so that a mark at its end is whole
const LEAST_SEGMENT_PX = 56; // so that a label fits
const TICK_GAP_PX = 10; // between two labels

/**
 * @typedef {{start: number, end: number, left: number, right: number}} AxisPart a segment: its time,
 *   and where it begins and ends, its padding included
 */

/**
 * @param {number[][]} segments [first day, day after the last, rows], as figures/time_axis.py cuts them
 * @param {number} width in pixels
 * @param {{from: number | null, to: number | null}} dates narrow the axis to these days
 */
export function makeScale(segments, width, { from = null, to = null }) {
  const parts = placeParts(cutTo(segments, from, to), width);
  const inner = ({ left, right }) => right - left - 2 * PAD_PX;

  function px(time) {
    const place = parts.findIndex(({ end }) => time <= end);
    if (place < 0) return parts.length ? parts[parts.length - 1].right : 0;
    const part = parts[place];
    if (time < part.start) return place ? (parts[place - 1].right + part.left) / 2 : part.left;
    return part.left + PAD_PX + ((time - part.start) / (part.end - part.start)) * inner(part);
  }

  /** Where a bar is drawn: up to a break, and on behind it. */
  function pieces(start, end) {
    return parts.filter((part) => start < part.end && end > part.start).map((part) => {
      const left = start < part.start ? part.left : px(start);
      const right = end > part.end ? part.right : px(end);
      return [left, Math.max(right, left + 2)];
    });
  }

  /** The moment at a place; in a break the end of the segment before it. */
  function timeAt(x) {
    const part = parts.find(({ right }) => x <= right) ?? parts[parts.length - 1];
    const share = (x - part.left - PAD_PX) / inner(part);
    return part.start + Math.min(Math.max(share, 0), 1) * (part.end - part.start);
  }

  const holds = (time) => parts.some(({ start, end }) => start <= time && time <= end);
  return { parts, width, px, pieces, timeAt, holds };
}

/** The segments within some days; those days alone where no segment lies in them. */
function cutTo(segments, from, to) {
  const first = from ?? -Infinity, after = to === null ? Infinity : to + 1;
  const found = segments.map(([start, end, rows]) => [Math.max(start, first), Math.min(end, after), rows]).filter(([start, end]) => start < end);
  if (found.length || !segments.length) return found;
  const [start, end] = [from ?? to, to ?? from];
  return [[start, end + 1, 1]];
}

/** The width of a segment follows its number of rows. */
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

/** When a day begins. */
export function timeOfDay(day) {
  return (day - DAYS_TO_1970) * DAY_MS;
}

/**
 * Round times with their labels, none on another; a segment too narrow for one is named whole.
 * @param {(words: string) => number} measure the width of a label
 * @returns {{x: number, label: string, isTick: boolean}[]} x: the middle of the label
 */
export function axisTicks(scale, language, measure) {
  return scale.parts.flatMap((part) => {
    const ticks = ticksOf(part, scale, language, measure);
    if (ticks.length) return ticks;
    return [{ x: (part.left + part.right) / 2, label: segmentInWords(part, language), isTick: false }];
  });
}

function ticksOf(part, scale, language, measure) {
  const width = part.right - part.left;
  const { unit, step } = unitFor(part.start, part.end, Math.max(1, Math.floor(width / 42)));
  const words = tickWords(unit, language);
  const found = [];
  let reached = part.left - PAD_PX, before = null;
  for (const time of roundTimes(part.start, part.end, unit, step)) {
    if (time < part.start || time > part.end) continue;
    const label = words(time, before), x = scale.px(time), half = measure(label) / 2;
    if (x - half < reached || x + half > part.right + PAD_PX) continue;
    found.push({ x, label, isTick: true });
    reached = x + half + TICK_GAP_PX;
    before = time;
  }
  return found;
}

/** A tick's label: the first names its year, the others what has changed since the one before. */
function tickWords(unit, language) {
  const format = (options) => new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: "UTC" });
  const day = format({ day: "numeric", month: "short" }), withYear = format({ day: "numeric", month: "short", year: "numeric" });
  const month = format({ month: "short" }), monthYear = format({ month: "short", year: "numeric" });
  return (time, before) => {
    const date = new Date(time), last = before === null ? null : new Date(before);
    const isSameYear = last?.getUTCFullYear() === date.getUTCFullYear();
    if (unit === "year") return String(date.getUTCFullYear());
    if (unit === "month") return isSameYear ? month.format(date) : monthYear.format(date);
    if (!isSameYear) return withYear.format(date);
    return last.getUTCMonth() === date.getUTCMonth() ? String(date.getUTCDate()) : day.format(date);
  };
}

function segmentInWords({ start, end }, language) {
  const [first, last] = [new Date(start), new Date(end - DAY_MS)];
  const years = [first.getUTCFullYear(), last.getUTCFullYear()];
  if (years[0] !== years[1]) return `${years[0]}–${years[1]}`;
  if (first.getUTCMonth() !== last.getUTCMonth()) return String(years[0]);
  const options = first.getTime() === last.getTime() ? { dateStyle: "medium" } : { month: "short", year: "numeric" };
  return new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: "UTC" }).format(first);
}
