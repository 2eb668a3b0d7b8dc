// @ts-nocheck
// Who owned what, of one whole at a time: for a day what the article and other sources say, what
// does not fit together, and how it came about.

import { button, element } from "./dom.js";
import { placeOfState, stateAt } from "./holdings.js";
import { makeShareBars } from "./share_bars.js";
import { makeShareHistory } from "./share_history.js";

export function makeOwnership(app) {
  const { page } = app;
  const chooser = makeWholeChooser(app);
  const box = element("div", { class: "ownership-day", role: "group" });
  const conflicts = element("ul", { class: "conflicts" });
  const history = makeShareHistory(app);
  const charts = []; // of the article, and of other sources
  let drawn = "", state = null;

  function render(answer) {
    const name = app.view.background && page.ownership.layers.all ? "all" : "article";
    const layer = page.ownership.layers[name];
    const whole = layer.wholes.find(({ slug }) => slug === shownSlug(app)) ?? layer.wholes[0];
    const asof = app.view.asof ?? page.ownership.default;
    const place = placeOfState(layer, asof);
    const signature = [name, whole.slug, place, app.width, Boolean(app.plotly)].join("|");
    chooser.render(whole);
    if (signature !== drawn) {
      drawn = signature;
      state = stateAt(page.ownership, whole, place);
      drawDay();
    }
    history.render({ layer, whole, asof });
    for (const part of [box, history.node]) part.querySelectorAll("[data-key]").forEach((node) => node.classList.toggle("found", answer.found.has(node.dataset.key)));
    return { rows: state.keys.map((key) => app.row(key)), possibly: new Set(state.possibly) };
  }

  function drawDay() {
    box.setAttribute("aria-label", state.alt);
    while (charts.length < state.charts.length) charts.push(makeShareBars(app));
    const shown = state.charts.map((chart, index) => {
      charts[index].render(chart);
      return charts[index].node;
    });
    box.replaceChildren(...shown);
    conflicts.replaceChildren(...state.conflicts.map((line) => element("li", {}, `Does not fit together: ${line}`)));
    conflicts.hidden = !state.conflicts.length;
  }

  const stops = new AbortController();
  selectByPieces(app, [box, history.node], stops.signal);

  return {
    nodes: [chooser.node, box, conflicts, history.node],
    render,
    redraw() {
      drawn = "";
      history.redraw();
    },
    close() {
      stops.abort();
      history.close();
      charts.forEach((chart) => chart.close());
    },
  };
}

/** A piece without words is no link of its own, its label is: a click on it selects all the same. */
function selectByPieces(app, parts, signal) {
  for (const part of parts) {
    part.addEventListener("click", ({ target }) => {
      const piece = target.closest("[data-key]");
      if (piece && !piece.matches("a")) app.select(piece.dataset.key, { from: "chart" });
    }, { signal });
  }
}

/** What was asked for, else what the selected stake is a share of; "" is the first. */
function shownSlug({ view, row }) {
  return view.of || (row(view.selected)?.whole ?? "");
}

/** Which whole is shown, where shares are stated of several: of the capital, of the votes, of two companies. */
function makeWholeChooser(app) {
  const { wholes } = app.page;
  const buttons = wholes.map(({ slug, label }) => button(label, () => app.ask({ of: slug }), { class: "pill", "data-of": slug, lang: app.page.article.language, dir: "auto" }));
  const node = element("div", { class: "wholes pills", role: "group", "aria-label": "Shares of" }, ...buttons);
  node.hidden = !buttons.length;
  return {
    node,
    render(whole) {
      for (const one of buttons) one.setAttribute("aria-pressed", one.dataset.of === whole.slug);
    },
  };
}
