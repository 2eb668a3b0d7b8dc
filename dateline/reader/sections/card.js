// The card of what is selected: beside the article, or, in one column, a sheet over the page.

import { button, element, grouped, icon } from "../dom.js";
import { makeEventChooser } from "./event_chooser.js";
import { rowCard } from "./row_card.js";
import { makeWalk } from "./walk.js";

const SWIPE_PX = 48;
const NOTHING = "Choose a mark, a bar, a quote or an underlined passage: its evidence is shown here.";

/**
 * @typedef {{openSection: (name: SectionName) => void, showPassage: () => void, place: ReturnType<typeof import("../place.js").makePlace>}} Ways to the article and back
 * @param {Store} app @param {Ways} ways
 */
export function makeCard(app, ways) {
  const walk = makeWalk(app);
  const step = (/** @type {number} */ by) => (walk.isOn ? walk.step(by) : app.step(by));
  const chooser = makeEventChooser(app);
  const body = element("div", { class: "card-body" });
  const count = element("span", { class: "place", "aria-hidden": "true" });
  const foot = element("div", { class: "sheet-foot" }, stepButton("left", "Previous event", -1), count, stepButton("right", "Next event", 1));
  const node = element("section", { class: "card", "aria-label": "Evidence" }, walk.node, chooser.node, body, foot);
  const sheet = { isExpanded: () => node.classList.contains("expanded"), expand: () => node.classList.toggle("expanded"), way: makeWay(app, ways, () => render(app.answer)) };
  onSwipe(node, step);
  node.addEventListener("keydown", (event) => event.key === "Escape" && foot.checkVisibility() && !walk.isOn && chooser.clear());

  /** @param {"left" | "right"} sign @param {string} label @param {number} by */
  function stepButton(sign, label, by) {
    return button(icon(sign), () => step(by), { "aria-label": label });
  }

  /** @param {Answer} answer */
  function render(answer) {
    const all = answer.events.rows.map(({ key }) => key);
    const { selected } = app.view;
    const index = all.indexOf(selected);
    chooser.render(all, index);
    walk.render();
    node.classList.toggle("chosen", Boolean(selected));
    app.root.classList.toggle("has-sheet", Boolean(selected));
    count.textContent = walk.isOn ? walk.place : index < 0 ? "" : `${grouped(index + 1)} / ${grouped(all.length)}`;
    foot.hidden = !selected;
    // A button that was pressed keeps the focus, though it is another node now.
    const { activeElement } = document;
    const focused = body.contains(activeElement) && activeElement ? nameOf(activeElement) : "";
    body.replaceChildren(...content(selected));
    if (focused) [...body.querySelectorAll("button")].find((one) => nameOf(one) === focused)?.focus({ preventScroll: true });
  }

  /** @param {Key} selected @returns {Node[]} */
  function content(selected) {
    if (selected && app.row(selected).isHere) return rowCard(app, app.row(selected), sheet);
    return [element("p", { class: "hint" }, selected ? "Its words are on the way…" : NOTHING)];
  }

  return {
    node, render, walk,
    close() {
      chooser.close();
      walk.node.remove();
    },
  };
}

/**
 * The way from the sheet to the passage in the article, and from there back up to where the reader was.
 * @param {Store} app @param {Ways} ways @param {() => void} turned the other way is open now
 */
function makeWay(app, ways, turned) {
  let left = /** @type {{tab: SectionName, place: {article: number, page: number}} | null} */ (null);

  function goToArticle() {
    left = { tab: /** @type {SectionName} */ (app.root.dataset.tab), place: ways.place.positions() };
    ways.openSection("article");
    ways.showPassage();
    turned();
  }

  function goBack() {
    if (!left) return;
    ways.openSection(left.tab);
    ways.place.restore(left.place);
    left = null;
    turned();
  }

  return () => {
    const isThere = left && app.root.dataset.tab === "article";
    return button(isThere ? "Back up" : "Read in the article", isThere ? goBack : goToArticle, { class: "quiet" });
  };
}

const nameOf = (/** @type {Element} */ one) => one.ariaLabel ?? one.textContent;

/** A swipe over a node: to the left a step on, to the right a step back. @param {HTMLElement} node @param {(by: number) => void} step */
function onSwipe(node, step) {
  let touch = /** @type {{x: number, y: number} | null} */ (null);
  node.addEventListener("touchstart", ({ touches }) => (touch = touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY } : null), { passive: true });
  node.addEventListener("touchend", ({ changedTouches: [end] }) => {
    const by = touch && { x: end.clientX - touch.x, y: end.clientY - touch.y };
    touch = null;
    if (by && Math.abs(by.x) >= SWIPE_PX && Math.abs(by.x) >= 2 * Math.abs(by.y)) step(by.x < 0 ? 1 : -1);
  });
}
