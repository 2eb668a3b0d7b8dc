// Round times for an axis, and periods to count by. Pure; times are milliseconds since 1970.

import { dateFormat, DAY_MS } from "../state/dates.js";

const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000];

/**
 * The finest unit and step that give at most about ``most`` periods.
 * @param {number} start @param {number} end @param {number} most @returns {{unit: Unit, step: number}}
 */
export function unitFor(start, end, most) {
  const days = (end - start) / DAY_MS;
  for (const step of [1, 2, 7, 14]) if (days / step <= most) return { unit: "day", step };
  for (const step of [1, 2, 3, 6]) if (days / 30.44 / step <= most) return { unit: "month", step };
  return { unit: "year", step: YEAR_STEPS.find((step) => days / 365.25 / step <= most) ?? 5000 };
}

/** Round times from before ``start`` to after ``end``. @param {number} start @param {number} end @param {Unit} unit @param {number} step */
export function roundTimes(start, end, unit, step) {
  const times = [];
  if (unit === "day") {
    // Weeks begin on Monday.
    let day = Math.floor(start / DAY_MS);
    if (step >= 7) day -= (((day + 3) % 7) + 7) % 7;
    for (; ; day += step) {
      times.push(day * DAY_MS);
      if (day * DAY_MS >= end) return times;
    }
  }
  const first = new Date(start), months = unit === "month" ? step : step * 12;
  let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months;
  for (; ; month += months) {
    times.push(new Date(0).setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1));
    if (times[times.length - 1] >= end) return times;
  }
}

/** A period in words: "1951", "1950–1959", "Apr 2014", "21 Apr 2014", "21–27 Apr 2014". @param {number} start @param {number} end @param {Unit} unit @param {string} language */
export function periodInWords(start, end, unit, language) {
  const last = end - DAY_MS;
  if (unit === "year") {
    const years = [start, last].map((time) => new Date(time).getUTCFullYear());
    return years[0] === years[1] ? String(years[0]) : `${years[0]}–${years[1]}`;
  }
  return dateFormat(language, unit === "month" ? { month: "short", year: "numeric" } : { dateStyle: "medium" }).formatRange(start, last);
}
