// Above the article: what its lines mean, how much of it is used, and the way to what is not.

import { button, element, grouped, plural } from "./dom.js";

const NO_LANGUAGE = "the article has no language: no dates in words, shares or speakers are proposed";
/** @type {[string, string][]} */
const LINES = [["events", "Event"], ["stakes", "Stake"], ["quotes", "Quote"], ["proposed", "Proposed"]];

/**
 * @param {{unused: () => void, unfinished: () => void, problems: (field?: string) => void}} actions
 * @param {HTMLElement} more the way to more proposals
 */
export function makeLegend(actions, more) {
  const unused = button("", actions.unused, { class: "desk-quiet", "aria-keyshortcuts": "U", "data-do": "unused" });
  const unusedWords = element("span", { class: "desk-mark unused" });
  unused.append(unusedWords, element("kbd", { "aria-hidden": "true" }, "U"));
  const unfinished = button("", actions.unfinished, { class: "desk-quiet", "data-do": "unfinished" });
  const problems = button("", () => actions.problems(), { class: "desk-quiet", "data-do": "problems" });
  const counts = element("span", {}), used = element("span", {});
  const notice = element("p", { class: "desk-notice", hidden: true });
  const node = element("div", { class: "desk-legend" }, notice,
    element("p", { class: "desk-status" }, counts, unfinished, problems, used),
    element("p", { class: "desk-lines" }, ...LINES.map(([kind, label]) => element("span", { class: `desk-mark ${kind}` }, label)), unused, more, element("span", { class: "desk-how" }, "Select words to make a row of them")));

  return {
    node,
    /** @param {DeskView} view @param {number} left proposals */
    render({ article, remarks, rows, problems: found, coverage }, left) {
      showNotice(notice, article?.language ? remarks : [NO_LANGUAGE], actions.problems);
      const waiting = rows.filter(({ written }) => !written).length;
      counts.textContent = `${plural(rows.length, "row")} · ${plural(left, "proposal")} left`;
      unfinished.textContent = `${grouped(waiting)} unfinished`;
      problems.textContent = plural(found.length, "problem");
      [unfinished.hidden, problems.hidden] = [!waiting, !found.length];
      used.textContent = `${Math.round(coverage.used * 100)} % used`;
      unusedWords.textContent = `${grouped(coverage.unused.length)} not used yet`;
      unused.hidden = !coverage.unused.length;
    },
  };
}

/**
 * What the rules cannot propose, and where that is mended. @param {HTMLElement} node @param {string[]} remarks
 * @param {(field: string) => void} open
 */
function showNotice(node, remarks, open) {
  const words = remarks.map((one) => `${one[0].toUpperCase()}${one.slice(1)}.`).join(" ");
  if (node.dataset.words === words) return;
  node.dataset.words = words;
  node.hidden = !words;
  const field = ["language", "published"].find((name) => remarks[0]?.startsWith(name)) ?? (remarks[0] === NO_LANGUAGE ? "language" : "");
  node.replaceChildren(words, ...(field ? [button("About the article", () => open(`desk-fact-${field}`))] : []));
}
