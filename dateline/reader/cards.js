// What stands around the charts: key figures, the key to the marks, tables, cards, the button of
// the filters. Whatever leads to a row is a link with data-key; it asks for the selection by the
// window event "dateline:select", and the article pane answers.

const SHAPES = {
  circle: "M8 2a6 6 0 1 0 .01 0Z",
  square: "M2.5 2.5h11v11h-11Z",
  diamond: "M8 1 15 8 8 15 1 8Z",
  "triangle-up": "M8 1.5 15 14H1Z",
  "triangle-down": "M8 14.5 1 2h14Z",
  cross: "M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4Z",
  star: "M8 .8l2.1 4.8 5.2.5-3.9 3.4 1.2 5.1L8 12l-4.6 2.6 1.2-5.1L.7 6.1l5.2-.5Z",
  pentagon: "M8 1l7 5.3-2.7 8.4H3.7L1 6.3Z",
  hexagon: "M4.5 1.8h7L15 8l-3.5 6.2h-7L1 8Z",
  hourglass: "M2 1.5h12L9.5 8l4.5 6.5H2L6.5 8Z",
};

function drawing(width, ...shapes) {
  const node = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  };
  const svg = node("svg", { viewBox: `0 0 ${width} 16`, "aria-hidden": "true", style: `width: ${width / 16}em` });
  svg.append(...shapes.map(([name, attributes]) => node(name, attributes)));
  return svg;
}

function symbol({ shape, colour }) {
  return drawing(16, ["path", { d: SHAPES[shape] ?? SHAPES.circle, fill: colour }]);
}

const GREY = "#7a7f87";
const bar = { x: 0.5, y: 3.5, width: 39, height: 9, stroke: GREY };
const SAMPLES = {
  known: () => drawing(16, ["path", { d: SHAPES.circle, fill: GREY }]),
  vague: () => drawing(40, ["rect", { ...bar, fill: GREY, "fill-opacity": 0.3 }], ["path", { d: SHAPES.circle, fill: "none", stroke: GREY, "stroke-width": 2, transform: "translate(12 0)" }]),
  hatched: () => drawing(40, ["rect", { ...bar, fill: "none" }], ...[0, 8, 16, 24, 32].map((x) => ["path", { d: `M${x + 1} 12l6 -8`, stroke: GREY, "stroke-width": 1.5 }])),
  background: () => drawing(16, ["path", { d: SHAPES.circle, fill: "none", stroke: GREY, "stroke-width": 2 }], ["path", { d: "M8 6.8a1.2 1.2 0 1 0 .01 0Z", fill: GREY }]),
  passage: () => element("span", { class: "passage", "aria-hidden": "true" }, "words"),
};

function link(key, attributes, ...children) {
  return element("a", { href: urlWith(key), "data-key": key, ...attributes }, ...children);
}

function card(item, lang) {
  return element(
    "li",
    {},
    link(
      item.key,
      { class: `card ${item.style}` },
      element("span", { class: "eyebrow" }, item.mark ? symbol(item.mark) : null, item.eyebrow),
      element(item.style === "quote" ? "q" : "strong", { class: "words", lang }, item.text),
      element("span", { class: "meta" }, item.meta),
    ),
  );
}

function figure({ number, label, rests_on: rows }, lang) {
  return element(
    "li",
    {},
    link(rows[0].key, { class: number.length > 9 ? "number long" : "number" }, number),
    element(
      "div",
      {},
      element("span", { class: "label" }, label),
      element("ul", {}, ...rows.map(({ key, title }) => element("li", {}, link(key, { lang }, title)))),
    ),
  );
}

function tally(rows) {
  const most = Math.max(1, ...rows.map((row) => row.words));
  return element(
    "ul",
    { class: "tally" },
    ...rows.map((row) => {
      const bar = element("span", { class: "bar" });
      bar.style.inlineSize = `${(100 * row.words) / most}%`;
      return element("li", {}, element("span", { class: "label" }, row.label), element("span", { class: "track" }, bar), element("span", { class: "count" }, row.number));
    }),
  );
}

function legend(rows) {
  return element("ul", { class: "legend" }, ...rows.map((row) => element("li", {}, symbol(row), row.label)));
}

let isGuideOpen = null; // null: the reader has not said.

// "How to read this": open where there is room for it.
function guide({ title, rows, keys }) {
  const box = element("input", { type: "checkbox", checked: keysAreOn() });
  box.onchange = () => turnKeys(box.checked);
  const fold = element(
    "details",
    { class: "guide", open: isGuideOpen ?? innerWidth > 640 },
    element("summary", {}, title),
    element(
      "ul",
      {},
      ...rows.map(({ sample, label }) => element("li", {}, SAMPLES[sample]?.(), label)),
      element("li", {}, element("label", {}, box, keys)),
    ),
  );
  fold.ontoggle = () => (isGuideOpen = fold.open);
  return fold;
}

function table({ name, show, hide, caption, columns, rows }, lang) {
  const id = `table-${name}`;
  const shown = element(
    "table",
    { id },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)))),
    element(
      "tbody",
      {},
      ...rows.map(({ key, title, is_match: isMatch, cells }) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, link(key, { lang }, isMatch ? element("mark", {}, title) : title)),
          ...cells.map((cell, number) => element("td", { "data-column": columns[number + 1] }, cell)),
        ),
      ),
    ),
  );
  const button = element("button", { type: "button", "aria-controls": id });
  const set = (isOpen) => {
    const names = openTables();
    if (isOpen) names.add(name);
    else names.delete(name);
    document.documentElement.dataset.tables = [...names].join(" ");
    shown.classList.toggle("closed", !isOpen);
    button.setAttribute("aria-expanded", isOpen);
    button.textContent = isOpen ? hide : show;
  };
  button.onclick = () => set(!openTables().has(name));
  set(openTables().has(name));
  const whole = element("div", { class: "table" }, button, shown);
  whole.set = set;
  return whole;
}

// The button that shows and hides the filters; page.css says which of them at which width.
function drawer({ label, target }) {
  const state = document.documentElement.dataset;
  const button = element("button", { type: "button", class: "drawer" }, label);
  const paint = () => button.setAttribute("aria-expanded", state.filters === "open");
  button.onclick = () => {
    const isOpen = target || state.filters !== "open";
    if (isOpen) state.filters = "open";
    else delete state.filters;
    window.dispatchEvent(new CustomEvent("dateline:filters"));
    if (target) document.querySelector(target)?.focus();
  };
  if (!target) paint();
  button.paint = target ? () => {} : paint;
  return button;
}

const cleanups = new WeakMap();

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".cards");
  const tables = (data.tables ?? []).map((rows) => table(rows, data.language));
  const button = data.drawer ? drawer(data.drawer) : null;
  const list = (name, rows, draw) => (rows?.length ? element("ul", { class: name }, ...rows.map((row) => draw(row, data.language))) : null);
  root.replaceChildren(
    ...[
      button,
      list("figures", data.figures, figure),
      data.legend?.length ? legend(data.legend) : null,
      data.guide ? guide(data.guide) : null,
      ...tables,
      data.tally?.length ? tally(data.tally) : null,
      list("list", data.cards, card),
    ].filter(Boolean),
  );
  const links = () => root.querySelectorAll("a[data-key]");
  const paint = (key) => {
    for (const node of links()) {
      node.href = urlWith(node.dataset.key);
      if (node.dataset.key === key) node.setAttribute("aria-current", "true");
      else node.removeAttribute("aria-current");
    }
  };
  paint(keyInUrl());
  root.onclick = (event) => {
    const key = event.target.closest("a[data-key]")?.dataset.key;
    if (!key || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    window.dispatchEvent(new CustomEvent("dateline:select", { detail: { key, from: "card" } }));
  };
  cleanups.get(parentElement)?.abort();
  const listeners = new AbortController();
  cleanups.set(parentElement, listeners);
  const on = (type, listener) => window.addEventListener(type, listener, { signal: listeners.signal });
  on("dateline:selected", ({ detail }) => paint(detail.key));
  on("dateline:filters", () => button?.paint());
  on("dateline:tables", ({ detail }) => {
    tables.forEach((one) => one.set(detail.open));
    if (detail.open && data.tables?.[0]?.name === "timeline") (root.querySelector("a[aria-current]") ?? links()[0])?.focus();
  });
  return () => listeners.abort();
}
