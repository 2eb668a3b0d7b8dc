// The timeline of many events: how many a period has of each category, as stacked bars. A bar is a
// button that narrows the dates to its period; so does a drag.

const MOST_MARKS = 300; // above so many shown events are counted, below they are marks with labels
const BIN_PX = 14; // at least so wide
const DENSITY_PX = 240;
const AXIS_LEFT_PX = 40;

function makeDensity(app) {
  const plot = element("div", { class: "plot" });
  const bins = element("div", { class: "bins" });
  const range = element("div", { class: "drag", hidden: true });
  const words = element("p", { class: "density-words" });
  const frame = element("div", { class: "density-frame" }, plot, bins, range);
  const node = element("div", { class: "density" }, frame, words);
  let scale = null; // {start, end, width}, while drawn
  let pressed = null;
  let isDragEnd = false; // until the click that may end a drag has come
  let drawn = ""; // what the bars were drawn for: a selection changes none of them
  let counted = []; // the places that they count

  /** ``places``: of the shown events among all; ``from``, ``to``: day numbers or null. */
  function draw(places, { from, to }, width) {
    const signature = `${from}|${to}|${width}|${Boolean(app.plotly)}`;
    if (signature === drawn && hasSame(places, counted)) return;
    drawn = signature;
    counted = places;
    const { at: ats, isVague } = marksOf(app.page);
    const least = from === null ? places.reduce((a, place) => Math.min(a, ats[place]), Infinity) : timeOfDay(from);
    const most = to === null ? places.reduce((a, place) => Math.max(a, ats[place]), -Infinity) : timeOfDay(to + 1) - 1;
    const inner = width - AXIS_LEFT_PX - EDGE_PX;
    const { unit, step } = unitFor(least, most, Math.max(4, Math.floor(inner / BIN_PX)));
    const edges = roundTimes(least, most + 1, unit, step);
    if (edges.length < 2) edges.push(edges[0] + DAY_MS);
    const counts = app.page.facets.category.map(() => new Array(edges.length - 1).fill(0));
    const categories = columnsOf(app.page).events.facets[0];
    let vague = 0;
    for (const place of places) {
      const bin = binOf(edges, Math.min(Math.max(ats[place], least), most));
      counts[categories.values[categories.starts[place]]][bin] += 1;
      vague += isVague[place];
    }
    scale = { start: edges[0], end: edges[edges.length - 1], inner };
    const sums = edges.slice(1).map((_, bin) => counts.reduce((sum, one) => sum + one[bin], 0));
    const highest = Math.max(1, ...sums);
    frame.style.height = `${DENSITY_PX + TICKS_PX}px`;
    const bars = stacked(counts, edges);
    drawBars(bars, highest, width);
    drawButtons(bars, edges, highest, unit, step);
    const note = vague ? ` An event whose date is vague is counted where the middle of its possible time lies (${COUNTED.format(vague)} of them).` : "";
    words.textContent = `${plural(places.length, "dated event")}, counted by time and category: choose a bar, or drag, to narrow the dates.${note}`;
  }

  /** The bars, from the left and from below: their period, category, count, and what they stand on. */
  function stacked(counts, edges) {
    const bars = [];
    for (let bin = 0; bin + 1 < edges.length; bin += 1) {
      let base = 0;
      counts.forEach((own, category) => {
        if (own[bin]) bars.push({ start: edges[bin], end: edges[bin + 1], category: app.page.facets.category[category], count: own[bin], base });
        base += own[bin];
      });
    }
    return bars;
  }

  function drawBars(bars, highest, width) {
    if (!app.plotly) return;
    // One trace, of which the places are known: Plotly stacks several at twice the time.
    const trace = {
      type: "bar",
      x: bars.map(({ start, end }) => (start + end) / 2),
      width: bars.map(({ start, end }) => (end - start) * 0.86),
      y: bars.map(({ count }) => count),
      base: bars.map(({ base }) => base),
      marker: { color: bars.map(({ category }) => category.mark.colour), line: { width: 0 } },
      hoverinfo: "none",
    };
    const quiet = { ticks: "outside", tickcolor: "#7a7f87", tickfont: { size: 13 }, tickangle: 0, showgrid: false, zeroline: false };
    const whole = [...new Set([0, Math.round(highest / 2), highest])];
    const layout = {
      ...app.page.timeline.article[0].figure.layout,
      shapes: [],
      barmode: "overlay",
      width,
      height: DENSITY_PX + TICKS_PX,
      margin: { l: AXIS_LEFT_PX, r: EDGE_PX, t: 6, b: TICKS_PX, pad: 0 },
      xaxis: { ...quiet, type: "date", range: [scale.start, scale.end], ...timeTicks(scale.start, scale.end, scale.inner, app.page.article.language) },
      yaxis: { ...quiet, range: [0, highest], tickvals: whole, ticktext: whole.map(String) },
    };
    app.plotly.react(plot, [trace], layout, { displayModeBar: false, staticPlot: true });
  }

  function drawButtons(bars, edges, highest, unit, step) {
    const px = (time) => AXIS_LEFT_PX + ((time - scale.start) / (scale.end - scale.start)) * scale.inner;
    const tall = (count) => (count / highest) * (DENSITY_PX - 6);
    const periods = new Map(edges.slice(1).map((end, bin) => [end, periodInWords(edges[bin], end, unit, step, app.page.article.language)]));
    const made = bars.map(({ start, end, category, count, base }) => {
      const label = `${periods.get(end)}, ${category.label}: ${plural(count, "event")}`;
      const style = `left:${px(start)}px;width:${px(end) - px(start)}px;bottom:${TICKS_PX + tall(base)}px;height:${tall(count)}px`;
      return button("", () => narrow(start, end), { class: "bin", style, "aria-label": label, title: label });
    });
    bins.replaceChildren(...made);
  }

  function narrow(start, end) {
    const day = (time) => Math.floor(time / DAY_MS) + DAYS_TO_1970;
    app.ask({ from: day(start), to: Math.max(day(start), day(end - 1)) });
  }

  // A drag over the bars; a press without a move is the button's own click.
  const at = (event) => Math.min(Math.max(event.clientX - frame.getBoundingClientRect().left - AXIS_LEFT_PX, 0), scale.inner);
  frame.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType === "mouse") pressed = { from: at(event), to: at(event) };
  });
  frame.addEventListener("pointermove", (event) => {
    if (!pressed) return;
    pressed.to = at(event);
    const [low, high] = [Math.min(pressed.from, pressed.to), Math.max(pressed.from, pressed.to)];
    range.hidden = high - low < 5;
    range.style.left = `${AXIS_LEFT_PX + low}px`;
    range.style.width = `${high - low}px`;
  });
  const release = () => {
    const drag = pressed;
    pressed = null;
    range.hidden = true;
    if (!drag || Math.abs(drag.to - drag.from) < 5) return;
    const time = (px) => scale.start + (px / scale.inner) * (scale.end - scale.start);
    isDragEnd = true;
    setTimeout(() => {
      isDragEnd = false;
      narrow(time(Math.min(drag.from, drag.to)), time(Math.max(drag.from, drag.to)));
    });
  };
  // The click that ends a drag is not one of the button below; one that leaves the chart has none.
  frame.addEventListener("click", (event) => isDragEnd && event.stopPropagation(), { capture: true });
  frame.addEventListener("pointerup", release);
  frame.addEventListener("pointerleave", release);
  return { node, draw };
}

/** The period in which a time lies, the first or the last for one outside all. */
function binOf(edges, time) {
  let low = 0, high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle] <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Whether two lists have the same numbers. */
function hasSame(one, other) {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
