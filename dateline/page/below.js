// What stands below the reader, in both hosts: how much of the article is used.

/**
 * @param {string} name @param {object} properties @param {...(Node|string)} inside
 * @returns {HTMLElement}
 */
const element = (name, properties = {}, ...inside) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
};

/**
 * Draw into `place`; nothing for one section, which stands alone in a frame on another page.
 * @param {HTMLElement} place @param {object} page as Python's make_page returns it
 */
const drawBelow = (place, page) => {
  if (!page.coverage || new URLSearchParams(location.search).has("section")) return;
  // A new version of the story leaves it as open as it is.
  const isOpen = place.querySelector("details")?.open ?? false;
  place.className = "dateline-below";
  place.replaceChildren(coverageOf(page, isOpen));
};

const coverageOf = ({ coverage, article }, isOpen) => {
  const words = (name, text) => element(name, { lang: article.language, dir: "auto" }, text);
  const rows = coverage.blocks.map(([start, share]) =>
    element("tr", {}, words("td", start), element("td", {}, share)));
  const head = element("tr", {}, ...["Paragraph", "Used"].map((title) =>
    element("th", { scope: "col" }, title)));
  const left = coverage.left.map(([kind, text, explanation]) =>
    element("li", {}, `The ${kind} `, words("q", text), explanation ? ` (${explanation})` : ""));
  const none = "Every date, percentage, quotation and known name in it is used.";
  return element("details", { className: "coverage", open: isOpen },
    element("summary", {}, `How much of the article is used: ${coverage.share}`),
    element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)),
    element("p", {}, left.length ? "Not used:" : none),
    ...(left.length ? [element("ul", {}, ...left)] : []));
};
