// Who said what: quotes by speaker, each speaker's words on one scale.

const SPEAKERS = 33; // shown at first, where there are many quotes
const LEAST_QUOTES = 3; // of each of them

function makeQuotes(app) {
  const empty = element("p", { class: "empty" }, "No quote answers these filters.");
  const lines = new Map();
  const leading = makeGroups(app, lineOf);
  const others = makeGroups(app, lineOf);
  const summary = element("summary");
  const rest = element("details", { class: "other-quotes" }, summary, others.node);
  let allQuotes = null; // {key, speaker, words, role} of every quote
  let keys = { leading: null, others: null }; // of the quotes shown

  function lineOf(key) {
    if (lines.has(key)) return lines.get(key);
    const row = app.row(key);
    const isSpeech = app.facetValue(row, "kind") !== "indirect";
    const text = storyWords(isSpeech ? "q" : "span", app.page, row.title, { class: isSpeech ? "words" : "words indirect" });
    const line = element("li", {}, app.link(key, { class: "quote" }, text, " ", element("span", { class: "origin" }, row.origin)));
    lines.set(key, line);
    return line;
  }

  function render(answer) {
    allQuotes ??= Array.from(app.page.quotes, ({ key, speaker, words, role }) => ({ key, speaker: speaker[0], words, role }));
    const shown = allQuotes.filter(({ key }) => answer.quotes.has(key));
    const first = shown.filter(({ key }) => answer.leading.has(key));
    const after = shown.filter(({ key }) => !answer.leading.has(key));
    if (hasSame(first, keys.leading) && hasSame(after, keys.others)) return shown.length;
    keys = { leading: first, others: after };
    const sums = new Map();
    for (const { speaker, words } of shown) sums.set(speaker, (sums.get(speaker) ?? 0) + words);
    const scale = Math.max(0, ...sums.values());
    leading.draw(first, scale);
    others.draw(after, scale);
    rest.hidden = !after.length;
    summary.textContent = plural(after.length, "other quote");
    empty.hidden = shown.length > 0;
    return shown.length;
  }

  function print(isOn) {
    leading.print(isOn);
    others.print(isOn);
  }
  return { nodes: [leading.node, rest, empty], render, print };
}

/** Quotes by speaker, who has the most words first; of many, some of each speaker. */
function makeGroups(app, lineOf) {
  const box = element("div", { class: "speakers" });
  const cap = makeCap(box, () => {
    fill();
    app.paintLinks();
  }, { first: SPEAKERS, of: "speakers", noun: "speakers" });
  const node = element("div", {}, box, cap.node);
  let groups = [], made = new Map(), each = Infinity, scale = 0, isPrinted = false;

  function draw(quotes, widest) {
    const bySpeaker = new Map();
    for (const quote of quotes) {
      if (!bySpeaker.has(quote.speaker)) bySpeaker.set(quote.speaker, { speaker: quote.speaker, quotes: [], words: 0 });
      const group = bySpeaker.get(quote.speaker);
      group.quotes.push(quote);
      group.words += quote.words;
    }
    groups = [...bySpeaker.values()].sort((a, b) => b.words - a.words || b.quotes.length - a.quotes.length);
    each = quotes.length <= CAP ? CAP : Math.max(LEAST_QUOTES, Math.floor(CAP / Math.min(groups.length, SPEAKERS)));
    scale = widest;
    made = new Map();
    cap.reset();
    fill();
  }

  function fill() {
    const shown = groups.slice(0, cap.most);
    for (const group of shown) if (!made.has(group)) made.set(group, speaker(group));
    box.replaceChildren(...shown.map((group) => made.get(group).node));
    cap.update(groups.length);
  }

  function speaker({ speaker: place, quotes, words }) {
    const choice = app.page.facets.speaker[place];
    const bar = element("span", { class: "bar", style: `width:${scale ? (100 * words) / scale : 0}%` });
    const role = quotes.find((quote) => quote.role)?.role ?? "";
    const list = element("ul");
    // A line that says "and 1 more" is as long as the one more.
    const first = quotes.length <= each + 2 ? quotes.length : each;
    const more = makeCap(list, () => {
      fillQuotes();
      app.paintLinks();
    }, { first, of: `of ${choice.label}` });
    function fillQuotes() {
      list.replaceChildren(...quotes.slice(0, more.most).map(({ key }) => lineOf(key)));
      more.update(quotes.length);
    }
    if (isPrinted) more.print(true);
    fillQuotes();
    const head = element(
      "div",
      { class: "speaker-head" },
      element("h3", {}, storyWords("span", app.page, choice.label), role ? element("small", { lang: app.page.article.language }, ` ${role}`) : null),
      element("p", { class: "tally" }, words ? element("span", { class: "track" }, bar) : null, element("span", {}, words ? `${plural(words, "word")} quoted` : `${plural(quotes.length, "statement")}, no words quoted`)),
    );
    return {
      node: element("section", { class: "speaker" }, head, list, quotes.length > first ? more.node : null),
      print(isOn) {
        more.print(isOn);
        if (quotes.length > first) fillQuotes();
      },
    };
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
