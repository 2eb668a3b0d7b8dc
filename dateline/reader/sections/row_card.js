// What the card says of a row: its facts, its passage, who says so, who denies it, and what can be done.

import { revealButton } from "../chart/reveal.js";
import { apart, button, element, icon, plural, storyWords } from "../dom.js";
import { blockText, stepped } from "../state/table.js";
import { sentenceOf } from "./tip.js";

/**
 * @typedef {{isExpanded: () => boolean, expand: () => boolean, way: () => HTMLElement}} Sheet of one column; ``way`` leads to the article or back
 * @param {Store} app @param {Row} row @param {Sheet} sheet @returns {Node[]}
 */
export function rowCard(app, row, sheet) {
  const { page } = app;
  return [
    element("p", { class: "eyebrow" }, row.background ? `${row.eyebrow} · background` : row.eyebrow),
    storyWords("h3", page, row.title),
    app.isShown(row.key) ? null : element("p", { class: "left-out" }, "The filters leave this out; it is shown because it is selected."),
    element("p", { class: "brief" }, storyWords("span", page, row.short), ` · ${row.stance || row.says}`),
    element("div", { class: "full" }, row.summary ? storyWords("p", page, row.summary, { class: "summary" }) : null, element("dl", {}, ...facts(app, row))),
    app.view.section ? excerpt(app, row) : inSheet(app, row, sheet),
    actions(app, row, sheet),
  ].filter((node) => node !== null);
}

/** @param {Store} app @param {Row} row */
function facts(app, row) {
  const { language } = app.page.article;
  const found = /** @type {Node[]} */ ([]);
  /** @param {string} label @param {Child[]} content */
  const fact = (label, ...content) => content.some((part) => part) && found.push(element("dt", {}, label), element("dd", {}, ...content));
  fact("When", element("span", { lang: language }, row.when), row.why ? element("span", { class: "why" }, row.why) : null);
  fact(row.says === "the article" || row.says === "other sources" ? "Who says so" : row.origin ? "Said by" : "Claimed by", row.says);
  fact("Denied by", row.denied);
  const known = row.disputes.filter((key) => app.isInLayer(app.row(key))), hidden = row.disputes.length - known.length;
  const reveal = hidden ? revealButton(app, row.key, hidden, {}, `${plural(hidden, "other source")}: show background`) : null;
  fact("Disputed by", ...known.map((key) => app.link(key, { class: "other" }, `${apart(app.row(key).title)} (${apart(app.row(key).short)})`)), reveal);
  fact("People", row.people);
  if (row.number) fact("Share", element("span", { lang: language }, row.number));
  fact("Note", row.remark);
  fact("Source", ...row.sources.map((source) => element("a", { href: source, rel: "noreferrer", target: "_blank", class: "source" }, new URL(source).hostname)));
  return found;
}

/** @param {Store} app @param {{before: string, words: string, after: string}} sentence */
const quoted = (app, { before, words, after }) => element("blockquote", { lang: app.page.article.language, dir: "auto" }, before, element("mark", {}, words), after);

/** In an embedded section there is no article beside the card: the passage in its paragraph. @param {Store} app @param {Row} row */
function excerpt(app, row) {
  const span = row.passages[app.passage];
  if (!span || app.view.section === "article") return null;
  const block = /** @type {BlockData} */ (app.page.article.blocks.findLast((one) => one.start <= span[0]));
  const whole = element("a", { href: app.addressOf(row.key, { section: "" }), target: "_blank", rel: "noopener" }, "Open the whole page");
  const text = blockText(block), [from, to] = span.map((place) => place - block.start);
  return element("div", { class: "excerpt" }, quoted(app, { before: text.slice(0, from), words: text.slice(from, to), after: text.slice(to) }), whole);
}

/** In one column the article is elsewhere: the passage in its sentence, and the way to its place. @param {Store} app @param {Row} row @param {Sheet} sheet */
function inSheet(app, row, { way }) {
  const span = row.passages[app.passage];
  return span ? element("div", { class: "sheet-passage" }, quoted(app, sentenceOf(app.page, span)), way()) : null;
}

/** @param {Store} app @param {Row} row @param {Sheet} sheet */
function actions(app, row, sheet) {
  const bar = element("div", { class: "actions" }, detailsToggle(sheet));
  const count = row.passages.length;
  if (count > 1) {
    const turn = (/** @type {number} */ by) => app.select(row.key, { from: "card", passage: stepped(app.passage, by, count) });
    /** @param {"left" | "right"} name @param {string} label @param {number} by */
    const arrow = (name, label, by) => button(icon(name), () => turn(by), { "aria-label": label, title: label });
    bar.append(arrow("left", "Previous passage", -1), arrow("right", "Next passage", 1), element("span", {}, `Passage ${app.passage + 1} of ${count}`));
  }
  if (!count && !row.sources.length) bar.append(element("span", {}, "Not from the article"));
  bar.append(copyButton(app, "Copy link", () => new URL(app.addressOf(row.key), location.href).href));
  bar.append(copyButton(app, "Copy citation", () => citation(app, row)));
  return bar;
}

/** A sheet is brief at first; this opens why and who. @param {Sheet} sheet */
function detailsToggle(sheet) {
  const label = () => (sheet.isExpanded() ? "In brief" : "Why and who");
  const toggle = button(label(), () => {
    toggle.setAttribute("aria-expanded", String(sheet.expand()));
    toggle.textContent = label();
  }, { class: "expand", "aria-expanded": String(sheet.isExpanded()) });
  return toggle;
}

/** @param {Store} app @param {string} label @param {() => string} words */
function copyButton(app, label, words) {
  const copy = button(label, async () => {
    copy.textContent = (await app.copy(words())) ? "Copied" : "Copying is not allowed here";
    setTimeout(() => (copy.textContent = label), 2000);
  });
  return copy;
}

/** @param {Store} app @param {Row} row */
function citation(app, row) {
  const words = row.passages[app.passage] ? `“${app.words(row.passages[app.passage])}” ` : row.sources.length ? `${row.title}. ${row.sources.join(" ")} ` : "";
  return `${words}(${app.page.article.citation}). ${new URL(app.addressOf(row.key), location.href).href}`;
}
