// @ts-nocheck
// Round times for an axis, and periods to count by. Pure; times are milliseconds since 1970.

export const DAY_MS = 86400000;

const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000];

/** Ticks at round times, no more than fit ``width``. @returns {{tickvals: number[], ticktext: string[]}} */
function timeTicks(start, end, width, language) {
  const most = Math.max(2, Math.floor(width / 110));
  const { unit, step } = unitFor(start, end, most);
  const room = (end - start) * 0.025; // words at the very edge would be cut
  const tickvals = roundTimes(start, end, unit, step).filter((time) => start + room <= time && time <= end - room);
  return { tickvals, ticktext: tickvals.map((time) => timeInWords(time, unit, language)) };
}

/** The finest unit and step that give at most about ``most`` periods. */
export function unitFor(start, end, most) {
  const days = (end - start) / DAY_MS;
  for (const step of [1, 2, 7, 14]) if (days / step <= most) return { unit: "day", step };
  for (const step of [1, 2, 3, 6]) if (days / 30.44 / step <= most) return { unit: "month", step };
  return { unit: "year", step: YEAR_STEPS.find((step) => days / 365.25 / step <= most) ?? 5000 };
}

/** Round times from before ``start`` to after ``end``. */
export function roundTimes(start, end, unit, step) {
  const first = new Date(start);
  const times = [];
  const at = (year, month, day) => {
    const date = new Date(0);
    date.setUTCFullYear(year, month, day);
    return date.getTime();
  };
  if (unit === "day") {
    // Weeks begin on Monday.
    let day = Math.floor(start / DAY_MS);
    if (step >= 7) day -= (((day + 3) % 7) + 7) % 7;
    for (; ; day += step) {
      times.push(day * DAY_MS);
      if (day * DAY_MS >= end) return times;
    }
  }
  const months = unit === "month" ? step : step * 12;
  let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months;
  for (; ; month += months) {
    times.push(at(Math.floor(month / 12), ((month % 12) + 12) % 12, 1));
    if (times[times.length - 1] >= end) return times;
  }
}

function timeInWords(time, unit, language) {
  const date = new Date(time);
  if (unit === "year") return String(date.getUTCFullYear());
  const options = unit === "month" ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: "UTC" }).format(date);
}

/** A period in words: "1951", "1950–1959", "Apr 2014", "21 Apr 2014", "21–27 Apr 2014". */
export function periodInWords(start, end, unit, step, language) {
  const last = end - DAY_MS;
  if (unit === "year") {
    const years = [start, last].map((time) => new Date(time).getUTCFullYear());
    return step === 1 ? String(years[0]) : `${years[0]}–${years[1]}`;
  }
  const options = unit === "month" ? { month: "short", year: "numeric" } : { dateStyle: "medium" };
  const format = new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: "UTC" });
  return step === 1 ? format.format(start) : format.formatRange(start, last);
}

/** Plain "en", and what is no language, is read as British, day before month: see wording.locale_for. */
export function localeOf(language) {
  try {
    return language === "en" ? "en-GB" : Intl.getCanonicalLocales(language)[0];
  } catch {
    return "en-GB";
  }
}
