// A chart as one SVG: Plotly's marks and bars, and the reader's labels, leaders and words written
// into it as text and lines where they stand on the screen. Knows nothing of rows or charts: it
// copies what is drawn.

import { element, svgNode } from "../dom.js";
import { breakLines } from "./lines.js";
import { penOf } from "./measure.js";

const SVG = "http://www.w3.org/2000/svg";
const NOT_IN_PICTURES = ".tip, .modebar-container, .gl-container, .quiet, .drag, button:not(.bin, .row .reveal), input, summary, script, style, [hidden]";
const PICTURE_MARGIN_PX = 16;
const PICTURE_LINE_PX = 20;
// What no XML may hold.
const NOT_IN_XML = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/** @typedef {{heading: string, about: string, key: {glyph: SVGElement, label: string}[], lines: string[], language: string}} PictureWords what stands above the chart, what its marks mean, what stands below */

/**
 * @param {HTMLElement[]} nodes on the page, one below the other @param {PictureWords} words
 * @returns {string} an SVG document
 */
export function pictureOf(nodes, { heading, about, key, lines, language }) {
  const shown = nodes.filter((node) => node.getClientRects().length);
  const boxes = shown.map((node) => node.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const width = Math.ceil(Math.max(...boxes.map((box) => box.right)) - left) + 2 * PICTURE_MARGIN_PX;
  const style = getComputedStyle(shown[0]);
  const above = wrapped(heading, `600 20px ${style.fontFamily}`, width - 2 * PICTURE_MARGIN_PX);
  const below = lines.flatMap((line) => wrapped(line, `13px ${style.fontFamily}`, width - 2 * PICTURE_MARGIN_PX));
  const root = svgNode("svg", { xmlns: SVG, width, "font-family": style.fontFamily, ...painted("fill", style.color) });
  const title = svgNode("title", {});
  title.textContent = heading;
  const ground = svgNode("rect", { width: "100%", ...painted("fill", groundOf(shown[0])) });
  root.append(title, ground);
  if (language) root.setAttribute("lang", language);
  let top = PICTURE_MARGIN_PX;
  for (const line of above) root.append(headingLine(line, (top += 26) - 6, width, style.fontFamily));
  if (about) root.append(svgText(about, PICTURE_MARGIN_PX, (top += PICTURE_LINE_PX), { "font-size": "13px" }));
  if (key.length) top = copyKey(root, key, top + PICTURE_MARGIN_PX / 4, width, style.fontFamily);
  top += PICTURE_MARGIN_PX / 2;
  shown.forEach((node, place) => {
    const group = svgNode("g", { transform: `translate(${PICTURE_MARGIN_PX - left} ${top - boxes[place].top})` });
    copyInto(group, node);
    root.append(group);
    top += boxes[place].height + PICTURE_MARGIN_PX / 2;
  });
  for (const line of below) root.append(svgText(line, PICTURE_MARGIN_PX, (top += PICTURE_LINE_PX), { "font-size": "13px" }));
  const height = Math.ceil(top + PICTURE_MARGIN_PX);
  root.setAttribute("height", String(height));
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  ground.setAttribute("height", String(height));
  return new XMLSerializer().serializeToString(root).replace(NOT_IN_XML, "\ufffd");
}

/** @param {string} words @param {number} y @param {number} width of the picture @param {string} family */
function headingLine(words, y, width, family) {
  const attributes = { "font-size": "20px", "font-weight": 600 };
  if (!element("p", { dir: "auto" }, words).matches(":dir(rtl)")) return svgText(words, PICTURE_MARGIN_PX, y, attributes);
  const half = penOf(`600 20px ${family}`).measureText(words).width / 2;
  return svgText(words, width - PICTURE_MARGIN_PX - half, y, { ...attributes, ...RIGHT_TO_LEFT });
}

// Programs disagree on which end of such words is their start, not on their middle.
const RIGHT_TO_LEFT = { direction: "rtl", "text-anchor": "middle" };

const PICTURE_SCALE = 2; // pixels of a PNG for each of the screen's

/** @param {string} svg */
async function pngCanvas(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * PICTURE_SCALE;
  canvas.height = image.naturalHeight * PICTURE_SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** @param {string} svg as `pictureOf` returns it @returns {Promise<string>} a data address */
export const pngAddress = async (svg) => (await pngCanvas(svg)).toDataURL("image/png");

/** @param {string} svg as `pictureOf` returns it @returns {Promise<Blob>} a PNG */
export async function pngOf(svg) {
  const canvas = await pngCanvas(svg);
  return new Promise((/** @type {(blob: Blob) => void} */ resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("this picture is too large for a PNG"))), "image/png");
  });
}

/** What the marks mean: glyph and words, as many in a line as there is room for. @param {SVGElement} root @param {PictureWords["key"]} key @param {number} top @param {number} width @param {string} family */
function copyKey(root, key, top, width, family) {
  const pen = penOf(`13px ${family}`);
  let x = PICTURE_MARGIN_PX;
  top += PICTURE_LINE_PX;
  for (const { glyph, label } of key) {
    const wide = 18 + pen.measureText(label).width + 16;
    if (x > PICTURE_MARGIN_PX && x + wide > width) [x, top] = [PICTURE_MARGIN_PX, top + PICTURE_LINE_PX];
    for (const [name, value] of Object.entries({ x: round(x), y: top - 11, width: 13, height: 13 })) glyph.setAttribute(name, String(value));
    glyph.removeAttribute("style");
    root.append(glyph, svgText(label, x + 18, top, { "font-size": "13px" }));
    x += wide;
  }
  return top;
}

/** @param {string} words @param {number} x @param {number} y @param {Attributes} attributes */
function svgText(words, x, y, attributes) {
  const node = svgNode("text", { x: round(x), y: round(y), ...attributes });
  node.textContent = words;
  return node;
}

const round = (/** @type {number} */ number) => Math.round(number * 100) / 100;

/** The nearest ground that is painted, as the words stand on it. @param {HTMLElement} node */
function groundOf(node) {
  for (let place = /** @type {HTMLElement | null} */ (node); place; place = place.parentElement) {
    const { backgroundColor } = getComputedStyle(place);
    if (isPainted(backgroundColor)) return backgroundColor;
  }
  return "#fff";
}

const isPainted = (/** @type {string} */ colour) => colour !== "transparent" && !/^rgba\(.*, 0\)$|\/ 0\)$/.test(colour);

/**
 * Attributes that paint in a colour that each program knows: SVG 1.1 has rgb() and an opacity, and
 * what else a browser computes, as color(srgb …), other programs draw as black.
 * @param {"fill" | "stroke"} name @param {string} colour as the browser computed it @returns {Attributes}
 */
function painted(name, colour) {
  const numbers = /^(rgba?|color)\((?:srgb )?([^)]*)\)$/.exec(colour);
  if (!numbers) return { [name]: colour }; // none, or the address of a pattern.
  const [red, green, blue, alpha = "1"] = numbers[2].match(/[\d.e+-]+%?|none/g) ?? [];
  const scale = numbers[1] === "color" ? 255 : 1;
  const channels = [red, green, blue].map((channel) => Math.round((parseFloat(channel ?? "") || 0) * scale));
  return { [name]: `rgb(${channels.join(", ")})`, [`${name}-opacity`]: parseFloat(alpha) < 1 ? alpha : "" };
}

/** @param {string} words @param {string} font @param {number} widest */
function wrapped(words, font, widest) {
  const pen = penOf(font);
  const { lines } = breakLines([{ text: words, style: "" }], widest, (text) => pen.measureText(text).width);
  return lines.map((runs) => runs.map(({ text }) => text).join(""));
}

// ---- copying what is drawn -------------------------------------------------------------------

/** @param {SVGElement} group @param {Node} node */
function copyInto(group, node) {
  if (node instanceof Text) return copyText(group, node);
  if (!(node instanceof HTMLElement || node instanceof SVGElement) || node.matches(NOT_IN_PICTURES)) return;
  const style = getComputedStyle(node);
  if (style.display === "none" || style.visibility === "hidden" || style.opacity === "0") return;
  if (node instanceof SVGSVGElement) return copySvg(group, node, style);
  const target = node.dataset.key ? svgNode("g", { "data-key": node.dataset.key }) : group;
  if (target !== group) group.append(target);
  // What is being read beside the chart is no part of it.
  if (!node.matches("a.read .title")) copyBox(target, node.getBoundingClientRect(), style);
  for (const child of node.childNodes) copyInto(target, child);
}

/** @param {SVGElement} group @param {DOMRect} box @param {CSSStyleDeclaration} style */
function copyBox(group, box, style) {
  const { left, top, right, bottom, width, height } = box;
  if (isPainted(style.backgroundColor) && width && height) {
    group.append(svgNode("rect", { x: round(left), y: round(top), width: round(width), height: round(height), rx: parseFloat(style.borderTopLeftRadius) || "", ...painted("fill", style.backgroundColor) }));
  }
  if (isRing(style)) return group.append(ringNode(box, style));
  // A border lies within its box.
  for (const [side, x1, y1, x2, y2, inX, inY] of /** @type {[string, ...number[]][]} */ ([["top", left, top, right, top, 0, 1], ["bottom", left, bottom, right, bottom, 0, -1], ["left", left, top, left, bottom, 1, 0], ["right", right, top, right, bottom, -1, 0]])) {
    const wide = parseFloat(style.getPropertyValue(`border-${side}-width`)), kind = style.getPropertyValue(`border-${side}-style`), colour = style.getPropertyValue(`border-${side}-color`);
    if (!wide || kind === "none" || !isPainted(colour)) continue;
    const byX = (inX * wide) / 2, byY = (inY * wide) / 2, dashes = { dashed: `${3 * wide} ${3 * wide}`, dotted: `${wide} ${wide}` }[kind];
    group.append(svgNode("line", { x1: round(x1 + byX), y1: round(y1 + byY), x2: round(x2 + byX), y2: round(y2 + byY), ...painted("stroke", colour), "stroke-width": wide, "stroke-dasharray": dashes }));
  }
}

// A round border of one kind on all sides.
/** @param {CSSStyleDeclaration} style */
const isRing = (style) => parseFloat(style.borderTopLeftRadius) && parseFloat(style.borderWidth) && style.borderStyle === "solid" && !style.borderWidth.includes(" ");

/** @param {DOMRect} box @param {CSSStyleDeclaration} style */
function ringNode({ left, top, width, height }, style) {
  const wide = parseFloat(style.borderTopWidth);
  const radius = style.borderTopLeftRadius.endsWith("%") ? width / 2 : parseFloat(style.borderTopLeftRadius);
  return svgNode("rect", { x: round(left + wide / 2), y: round(top + wide / 2), width: round(width - wide), height: round(height - wide), rx: round(radius - wide / 2), fill: "none", ...painted("stroke", style.borderTopColor), "stroke-width": wide });
}

/** @param {SVGElement} group @param {SVGSVGElement} node @param {CSSStyleDeclaration} style */
function copySvg(group, node, style) {
  const box = node.getBoundingClientRect();
  const copy = /** @type {SVGSVGElement} */ (node.cloneNode(true));
  const drawn = [...node.querySelectorAll("*")];
  /** @type {NodeListOf<SVGElement>} */ (copy.querySelectorAll("*")).forEach((part, place) => inline(part, drawn[place]));
  for (const gone of copy.querySelectorAll("[data-gone]")) gone.remove();
  const set = { x: round(box.left), y: round(box.top), width: round(box.width), height: round(box.height), color: painted("fill", style.color).fill, ...painted("fill", style.fill) };
  for (const name of ["style", "class", "xmlns:xlink"]) copy.removeAttribute(name);
  for (const [name, value] of Object.entries(set)) if (value !== "") copy.setAttribute(name, String(value));
  group.append(copy);
}

/** The page's style sheets stay behind: what they decide is written to the node. @param {SVGElement} copy @param {Element} drawn */
function inline(copy, drawn) {
  const style = getComputedStyle(drawn);
  if (style.display === "none" || style.visibility === "hidden") return copy.setAttribute("data-gone", "");
  const isText = drawn.tagName === "text" || drawn.tagName === "tspan";
  for (const name of /** @type {const} */ (["fill", "stroke"])) {
    const written = copy.getAttribute(name) ?? copy.style.getPropertyValue(name);
    if (!(isText && name === "fill") && !/\b(?:color|var)\(/.test(written)) continue;
    for (const [property, value] of Object.entries(painted(name, style[name]))) if (value !== "") copy.style.setProperty(property, String(value));
  }
  for (const name of ["clip-path", "fill"]) {
    const near = /url\(["']?[^"')]*#([^"')]+)["']?\)/.exec(copy.getAttribute(name) ?? copy.style.getPropertyValue(name));
    if (!near) continue;
    copy.style.removeProperty(name);
    copy.setAttribute(name, `url(#${near[1]})`);
  }
}

/** @param {SVGElement} group @param {Text} node */
function copyText(group, node) {
  const words = node.data;
  if (!words.trim()) return;
  const style = getComputedStyle(/** @type {Element} */ (node.parentElement));
  const isRightToLeft = style.direction === "rtl";
  for (const { text, box } of fragmentsOf(node)) {
    group.append(
      svgText(text, isRightToLeft ? (box.left + box.right) / 2 : box.left, box.top + (box.height * ascentOf(style)), {
        "font-size": style.fontSize,
        "font-weight": style.fontWeight === "400" ? "" : style.fontWeight,
        "font-style": style.fontStyle === "normal" ? "" : style.fontStyle,
        "font-family": style.fontFamily,
        ...painted("fill", style.color),
        ...(isRightToLeft ? RIGHT_TO_LEFT : {}),
        // Another machine's font may be wider: the words keep their place all the same.
        textLength: round(box.width),
        lengthAdjust: "spacingAndGlyphs",
      }),
    );
  }
}

/** The pieces of a text that stand in one line each. @param {Text} node */
function fragmentsOf(node) {
  const range = document.createRange();
  const found = /** @type {{start: number, end: number, top: number}[]} */ ([]);
  for (const { start, end, top } of [...node.data.matchAll(/\S+/g)].flatMap((word) => linesOf(node, range, word))) {
    const last = found.at(-1);
    if (last && Math.abs(last.top - top) < 2) last.end = end;
    else found.push({ start, end, top });
  }
  return found.map(({ start, end }) => {
    range.setStart(node, start);
    range.setEnd(node, end);
    return { text: node.data.slice(start, end).replace(/\s+/g, " "), box: range.getBoundingClientRect() };
  });
}

/** A word's pieces, one a line that it stands in; none if nothing of it is drawn. @param {Text} node @param {Range} range @param {RegExpExecArray} word */
function linesOf(node, range, { index, 0: word }) {
  const topsOf = (/** @type {number} */ start, /** @type {number} */ end) => {
    range.setStart(node, start);
    range.setEnd(node, end);
    // Marks that only say a direction have boxes too, without a width.
    return [...range.getClientRects()].filter((box) => box.width).map((box) => box.top);
  };
  const whole = topsOf(index, index + word.length);
  if (!whole.length) return [];
  if (Math.max(...whole) - Math.min(...whole) < 2) return [{ start: index, end: index + word.length, top: whole[0] }];
  let start = index;
  return [...word].map((character) => {
    const piece = { start, end: start + character.length };
    start = piece.end;
    return { ...piece, top: topsOf(piece.start, piece.end)[0] };
  }).filter(({ top }) => top !== undefined);
}

const ascents = /** @type {Map<string, number>} */ (new Map());

/** How far the words' line stands below the top of their box, as a part of its height. @param {{font: string}} style */
function ascentOf({ font }) {
  const known = ascents.get(font);
  if (known !== undefined) return known;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = penOf(font).measureText("x");
  ascents.set(font, up / (up + down));
  return up / (up + down);
}
