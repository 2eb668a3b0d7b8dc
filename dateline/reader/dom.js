// Making nodes, and the page's own words in them. Text nodes only: nothing of a story is ever read as HTML.

/** @template {keyof HTMLElementTagNameMap} Name @param {Name} name @param {Attributes} attributes @param {Child[]} children */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== false && value != null) node.setAttribute(attribute, value === true ? "" : String(value));
  }
  for (const child of children) if (child != null && child !== "") node.append(child);
  return node;
}

/** A box as a style. @param {Record<string, number>} box */
export const inPixels = (box) => Object.entries(box).map(([name, pixels]) => `${name}:${pixels}px`).join(";");

const COUNTED = new Intl.NumberFormat("en-GB"); // making one takes longer than using it

/** A count as the page's own words have it: "2,150". @param {number} count */
export function grouped(count) {
  return COUNTED.format(count);
}

/** @param {number} count @param {string} noun */
export function plural(count, noun) {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Words of the story, marked as being in its language. @template {keyof HTMLElementTagNameMap} Name @param {Name} name @param {Page} page @param {string} text @param {Attributes} attributes */
export function storyWords(name, page, text, attributes = {}) {
  return element(name, { lang: page.article.language, dir: "auto", ...attributes }, text);
}

/** Story words within plain text of ours, as in an option: isolated, so that they run their own way. @param {string} words */
export function apart(words) {
  return `\u2068${words}\u2069`;
}

/** Lines of runs of text, one under the other, with the spaces between them for who reads on. @param {Line[]} lines */
export function lineNodes(lines, kind = "line") {
  return lines.flatMap((runs, place) => {
    const line = element("span", { class: kind }, ...runs.map(({ text, style }) => element("span", { class: style }, text)));
    return place && !runs.isCut ? [" ", line] : [line];
  });
}

/** @param {Child} label @param {(event: MouseEvent) => void} action @param {Attributes} attributes */
export function button(label, action, attributes = {}) {
  const node = element("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", action);
  return node;
}

/** @param {Element} link @param {boolean} isCurrent */
export function setCurrent(link, isCurrent) {
  if (isCurrent) link.setAttribute("aria-current", "true");
  else if (link.hasAttribute("aria-current")) link.removeAttribute("aria-current");
}

const PLACES = ["table", ".rows", ".share-labels", ".card", ".speakers"];

/**
 * Draw, which may replace or move the link that has the focus: the link to the same row in the
 * same place has it then. @param {HTMLElement} root @param {() => void} draw
 */
export function keepingFocus(root, draw) {
  const focused = document.activeElement;
  const key = focused instanceof HTMLElement && root.contains(focused) && focused.dataset.key;
  const place = key && PLACES.find((one) => focused.closest(one));
  const part = key && focused.closest("section[id]");
  draw();
  if (!key || !part || document.activeElement === focused) return;
  const now = focused.isConnected ? focused : /** @type {HTMLElement | null} */ (part.querySelector(`${place ?? ""} a[data-key="${CSS.escape(key)}"]`));
  now?.focus({ preventScroll: true });
}

/** @type {Record<string, string>} */
export const SHAPES = {
  circle: "M8 2a6 6 0 1 0 .01 0Z",
  square: "M2.5 2.5h11v11h-11Z",
  diamond: "M8 1 15 8 8 15 1 8Z",
  "triangle-up": "M8 1.5 15 14H1Z",
  "triangle-down": "M8 14.5 1 2h14Z",
  cross: "M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4Z",
  star: "M8 .8l2.1 4.8 5.2.5-3.9 3.4 1.2 5.1L8 12l-4.6 2.6 1.2-5.1L.7 6.1l5.2-.5Z",
  pentagon: "M8 1l7 5.3-2.7 8.4H3.7L1 6.3Z",
  hexagon: "M4.5 1.8h7L15 8l-3.5 6.2h-7L1 8Z",
  "triangle-left": "M1.2 8L13.8 1v14Z",
};

/** @template {keyof SVGElementTagNameMap} Name @param {Name} name @param {Attributes} attributes */
export function svgNode(name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) if (value != null && value !== "") node.setAttribute(attribute, String(value));
  return node;
}

/** @param {number} width @param {[keyof SVGElementTagNameMap, Attributes][]} shapes */
export function drawing(width, ...shapes) {
  const svg = svgNode("svg", { viewBox: `0 0 ${width} 16`, "aria-hidden": "true", class: "glyph" });
  svg.style.width = `${width / 16}em`;
  svg.append(...shapes.map(([name, attributes]) => svgNode(name, attributes)));
  return svg;
}

const ICONS = { left: "M10 3L5 8l5 5", right: "M6 3l5 5-5 5", up: "M3 10l5-5 5 5", down: "M3 6l5 5 5-5", close: "M4 4l8 8M12 4l-8 8", play: "M5 3l8 5-8 5Z", pause: "M5 3v10M11 3v10", search: "M7 3a4 4 0 1 0 .01 0ZM10 10l4 4", more: "M3 8h.01M8 8h.01M13 8h.01" };

/** A sign of the page itself: drawn, since a font may not have it. @param {keyof typeof ICONS} name */
export function icon(name) {
  const svg = drawing(16, ["path", { d: ICONS[name], fill: name === "play" ? "currentColor" : "none", stroke: "currentColor", "stroke-width": name === "more" ? 2.6 : 1.8, "stroke-linecap": "round", "stroke-linejoin": "round" }]);
  svg.classList.add("icon");
  return svg;
}

/** The mark of a category; hollow where the day is not known, with a dot for background. @param {{shape: string, colour: string}} mark */
export function symbol({ shape, colour }, { hollow = false, dot = false } = {}) {
  const outline = { d: SHAPES[shape] ?? SHAPES.circle, stroke: colour, "stroke-width": 2 };
  /** @type {[keyof SVGElementTagNameMap, Attributes][]} */
  const drawn = [["path", { ...outline, fill: hollow || dot ? "none" : colour }]];
  if (dot) drawn.push(["path", { d: "M8 6.5a1.5 1.5 0 1 0 .01 0Z", fill: colour }]);
  return drawing(16, ...drawn);
}

/** Letters or digits: a piece of only a full stop need not be a link. @param {string} text */
export function hasWords(text) {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Whether a click is the browser's: a new tab, a new window, a download. @param {MouseEvent} event */
export function isForBrowser(event) {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button > 0;
}

/** Copy words to the clipboard; whether it is allowed. @param {HTMLElement} root @param {string} words */
export async function copyWords(root, words) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    // No clipboard over plain http or from disk: the old way.
    const field = element("textarea", { class: "copied", "aria-hidden": "true" }, words);
    root.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    if (!isCopied) return false;
  }
  return true;
}
