// One panel of the timeline: Plotly draws its axis, bars and marks from Python's figure, in rows for
// the width there is; labels are links, laid out by measured text. Marks never move when a filter
// narrows: the height is that of all labels, and a filter only leaves out points.

const LABEL_PX = 13;
const LINE_PX = 18;
const LINK_PX = 6; // a label of one line is 24 pixels high, so that a finger hits it
const TOGETHER_PX = CLEAR_PX; // marks closer than this share a leader
const MOST_SHARING = 6; // labels at a leader, of bars that have no place for one of their own
const MOST_GROUPS = 90; // so many labels are tried at most
const EDGE_PX = 10; // left and right of the axis, so that a mark at its end is whole
const HIGHEST_PX = 560; // of the labels on one side of a panel, where there is room
const TICKS_PX = 26;
const ARROW_PX = 8;
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
  // Of its own: rows depend on the width.
  const panelMarks = data.marks.map((mark) => ({ ...mark, top: 0, anchor: null, isShared: false }));
  const marks = new Map(panelMarks.map((mark) => [mark.key, mark]));
  const size = { width: 0, room: 0, labelWidth: 0, up: 0, down: 0, rowsUp: 0, rowsDown: 0 };
  let most = HIGHEST_PX; // of labels on one side
  let drawn = ""; // what the plot was drawn for
  let points = []; // its nodes, each with its key
  let shownMarks = [];

  const scaleOf = ({ width, room }) => (time) => EDGE_PX + ((time - data.start) / (data.end - data.start)) * (width - room - 2 * EDGE_PX);
  const x = (time) => scaleOf(size)(time);
  const axisY = () => size.up + size.rowsUp;
  const middle = (mark) => axisY() - mark.side * (mark.top - MARK_PX / 2 - 1);

  /** Put every mark in its row for a width. */
  function stack(options) {
    const { places, up, down } = stackMarks(panelMarks, scaleOf(options));
    for (const mark of panelMarks) Object.assign(mark, places.get(mark.key));
    return { rowsUp: up, rowsDown: down };
  }

  /** Lay out the labels of ``keys``; ``selected`` finds room first. */
  function layOut(keys, selected, options) {
    return [1, -1].map((side) => {
      const highest = options.highest?.[side] ?? most;
      const found = panelMarks.filter((mark) => keys.has(mark.key) && mark.side === side && mark.anchor !== null);
      found.sort((a, b) => a.anchor - b.anchor || a.isShared - b.isShared || rankOf(a.key, selected) - rankOf(b.key, selected));
      let groups = [];
      const crowded = [];
      for (const mark of found) {
        const at = mark.anchor, last = groups[groups.length - 1];
        // Together, too, where the leader would cross a mark that stands higher and nearly as far.
        const isCrossing = last?.marks.some((one) => one.top > mark.top && at - one.anchor < TOGETHER_PX);
        if (last && mark.isShared && last.marks.length >= MOST_SHARING && mark.key !== selected) crowded.push(mark);
        else if (last && (at - last.x < TOGETHER_PX || isCrossing)) last.marks.push(mark);
        else groups.push({ x: at, marks: [mark], side });
      }
      const unmeasured = groups.length > MOST_GROUPS ? leaveOut(groups, selected) : [];
      groups = groups.filter((group) => !unmeasured.includes(group));
      for (const group of groups) measureGroup(group, options.labelWidth, selected);
      placeGroups(groups, options, highest);
      tryNarrower(groups, options, highest, selected);
      const without = groups.find((group) => !group.place && group.marks.some(({ key }) => key === selected));
      const others = without ? without.marks.filter(({ key }) => key !== selected) : [];
      if (without) {
        // Alone, on the side where there is more room, it always finds a place.
        const mark = marks.get(selected);
        const alone = { x: mark.anchor, marks: [mark], side };
        measureGroup(alone, Math.min(options.labelWidth, roomBeside(alone.x, options.width)), selected);
        groups = groups.map((group) => (group === without ? alone : group));
        groups.sort((a, b) => a.x - b.x);
        placeGroups(groups, options, highest);
      }
      const left = [...others, ...crowded, ...unmeasured.flatMap((group) => group.marks), ...groups.filter((group) => !group.place).flatMap((group) => group.marks)];
      return { groups, height: heightOf(groups, groups.map(({ place }) => place)), left };
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

  /** All but those that are placed first and an even choice of the rest: trying all takes too long. */
  function leaveOut(groups, selected) {
    const plain = groups.filter((group) => !group.marks.some(({ key }) => key === selected || app.row(key).weight === "lead"));
    const kept = Math.max(0, MOST_GROUPS - (groups.length - plain.length));
    return plain.filter((_, index) => Math.floor(((index + 1) * kept) / plain.length) === Math.floor((index * kept) / plain.length));
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
    group.height = group.lines.reduce((sum, line) => sum + line.lines.length * LINE_PX + LINK_PX, 0);
    group.rank = Math.min(...group.marks.map(({ key }) => rankOf(key, selected)));
  }

  const rankOf = (key, selected) => (key === selected ? 0 : { lead: 1, "": 2, minor: 3 }[app.row(key).weight]);

  /** Choose room, label width and heights for all events of the layer at this width, labels up to ``highest``. */
  function fit(width, highest) {
    if (width === size.width && highest === most) return;
    most = highest;
    const keys = new Set(marks.keys());
    const isMany = keys.size > 60; // Trying takes time, and there is no room for all in any case.
    let best = null;
    for (const share of isMany ? ROOMS.slice(0, 2) : ROOMS) {
      const rows = stack({ width, room: Math.round(width * share) });
      LABEL_WIDTHS.forEach((labelWidth, step) => {
        if (isMany && step % 2) return;
        const options = { width, room: Math.round(width * share), labelWidth };
        const [above, below] = layOut(keys, "", options);
        const left = above.left.length + below.left.length;
        // Rather one label more than a lower chart, rather long lines than short ones.
        const cost = left * 150 + above.height + below.height + share * 260 + step * 12;
        if (!best || cost < best.cost) best = { ...options, ...rows, cost, left, up: above.height, down: below.height };
      });
      if (!best.left) break;
    }
    stack(best);
    // Whichever is selected finds room, so the height is at least that of the longest label alone.
    const alone = { 1: 0, "-1": 0 };
    for (const mark of panelMarks.filter(({ anchor }) => anchor !== null)) {
      const group = { marks: [mark] };
      measureGroup(group, Math.min(best.labelWidth, roomBeside(mark.anchor, width)), "");
      alone[mark.side] = Math.max(alone[mark.side], group.height);
    }
    Object.assign(size, best, { up: Math.max(best.up, alone[1], LINE_PX + LINK_PX), down: Math.max(best.down, alone[-1]) });
  }

  function draw(answer) {
    if (!size.width) return;
    const view = app.view;
    const shown = (key) => answer.events.has(key);
    shownMarks = panelMarks.filter((mark) => shown(mark.key));
    const keys = new Set(shownMarks.map((mark) => mark.key));
    if (marks.has(view.selected)) keys.add(view.selected);
    drawPlot(shown);
    const options = { width: size.width, room: size.room, labelWidth: size.labelWidth };
    const [above, below] = layOut(keys, view.selected, { ...options, highest: { 1: size.up, "-1": size.down } });
    drawLabels([...above.groups, ...below.groups]);
    drawHalos();
    return [...above.left, ...below.left, ...panelMarks.filter((mark) => keys.has(mark.key) && mark.anchor === null)];
  }

  function drawPlot(shown) {
    const { figure } = data;
    const up = axisY(), down = size.down + size.rowsDown + (size.rowsDown ? 4 : 0);
    // Its place is kept until it can be drawn: the labels are there already.
    if (!app.plotly) plot.style.height = `${up + down + TICKS_PX}px`;
    if (!app.plotly) return;
    const layout = {
      ...figure.layout,
      width: size.width,
      height: up + down + TICKS_PX,
      margin: { l: EDGE_PX, r: EDGE_PX + size.room, t: 0, b: TICKS_PX, pad: 0 },
      xaxis: { ...figure.layout.xaxis, range: [data.start, data.end], ...timeTicks(data.start, data.end, size.width - size.room, app.page.article.language) },
      yaxis: { ...figure.layout.yaxis, range: [-down, up] },
    };
    const faint = new Set(shownMarks.map((mark) => mark.key).filter(app.isFaint));
    const signature = `${layout.width}|${layout.height}|${[...faint]}`;
    if (signature !== drawn) {
      drawn = signature;
      const traces = figure.data.map((trace) => placePoints(trace, marks, faint));
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
    // The leader begins above every mark that it would touch.
    const under = shownMarks.filter((mark) => mark.side === side && Math.abs(x(mark.at) - group.x) < CLEAR_PX);
    const near = Math.max(...[...group.marks, ...under].map((mark) => mark.top)) + 1;
    const rows = side > 0 ? size.rowsUp : size.rowsDown;
    const far = rows + place.bottom + group.height;
    const top = side > 0 ? axisY() - far : axisY() + near;
    const style = `top:${top}px;height:${far - near}px;width:${group.width}px;left:${place.side > 0 ? group.x - 0.5 : group.x + 0.5 - group.width}px`;
    const lines = group.lines.map(({ key, lines: broken, row }) => {
      const inner = lineNodes(broken);
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
    const at = (mark) => `left:${x(mark.at)}px;top:${middle(mark)}px`;
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
      const distance = Math.hypot(x(mark.at) - px, middle(mark) - py);
      if (distance < least) [least, nearest] = [distance, mark.key];
    }
    if (nearest) return nearest;
    const bar = shownMarks.find((mark) => {
      const isInRow = Math.abs(middle(mark) - py) <= 8;
      // An arrow at an end that is not known reaches over it.
      return isInRow && mark.span && x(mark.span[0]) - ARROW_PX <= px && px <= x(mark.span[1]) + ARROW_PX;
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
  const height = () => axisY() + size.down + size.rowsDown + (size.rowsDown ? 4 : 0) + TICKS_PX;
  return { node, fit, draw, drawHalos, close, size, height };
}

/** A trace with its points in their rows, those of ``faint`` smaller. */
function placePoints(trace, marks, faint) {
  const y = trace.customdata.map((key) => {
    const { side, top } = marks.get(key);
    return side * (top - MARK_PX / 2 - 1);
  });
  if (!faint.size || !Array.isArray(trace.marker?.size)) return { ...trace, y };
  const size = trace.marker.size.map((one, index) => (faint.has(trace.customdata[index]) ? one * FAINT : one));
  return { ...trace, y, marker: { ...trace.marker, size } };
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

