// Who said what: quotes by speaker. Words in quotation marks come first, reported speech is folded;
// words quoted within a report stand in it, and a denial beside what it denies.

import { button, element, hasWords, plural, storyWords } from "../dom.js";
import { hasSame } from "../state/table.js";
import { CAP, makeCap } from "./lists.js";

const SPEAKERS = 33; // shown at first, where there are many quotes
const LEAST_QUOTES = 3; // of each of them
const MOST_REPORTS = 2; // of a speaker of whom no words are quoted; who has more is no minor one
const MOST_MINOR = 2; // speakers with such reports alone, before they are folded
const ASIDE_KINDS = ["scare", "gloss"]; // nobody says these

/**
 * @typedef {{key: Key, speaker: number, kind: string}} Said a quote, in short
 * @typedef {{speaker: number, quotes: Said[]}} Group
 * @typedef {{quote: Said, inner: Said[]}} Saying a quote, and the words quoted in it
 */

/** @param {Store} app */
export function makeQuotes(app) {
  const empty = element("div", { class: "empty" }, element("p", {}, "No quote answers these filters."), button("Reset all filters", () => app.reset()));
  const denials = makeDenials(app);
  const lines = makeLines(app, denials);
  const names = /** @type {const} */ (["leading", "minor", "others"]);
  const lists = names.map(() => makeGroups(app, lines, denials));
  const [leading, minor, others] = lists;
  const folds = [minor, others].map(({ node }, place) => {
    const summary = element("summary");
    return { summary, node: element("details", { class: place ? "other-quotes" : "minor-speakers" }, summary, node) };
  });
  const asides = element("p", { class: "asides" });
  let quotes = /** @type {Said[] | null} */ (null); // all
  let shown = /** @type {Record<string, Said[]>} */ ({});

  /** @param {Answer} answer */
  function render(answer) {
    quotes ??= Array.from(app.page.quotes, (row) => ({ key: row.key, speaker: row.speaker[0], kind: app.facetValue(row, "kind") }));
    const found = quotes.filter(({ key }) => answer.quotes.has(key));
    const first = found.filter(({ key }) => answer.leading.has(key));
    const isAside = (/** @type {Said} */ { kind }) => ASIDE_KINDS.includes(kind);
    const next = { ...parted(first.filter((quote) => !isAside(quote))), others: found.filter(({ key }) => !answer.leading.has(key)), asides: first.filter(isAside) };
    if (Object.entries(next).every(([name, list]) => hasSame(list, shown[name]))) return found.length;
    shown = next;
    const counts = names.map((name, place) => lists[place].draw(next[name]));
    folds.forEach(({ node }, place) => (node.hidden = !counts[place + 1]));
    folds[0].summary.textContent = `${plural(counts[1], "other speaker")}, of whom no words are quoted`;
    folds[1].summary.textContent = plural(next.others.length, "other quote");
    empty.hidden = found.length > 0;
    asides.hidden = !next.asides.length;
    asides.replaceChildren("Words held at a distance, and explanations: ", ...lines.asides(next.asides.slice(0, CAP)));
    return found.length;
  }

  /** Speakers of whom there are only one or two reports, where they are not all, stand behind a fold. @param {Said[]} spoken */
  function parted(spoken) {
    const bySpeaker = groupsOf(spoken);
    const isMinor = (/** @type {Group} */ { quotes: said }) => said.length <= MOST_REPORTS && said.every((quote) => quote.kind === "indirect" && !denials.of(quote.key));
    const folded = new Set(bySpeaker.filter(isMinor).map(({ speaker }) => speaker));
    if (folded.size <= MOST_MINOR || folded.size === bySpeaker.length) folded.clear();
    return { leading: spoken.filter(({ speaker }) => !folded.has(speaker)), minor: spoken.filter(({ speaker }) => folded.has(speaker)) };
  }

  return {
    nodes: [leading.node, ...folds.map(({ node }) => node), asides, empty], render,
    /** @param {boolean} isOn */
    print: (isOn) => lists.forEach((list) => list.print(isOn)),
  };
}

/** The lines of quotes, each made once. @param {Store} app @param {ReturnType<typeof makeDenials>} denials */
function makeLines(app, denials) {
  const made = new Map();

  /** @param {Saying} statement @returns {HTMLElement} */
  function of({ quote, inner }) {
    const keys = [quote, ...inner].map(({ key }) => key).join(" "); // Filters part a report from words in it.
    if (!made.has(keys)) made.set(keys, line(quote, inner));
    return made.get(keys);
  }

  /** @param {Said} quote @param {Said[]} inner */
  function line({ key, kind }, inner) {
    const row = app.row(key);
    const denied = denials.of(key);
    return element(
      "li",
      { class: `said ${kind}` },
      inner.length ? framed(row, inner) : app.link(key, { class: "quote" }, words(row, kind === "indirect")),
      row.origin ? element("span", { class: "origin" }, row.origin) : null,
      denied ? element("span", { class: "denies" }, "denies ", app.link(denied.key, { class: "other", dir: "auto" }, denied.title)) : null,
    );
  }

  const words = (/** @type {Row} */ row, /** @type {boolean} */ isReport) => storyWords(isReport ? "span" : "q", app.page, row.title, { class: "words" });

  /** A report with the words that are quoted in it, each a link of its own. @param {Row} row @param {Said[]} inner */
  function framed(row, inner) {
    const parts = [];
    let at = 0;
    for (const { key } of inner) {
      const words = app.row(key).title, place = row.title.indexOf(words, at);
      if (place < 0) continue;
      parts.push(row.title.slice(at, place), element("b", {}, app.link(key, { class: "quote inner", dir: "auto" }, words)));
      at = place + words.length;
    }
    parts.push(row.title.slice(at));
    const outer = (/** @type {string} */ text) => app.link(row.key, { class: "quote", dir: "auto" }, text);
    return element("span", { class: "words" }, ...parts.filter(Boolean).map((part) => (typeof part === "string" ? (hasWords(part) ? outer(part) : part) : part)));
  }

  /** Words that nobody says, each once, with a link for each place that has them. @param {Said[]} quotes */
  function asides(quotes) {
    const byWords = gathered(quotes, ({ key }) => app.row(key).title);
    const link = (/** @type {Said} */ { key }, /** @type {Child} */ content, lang = "en") => app.link(key, { class: "quote inner", lang }, content);
    return [...byWords].flatMap(([title, [first, ...more]], place) => [
      place ? " · " : "", link(first, storyWords("q", app.page, title), app.page.article.language), ...more.flatMap((one) => [" ", link(one, "again")]),
    ]);
  }
  return { of, asides };
}

/** The quote that another one denies, by the events that both tell of. @param {Store} app */
function makeDenials(app) {
  let byEvent = /** @type {Map<Key, {event: Key, quote: QuoteRow}[]> | null} */ (null);

  /** @param {Key} event */
  function tellingOf(event) {
    byEvent ??= gathered(Array.from(app.page.quotes, (quote) => quote.near.map((near) => ({ event: near, quote }))).flat(), (one) => one.event);
    return (byEvent.get(event) ?? []).map(({ quote }) => quote);
  }

  return {
    /** @param {Key} key */
    of(key) {
      const row = /** @type {QuoteRow} */ (app.row(key));
      const events = row.near.map(app.row).filter(Boolean);
      if (!events.every(({ denied, note }) => !denied && !note)) return null;
      return events.flatMap(({ disputes }) => disputes).flatMap(tellingOf).find((other) => other.key !== key && other.speaker[0] !== row.speaker[0]) ?? null;
    },
  };
}

/**
 * Things by what ``of`` says of them, each kind where its first one stands.
 * @template Thing, Kind @param {Thing[]} things @param {(thing: Thing) => Kind} of
 */
function gathered(things, of) {
  const found = /** @type {Map<Kind, Thing[]>} */ (new Map());
  for (const one of things) {
    const kind = of(one), before = found.get(kind);
    if (before) before.push(one);
    else found.set(kind, [one]);
  }
  return found;
}

/** Quotes by speaker, who says the most first. @param {Said[]} quotes @returns {Group[]} */
function groupsOf(quotes) {
  const bySpeaker = gathered(quotes, ({ speaker }) => speaker);
  return [...bySpeaker].map(([speaker, said]) => ({ speaker, quotes: said })).sort((a, b) => b.quotes.length - a.quotes.length);
}

/**
 * The groups of a list of quotes; of many quotes, some of each speaker.
 * @param {Store} app @param {ReturnType<typeof makeLines>} lines @param {ReturnType<typeof makeDenials>} denials
 */
function makeGroups(app, lines, denials) {
  const box = element("div", { class: "speakers" });
  const cap = makeCap(box, () => {
    fill();
    app.paintLinks();
  }, { first: SPEAKERS, of: "speakers", noun: "speakers" });
  const node = element("div", {}, box, cap.node);
  let groups = /** @type {Group[]} */ ([]), each = Infinity, isPrinted = false;
  let made = /** @type {Map<Group, ReturnType<typeof speakerGroup>>} */ (new Map());

  /** How many speakers there are. @param {Said[]} quotes */
  function draw(quotes) {
    groups = groupsOf(quotes);
    each = quotes.length <= CAP ? CAP : Math.max(LEAST_QUOTES, Math.floor(CAP / Math.min(groups.length, SPEAKERS)));
    made = new Map();
    cap.reset();
    fill();
    return groups.length;
  }

  function fill() {
    const shown = groups.slice(0, cap.most);
    for (const group of shown) if (!made.has(group)) made.set(group, speakerGroup(app, lines, { ...group, ...inTwo(app, group.quotes, denials) }, each, isPrinted));
    box.replaceChildren(...shown.map((group) => made.get(group)?.node ?? ""));
    cap.update(groups.length);
  }

  return {
    node,
    draw,
    /** @param {boolean} isOn */
    print(isOn) {
      isPrinted = isOn;
      cap.print(isOn);
      for (const one of made.values()) one.print(isOn);
      fill();
    },
  };
}

/**
 * One speaker: name, role, words in quotation marks, and reported speech behind a fold.
 * @param {Store} app @param {ReturnType<typeof makeLines>} lines
 * @param {Group & {first: Saying[], reports: Saying[]}} group @param {number} each @param {boolean} isPrinted
 */
function speakerGroup(app, lines, { speaker: place, quotes, first, reports }, each, isPrinted) {
  const { language } = app.page.article;
  const choice = app.page.facets.speaker[place];
  const { role } = app.row(quotes[0].key);
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
    print: (/** @type {boolean} */ isOn) => lists.forEach((list) => list.print(isOn)),
  };
  if (isPrinted) one.print(true);
  return one;
}

/** What is shown at once, and the reports that are folded; quoted words stand in their report. @param {Store} app @param {Said[]} quotes @param {ReturnType<typeof makeDenials>} denials */
function inTwo(app, quotes, denials) {
  const spans = (/** @type {Key} */ key) => app.row(key).passages;
  const isWithin = (/** @type {Key} */ inner, /** @type {Key} */ outer) => spans(inner).some(([start, end]) => spans(outer).some(([from, to]) => from <= start && end <= to));
  const inner = new Map(quotes.map((quote) => [quote, /** @type {Said[]} */ ([])]));
  const nested = new Set();
  for (const quote of quotes.filter(({ kind }) => kind === "fragment")) {
    const frame = quotes.find((other) => other.kind === "indirect" && isWithin(quote.key, other.key) && app.row(other.key).title.includes(app.row(quote.key).title));
    if (!frame) continue;
    inner.get(frame)?.push(quote);
    nested.add(quote);
  }
  const found = quotes.filter((quote) => !nested.has(quote)).map((quote) => ({ quote, inner: inner.get(quote) ?? [] }));
  const isSpeech = (/** @type {Saying} */ { quote, inner: words }) => quote.kind !== "indirect" || words.length > 0;
  const isDenial = (/** @type {Saying} */ { quote }) => denials.of(quote.key) !== null;
  const rank = (/** @type {Saying} */ one) => (one.quote.kind === "direct" ? 0 : isSpeech(one) ? 1 : 2);
  const first = found.filter((one) => isSpeech(one) || isDenial(one)).sort((a, b) => rank(a) - rank(b));
  const reports = found.filter((one) => !first.includes(one));
  return first.length || reports.length > MOST_REPORTS ? { first, reports } : { first: reports, reports: [] };
}

/** A list that shows its first lines; a line that says "and 1 more" would be as long as the one more. @param {Store} app @param {ReturnType<typeof makeLines>} lines @param {Saying[]} all @param {number} each @param {string} name */
function cappedList(app, lines, all, each, name) {
  const list = element("ul");
  const first = all.length <= each + 2 ? all.length : each;
  const cap = makeCap(list, () => {
    fill();
    app.paintLinks();
  }, { first, of: `of ${name}` });
  function fill() {
    list.replaceChildren(...all.slice(0, cap.most).map(lines.of));
    cap.update(all.length);
  }
  fill();
  return {
    nodes: all.length ? [list, ...(all.length > first ? [cap.node] : [])] : [],
    /** @param {boolean} isOn */
    print(isOn) {
      cap.print(isOn);
      if (all.length > first) fill();
    },
  };
}
