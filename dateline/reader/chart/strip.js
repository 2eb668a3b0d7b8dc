// On a narrow screen, where no plot stands beside the rows: all marks on one strip above them.

import { element } from "../dom.js";
import { makePlot, momentsOf } from "./plot.js";

const LEVEL_PX = 13, MOST_LEVELS = 6, CROWD_PX = 36;

/** @param {Store} app */
export function makeStrip(app) {
  const plot = makePlot(app, { only: "mark" });
  const node = element("div", { class: "strip" }, plot.node);

  /** @param {EventRow[]} rows @param {Scale} scale @returns {number} its height */
  function draw(rows, scale) {
    const placed = rows.flatMap((row) => {
      const at = momentsOf(row)?.at ?? null;
      return at !== null && scale.holds(at) ? [{ row, x: scale.px(at) }] : [];
    }).sort((a, b) => a.x - b.x);
    const ends = /** @type {number[]} */ ([]); // of each level
    const crowds = /** @type {{x: number, count: number}[]} */ ([]); // marks that lie on others
    const levels = placed.map(({ x }) => {
      let level = ends.findIndex((end) => end <= x);
      if (level < 0) level = Math.min(ends.length, MOST_LEVELS - 1);
      if (ends[level] > x) {
        const last = crowds.at(-1);
        if (last && x < last.x + CROWD_PX) last.count += 1;
        else crowds.push({ x, count: 1 });
      }
      ends[level] = x + LEVEL_PX;
      return level;
    });
    const height = Math.max(1, ends.length) * LEVEL_PX + 4;
    const middles = new Map(placed.map(({ row }, place) => [row.key, height - (levels[place] + 0.5) * LEVEL_PX - 2]));
    plot.draw(placed.map(({ row }) => row), { scale, height, middles });
    node.style.height = `${height}px`;
    const counts = crowds.map(({ x, count }) => {
      const side = x > scale.width - CROWD_PX ? `right:${scale.width - x + LEVEL_PX / 2}px` : `left:${x + LEVEL_PX / 2}px`;
      return element("span", { class: "crowd", "aria-hidden": "true", style: side }, `+${count}`);
    });
    node.replaceChildren(plot.node, ...counts);
    return height;
  }
  return { node, draw, close: plot.close };
}
