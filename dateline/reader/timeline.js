// The timeline: an overview and the dense weeks enlarged; of many events, counts, and of those that
// a filter leaves, one panel of their own.

const HIGHEST_ROWS_PX = 640; // of marks, in all panels; above that they are counted

/** The section's chart: its panels, the wedge between them, and what finds no room. */
function makeTimeline(app) {
  const box = element("div", { class: "chart wide-only", role: "group" });
  const more = element("details", { class: "more-labels" });
  const density = makeDensity(app);
  let panels = [];
  let built = null; // what the panels were built for
  let isDense = false;

  const layerName = () => (app.view.background ? "all" : "article");

  function build(found, signature) {
    if (built === signature) return;
    panels.forEach((panel) => panel.close());
    built = signature;
    panels = found.map((data, index) => makePanel(app, data, index ? "detail" : "overview"));
    const parts = panels.map((panel) => panel.node);
    if (panels.length > 1) parts.splice(1, 0, wedge(found[0], found[1]));
    box.replaceChildren(...parts);
    if (app.width) panels.forEach((panel) => panel.fit(app.width));
  }

  /** Draw counts where marks would be too many or too high; say whether. */
  function drawDense(answer) {
    const all = app.page.timeline[layerName()].flatMap((panel) => panel.marks);
    const shown = all.filter((mark) => answer.events.has(mark.key) || mark.key === app.view.selected);
    isDense = shown.length > MOST_MARKS;
    if (!isDense && all.length > MOST_MARKS) {
      build([narrowedPanel(app.page.timeline[layerName()][0], shown, app.view)], `${layerName()}|${shown.map((mark) => mark.key)}|${app.view.from}|${app.view.to}`);
    } else if (!isDense) build(app.page.timeline[layerName()], layerName());
    isDense ||= panels.reduce((sum, panel) => sum + panel.size.rowsUp + panel.size.rowsDown, 0) > HIGHEST_ROWS_PX;
    if (!isDense) return false;
    if (built !== "dense") {
      panels.forEach((panel) => panel.close());
      panels = [];
      built = "dense";
      box.replaceChildren(density.node);
    }
    density.draw(shown, app.view, app.width);
    return true;
  }

  function wedge(overview, detail) {
    const shape = element("div", { class: "wedge-shape", "aria-hidden": "true" });
    const node = element("div", { class: "wedge" }, shape, element("span", {}, detail.scale));
    node.place = () => {
      const { width, room } = panels[0].size;
      const px = (time) => EDGE_PX + ((time - overview.start) / (overview.end - overview.start)) * (width - room - 2 * EDGE_PX);
      const right = panels[1].size.width - panels[1].size.room;
      const points = [[px(detail.start), 0], [Math.min(px(detail.end), width - room), 0], [right, 30], [0, 30]];
      shape.style.clipPath = `polygon(${points.map(([a, b]) => `${a}px ${b}px`).join(",")})`;
      const end = px(Math.min(detail.end, overview.end));
      node.style.setProperty("--from", `${px(detail.start)}px`);
      node.style.setProperty("--to", `${end}px`);
    };
    return node;
  }

  function render(answer) {
    if (!app.width) return;
    box.hidden = !app.page.timeline[layerName()].length;
    const left = drawDense(answer) ? [] : panels.flatMap((panel) => panel.draw(answer) ?? []);
    box.querySelector(".wedge")?.place();
    const count = [...answer.events.keys()].filter((key) => app.row(key).place === "dated").length;
    box.setAttribute("aria-label", `Timeline of ${plural(count, "dated event")}. The same as a table below.`);
    more.hidden = !left.length;
    const list = left.map(({ key }) => element("li", {}, app.link(key, {}, element("b", {}, app.row(key).short), " ", storyWords("span", app.page, app.row(key).title))));
    more.replaceChildren(element("summary", {}, `+${left.length} more without room for a label`), element("ul", {}, ...list));
  }

  return {
    nodes: [box, more],
    render,
    renderHalos: () => panels.forEach((panel) => panel.drawHalos()),
    resize: (width) => panels.forEach((panel) => panel.fit(width)),
    close: () => panels.forEach((panel) => panel.close()),
  };
}

/**
 * A panel of the shown marks alone, over the dates asked for or else their own. A bar that reaches
 * out of them is cut, and its mark left out where it would lie outside.
 */
function narrowedPanel(data, shown, { from, to }) {
  const reach = (mark) => mark.span ?? [mark.at, mark.at];
  const least = from === null ? Math.min(...shown.map((mark) => reach(mark)[0])) : (from - DAYS_TO_1970) * DAY_MS;
  const most = to === null ? Math.max(...shown.map((mark) => reach(mark)[1])) : (to + 1 - DAYS_TO_1970) * DAY_MS;
  const room = Math.max((most - least) * 0.04, DAY_MS);
  const start = least - room, end = most + room;
  const marks = shown.map((mark) => {
    const span = mark.span && [mark.open ? start : Math.max(mark.span[0], start), Math.min(mark.span[1], end)];
    const isInside = start <= mark.at && mark.at <= end;
    return { ...mark, span, at: isInside ? mark.at : (span[0] + span[1]) / 2, isInside };
  });
  const kept = new Map(marks.map((mark) => [mark.key, mark]));
  const figure = { ...data.figure, data: data.figure.data.map((trace) => keepPoints(trace, kept, { "triangle-left": start, "triangle-right": end })) };
  return { ...data, start, end, marks, figure };
}

/** The points of a trace whose marks are kept; an arrow at an open end moves to the new edge. */
function keepPoints(trace, kept, edges) {
  const isPoint = trace.type === "scatter", edge = edges[trace.marker.symbol], isArrow = edge !== undefined;
  const places = trace.customdata.map((_, index) => index).filter((index) => {
    const mark = kept.get(trace.customdata[index]);
    return mark && (!isPoint || isArrow || mark.isInside);
  });
  const pick = (value) => (Array.isArray(value) && value.length === trace.customdata.length ? places.map((index) => value[index]) : value);
  const pickAll = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, pick(value)]));
  const made = { ...pickAll(trace), marker: pickAll(trace.marker) };
  if (trace.marker.line) made.marker.line = pickAll(trace.marker.line);
  if (isArrow) made.x = made.x.map(() => edge);
  return made;
}

function plural(count, noun) {
  return `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;
}
