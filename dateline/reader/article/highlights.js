// Words searched for, highlighted by the browser without touching the text, near the screen.

import { firstWhere } from "../state/table.js";

const MOST_RANGES = 2000; // drawn at a time

/** @param {(span: Span) => StaticRangeInit | null} boundsOf where a stretch stands in the document */
export function makeHighlights(boundsOf) {
  let here = /** @type {Span | null} */ (null); // the one that was last stepped to

  /** @param {string} name @param {Span[]} spans @param {number} priority */
  function highlight(name, spans, priority) {
    const ranges = spans.map(boundsOf).filter((bounds) => bounds !== null).map((bounds) => new StaticRange(bounds));
    if (ranges.length) CSS.highlights.set(name, Object.assign(new Highlight(...ranges), { priority }));
    else CSS.highlights.delete(name);
  }

  return {
    /** @param {Span[]} found in order @param {Iterable<Chunk>} live where they are drawn */
    render(found, live) {
      if (!globalThis.CSS?.highlights) return;
      const spans = [];
      // The article's beginning last: it may be far away.
      for (const { start, end } of found.length ? [...live].reverse() : []) {
        for (let place = firstWhere(found, (/** @type {Span} */ span) => span[0] >= start); found[place]?.[0] < end && spans.length < MOST_RANGES; place += 1) spans.push(found[place]);
      }
      if (!found.length) here = null;
      highlight("dateline-found", spans, 0);
      highlight("dateline-here", here ? [here] : [], 1);
    },
    /** @param {Span} span */
    stepTo: (span) => void (here = span),
  };
}
