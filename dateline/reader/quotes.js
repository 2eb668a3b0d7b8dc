// Who said what: quotes by speaker, each speaker's words on one scale.

function makeQuotes(app) {
  const box = element("div", { class: "speakers" });
  const rest = element("details", { class: "other-quotes" });
  const empty = element("p", { class: "empty" }, "No quote answers these filters.");
  const lines = new Map();
  let drawn = null; // the quotes that are shown, in their two groups

  function quoteLine(row) {
    if (lines.has(row.key)) return lines.get(row.key);
    const isSpeech = app.facetValue(row, "kind") !== "indirect";
    const text = storyWords(isSpeech ? "q" : "span", app.page, row.title, { class: isSpeech ? "words" : "words indirect" });
    const line = element("li", {}, app.link(row.key, { class: "quote" }, text, " ", element("span", { class: "origin" }, row.origin)));
    lines.set(row.key, line);
    return line;
  }

  function groups(rows, scale) {
    const bySpeaker = new Map();
    for (const row of rows) {
      const name = row.speaker[0];
      bySpeaker.set(name, [...(bySpeaker.get(name) ?? []), row]);
    }
    const found = [...bySpeaker].map(([place, own]) => ({ place, own, words: own.reduce((sum, row) => sum + row.words, 0) }));
    found.sort((a, b) => b.words - a.words || b.own.length - a.own.length);
    return found.map(({ place, own, words }) => {
      const choice = app.page.facets.speaker[place];
      const bar = element("span", { class: "bar", style: `width:${scale ? (100 * words) / scale : 0}%` });
      const role = own.find((row) => row.role)?.role ?? "";
      return element(
        "section",
        { class: "speaker" },
        element(
          "div",
          { class: "speaker-head" },
          element("h3", {}, storyWords("span", app.page, choice.label), role ? element("small", { lang: app.page.article.language }, ` ${role}`) : null),
          element("p", { class: "tally" }, words ? element("span", { class: "track" }, bar) : null, element("span", {}, words ? `${plural(words, "word")} quoted` : `${plural(own.length, "statement")}, no words quoted`)),
        ),
        element("ul", {}, ...own.map(quoteLine)),
      );
    });
  }

  function render(answer) {
    const shown = app.page.quotes.filter((row) => answer.quotes.has(row.key));
    const leading = shown.filter((row) => answer.leading.has(row.key));
    const others = shown.filter((row) => !answer.leading.has(row.key));
    const signature = `${leading.map((row) => row.key)}|${others.map((row) => row.key)}`;
    if (signature === drawn) return shown.length;
    drawn = signature;
    const sums = new Map();
    for (const row of shown) sums.set(row.speaker[0], (sums.get(row.speaker[0]) ?? 0) + row.words);
    const scale = Math.max(0, ...sums.values());
    box.replaceChildren(...groups(leading.slice(0, CAP), scale));
    rest.hidden = !others.length;
    rest.replaceChildren(element("summary", {}, plural(others.length, "other quote")), element("div", { class: "speakers" }, ...groups(others.slice(0, CAP), scale)));
    const left = Math.max(0, leading.length - CAP) + Math.max(0, others.length - CAP);
    empty.hidden = shown.length > 0 && !left;
    empty.textContent = left ? `and ${left} more: narrow the filters` : "No quote answers these filters.";
    return shown.length;
  }
  return { nodes: [box, rest, empty], render };
}
