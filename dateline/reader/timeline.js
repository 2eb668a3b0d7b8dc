// The timeline: Plotly draws axes, bars and marks from Python's figures; labels are links, laid out
// by measured text for the width there is. Marks never move when a filter narrows: the height is
// that of all labels, and a filter only leaves out points.

const LABEL_PX = 13;
const LINE_PX = 18;
const TOGETHER_PX = 10.5; // marks closer than this share a leader
const EDGE_PX = 10; // left and right of the axis, so that a mark at its end is whole
const HIGHEST_PX = 470; // of the labels of one panel
const TICKS_PX = 26;
const REACH_PX = 14; // how near a click must be to a mark
// What is tried until every label has room: the widest label, and the room right of the axis.
const LABEL_WIDTHS = [420, 260, 180, 130];
const ROOMS = [0, 0.14, 0.26];
const NARROWED = 6; // so many labels without room are tried anew
const FAINT = 0.65; // size of a mark that lies only perhaps in the range

/**
 * One panel: an axis with its marks. ``view`` is told to ``draw`` anew for each answer.
 * ``data`` is a panel of the page (see page._panels).
 */
function makePanel(app, data, name) {
  const plot = element("div", { class: "plot" });
  const halos = element("div", { class: "halos", "aria-hidden": "true" });
  const labels = element("ul", { class: "labels" });
  const tip = element("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  const node = element("div", { class: `panel ${name}` }, halos, plot, labels, tip);
  const marks = new Map(data.marks.map((mark) => [mark.key, mark]));
  const size = { width: 0, room: 0, labelWidth: 0, up: 0, down: 0 };
  let drawn = ""; // what the plot was drawn for
  let points = []; // its nodes, each with its key
  let shownMarks = [];

  const x = (time) => EDGE_PX + ((time - data.start) / (data.end - data.start)) * (size.width - size.room - 2 * EDGE_PX);
  const axisY = () => size.up + data.up;

  /** Lay out the labels of ``keys``; ``selected`` finds room first. */
  function layOut(keys, selected, options) {
    const scale = (time) => EDGE_PX + ((time - data.start) / (data.end - data.start)) * (options.width - options.room - 2 * EDGE_PX);
    return [1, -1].map((side) => {
      const highest = options.highest?.[side] ?? HIGHEST_PX;
      const found = data.marks.filter((mark) => keys.has(mark.key) && mark.side === side && mark.anchor !== null);
      found.sort((a, b) => a.anchor - b.anchor);
      let groups = [];
      for (const mark of found) {
        const at = scale(mark.anchor), last = groups[groups.length - 1];
        // Together, too, where the leader would cross a mark that stands higher and nearly as far.
        const isCrossing = last?.marks.some((one) => one.top > mark.top && at - scale(one.anchor) < TOGETHER_PX);
        if (last && (at - last.x < TOGETHER_PX || isCrossing)) last.marks.push(mark);
        else groups.push({ x: at, marks: [mark], side });
      }
      for (const group of groups) measureGroup(group, options.labelWidth, selected);
      placeGroups(groups, options, highest);
      tryNarrower(groups, options, highest, selected);
      const without = groups.find((group) => !group.place && group.marks.some(({ key }) => key === selected));
      const others = without ? without.marks.filter(({ key }) => key !== selected) : [];
      if (without) {
        // Alone, on the side where there is more room, it always finds a place.
        const mark = marks.get(selected);
        const alone = { x: scale(mark.anchor), marks: [mark], side };
        measureGroup(alone, Math.min(options.labelWidth, roomBeside(alone.x, options.width)), selected);
        groups = groups.map((group) => (group === without ? alone : group));
        groups.sort((a, b) => a.x - b.x);
        placeGroups(groups, options, highest);
      }
      const left = [...others, ...groups.filter((group) => !group.place).flatMap((group) => group.marks)];
      return { groups, height: Math.max(0, ...groups.map(({ place, height }) => (place ? place.bottom + height : 0))), left };
    });
  }

  const roomBeside = (at, width) => Math.max(at, width - at) - 2 * EDGE_PX;

  function placeGroups(groups, options, highest) {
    const flags = groups.map(({ x: at, width, height, rank }) => ({ x: at, width, height, rank }));
    placeFlags(flags, options.width, highest).forEach((place, index) => (groups[index].place = place));
    return groups.filter((group) => group.place).length;
  }

  /** What found no room is tried on more and shorter lines, if it is little. */
  function tryNarrower(groups, options, highest, selected) {
    for (const most of LABEL_WIDTHS) {
      const left = groups.filter((group) => !group.place);
      if (!left.length || left.length > NARROWED) return;
      if (most >= options.labelWidth) continue;
      const before = groups.map((group) => ({ ...group }));
      for (const group of left) measureGroup(group, most, selected);
      const isBetter = placeGroups(groups, options, highest) > groups.length - left.length;
      if (!isBetter) groups.forEach((group, index) => Object.assign(group, before[index]));
    }
  }

  function measureGroup(group, most, selected) {
    group.marks.sort((a, b) => b.top - a.top || a.at - b.at);
    let before = "";
    group.lines = [];
    let width = 0;
    const isMany = group.marks.length > 1;
    for (const mark of group.marks) {
      const row = app.row(mark.key);
      const runs = [];
      if (row.short !== before) runs.push({ text: `${row.short} `, style: "date" });
      before = row.short;
      runs.push({ text: row.title, style: "title" });
      const note = app.noteOf(row);
      if (note) runs.push({ text: ` ${note}`, style: "note" });
      const broken = breakLines(runs, most - (isMany ? 16 : 0), app.measure);
      group.lines.push({ key: mark.key, lines: broken.lines, row });
      width = Math.max(width, broken.width + (isMany ? 16 : 0));
    }
    group.width = width + 6;
    group.height = group.lines.reduce((sum, line) => sum + line.lines.length * LINE_PX, 0);
    const ranks = group.marks.map(({ key }) => (key === selected ? 0 : { lead: 1, "": 2, minor: 3 }[app.row(key).weight]));
    group.rank = Math.min(...ranks);
  }

  /** Choose room, label width and heights for all events of the layer at this width. */
  function fit(width) {
    if (width === size.width) return;
    const keys = new Set(marks.keys());
    const isMany = keys.size > 60; // Trying takes time, and there is no room for all in any case.
    let best = null;
    for (const share of isMany ? ROOMS.slice(0, 2) : ROOMS) {
      LABEL_WIDTHS.forEach((labelWidth, step) => {
        if (isMany && step % 2) return;
        const options = { width, room: Math.round(width * share), labelWidth };
        const [above, below] = layOut(keys, "", options);
        const left = above.left.length + below.left.length;
        // Rather one label more than a lower chart, rather long lines than short ones.
        const cost = left * 150 + above.height + below.height + share * 260 + step * 12;
        if (!best || cost < best.cost) best = { ...options, cost, left, up: above.height, down: below.height };
      });
      if (!best.left) break;
    }
    // Whichever is selected finds room, so the height is at least that of the longest label alone.
    const alone = { 1: 0, "-1": 0 };
    for (const mark of data.marks.filter(({ anchor }) => anchor !== null)) {
      const at = EDGE_PX + ((mark.anchor - data.start) / (data.end - data.start)) * (width - best.room - 2 * EDGE_PX);
      const group = { marks: [mark] };
      measureGroup(group, Math.min(best.labelWidth, roomBeside(at, width)), "");
      alone[mark.side] = Math.max(alone[mark.side], group.height);
    }
    Object.assign(size, best, { up: Math.max(best.up, alone[1], LINE_PX), down: Math.max(best.down, alone[-1]) });
  }

  function draw(answer) {
    if (!size.width) return;
    const view = app.view;
    const shown = (key) => answer.events.has(key);
    shownMarks = data.marks.filter((mark) => shown(mark.key));
    const keys = new Set(shownMarks.map((mark) => mark.key));
    if (marks.has(view.selected)) keys.add(view.selected);
    drawPlot(shown);
    const options = { width: size.width, room: size.room, labelWidth: size.labelWidth };
    const [above, below] = layOut(keys, view.selected, { ...options, highest: { 1: size.up, "-1": size.down } });
    drawLabels([...above.groups, ...below.groups]);
    drawHalos();
    return [...above.left, ...below.left, ...data.marks.filter((mark) => keys.has(mark.key) && mark.anchor === null)];
  }

  function drawPlot(shown) {
    if (!app.plotly) return;
    const { figure } = data;
    const up = size.up + data.up, down = size.down + data.down + (data.down ? 4 : 0);
    const layout = {
      ...figure.layout,
      width: size.width,
      height: up + down + TICKS_PX,
      margin: { l: EDGE_PX, r: EDGE_PX + size.room, t: 0, b: TICKS_PX, pad: 0 },
      yaxis: { ...figure.layout.yaxis, range: [-down, up] },
    };
    const faint = new Set(shownMarks.map((mark) => mark.key).filter(app.isFaint));
    const signature = `${layout.width}|${layout.height}|${[...faint]}`;
    if (signature !== drawn) {
      drawn = signature;
      const traces = figure.data.map((trace) => shrinkPoints(trace, faint));
      plot.style.height = `${layout.height}px`;
      const config = { displayModeBar: false, staticPlot: true, responsive: false };
      if (points.length) app.plotly.react(plot, traces, layout, config);
      else app.plotly.newPlot(plot, traces, layout, config);
      points = pointsOf(plot, figure.data);
    }
    // Marks keep their place, so that a filter needs no new drawing: it hides them.
    for (const { node: point, key } of points) point.classList.toggle("out", !shown(key));
  }

  function drawLabels(groups) {
    const items = groups.filter((group) => group.place).sort((a, b) => a.marks[0].at - b.marks[0].at).map(labelNode);
    labels.replaceChildren(...items);
  }

  // The item spans from the mark to the label's outer edge; its border is the leader.
  function labelNode(group) {
    const { place, side } = group;
    const near = Math.max(...group.marks.map((mark) => mark.top)) + 1;
    const rows = side > 0 ? data.up : data.down;
    const far = rows + place.bottom + group.height;
    const top = side > 0 ? axisY() - far : axisY() + near;
    const style = `top:${top}px;height:${far - near}px;width:${group.width}px;left:${place.side > 0 ? group.x - 0.5 : group.x + 0.5 - group.width}px`;
    const lines = group.lines.map(({ key, lines: broken, row }) => {
      const inner = broken.map((runs) => element("span", { class: "line" }, ...runs.map(({ text, style: kind }) => element("span", { class: kind }, text))));
      const glyph = group.lines.length > 1 ? symbol(app.mark(row), { hollow: app.isVague(row), dot: row.background }) : null;
      return app.link(key, { class: glyph ? "with-glyph" : "", lang: app.page.article.language }, glyph, ...inner);
    });
    const classes = `label ${side > 0 ? "above" : "below"} ${place.side > 0 ? "right" : "left"}`;
    return element("li", { class: classes, style }, element("div", {}, ...lines));
  }

  // Behind the marks: a ring round what is selected, a glow round what the article shows just now.
  function drawHalos() {
    const made = [];
    const selected = marks.get(app.view.selected);
    const at = (mark) => `left:${x(mark.at)}px;top:${axisY() - mark.side * (mark.top - 7.5)}px`;
    for (const mark of shownMarks) if (app.isRead(mark.key) && mark !== selected) made.push(element("i", { class: "read", style: at(mark) }));
    if (selected) made.push(element("i", { class: "ring", style: at(selected) }));
    halos.replaceChildren(...made);
  }

  /** The event at a pointer: the nearest mark, else the bar under it. */
  function keyAt(event) {
    const frame = node.getBoundingClientRect();
    const px = event.clientX - frame.left, py = event.clientY - frame.top;
    let nearest = "", least = REACH_PX;
    for (const mark of shownMarks) {
      const distance = Math.hypot(x(mark.at) - px, axisY() - mark.side * (mark.top - 7.5) - py);
      if (distance < least) [least, nearest] = [distance, mark.key];
    }
    if (nearest) return nearest;
    const time = data.start + ((px - EDGE_PX) / (size.width - size.room - 2 * EDGE_PX)) * (data.end - data.start);
    const bar = shownMarks.find((mark) => {
      const isInRow = Math.abs(axisY() - mark.side * (mark.top - 7.5) - py) <= 8;
      return isInRow && mark.span && mark.span[0] <= time && time <= mark.span[1];
    });
    return bar?.key ?? "";
  }

  function showTip(key, event) {
    tip.hidden = !key;
    node.style.cursor = key ? "pointer" : "";
    if (!key) return;
    const row = app.row(key);
    tip.replaceChildren(element("b", {}, row.when), element("span", { lang: app.page.article.language }, row.title), ...(row.stance ? [element("em", {}, row.stance)] : []));
    const frame = node.getBoundingClientRect();
    const left = Math.min(Math.max(event.clientX - frame.left - 20, 0), Math.max(0, frame.width - 280));
    tip.style.left = `${left}px`;
    tip.style.top = `${event.clientY - frame.top + 18}px`;
  }

  node.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const key = keyAt(event);
    if (key) app.select(key, { from: "chart" });
  });
  node.addEventListener("pointermove", (event) => event.pointerType === "mouse" && showTip(event.target.closest("a") ? "" : keyAt(event), event));
  node.addEventListener("pointerleave", () => showTip("", null));
  const close = () => points.length && app.plotly.purge(plot);
  return { node, fit, draw, drawHalos, close, size, plot };
}

/** A trace with the marks of ``faint`` made smaller. */
function shrinkPoints(trace, faint) {
  if (!faint.size || !Array.isArray(trace.marker?.size)) return trace;
  const size = trace.marker.size.map((one, index) => (faint.has(trace.customdata[index]) ? one * FAINT : one));
  return { ...trace, marker: { ...trace.marker, size } };
}

/**
 * The nodes of a plot with their keys. Leans on how Plotly draws: bars, then marks, each trace a
 * ".trace" with one ".point" for each of its points, in order. A browser test holds it.
 */
function pointsOf(plot, traces) {
  const found = [];
  for (const [type, layer] of [["bar", ".barlayer"], ["scatter", ".scatterlayer"]]) {
    const nodes = plot.querySelectorAll(`${layer} .trace`);
    traces.filter((trace) => trace.type === type).forEach((trace, place) => {
      nodes[place]?.querySelectorAll(".point").forEach((node, index) => found.push({ node, key: trace.customdata[index] }));
    });
  }
  return found;
}

/** The section's chart: its panels, the wedge between them, and what finds no room. */
function makeTimeline(app) {
  const box = element("div", { class: "chart wide-only", role: "group" });
  const more = element("details", { class: "more-labels" });
  let panels = [];
  let layer = null;

  function build() {
    const name = app.view.background ? "all" : "article";
    if (layer === name) return;
    panels.forEach((panel) => panel.close());
    layer = name;
    const found = app.page.timeline[name];
    panels = found.map((data, index) => makePanel(app, data, index ? "detail" : "overview"));
    const parts = panels.map((panel) => panel.node);
    if (panels.length > 1) parts.splice(1, 0, wedge(found[0], found[1]));
    box.replaceChildren(...parts);
    if (app.width) panels.forEach((panel) => panel.fit(app.width));
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
    build();
    box.hidden = !panels.length;
    const left = panels.flatMap((panel) => panel.draw(answer) ?? []);
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
    resize(width) {
      panels.forEach((panel) => panel.fit(width));
    },
    close: () => panels.forEach((panel) => panel.close()),
  };
}

function plural(count, noun) {
  return `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;
}
