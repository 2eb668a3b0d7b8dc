// The time between two dates in words, by the rule of dateline/wording.gap_in_words: months and
// years are the calendar's, the shortest rounded down and the longest up. A contract test compares
// the two. Pure.

import { localeOf } from "./axis.js";
import { DAYS_TO_1970 } from "./url.js";

const LONGEST_IN_DAYS = 100;

/**
 * @param {number[] | null} before [earliest, latest] where time may be counted from a date
 * @param {number[] | null} after the same of the later date
 * @returns {string} "" where nothing may be said
 */
export function gapInWords(before, after, language) {
  if (!before || !after) return "";
  const shortest = after[0] - before[1], longest = after[1] - before[0];
  if (shortest < 0 || longest > 3 * shortest || longest === 0) return "";
  const [unit, low, high] = gapIn(shortest, longest, [before[1], after[0]], [before[0], after[1]]);
  const counted = (number) => {
    return new Intl.NumberFormat(localeOf(language), { style: "unit", unit, unitDisplay: "long", useGrouping: false }).format(number);
  };
  const many = counted(high);
  if (low === high) return many;
  if (/^en\b/.test(language)) return `between ${low} and ${many}`;
  return many.includes(high) ? many.replace(high, `${low}–${high}`) : `${counted(low)} – ${many}`;
}

function gapIn(shortest, longest, shortEnds, longEnds) {
  if (shortest === longest && shortest < LONGEST_IN_DAYS) return ["day", shortest, longest];
  for (const [unit, months] of [["year", 12], ["month", 1]]) {
    const low = Math.floor(fullMonths(...shortEnds) / months);
    const high = Math.ceil(begunMonths(...longEnds) / months);
    const isWhole = isNearWhole(...shortEnds, months) && isNearWhole(...longEnds, months);
    const isLong = unit === "month" && longest >= LONGEST_IN_DAYS;
    if (low >= 2 || (low === 1 && (isWhole || isLong))) return [unit, low, high];
  }
  return ["day", shortest, longest];
}

function calendarOf(day) {
  const date = new Date((day - DAYS_TO_1970) * 86400000);
  return { months: date.getUTCFullYear() * 12 + date.getUTCMonth(), day: date.getUTCDate() };
}

function fullMonths(first, last) {
  const [a, b] = [calendarOf(first), calendarOf(last)];
  return b.months - a.months - (b.day < a.day);
}

function begunMonths(first, last) {
  return fullMonths(first, last) + (calendarOf(last).day !== calendarOf(first).day);
}

function isNearWhole(first, last, months) {
  const passed = ((last - first) / 365.2425) * 12;
  return Math.abs(passed - Math.round(passed / months) * months) <= 0.1;
}
