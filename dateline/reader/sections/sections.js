// The sections as tabs: on a wide screen links down the page, on a phone one is shown at a time.

import { element, isForBrowser, setCurrent } from "../dom.js";
import { makeRoving } from "../roving.js";
import { NARROW } from "../screen.js";
import { SECTIONS } from "../state/url.js";

const SECTION_NAMES = { timeline: "Timeline", ownership: "Ownership", quotes: "Quotes", article: "Article" };

/** @param {Store} app @param {Record<SectionName, boolean>} has */
export function makeNav(app, has) {
  const names = SECTIONS.filter((name) => has[name]);
  let asked = ""; // the section that was opened; a short one at the page's end cannot come to the top
  const links = names.map((name) => element("a", { href: `#${name}`, "data-section": name }, SECTION_NAMES[name], " ", element("span", { class: "count" })));
  const node = element("nav", { class: "sections", "aria-label": "Sections" }, ...links);
  links.forEach((link, place) => link.addEventListener("click", (event) => {
    if (isForBrowser(event)) return;
    event.preventDefault();
    open(names[place]);
    const target = /** @type {HTMLElement | null} */ (app.root.querySelector(`#${names[place]} :is(h2, article)`));
    target?.focus({ preventScroll: true });
  }));

  /** Show a section: as the tab of a phone, and in view. @param {SectionName} name */
  function open(name) {
    asked = app.root.dataset.tab = name;
    mark(name);
    if (matchMedia(NARROW).matches) app.root.querySelector(".toolbar")?.scrollIntoView({ block: "nearest" });
    else app.root.querySelector(`#${name}`)?.scrollIntoView({ block: "start" });
  }

  /** @param {string | undefined} current */
  function mark(current) {
    links.forEach((link, place) => setCurrent(link, names[place] === current));
  }
  app.root.dataset.tab = names[0];
  return {
    node, open, mark,
    stop: makeRoving(node, "a"),
    get asked() {
      return asked;
    },
    moveOn: () => void (asked = ""),
    /** @param {Partial<Record<SectionName, string | number>>} counts */
    render: (counts) => links.forEach((link, place) => (/** @type {Element} */ (link.lastChild).textContent = String(counts[names[place]] ?? ""))),
  };
}
