// Measures the contrast of what is drawn: run in the page, returns one row for each text and each
// mark, {kind, words, place, ink, paper, ratio, needed}. Ink and paper are blended as the browser
// does: every ancestor's background and opacity, through the edges of open shadow roots.
() => {
  const CLEAR = [0, 0, 0, 0];
  const WHITE = [255, 255, 255, 1];
  const LARGE_PX = 24;
  const LARGE_BOLD_PX = 18.66;
  const SHAPES = "path, rect, circle, ellipse, line, polyline, polygon";
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  // Any CSS colour as red, green, blue from 0 to 255 and alpha from 0 to 1.
  const read = new Map();
  function colour(css) {
    if (!read.has(css)) read.set(css, readColour(css));
    return read.get(css);
  }
  function readColour(css) {
    const parts = css.match(/^rgba?\(([^)]+)\)$/)?.[1].split(/[\s,/]+/).map(Number);
    if (parts && !parts.some(Number.isNaN)) return [...parts.slice(0, 3), parts[3] ?? 1];
    // The canvas rounds more the clearer a colour is, so its alpha is read alone.
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = "#000";
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }

  function over(top, below) {
    const alpha = top[3] + below[3] * (1 - top[3]);
    if (!alpha) return CLEAR;
    const mixed = [0, 1, 2].map((i) => (top[i] * top[3] + below[i] * below[3] * (1 - top[3])) / alpha);
    return [...mixed, alpha];
  }
  const faded = ([red, green, blue, alpha], by) => [red, green, blue, alpha * by];

  function luminance(rgba) {
    const [red, green, blue] = rgba.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function contrast(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  // An element and all above it as drawn, through slots and shadow hosts.
  function chain(node) {
    const parent = node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;
    return parent ? [node, ...chain(parent)] : [node];
  }
  const isInsideSvg = (node) => node instanceof SVGElement && node.ownerSVGElement !== null;

  // What is seen where the last of `ink` lies on the innermost element of `line`.
  function blended(line, ink) {
    let seen = ink;
    for (const node of line) {
      const style = getComputedStyle(node);
      const ground = isInsideSvg(node) ? CLEAR : colour(style.backgroundColor);
      seen = faded(over(seen, ground), Number(style.opacity));
    }
    return over(seen, WHITE);
  }

  function isHidden(line) {
    if (!line[0].checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return true;
    return line.some((node) => {
      const style = getComputedStyle(node);
      if (style.opacity === "0" || /^inset\((50|100)%/.test(style.clipPath)) return true;
      if (style.position === "absolute" && /^rect\((0|1)px/.test(style.clip)) return true;
      const box = node.getBoundingClientRect();
      return style.overflow !== "visible" && !isInsideSvg(node) && (box.width <= 1 || box.height <= 1);
    });
  }

  // WCAG 1.4.3 and 1.4.11 leave out what is disabled.
  function isDisabled(line) {
    return line.some(
      (node) => node.matches(":disabled, [aria-disabled=true]") || (node.localName === "label" && node.control?.disabled),
    );
  }

  function* elements(root) {
    for (const node of root.querySelectorAll("*")) {
      yield node;
      if (node.shadowRoot) yield* elements(node.shadowRoot);
    }
  }

  function place(line) {
    const own = (node) => {
      const key = [...node.classList].find((name) => name.startsWith("st-key-"));
      const test = node.getAttribute("data-testid");
      const name = [...node.classList].find((name) => !/^st-|^e[0-9a-z]{6,}/.test(name));
      return key ? `.${key}` : test ? `[${test}]` : node.localName + (name ? `.${name}` : "");
    };
    const named = line.filter((node) => node.classList?.length || node.hasAttribute("data-testid"));
    const key = line.find((node) => [...node.classList].some((name) => name.startsWith("st-key-")));
    const near = [line[0], ...named.filter((node) => node !== line[0]).slice(0, 2)];
    return [...new Set([key, ...near.reverse()])].filter(Boolean).map(own).join(" ");
  }

  const hex = (rgba) => "#" + rgba.slice(0, 3).map((value) => Math.round(value).toString(16).padStart(2, "0")).join("");
  const rows = [];
  function add(kind, words, line, needed, inks, paper = blended(line, CLEAR)) {
    // A mark is told by its fill or by its stroke: the better of the two counts.
    const tried = inks.map((ink) => ({ ink, ratio: contrast(ink, paper) })).sort((a, b) => b.ratio - a.ratio);
    const best = tried[0] ?? { ink: paper, ratio: 1 };
    rows.push({
      kind, needed, ratio: best.ratio, ink: hex(best.ink), paper: hex(paper),
      words: words.replace(/\s+/g, " ").trim().slice(0, 60), place: place(line),
    });
  }

  function addText(words, node, style = getComputedStyle(node)) {
    const line = chain(node);
    if (isHidden(line) || isDisabled(line)) return;
    if (line.some((part) => getComputedStyle(part).backgroundImage !== "none")) words += " (on a picture)";
    const size = parseFloat(style.fontSize);
    const isBold = Number(style.fontWeight) >= 700;
    const isLarge = size >= LARGE_PX || (size >= LARGE_BOLD_PX && isBold);
    const ink = isInsideSvg(node)
      ? paint(style, "fill")
      : faded(colour(style.webkitTextFillColor), style === getComputedStyle(node) ? 1 : Number(style.opacity));
    if (ink) add("text", words, line, isLarge ? 3 : 4.5, [blended(line, ink)]);
  }

  // The fill or stroke of a shape; of a pattern, what the pattern is drawn with. Null: none.
  function paint(style, which) {
    const value = style[which];
    if (value === "none" || (which === "stroke" && !parseFloat(style.strokeWidth))) return null;
    const own = Number(style[`${which}Opacity`]);
    const pattern = value.match(/^url\("?#([^"]+)"?\)/);
    if (!pattern) return faded(colour(value === "currentcolor" ? style.color : value), own);
    const drawn = [...document.getElementById(pattern[1]).querySelectorAll(SHAPES)].flatMap(paints);
    return drawn.length ? faded(drawn[drawn.length - 1], own) : null;
  }
  function paints(shape) {
    const style = getComputedStyle(shape);
    const both = [paint(style, "fill"), paint(style, "stroke")];
    return both.filter((ink) => ink?.[3] > 0).map((ink) => faded(ink, Number(style.opacity)));
  }
  // The same, as seen on the page: the opacity of the shape is its place in the chain.
  function inks(shape) {
    const style = getComputedStyle(shape);
    const both = [paint(style, "fill"), paint(style, "stroke")];
    return both.filter((ink) => ink?.[3] > 0).map((ink) => blended(chain(shape), ink));
  }
  // Left of the page nothing can be scrolled into view: Plotly measures words there.
  const isOnPage = (box) => box.right + scrollX > 0;
  function hasBox(node) {
    const box = node.getBoundingClientRect();
    return (box.width > 0 || box.height > 0) && isOnPage(box);
  }

  // The edge of a field (1.4.11): the border or the ground of the nearest box around it that has one,
  // against what is around that box. A button with words is told by its words and needs none.
  const hasEdge = ({ borderTopWidth, borderTopColor, backgroundColor }) =>
    (parseFloat(borderTopWidth) > 0 && colour(borderTopColor)[3] > 0) || colour(backgroundColor)[3] > 0;
  function addControl(node) {
    if (!node.checkVisibility()) return;
    const isBox = node.matches("[type=checkbox], [type=radio]");
    const around = isBox && node.closest("label") ? [...node.closest("label").querySelectorAll("div")] : chain(node);
    const box = around.find((part) => hasBox(part) && (!isBox || !part.textContent) && hasEdge(getComputedStyle(part)));
    if (!box || isHidden(chain(box)) || isDisabled(chain(node))) return;
    const line = chain(box);
    const style = getComputedStyle(box);
    const seen = [blended(line, CLEAR)];
    if (parseFloat(style.borderTopWidth)) seen.push(blended(line, colour(style.borderTopColor)));
    const words = node.labels?.[0]?.textContent || node.getAttribute("aria-label") || node.localName;
    add("control", words, line, 3, seen, blended(line.slice(1), CLEAR));
  }

  for (const node of elements(document)) {
    if (node.matches("input:not([type=hidden], [type=range]), select, textarea")) addControl(node);
    for (const part of node.childNodes) {
      if (part.nodeType !== Node.TEXT_NODE || !part.data.trim() || node.localName === "option") continue;
      const range = document.createRange();
      range.selectNodeContents(part);
      if ([...range.getClientRects()].some((box) => box.width && box.height && isOnPage(box))) addText(part.data, node);
    }
    if (node.matches("input:not([type=checkbox], [type=radio], [type=hidden]), textarea") && hasBox(node)) {
      if (node.value) addText(node.value, node);
      else if (node.placeholder) addText(node.placeholder, node, getComputedStyle(node, "::placeholder"));
    }
    if (node.localName === "select" && hasBox(node)) addText(node.selectedOptions[0]?.text ?? "", node);
    const line = chain(node);
    if (isHidden(line) || isDisabled(line)) continue;
    const isChart = node.closest(".js-plotly-plot") !== null;
    if (isChart && node.matches(".point") && hasBox(node)) {
      const { i, trace = node.closest(".trace")?.__data__?.[0]?.trace } = node.__data__ ?? {};
      // A bar that fades away claims no day: the line at its only bound is what is told.
      if (trace?.meta?.span === "tail") continue;
      const name = trace?.customdata?.[i] ?? trace?.name ?? "";
      const shapes = node.matches(SHAPES) ? [node] : [...node.querySelectorAll(SHAPES)];
      add("mark", String(name), line, 3, shapes.flatMap(inks));
    } else if (isChart && node.matches(".js-line") && hasBox(node)) {
      add("mark", "line of a trace", line, 3, [paint(getComputedStyle(node), "stroke")].filter(Boolean).map((ink) => blended(line, ink)));
    } else if (node.matches(".leader, .share-bracket, .bracket, .day-line, .span") && hasBox(node)) {
      const style = getComputedStyle(node);
      const side = ["Top", "Right", "Bottom", "Left"].find((side) => parseFloat(style[`border${side}Width`]));
      add("line", node.className, line, 3, [blended(line, colour(style[`border${side}Color`]))]);
    } else if (!isChart && node.localName === "svg" && hasBox(node)) {
      const shapes = [...node.querySelectorAll(SHAPES)].filter(hasBox);
      if (shapes.length) add("symbol", node.parentElement?.textContent ?? "", line, 3, shapes.flatMap(inks));
    } else if (node.matches("a.passage[href]") && hasBox(node)) {
      const ink = colour(getComputedStyle(node).textDecorationColor);
      add("underline", node.textContent, line, 3, [blended(line, ink)]);
    }
  }
  return rows;
}
