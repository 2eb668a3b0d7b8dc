// The head of the page: title, origin, key figures, how to read it, and the nav of the sections.

const SECTION_NAMES = { timeline: "Timeline", undated: "Undated", ownership: "Ownership", quotes: "Quotes", article: "Article" };

function makeHeader(app) {
  const { article, figures } = app.page;
  const original = article.url ? element("a", { href: article.url, rel: "noreferrer", target: "_blank" }, "Read the original") : null;
  const parts = [article.outlet ? storyWords("span", app.page, article.outlet) : null, article.published ? storyWords("span", app.page, article.published, { title: article.published_note || null }) : null, original].filter(Boolean);
  const byline = element("p", { class: "byline" }, ...parts.flatMap((part, index) => (index ? [" · ", part] : [part])));
  const copy = button("Copy link", async () => {
    copy.textContent = (await app.copy(location.href)) ? "Copied" : "Copying is not allowed here";
    setTimeout(() => (copy.textContent = "Copy link"), 2000);
  });
  const downloads = makeDownloads(app);
  const actions = element("div", { class: "page-actions" }, copy, button("Print", () => print()), downloads.node);
  const list = element("ul", { class: "figures" }, ...figures.map(figureNode));
  const notes = element("div", { class: "link-notes", role: "status" });

  function figureNode({ number, label, rests_on: rows, is_span: isSpan }) {
    const links = rows.filter(({ key }) => app.rows.has(key)).map(({ key, title }) => app.link(key, { lang: article.language }, title));
    const titles = links.flatMap((link, index) => (index ? [isSpan ? " → " : " · ", link] : [link]));
    // Of a span the two events say what its label does.
    const labelNode = isSpan ? null : element("span", { class: "label" }, label);
    const sign = links.length ? app.link(links[0].dataset.key, { class: "number" }, number) : element("b", { class: "number" }, number);
    return element("li", { class: isSpan ? "span" : null, title: isSpan ? label : null }, sign, labelNode, element("span", { class: "rests-on" }, ...titles));
  }

  return {
    nodes: [element("div", { class: "top" }, element("div", {}, storyWords("h1", app.page, article.title), byline), actions), figures.length ? list : null, notes].filter(Boolean),
    render: downloads.render,
    note(words) {
      notes.replaceChildren(...words.map((line) => element("p", {}, line)));
    },
  };
}

/** ``names``: of sections whose name says what this story has in them. */
function makeNav(app, has, names) {
  const links = new Map();
  const node = element("nav", { class: "sections", "aria-label": "Sections" });
  for (const name of SECTIONS) {
    if (!has[name]) continue;
    const count = element("span", { class: "count" });
    const link = element("a", { href: `#${name}`, "data-section": name }, names[name] ?? SECTION_NAMES[name], " ", count);
    link.addEventListener("click", (event) => {
      if (isForBrowser(event)) return;
      event.preventDefault();
      app.root.querySelector(`#${name}`).scrollIntoView({ block: "start" });
      app.root.querySelector(`#${name} :is(h2, article)`)?.focus({ preventScroll: true });
    });
    links.set(name, { link, count });
    node.append(link);
  }
  return {
    node,
    render(counts) {
      for (const [name, { count }] of links) count.textContent = counts[name] ?? "";
    },
    mark(current) {
      for (const [name, { link }] of links) {
        if (name === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
  };
}

const GUIDE = [
  ["known", "solid: the day is known"],
  ["vague", "hollow, on a bar: some day within the bar"],
  ["lasted", "line in a bar: it went on all that time"],
  ["hatched", "hatched: not disclosed, or only our arithmetic"],
  ["unbounded", "pale, with a dashed edge: some share up to here, no lower bound is given"],
  ["denied", "hatched the other way: somebody denies it"],
  ["passage", "underlined: something rests on these words"],
  ["claim", "claimed, disputed, denied: the article does not vouch for it"],
  ["background", "dotted: background, from other sources"],
];

function sample(name) {
  const grey = "#7a7f87";
  const bar = { x: 0.5, y: 3.5, width: 39, height: 9, stroke: grey };
  const drawn = {
    known: () => drawing(16, ["path", { d: SHAPES.circle, fill: grey }]),
    vague: () => drawing(40, ["rect", { ...bar, fill: grey, "fill-opacity": 0.3 }], ["path", { d: SHAPES.circle, fill: "none", stroke: grey, "stroke-width": 2, transform: "translate(12 0)" }]),
    lasted: () => drawing(40, ["rect", { ...bar, fill: grey, "fill-opacity": 0.3 }], ["rect", { x: 5, y: 6.5, width: 30, height: 3, fill: grey }]),
    hatched: () => drawing(40, ["rect", { ...bar, fill: "none" }], ...[0, 8, 16, 24, 32].map((x) => ["path", { d: `M${x + 1} 12l6 -8`, stroke: grey, "stroke-width": 1.5 }])),
    unbounded: () => drawing(40, ["rect", { ...bar, fill: grey, "fill-opacity": 0.25, "stroke-dasharray": "3 2" }]),
    denied: () => drawing(40, ["rect", { ...bar, fill: "none" }], ...[0, 8, 16, 24, 32].map((x) => ["path", { d: `M${x + 1} 4l6 8`, stroke: grey, "stroke-width": 1.5 }])),
    passage: () => element("span", { class: "sample-words", "aria-hidden": "true" }, "words"),
    background: () => symbol({ shape: "circle", colour: grey }, { dot: true }),
  };
  return drawn[name]?.() ?? element("em", { class: "note", "aria-hidden": "true" }, "claimed");
}

/** "How to read this", with the switch of the one-letter keys. */
function makeGuide(app) {
  const box = element("input", { type: "checkbox" });
  box.checked = app.keys.areOn;
  box.addEventListener("change", () => app.keys.turn(box.checked));
  const hasBackground = app.page.events.some((row) => row.background) || app.page.stakes.some((row) => row.background);
  // Ownership may still be on its way: then all of its marks are told.
  const isDrawn = (fill) => (app.page.stakes.length > 0 && !app.page.ownership) || statementsOf(app.page.ownership).some((row) => row.fill === fill || row.more === fill);
  const isUsed = { unbounded: isDrawn("unbounded"), denied: isDrawn("denied"), background: hasBackground, lasted: app.page.events.some((row) => row.bar?.length > 5) };
  const rows = GUIDE.filter(([name]) => isUsed[name] ?? true);
  const lines = rows.map(([name, words]) => element("li", {}, sample(name), " ", words));
  return element("details", { class: "guide" }, element("summary", {}, "How to read this"), element("ul", {}, ...lines, element("li", {}, element("label", { class: "check" }, box, "keys: j next event, k previous, t tables, / search"))));
}
