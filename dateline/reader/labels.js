// Where labels go: a pure function of places and sizes in pixels. A label hangs as a flag from its
// leader, which rises from a mark to the label's upper edge. No label meets another label or
// another leader.

const LABEL_GAP = 8; // to the next label or leader beside it
const LINE_GAP = 0; // to the next label above it
const SPLITS_TRIED = 144; // flags times splits: how much is tried before the best is taken
const SECOND_TRIES = 40;

/**
 * @typedef {object} Flag
 * @property {number} x where its leader stands
 * @property {number} width
 * @property {number} height
 * @property {number} rank 0 is placed first: what is selected, then lead, plain and minor events
 *
 * @typedef {object} Place
 * @property {number} bottom lower edge above the rows of marks
 * @property {1 | -1} side +1: hangs to the right of its leader, -1: to the left
 */

/**
 * Place flags above a row of marks; null = there is no room for it below ``highest``.
 * @param {Flag[]} flags in order of x
 * @returns {(Place | null)[]}
 */
function placeFlags(flags, plotWidth, highest = Infinity) {
  const all = bestSplit(flags, plotWidth, highest);
  if (!all.includes(null)) return all;
  const order = flags.map((_, index) => index).sort((a, b) => flags[a].rank - flags[b].rank || a - b);
  const placeSome = (chosen) => {
    const kept = [...chosen].sort((a, b) => a - b);
    const found = bestSplit(kept.map((index) => flags[index]), plotWidth, highest);
    return found.includes(null) ? null : { kept, found };
  };
  // The longest run of the order that fits whole, then whichever of the rest still finds a place.
  let fits = 0, misses = order.length, best = { kept: [], found: [] };
  while (misses - fits > 1) {
    const middle = (fits + misses) >> 1;
    const tried = placeSome(order.slice(0, middle));
    if (tried) [fits, best] = [middle, tried];
    else misses = middle;
  }
  for (const index of order.slice(fits + 1, fits + 1 + SECOND_TRIES)) best = placeSome([...best.kept, index]) ?? best;
  const places = new Array(flags.length).fill(null);
  best.kept.forEach((index, place) => (places[index] = best.found[place]));
  const count = (found) => found.filter(Boolean).length;
  const hasFirst = (found) => flags.every((flag, index) => flag.rank > 0 || found[index]);
  return count(all) > count(places) && hasFirst(all) && flags.every((flag, index) => flag.rank > 1 || all[index]) ? all : places;
}

/** The height that placed flags take above the rows of marks. */
function heightOf(flags, places) {
  return Math.max(0, ...flags.map((flag, index) => (places[index] ? places[index].bottom + flag.height : 0)));
}

/** The first flags hang to the right, the others to the left: the split that leaves out fewest. */
function bestSplit(flags, plotWidth, highest) {
  const count = flags.length;
  if (!count) return [];
  const tried = Math.min(count, Math.max(4, Math.floor(SPLITS_TRIED / count)));
  const cuts = new Set([count]);
  for (let n = 0; n < tried; n += 1) cuts.add(Math.round((count * n) / tried));
  let best = [], least = [Infinity, Infinity];
  for (const cut of [...cuts].sort((a, b) => b - a)) {
    const sides = flags.map((_, index) => (index < cut ? 1 : -1));
    const bottoms = stack(flags, sides, plotWidth, highest);
    const left = bottoms.filter((bottom) => bottom === null).length;
    const height = Math.max(0, ...bottoms.map((bottom, i) => (bottom === null ? 0 : bottom + flags[i].height)));
    if (left < least[0] || (left === least[0] && height < least[1])) {
      least = [left, height];
      best = bottoms.map((bottom, i) => (bottom === null ? null : { bottom, side: sides[i] }));
    }
  }
  return best;
}

/**
 * Give each flag its lower edge, as low as can be. A flag lies above every flag whose leader it
 * covers; where two cover each other's leader, the one that covers more is left out.
 */
function stack(flags, sides, plotWidth, highest) {
  const bottoms = new Array(flags.length).fill(null);
  const boxes = flags.map(({ x, width }, i) => {
    const left = sides[i] > 0 ? x : x - width, right = sides[i] > 0 ? x + width : x;
    if (left < 0 || right > plotWidth) return null;
    return [left - (sides[i] < 0 ? LABEL_GAP : 2), right + (sides[i] > 0 ? LABEL_GAP : 2)];
  });
  const waiting = new Map();
  boxes.forEach((box, i) => {
    if (!box) return;
    const covered = new Set();
    boxes.forEach((other, j) => {
      if (other && i !== j && box[0] <= flags[j].x && flags[j].x <= box[1]) covered.add(j);
    });
    waiting.set(i, covered);
  });
  const covers = new Map([...waiting].map(([i, covered]) => [i, new Set(covered)]));
  const placed = [];
  while (waiting.size) {
    let next = -1, most = -1;
    for (const [i, covered] of waiting) {
      if (!covered.size) { next = i; break; }
      if (most < 0 || covered.size > waiting.get(most).size) most = i;
    }
    const isCrossed = next < 0;
    if (isCrossed) next = most;
    waiting.delete(next);
    for (const covered of waiting.values()) covered.delete(next);
    if (isCrossed) continue;
    const top = (other) => other.bottom + flags[other.i].height + LINE_GAP;
    // Above all whose leaders it covers, and from there in the first space that is free: ``placed``
    // is in order of lower edges, so that a flag that fits below one fits below those after it.
    let bottom = Math.max(0, ...placed.filter((other) => covers.get(next).has(other.i)).map(top));
    for (const other of placed) {
      const meets = boxes[other.i][0] < boxes[next][1] && boxes[next][0] < boxes[other.i][1];
      const isFreeBelow = bottom + flags[next].height + LINE_GAP <= other.bottom;
      if (meets && !isFreeBelow) bottom = Math.max(bottom, top(other));
    }
    if (bottom + flags[next].height > highest) continue;
    bottoms[next] = bottom;
    placed.push({ i: next, bottom });
    placed.sort((a, b) => a.bottom - b.bottom);
  }
  return bottoms;
}

/**
 * Break runs of text into lines no wider than ``most``, breaking words only where one is wider.
 * @param {{text: string, style: string}[]} runs
 * @param {(text: string, style: string) => number} measure
 * @returns {{lines: {text: string, style: string}[][], width: number}}
 */
function breakLines(runs, most, measure) {
  const lines = [[]];
  let at = 0, width = 0;
  const put = (text, style, size) => {
    const line = lines[lines.length - 1];
    const last = line[line.length - 1];
    if (last && last.style === style) last.text += text;
    else line.push({ text, style });
    at += size;
    if (text !== " ") width = Math.max(width, at); // A space at a line's end is not seen.
  };
  const turn = () => {
    const line = lines[lines.length - 1];
    if (line.length) line[line.length - 1].text = line[line.length - 1].text.trimEnd();
    lines.push([]);
    at = 0;
  };
  for (const { text, style } of runs) {
    for (const word of text.match(/[^ \t\n\r]+|[ \t\n\r]+/g) ?? []) {
      const isSpace = /^[ \t\n\r]/.test(word);
      const size = measure(isSpace ? " " : word, style);
      if (isSpace) {
        if (at) put(" ", style, size);
      } else if (at + size <= most) put(word, style, size);
      else if (size <= most) {
        turn();
        put(word, style, size);
      } else {
        for (const letter of word) {
          const letterSize = measure(letter, style);
          if (at + letterSize > most && at) {
            turn();
            lines[lines.length - 1].isCut = true; // within a word
          }
          put(letter, style, letterSize);
        }
      }
    }
  }
  return { lines: lines.filter((line) => line.length), width: Math.ceil(width) };
}
