// Days, as Python counts them, moments, as JavaScript does, and both in words. Pure.

export const DAY_MS = 86400000;
const DAYS_TO_1970 = 719163;
// Of Python's calendar: a date that is open at an end reaches to them.
export const FIRST_DAY = 1, LAST_DAY = 3652059;

/** When a day begins, in milliseconds since 1970. @param {number} day */
export const timeOfDay = (day) => (day - DAYS_TO_1970) * DAY_MS;

/** @param {number} time */
export const dayOfTime = (time) => Math.floor(time / DAY_MS) + DAYS_TO_1970;

/** A day number for "2014-04-21", or null. @param {string | null} text */
export function dayOf(text) {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? "");
  if (!match) return null;
  const date = new Date(0);
  date.setUTCFullYear(+match[1], +match[2] - 1, +match[3]);
  // There is no year 0 in Python's calendar.
  return match[1] !== "0000" && date.toISOString().slice(0, 10) === text ? dayOfTime(date.getTime()) : null;
}

/** @param {number} day */
export function isoOf(day) {
  return new Date(timeOfDay(day)).toISOString().slice(0, 10);
}

const formats = /** @type {Map<string, Intl.DateTimeFormat>} */ (new Map()); // making one takes longer than using it

/** @param {string} language @param {Intl.DateTimeFormatOptions} options */
export function dateFormat(language, options) {
  const name = language + JSON.stringify(options);
  const format = formats.get(name) ?? new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: "UTC" });
  formats.set(name, format);
  return format;
}

/** Plain "en", and what is no language, is read as British, day before month: see wording.locale_for. @param {string} language */
export function localeOf(language) {
  try {
    return language === "en" ? "en-GB" : Intl.getCanonicalLocales(language)[0];
  } catch {
    return "en-GB";
  }
}
