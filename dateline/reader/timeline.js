// The timeline: an overview and the dense weeks enlarged; of many events, counts, and of those that
// a filter leaves, one panel of their own.

const HIGHEST_ROWS_PX = 640; // of marks, in all panels; above that they are counted
const HIGHEST_CHART_PX = 1200; // of all panels, with labels, ticks and what stands between them
const LEAST_LABELS_PX = 90; // of a panel's side
const BETWEEN_PX = 70; // the wedge between two panels

/** The section's chart: its panels, the wedge between them, and what finds no room. */
function makeTimeline(app) {
  const box = element("div", { class: "chart wide-only", role: "group" });
  const more = element("details", { class: "more-labels" });
  const density = makeDensity(app);
  let panels = [];
  let built = null; // what the panels were built for
  let isDense = false;
  let tooHigh = { shown: [], at: "" }; // the events whose marks were last found to be too high
  let tooHighLayer = ""; // and the layer and width of which the page's own were

  const atNow = () => `${app.width}|${app.view.from}|${app.view.to}`;
  const layerName = () => (app.view.background ? "all" : "article");

  function build(found, signature) {
    if (built === signature) return;
    panels.forEach((panel) => panel.close());
    built = signature;
    panels = found.map((data, index) => makePanel(app, data, index ? "detail" : "overview"));
    const parts = panels.map((panel) => panel.node);
    if (panels.length > 1) parts.splice(1, 0, wedge(found[0], found[1]));
    box.replaceChildren(...parts);
    if (app.width) fit(app.width);
  }

  /** Give the panels their size for a width: what their rows leave of the height is for labels. */
  function fit(width) {
    panels.forEach((panel) => panel.fit(width, HIGHEST_PX));
    const heights = () => panels.reduce((sum, panel) => sum + panel.height(), BETWEEN_PX * (panels.length - 1));
    if (heights() <= HIGHEST_CHART_PX) return;
    const rows = panels.reduce((sum, { size }) => sum + size.rowsUp + size.rowsDown + TICKS_PX, BETWEEN_PX * (panels.length - 1));
    const sides = panels.reduce((sum, { size }) => sum + 1 + (size.rowsDown > 0), 0);
    const highest = Math.max(LEAST_LABELS_PX, Math.floor((HIGHEST_CHART_PX - rows) / sides) - LINE_PX);
    panels.forEach((panel) => panel.fit(width, highest));
  }

  const rowsPx = () => panels.reduce((sum, panel) => sum + panel.size.rowsUp + panel.size.rowsDown, 0);

  /** Draw counts where marks would be too many or too high; say whether. */
  function drawDense(answer) {
    const shown = shownDated(answer);
    isDense = shown.length > MOST_MARKS || (tooHigh.at === atNow() && hasSame(shown, tooHigh.shown));
    if (!isDense) {
      buildMarks(shown);
      isDense = rowsPx() > HIGHEST_ROWS_PX;
      if (isDense) tooHigh = { shown, at: atNow() };
    }
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

  /**
   * The page's own marks, which keep their places whatever is shown. Of many events it holds none,
   * and some are too high together: then those of what is shown are made here.
   */
  function buildMarks(shown) {
    const panels = app.page.timeline[layerName()];
    const layer = `${layerName()}|${app.width}`;
    if (panels.every((panel) => panel.marks.length) && tooHighLayer !== layer) {
      build(panels, layerName());
      if (rowsPx() <= HIGHEST_ROWS_PX) return;
      tooHighLayer = layer;
    }
    const rows = Array.from(shown, (index) => app.page.events[index]);
    const signature = `${layerName()}|${rows.map((row) => row.key)}|${app.view.from}|${app.view.to}|${rows.every((row) => row.isHere)}`;
    if (built !== signature) build(rows.length ? [panelOf(app.page, rows, app.view)] : [], signature);
  }

  /** Places of the dated events that are shown, and of the selected one in any case. */
  function shownDated(answer) {
    const { at } = marksOf(app.page);
    const { mask } = answer.events;
    const selected = app.row(app.view.selected);
    const found = [];
    for (let index = 0; index < mask.length; index += 1) {
      if ((mask[index] || app.page.events[index] === selected) && !Number.isNaN(at[index])) found.push(index);
    }
    return found;
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
    const count = answer.dated;
    box.setAttribute("aria-label", `Timeline of ${plural(count, "dated event")}. The same as a table below.`);
    more.hidden = !left.length;
    const list = left.map(({ key }) => element("li", {}, app.link(key, {}, element("b", {}, app.row(key).short), " ", storyWords("span", app.page, app.row(key).title))));
    more.replaceChildren(element("summary", {}, `+${left.length} more without room for a label`), element("ul", {}, ...list));
  }

  return {
    nodes: [box, more],
    render,
    renderHalos: () => panels.forEach((panel) => panel.drawHalos()),
    resize: fit,
    close: () => panels.forEach((panel) => panel.close()),
  };
}
