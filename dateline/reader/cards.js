// Cards that lead into the article: undated events, plans, quotes. And the key to the marks.
// Asks for a selection by the window event "dateline:select"; the article pane answers.

const SHAPES = {
  circle: "M8 2a6 6 0 1 0 .01 0Z",
  square: "M2.5 2.5h11v11h-11Z",
  diamond: "M8 1 15 8 8 15 1 8Z",
  "triangle-up": "M8 1.5 15 14H1Z",
  "triangle-down": "M8 14.5 1 2h14Z",
  cross: "M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4Z",
  x: "M4 1 8 5l4-4 3 3-4 4 4 4-3 3-4-4-4 4-3-3 4-4-4-4Z",
  star: "M8 .8l2.1 4.8 5.2.5-3.9 3.4 1.2 5.1L8 12l-4.6 2.6 1.2-5.1L.7 6.1l5.2-.5Z",
  pentagon: "M8 1l7 5.3-2.7 8.4H3.7L1 6.3Z",
  hexagon: "M4.5 1.8h7L15 8l-3.5 6.2h-7L1 8Z",
  hourglass: "M2 1.5h12L9.5 8l4.5 6.5H2L6.5 8Z",
};

function symbol({ shape, colour, fill }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[shape] ?? SHAPES.circle);
  path.setAttribute("fill", fill === "hollow" ? "none" : colour);
  path.setAttribute("stroke", colour);
  path.setAttribute("stroke-width", fill === "hollow" ? "2" : "0");
  svg.append(path);
  return svg;
}

function card(item) {
  const [kind, id] = [item.key.slice(0, item.key.indexOf(":")), item.key.slice(item.key.indexOf(":") + 1)];
  const link = element(
    "a",
    { href: `?${kind}=${encodeURIComponent(id)}`, class: `card ${item.style}`, "data-key": item.key },
    element("span", { class: "eyebrow" }, item.mark ? symbol(item.mark) : null, item.eyebrow),
    element(item.style === "quote" ? "q" : "strong", { class: "words" }, item.text),
    element("span", { class: "meta" }, item.meta),
  );
  link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    window.dispatchEvent(new CustomEvent("dateline:select", { detail: { key: item.key, from: "card" } }));
  };
  return element("li", {}, link);
}

function tally(rows) {
  const most = Math.max(1, ...rows.map((row) => row.words));
  return element(
    "ul",
    { class: "tally" },
    ...rows.map((row) => {
      const bar = element("span", { class: "bar" });
      bar.style.inlineSize = `${(100 * row.words) / most}%`;
      return element("li", {}, element("span", { class: "label" }, row.label), element("span", { class: "track" }, bar), element("span", { class: "number" }, row.number));
    }),
  );
}

function legend(rows) {
  return element("ul", { class: "legend" }, ...rows.map((row) => element("li", {}, symbol(row), row.label)));
}

const cleanups = new WeakMap();

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".cards");
  root.replaceChildren(
    ...[
      data.legend?.length ? legend(data.legend) : null,
      data.tally?.length ? tally(data.tally) : null,
      data.cards?.length ? element("ul", { class: "list", lang: data.language }, ...data.cards.map(card)) : null,
    ].filter(Boolean),
  );
  const paint = (key) => {
    for (const link of root.querySelectorAll("a.card")) {
      if (link.dataset.key === key) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  paint(keyInUrl());
  cleanups.get(parentElement)?.abort();
  const listeners = new AbortController();
  cleanups.set(parentElement, listeners);
  window.addEventListener("dateline:selected", ({ detail }) => paint(detail.key), { signal: listeners.signal });
  return () => listeners.abort();
}
