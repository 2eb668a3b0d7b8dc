// Marks of events as the browser makes them itself, of what it shows of many: Python sends them for
// a story whose events are all marked at once. Pure; as figures/timeline.py draws them.

const BAR_HEIGHT_PX = MARK_PX - 4;
const LASTED_HEIGHT_PX = 3;
const marksOfPages = new WeakMap();

/**
 * Of every event the moment at which its mark stands, NaN off the axis, and whether its day is vague.
 * @returns {{at: Float64Array, isVague: Uint8Array}}
 */
function marksOf(page) {
  if (!marksOfPages.has(page)) {
    const at = new Float64Array(page.events.length).fill(NaN), isVague = new Uint8Array(page.events.length);
    page.events.forEach((row, index) => {
      if (row.place !== "dated") return;
      const { bar } = row;
      const [first, last] = bar ? [bar[0] ?? bar[4], bar[4]] : row.dates;
      at[index] = (timeOfDay(first) + timeOfDay(last + 1)) / 2;
      isVague[index] = Number(Boolean(bar));
    });
    marksOfPages.set(page, { at, isVague });
  }
  return marksOfPages.get(page);
}

/** When a day begins. */
function timeOfDay(day) {
  return (day - DAYS_TO_1970) * DAY_MS;
}

/**
 * A panel of some events alone, over the dates asked for or else their own. A bar that reaches out
 * of them is cut, and its mark left out where it would lie outside.
 * @param {object} page
 * @param {object[]} rows dated events
 * @returns {object} a panel as page._panels makes one
 */
function panelOf(page, rows, { from, to }) {
  const { at: ats } = marksOf(page);
  const allMarks = rows.map((row) => {
    const { bar } = row;
    const [first, last, statedFirst, statedLast, , sureFirst = null, sureLast = null] = bar ?? [null, null, null, null];
    const time = (day, add = 0) => (day === null ? null : timeOfDay(day + add));
    return { key: row.key, row, at: ats[row.index], side: row.background ? -1 : 1, isOpen: Boolean(bar) && first === null, goesOn: Boolean(bar) && last === null, bar: bar && [time(first), time(last, 1)], stated: bar && [time(statedFirst), time(statedLast, 1)], wentOn: sureFirst === null ? null : [time(sureFirst), time(sureLast, 1)] };
  });
  const least = from === null ? allMarks.reduce((a, mark) => Math.min(a, mark.bar?.[0] ?? mark.at), Infinity) : timeOfDay(from);
  const most = to === null ? allMarks.reduce((a, mark) => Math.max(a, mark.bar?.[1] ?? mark.at), -Infinity) : timeOfDay(to + 1);
  const room = Math.max((most - least) * 0.04, DAY_MS);
  const start = least - room, end = most + room;
  const cut = (span) => span && [Math.max(span[0] ?? start, start), Math.min(span[1] ?? end, end)];
  const marks = allMarks.map((mark) => {
    const span = cut(mark.bar), stated = cut(mark.stated), wentOn = cut(mark.wentOn);
    const isInside = start <= mark.at && mark.at <= end;
    return { ...mark, span, stated, wentOn, isInside, open: mark.isOpen, at: isInside || !span ? mark.at : (span[0] + span[1]) / 2 };
  });
  marks.sort((a, b) => a.at - b.at);
  const [{ figure }] = page.timeline.all;
  return { start, end, marks, scale: "", figure: { layout: figure.layout, data: tracesOf(page, marks, start, end) } };
}

/**
 * Bars over all that is possible, darker ones over what is written, lines along what surely lasted,
 * arrows at open ends, marks.
 */
function tracesOf(page, marks, start, end) {
  const markStyle = ({ row }) => page.facets.category[row.category[0]].mark;
  const vague = marks.filter((mark) => mark.span);
  const written = vague.filter(({ stated }) => stated[0] < stated[1]);
  const wider = vague.filter(({ row }) => (row.bar[0] !== row.bar[2] || row.bar[1] !== row.bar[3]));
  const lasted = vague.filter(({ wentOn }) => wentOn && wentOn[0] < wentOn[1]);
  const bars = (drawnMarks, span, opacity, height = BAR_HEIGHT_PX) => ({
    type: "bar",
    orientation: "h",
    base: drawnMarks.map((mark) => mark[span][0]),
    x: drawnMarks.map((mark) => mark[span][1] - mark[span][0]),
    y: drawnMarks.map(({ side }) => side),
    width: drawnMarks.map(() => height),
    customdata: drawnMarks.map(({ key }) => key),
    marker: { color: drawnMarks.map((mark) => tint(markStyle(mark).colour, opacity)), line: { width: 1, color: drawnMarks.map((mark) => markStyle(mark).colour) } },
    hoverinfo: "none",
  });
  const points = (drawnMarks, x, marker) => ({
    type: "scatter",
    mode: "markers",
    cliponaxis: false,
    x: drawnMarks.map(x),
    y: drawnMarks.map(({ side }) => side),
    customdata: drawnMarks.map(({ key }) => key),
    // Plotly makes marks of several sizes pale.
    marker: { opacity: 1, color: drawnMarks.map((mark) => markStyle(mark).colour), ...marker },
    hoverinfo: "none",
  });
  const inside = marks.filter(({ isInside }) => isInside);
  const suffix = ({ row }) => (row.background ? "-open-dot" : row.bar ? "-open" : "");
  const notBegun = marks.filter((mark) => mark.open), notEnded = marks.filter((mark) => mark.goesOn);
  const all = [
    bars(wider, "span", 0.16),
    bars(written, "stated", 0.3),
    bars(lasted, "wentOn", 1, LASTED_HEIGHT_PX),
    points(notBegun, () => start, { symbol: "triangle-left", size: notBegun.map(() => 10) }),
    points(notEnded, () => end, { symbol: "triangle-right", size: notEnded.map(() => 10) }),
    points(inside, ({ at }) => at, {
      symbol: inside.map((mark) => markStyle(mark).shape + suffix(mark)),
      size: inside.map(() => MARK_PX),
      line: { width: inside.map((mark) => (suffix(mark) ? 2 : 0)), color: inside.map((mark) => markStyle(mark).colour) },
    }),
  ];
  return all.filter((trace) => trace.y.length);
}

function tint(colour, opacity) {
  const [red, green, blue] = [1, 3, 5].map((place) => parseInt(colour.slice(place, place + 2), 16));
  return `rgba(${red},${green},${blue},${opacity})`;
}
