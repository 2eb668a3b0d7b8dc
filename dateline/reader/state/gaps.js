// The time between two dates in words, by the rule of dateline/wording.gap_in_words: months and
// years are the calendar's, the shortest rounded down and the longest up. A contract test compares
// the two. Pure.

import { dayOfTime, localeOf, timeOfDay } from "./dates.js";

const LONGEST_IN_DAYS = 100;

/**
 * @param {Span | null} before [earliest, latest] where time may be counted from a date
 * @param {Span | null} after the same of the later date @param {string} language
 * @returns {string} "" where nothing may be said
 */
export function gapInWords(before, after, language) {
  if (!before || !after) return "";
  const shortest = after[0] - before[1], longest = after[1] - before[0];
  if (shortest < 0 || longest > 3 * shortest || longest === 0) return "";
  if (shortest === longest && shortest >= LONGEST_IN_DAYS) return exactGap(before[1], after[0], language);
  const [unit, low, high] = gapIn(shortest, longest, [before[1], after[0]], [before[0], after[1]]);
  const counted = (/** @type {number} */ number) => countedUnit(number, unit, language);
  const many = counted(high);
  if (low === high) return many;
  if (/^en\b/.test(language)) return `between ${low} and ${many}`;
  return many.includes(String(high)) ? many.replace(String(high), `${low}–${high}`) : `${counted(low)} – ${many}`;
}

/** @param {number} shortest @param {number} longest @param {Span} shortEnds @param {Span} longEnds @returns {["day" | "month" | "year", number, number]} */
function gapIn(shortest, longest, shortEnds, longEnds) {
  if (shortest === longest) return ["day", shortest, longest];
  for (const unit of /** @type {const} */ (["year", "month"])) {
    const months = unit === "year" ? 12 : 1;
    const low = Math.floor(fullMonths(...shortEnds) / months);
    const high = Math.ceil(begunMonths(...longEnds) / months);
    const isWhole = isNearWhole(...shortEnds, months) && isNearWhole(...longEnds, months);
    const isLong = unit === "month" && longest >= LONGEST_IN_DAYS;
    if (low >= 2 || (low === 1 && (isWhole || isLong))) return [unit, low, high];
  }
  return ["day", shortest, longest];
}

/** @param {number} number @param {string} unit @param {string} language */
function countedUnit(number, unit, language) {
  return new Intl.NumberFormat(localeOf(language), { style: "unit", unit, unitDisplay: "long", useGrouping: false }).format(number);
}

/** Between two known days: whole years, months and days of the calendar. @param {number} first @param {number} last @param {string} language */
function exactGap(first, last, language) {
  const passed = fullMonths(first, last);
  const { months, day } = calendarOf(first);
  const month = months + passed, years = Math.floor(month / 12);
  const at = (/** @type {number} */ number) => {
    const date = new Date(0);
    date.setUTCFullYear(years, (month % 12) + (number ? 0 : 1), number);
    return date;
  };
  const reached = dayOfTime(at(Math.min(day, at(0).getUTCDate())).getTime());
  /** @type {[number, string][]} */
  const counts = [[Math.floor(passed / 12), "year"], [passed % 12, "month"], [last - reached, "day"]];
  const parts = counts.filter(([count]) => count).map(([count, unit]) => countedUnit(count, unit, language));
  return parts.join(/^en\b/.test(language) ? ", " : " ");
}

/** @param {number} day */
function calendarOf(day) {
  const date = new Date(timeOfDay(day));
  return { months: date.getUTCFullYear() * 12 + date.getUTCMonth(), day: date.getUTCDate() };
}

/** @param {number} first @param {number} last */
function fullMonths(first, last) {
  const [a, b] = [calendarOf(first), calendarOf(last)];
  return b.months - a.months - Number(b.day < a.day);
}

/** @param {number} first @param {number} last */
function begunMonths(first, last) {
  return fullMonths(first, last) + Number(calendarOf(last).day !== calendarOf(first).day);
}

/** @param {number} first @param {number} last @param {number} months */
function isNearWhole(first, last, months) {
  const passed = ((last - first) / 365.2425) * 12;
  return Math.abs(passed - Math.round(passed / months) * months) <= 0.1;
}
