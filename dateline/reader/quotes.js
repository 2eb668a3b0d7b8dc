// @ts-nocheck
// Who said what: quotes by speaker. Words in quotation marks come first, reported speech is folded;
// words quoted within a report stand in it, and a denial beside what it denies.

import { button, element, hasWords, plural, storyWords } from "./dom.js";
import { CAP, makeCap } from "./lists.js";
import { hasSame } from "./table.js";

const SPEAKERS = 33; // shown at first, where there are many quotes
const LEAST_QUOTES = 3; // of each of them
const MOST_REPORTS = 2; // of a speaker of whom no words are quoted, before they are folded
const ASIDE_KINDS = ["scare", "gloss"]; // nobody says these

export function makeQuotes(app) {
  const empty = element("div", { class: "empty" }, element("p", {}, "No quote answers these filters."), button("Reset all filters", () => app.reset()));
  const lines = makeLines(app);
  const leading = makeGroups(app, lines);
  const others = makeGroups(app, lines);
  const summary = element("summary");
  const rest = element("details", { class: "other-quotes" }, summary, others.node);
  const asides = element("p", { class: "asides" });
  let quotes = null; // {key, speaker, kind} of every quote
  let shown = { leading: null, others: null, asides: null };

  function render(answer) {
    quotes ??= Array.from(app.page.quotes, (row) => ({ key: row.key, speaker: row.speaker[0], kind: app.facetValue(row, "kind") }));
    const found = quotes.filter(({ key }) => answer.quotes.has(key));
    const first = found.filter(({ key }) => answer.leading.has(key));
    const isAside = ({ kind }) => ASIDE_KINDS.includes(kind);
    const next = { leading: first.filter((quote) => !isAside(quote)), others: found.filter(({ key }) => !answer.leading.has(key)), asides: first.filter(isAside) };
    if (Object.keys(next).every((name) => hasSame(next[name], shown[name]))) return found.length;
    shown = next;
    leading.draw(next.leading);
    others.draw(next.others);
    rest.hidden = !next.others.length;
    summary.textContent = plural(next.others.length, "other quote");
    empty.hidden = found.length > 0;
    asides.hidden = !next.asides.length;
    asides.replaceChildren("Words held at a distance, and explanations: ", ...next.asides.slice(0, CAP).flatMap(({ key }, place) => [place ? " · " : "", lines.aside(key)]));
    return found.length;
  }

  function print(isOn) {
    leading.print(isOn);
    others.print(isOn);
  }
  return { nodes: [leading.node, rest, asides, empty], render, print };
}

/** The lines of quotes, each made once. */
function makeLines(app) {
  const made = new Map();

  function of(quote, inner) {
    const keys = [quote, ...inner].map(({ key }) => key).join(" "); // Filters part a report from words in it.
    if (!made.has(keys)) made.set(keys, line(quote, inner));
    return made.get(keys);
  }

  function line({ key, kind }, inner) {
    const row = app.row(key);
    const denied = deniedBy(app, row);
    const meta = [row.origin, denied ? "" : null].filter(Boolean).join(" · ");
    return element(
      "li",
      { class: `said ${kind}` },
      inner.length ? framed(row, inner) : app.link(key, { class: "quote" }, words(row, kind === "indirect")),
      meta ? element("span", { class: "origin" }, meta) : null,
      denied ? element("span", { class: "denies" }, "denies ", app.link(denied.key, { class: "other", lang: app.page.article.language, dir: "auto" }, denied.title)) : null,
    );
  }

  const words = (row, isReport) => storyWords(isReport ? "span" : "q", app.page, row.title, { class: "words" });

  /** A report with the words that are quoted in it, each a link of its own. */
  function framed(row, inner) {
    const language = app.page.article.language;
    const parts = [];
    let at = 0;
    for (const { key } of inner) {
      const words = app.row(key).title, place = row.title.indexOf(words, at);
      if (place < 0) continue;
      parts.push(row.title.slice(at, place), element("b", {}, app.link(key, { class: "quote inner", lang: language, dir: "auto" }, words)));
      at = place + words.length;
    }
    parts.push(row.title.slice(at));
    const outer = (text) => app.link(row.key, { class: "quote", lang: language, dir: "auto" }, text);
    return element("span", { class: "words" }, ...parts.filter(Boolean).map((part) => (typeof part === "string" ? (hasWords(part) ? outer(part) : part) : part)));
  }

  const aside = (key) => app.link(key, { class: "quote inner" }, storyWords("q", app.page, app.row(key).title));
  return { of, aside };
}

/** The quote that another one denies, by the events that both tell of. */
function deniedBy(app, row) {
  const events = row.near.map(app.row).filter(Boolean);
  const against = new Set(events.flatMap(({ disputes }) => disputes));
  if (!against.size || !events.every(({ denied, note }) => !denied && !note)) return null;
  return app.page.quotes.find((other) => other.key !== row.key && other.speaker[0] !== row.speaker[0] && other.near.some((key) => against.has(key))) ?? null;
}

/** Quotes by speaker, who says the most first; of many, some of each speaker. */
function makeGroups(app, lines) {
  const box = element("div", { class: "speakers" });
  const cap = makeCap(box, () => {
    fill();
    app.paintLinks();
  }, { first: SPEAKERS, of: "speakers", noun: "speakers" });
  const node = element("div", {}, box, cap.node);
  let groups = [], made = new Map(), each = Infinity, isPrinted = false;

  function draw(quotes) {
    const bySpeaker = new Map();
    for (const quote of quotes) {
      if (!bySpeaker.has(quote.speaker)) bySpeaker.set(quote.speaker, { speaker: quote.speaker, quotes: [] });
      bySpeaker.get(quote.speaker).quotes.push(quote);
    }
    groups = [...bySpeaker.values()].sort((a, b) => b.quotes.length - a.quotes.length);
    each = quotes.length <= CAP ? CAP : Math.max(LEAST_QUOTES, Math.floor(CAP / Math.min(groups.length, SPEAKERS)));
    made = new Map();
    cap.reset();
    fill();
  }

  function fill() {
    const shown = groups.slice(0, cap.most);
    for (const group of shown) if (!made.has(group)) made.set(group, speakerGroup(app, lines, group, each, isPrinted));
    box.replaceChildren(...shown.map((group) => made.get(group).node));
    cap.update(groups.length);
  }

  return {
    node,
    draw,
    print(isOn) {
      isPrinted = isOn;
      cap.print(isOn);
      for (const one of made.values()) one.print(isOn);
      fill();
    },
  };
}

/** One speaker: name, role, words in quotation marks, and reported speech behind a fold. */
function speakerGroup(app, lines, { speaker: place, quotes }, each, isPrinted) {
  const { language } = app.page.article;
  const choice = app.page.facets.speaker[place];
  const { first, reports } = inTwo(app, quotes);
  const roles = new Set(quotes.map(({ key }) => app.row(key).role));
  const role = roles.size === 1 ? [...roles][0] : "";
  const lists = [cappedList(app, lines, first, each, choice.label), cappedList(app, lines, reports, each, choice.label)];
  const head = element(
    "div",
    { class: "speaker-head" },
    element("h3", {}, storyWords("span", app.page, choice.label)),
    role ? element("span", { lang: language, dir: "auto" }, role) : null,
    quotes.length > 1 ? element("span", {}, plural(quotes.length, "statement")) : null,
  );
  const fold = element("details", { class: "reports" }, element("summary", {}, plural(reports.length, "reported statement")), ...lists[1].nodes);
  const one = {
    node: element("section", { class: "speaker" }, head, ...lists[0].nodes, reports.length ? fold : null),
    print: (isOn) => lists.forEach((list) => list.print(isOn)),
  };
  if (isPrinted) one.print(true);
  return one;
}

/** What is shown at once, and the reports that are folded; quoted words stand in their report. */
function inTwo(app, quotes) {
  const spans = (key) => app.row(key).passages;
  const isWithin = (inner, outer) => spans(inner).some(([start, end]) => spans(outer).some(([from, to]) => from <= start && end <= to));
  const inner = new Map(quotes.map((quote) => [quote, []]));
  const nested = new Set();
  for (const quote of quotes.filter(({ kind }) => kind === "fragment")) {
    const frame = quotes.find((other) => other.kind === "indirect" && isWithin(quote.key, other.key) && app.row(other.key).title.includes(app.row(quote.key).title));
    if (!frame) continue;
    inner.get(frame).push(quote);
    nested.add(quote);
  }
  const found = quotes.filter((quote) => !nested.has(quote)).map((quote) => ({ quote, inner: inner.get(quote) }));
  const isSpeech = ({ quote, inner: words }) => quote.kind !== "indirect" || words.length > 0;
  const isDenial = ({ quote }) => deniedBy(app, app.row(quote.key)) !== null;
  const rank = (one) => (one.quote.kind === "direct" ? 0 : isSpeech(one) ? 1 : 2);
  const first = found.filter((one) => isSpeech(one) || isDenial(one)).sort((a, b) => rank(a) - rank(b));
  const reports = found.filter((one) => !first.includes(one));
  return first.length || reports.length > MOST_REPORTS ? { first, reports } : { first: reports, reports: [] };
}

/** A list that shows its first lines; a line that says "and 1 more" would be as long as the one more. */
function cappedList(app, lines, all, each, name) {
  const list = element("ul");
  const first = all.length <= each + 2 ? all.length : each;
  const cap = makeCap(list, () => {
    fill();
    app.paintLinks();
  }, { first, of: `of ${name}` });
  function fill() {
    list.replaceChildren(...all.slice(0, cap.most).map(({ quote, inner }) => lines.of(quote, inner)));
    cap.update(all.length);
  }
  fill();
  return {
    nodes: all.length ? [list, all.length > first ? cap.node : null].filter(Boolean) : [],
    print(isOn) {
      cap.print(isOn);
      if (all.length > first) fill();
    },
  };
}
