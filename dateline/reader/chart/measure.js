// How wide words are, by the page's own font, without touching the layout.

const MEASURED_PX = 13;

/** @param {string} font */
export function penOf(font) {
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pen.font = font;
  return pen;
}

/** @param {HTMLElement} root @returns {Measure} in pixels */
export function makeMeasure(root) {
  const widths = /** @type {Map<string, number>} */ (new Map());
  const pen = penOf("");
  let fonts = "";
  return (text, style = "") => {
    const known = widths.get(style + text);
    if (known !== undefined) return known;
    fonts ||= getComputedStyle(root).getPropertyValue("--sans").trim() || "sans-serif";
    pen.font = `${style === "date" ? "600 " : style === "note" ? "italic " : ""}${MEASURED_PX}px ${fonts}`;
    if (widths.size > 20_000) widths.clear();
    const { width } = pen.measureText(text);
    widths.set(style + text, width);
    return width;
  };
}
