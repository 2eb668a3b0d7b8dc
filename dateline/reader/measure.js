// @ts-nocheck
// How wide words are, by the page's own font, without touching the layout.

const MEASURED_PX = 13;

/** @returns {(text: string, style: string) => number} in pixels; ``style``: date, note or "" */
export function makeMeasure(root) {
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  let fonts = null;
  return (text, style) => {
    const key = style + text;
    if (!widths.has(key)) {
      fonts ??= getComputedStyle(root).getPropertyValue("--sans").trim() || "sans-serif";
      pen.font = `${{ date: "600 ", note: "italic " }[style] ?? ""}${MEASURED_PX}px ${fonts}`;
      if (widths.size > 20_000) widths.clear();
      widths.set(key, pen.measureText(text).width);
    }
    return widths.get(key);
  };
}
