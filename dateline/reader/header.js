// @ts-nocheck
// The head of the page: headline, origin, how to read it, and the tabs of the sections.

import { button, drawing, element, icon, isForBrowser, SHAPES, storyWords, symbol } from "./dom.js";
import { makeDownloads } from "./downloads.js";
import { statementsOf } from "./holdings.js";
import { momentsOf } from "./plot.js";
import { NARROW } from "./screen.js";
import { SECTIONS } from "./url.js";

const SECTION_NAMES = { timeline: "Timeline", ownership: "Ownership", quotes: "Quotes", article: "Article" };

/** ``head``: the article's headline and standfirst; ``settle``: make the timeline ready for a picture. */
export function makeHeader(app, head, { settle }) {
  const { article } = app.page;
  const original = article.url ? element("a", { href: article.url, rel: "noreferrer", target: "_blank" }, "Read the original") : null;
  const parts = [article.outlet ? storyWords("span", app.page, article.outlet) : null, article.published ? storyWords("span", app.page, article.published, { title: article.published_note || null }) : null, original].filter(Boolean);
  const byline = element("p", { class: "byline" }, ...parts.flatMap((part, index) => (index ? [" · ", part] : [part])));
  const copy = button("Share", async () => {
    copy.textContent = (await app.copy(location.href)) ? "Link copied" : "Copying is not allowed here";
    setTimeout(() => (copy.textContent = "Share"), 2000);
  }, { title: "Copy a link to this view" });
  const downloads = makeDownloads(app, { settle });
  const buttons = [copy, button("Print", () => print()), downloads.node];
  const menu = makePopover(icon("more"), "", { id: "dateline-actions", name: "Share, print, download" });
  const actions = element("div", { class: "page-actions" });
  const notes = element("div", { class: "link-notes", role: "status" });
  const title = head.querySelector("h1") ? null : storyWords("h1", app.page, article.title);
  return {
    nodes: [element("div", { class: "top" }, element("div", { class: "masthead" }, title, head, byline), actions), notes],
    render: downloads.render,
    /** On a phone the buttons stand in a menu. */
    fold(isNarrow) {
      menu.panel.replaceChildren(...(isNarrow ? buttons : []));
      actions.replaceChildren(...(isNarrow ? [menu.node] : buttons));
    },
    close: () => menu.close(),
    note(words) {
      notes.replaceChildren(...words.map((line) => element("p", {}, line)));
    },
  };
}

/** The sections as tabs: on a wide screen links down the page, on a phone one is shown at a time. */
export function makeNav(app, has) {
  const links = new Map();
  let asked = ""; // the section that was opened; a short one at the page's end cannot come to the top
  const node = element("nav", { class: "sections", "aria-label": "Sections" });
  for (const name of SECTIONS) {
    if (!has[name]) continue;
    const count = element("span", { class: "count" });
    const link = element("a", { href: `#${name}`, "data-section": name }, SECTION_NAMES[name], " ", count);
    link.addEventListener("click", (event) => {
      if (isForBrowser(event)) return;
      event.preventDefault();
      open(name);
      app.root.querySelector(`#${name} :is(h2, article)`)?.focus({ preventScroll: true });
    });
    links.set(name, { link, count });
    node.append(link);
  }

  /** Show a section: as the tab of a phone, and in view. */
  function open(name) {
    asked = app.root.dataset.tab = name;
    mark(name);
    const target = app.root.querySelector(`#${name}`);
    if (matchMedia(NARROW).matches) app.root.querySelector(".toolbar").scrollIntoView({ block: "nearest" });
    else target.scrollIntoView({ block: "start" });
  }

  function mark(current) {
    for (const [name, { link }] of links) {
      if (name === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
  app.root.dataset.tab = SECTIONS.find((name) => has[name]);
  return {
    node,
    open,
    mark,
    get asked() {
      return asked;
    },
    moveOn: () => (asked = ""),
    render(counts) {
      for (const [name, { count }] of links) count.textContent = counts[name] ?? "";
    },
  };
}

/** A button and what it opens over the page; Escape and a click elsewhere close it. */
export function makePopover(label, content, { id, name = "" }) {
  const panel = element("div", { class: "popover", id, hidden: true, role: "dialog", "aria-label": name || label }, content);
  const opener = button(label, () => set(panel.hidden), { "aria-controls": id, "aria-expanded": "false", "aria-label": name || null });
  const node = element("div", { class: "popover-box" }, opener, panel);
  function set(isOpen) {
    panel.hidden = !isOpen;
    opener.setAttribute("aria-expanded", isOpen);
  }
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    set(false);
    opener.focus();
  });
  const closeOutside = (event) => node.contains(event.target) || set(false);
  document.addEventListener("pointerdown", closeOutside);
  return { node, opener, panel, set, close: () => document.removeEventListener("pointerdown", closeOutside) };
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
  ["fading", "fading away: only this end of the time is known"],
  ["cut", "// on the axis: a time without events is cut out"],
  ["disputed", "≠ joins two events that contradict each other"],
  ["background", "dotted: background, from other sources"],
];

function sample(name) {
  const grey = "#7a7f87";
  const bar = { x: 0.5, y: 3.5, width: 39, height: 9, stroke: grey };
  const drawn = {
    known: () => drawing(16, ["path", { d: SHAPES.circle, fill: grey }]),
    vague: () => drawing(40, ["rect", { ...bar, fill: grey, "fill-opacity": 0.3 }], ["path", { d: SHAPES.circle, fill: "none", stroke: grey, "stroke-width": 2, transform: "translate(12 0)" }]),
    lasted: () => drawing(40, ["rect", { ...bar, fill: grey, "fill-opacity": 0.3 }], ["rect", { x: 5, y: 6.5, width: 30, height: 3, fill: grey }]),
    fading: () => drawing(40, ...[0.08, 0.2, 0.36, 0.55, 0.78].map((opacity, place) => ["rect", { x: place * 7, y: 4, width: 7, height: 8, fill: grey, "fill-opacity": opacity }]), ["path", { d: "M35 2v12", stroke: grey, "stroke-width": 2 }]),
    cut: () => element("b", { "aria-hidden": "true" }, "//"),
    disputed: () => element("b", { class: "sample-dispute", "aria-hidden": "true" }, "≠"),
    hatched: () => drawing(40, ["rect", { ...bar, fill: "none" }], ...[0, 8, 16, 24, 32].map((x) => ["path", { d: `M${x + 1} 12l6 -8`, stroke: grey, "stroke-width": 1.5 }])),
    unbounded: () => drawing(40, ["rect", { ...bar, fill: grey, "fill-opacity": 0.25, "stroke-dasharray": "3 2" }]),
    denied: () => drawing(40, ["rect", { ...bar, fill: "none" }], ...[0, 8, 16, 24, 32].map((x) => ["path", { d: `M${x + 1} 4l6 8`, stroke: grey, "stroke-width": 1.5 }])),
    passage: () => element("span", { class: "sample-words", "aria-hidden": "true" }, "words"),
    background: () => symbol({ shape: "circle", colour: grey }, { dot: true }),
  };
  return drawn[name]?.() ?? element("em", { class: "note", "aria-hidden": "true" }, "claimed");
}

/** "How to read", with the switch of the one-letter keys. */
export function makeGuide(app) {
  const box = element("input", { type: "checkbox" });
  box.checked = app.keys.areOn;
  box.addEventListener("change", () => app.keys.turn(box.checked));
  const hasBackground = app.page.events.some((row) => row.background) || app.page.stakes.some((row) => row.background);
  // Ownership may still be on its way: then all of its marks are explained.
  const isDrawn = (fill) => (app.page.stakes.length > 0 && !app.page.ownership) || statementsOf(app.page.ownership).some((row) => row.fill === fill || row.more === fill);
  const hasDisputes = app.page.events.some((row) => row.disputes.length > 0);
  const isCut = ["article", "all"].some((layer) => app.page.timeline[layer]?.length > 1);
  const isFading = app.page.events.some((row) => momentsOf(row)?.tail);
  const isUsed = { unbounded: isDrawn("unbounded"), denied: isDrawn("denied"), background: hasBackground, disputed: hasDisputes, fading: isFading, cut: isCut, lasted: app.page.events.some((row) => row.bar?.length > 5) };
  const rows = GUIDE.filter(([name]) => isUsed[name] ?? true);
  const lines = rows.map(([name, words]) => element("li", {}, sample(name), " ", words));
  return element("ul", { class: "guide" }, ...lines, element("li", {}, element("label", { class: "check" }, box, "keys: j next event, k previous, t tables, / search")));
}
