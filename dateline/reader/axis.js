// A time axis for the width there is: rows in which marks keep clear of one another, ticks at round
// times, and periods to count by. Pure; times are milliseconds since 1970, places are pixels.

const DAY_MS = 86400000;
const ROW_PX = 17;
const MARK_PX = 13;
const CLEAR_PX = 10.5; // from the middle of the widest mark to past its edge

/**
 * Give each mark a row, so that none touches another: long bars lowest, marks above the bars that
 * they would touch, each in the lowest row that is free. So a leader, which runs upward, meets no
 * bar; where a bar's own mark is covered, its leader starts from a free place of the bar, or is that
 * of a bar above it.
 * @param {{key: string, at: number, side: number, span: number[] | null}[]} marks
 * @param {(time: number) => number} px
 * @returns {{places: Map<string, {top: number, anchor: number | null, isShared: boolean}>, up: number, down: number}}
 *   ``top``: the mark's outer edge above (or below) the axis; ``anchor``: where its leader stands,
 *   null: nowhere; ``isShared``: it is the leader of a bar above; ``up``, ``down``: the height of all rows
 */
function stackMarks(marks, px) {
  const places = new Map(), heights = {};
  for (const side of [1, -1]) {
    const boxes = marks.filter((mark) => mark.side === side).map((mark) => boxOf(mark, px));
    const bars = boxes.filter((box) => box.right - box.left > 2 * MARK_PX);
    bars.sort((a, b) => b.right - b.left - (a.right - a.left) || a.left - b.left);
    const rows = []; // of bars
    for (const bar of bars) {
      bar.row = rows.findIndex((row) => !row.some((other) => touches(bar, other)));
      if (bar.row < 0) bar.row = rows.push([]) - 1;
      rows[bar.row].push(bar);
    }
    const ends = []; // of the last mark of each row
    for (const box of boxes.filter((one) => one.row === undefined).sort((a, b) => a.x - b.x)) {
      box.row = rows.findLastIndex((row) => row.some((bar) => touches(box, bar))) + 1;
      while (ends[box.row] > box.left) box.row += 1;
      ends[box.row] = box.right;
    }
    // From above, since a bar without a free place shares the leader of one above it.
    for (const box of [...boxes].sort((a, b) => b.row - a.row)) {
      const above = rows.slice(box.row + 1).flat().filter((bar) => touches(box, bar));
      const freeX = above.length ? freePlace(box, above) : box.x;
      const anchor = freeX ?? nearestOn(box, above.map((bar) => places.get(bar.key).anchor));
      places.set(box.key, { top: (box.row + 0.75) * ROW_PX + MARK_PX / 2 + 1, anchor, isShared: freeX === null });
    }
    const count = boxes.reduce((most, box) => Math.max(most, box.row + 1), 0);
    heights[side] = count ? (count + 0.4) * ROW_PX : 0;
  }
  return { places, up: heights[1], down: heights[-1] };
}

function boxOf(mark, px) {
  const x = px(mark.at);
  const left = mark.span ? Math.min(x - MARK_PX / 2, px(mark.span[0])) : x - MARK_PX / 2;
  const right = mark.span ? Math.max(x + MARK_PX / 2, px(mark.span[1])) : x + MARK_PX / 2;
  return { key: mark.key, x, left: left - 1.5, right: right + 1.5, row: undefined };
}

function touches(one, other) {
  return one.left < other.right && other.left < one.right;
}

/** Where a leader can rise from a bar past the bars above it, nearest to its mark; or null. */
function freePlace(box, above) {
  const tried = [box.x, box.left + 4, box.right - 4, ...above.flatMap((bar) => [bar.left - 3, bar.right + 3])];
  return nearestOn(box, tried.filter((x) => !above.some((bar) => bar.left - 2 < x && x < bar.right + 2)));
}

/** Of some places that which lies on a bar, nearest to its mark; or null. */
function nearestOn(box, places) {
  const on = places.filter((x) => x !== null && box.left <= x && x <= box.right);
  return on.sort((a, b) => Math.abs(a - box.x) - Math.abs(b - box.x))[0] ?? null;
}

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
function unitFor(start, end, most) {
  const days = (end - start) / DAY_MS;
  for (const step of [1, 2, 7, 14]) if (days / step <= most) return { unit: "day", step };
  for (const step of [1, 2, 3, 6]) if (days / 30.44 / step <= most) return { unit: "month", step };
  return { unit: "year", step: YEAR_STEPS.find((step) => days / 365.25 / step <= most) ?? 5000 };
}

/** Round times from before ``start`` to after ``end``. */
function roundTimes(start, end, unit, step) {
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
function periodInWords(start, end, unit, step, language) {
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
function localeOf(language) {
  try {
    return language === "en" ? "en-GB" : Intl.getCanonicalLocales(language)[0];
  } catch {
    return "en-GB";
  }
}
