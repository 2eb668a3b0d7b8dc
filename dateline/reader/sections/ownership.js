// Who owned what, of one whole at a time: for a day what the article and other sources say, what
// does not fit together, and how it came about.

import { makeShareBars } from "../chart/share_bars.js";
import { makeShareHistory } from "../chart/share_history.js";
import { button, element } from "../dom.js";
import { placeOfState, stateAt } from "../state/holdings.js";

/** @param {Store} app */
export function makeOwnership(app) {
  const chooser = makeWholeChooser(app);
  const box = element("div", { class: "ownership-day", role: "group" });
  const conflicts = element("ul", { class: "conflicts" });
  const history = makeShareHistory(app);
  const charts = /** @type {ReturnType<typeof makeShareBars>[]} */ ([]); // of the article, and of other sources
  let drawn = "", state = /** @type {ShareState | null} */ (null);

  /** @param {Answer} answer @param {OwnershipData} ownership */
  function render({ found }, ownership) {
    const { article, all } = ownership.layers, layer = app.view.background && all ? all : article;
    const whole = layer.wholes.find(({ slug }) => slug === shownSlug(app)) ?? layer.wholes[0];
    const asof = app.view.asof ?? ownership.default, place = placeOfState(layer, asof);
    const signature = [layer === all, whole.slug, place, app.width, Boolean(app.plotly)].join("|");
    chooser.render(whole);
    if (!state || signature !== drawn) {
      drawn = signature;
      state = stateAt(ownership, whole, place);
      drawDay(state);
    }
    history.render({ ownership, layer, whole, asof });
    for (const node of [box, history.node].flatMap((part) => [.../** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-key]"))])) node.classList.toggle("found", found.has(node.dataset.key ?? ""));
    return { rows: state.keys.map(app.row), possibly: new Set(state.possibly) };
  }

  /** @param {ShareState} state */
  function drawDay(state) {
    box.setAttribute("aria-label", state.alt);
    while (charts.length < state.charts.length) charts.push(makeShareBars(app));
    state.charts.forEach((chart, index) => charts[index].render(chart));
    box.replaceChildren(...charts.slice(0, state.charts.length).map(({ node }) => node));
    conflicts.replaceChildren(...state.conflicts.map((line) => element("li", {}, `Does not fit together: ${line}`)));
    conflicts.hidden = !state.conflicts.length;
  }

  // A piece without words is no link of its own, its label is: a click on it selects all the same.
  for (const part of [box, history.node]) {
    part.addEventListener("click", ({ target }) => {
      const piece = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-key]"));
      if (piece?.dataset.key && !piece.matches("a, button")) app.select(piece.dataset.key, { from: "chart" });
    });
  }
  return {
    nodes: [chooser.node, box, conflicts, history.node],
    render,
    redraw() {
      drawn = "";
      history.redraw();
    },
    close: () => [history, ...charts].forEach((part) => part.close()),
  };
}

/** What was asked for, else what the selected stake is a share of; "" is the first. @param {Store} app */
const shownSlug = ({ view, row }) => view.of || (row(view.selected)?.whole ?? "");

/** Which whole is shown, where shares are stated of several: of the capital, of the votes, of two companies. @param {Store} app */
function makeWholeChooser(app) {
  const { wholes, article: { language } } = app.page;
  const buttons = wholes.map(({ slug, label }) => button(label, () => app.ask({ of: slug }), { class: "pill", "data-of": slug, lang: language, dir: "auto" }));
  return {
    node: element("div", { class: "wholes pills", role: "group", "aria-label": "Shares of", hidden: !buttons.length }, ...buttons),
    /** @param {Whole} whole */
    render: (whole) => buttons.forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.of === whole.slug))),
  };
}
