// The article: its words, which nobody can change here, with what rests on them. A native caret goes
// through it, so that words can be selected by keyboard as by mouse. A block is drawn anew only if
// its own marks change; caret, selection and scroll stay.

import { placeOf, pointOf, rangeOf, select, selectionIn } from "./caret.js";
import { element } from "./dom.js";

/** @typedef {{start: number, end: number, kind: string, uid?: string, key?: string}} ArticleMark */

/**
 * @param {Desk} desk
 * @param {{opened: (refs: ({uid: string} | {key: string})[], how: {isByKey: boolean}) => void, undone: () => void}} listener
 *   ``opened``: what rests on the words under the pointer or the caret; ``undone``: the click was the first of two
 */
export function makeText(desk, { opened, undone }) {
  const hint = element("p", { id: "desk-text-hint", class: "desk-unseen" }, "Move with the arrow keys. Select words with Shift and the arrow keys, then press E for an event, Q for a quote, S for a stake, A to add them to the row in hand. Enter opens the row that rests on the words at the caret, and Escape leads back here from it.");
  const text = element("div", { class: "desk-text", contenteditable: "true", tabindex: "0", role: "textbox", "aria-multiline": "true", "aria-readonly": "true", "aria-label": "The article", "aria-describedby": hint.id, spellcheck: "false", autocapitalize: "off", translate: "no" });
  const node = element("div", { class: "desk-scroller" }, text, hint);
  const painter = makePainter(text, desk);
  const unsaved = new AbortController(), { signal } = unsaved;

  /** @param {Element | null} piece @param {boolean} isByKey */
  function open(piece, isByKey) {
    const mark = /** @type {HTMLElement | null | undefined} */ (piece?.closest("[data-uids], [data-proposal]"));
    if (!mark) return false;
    const { uids, proposal } = mark.dataset;
    opened([...(uids ? uids.split(" ") : []).map((uid) => ({ uid })), ...(proposal ? [{ key: proposal }] : [])], { isByKey });
    return true;
  }
  for (const name of ["beforeinput", "dragstart", "drop", "paste", "cut"]) text.addEventListener(name, (event) => event.preventDefault(), { signal });
  // What an input method has written in spite of that.
  text.addEventListener("input", () => painter.draw({ isAnew: true }), { signal });
  text.addEventListener("click", (event) => {
    if (event.detail === 2) undone();
    if (event.detail === 1 && getSelection()?.isCollapsed) open(/** @type {Element} */ (event.target), false);
  }, { signal });
  text.addEventListener("keydown", (event) => {
    const at = selectionIn(text);
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !at) return;
    // The words behind the caret, else those before it.
    if ([at[1] + 1, at[1]].some((place) => open(pointOf(text, place)[0].parentElement, true))) event.preventDefault();
  }, { signal });
  text.addEventListener("pointerdown", () => painter.hold(true), { signal });
  for (const name of ["pointerup", "pointercancel", "blur"]) addEventListener(name, () => painter.hold(false), { signal });

  return {
    node, text,
    /** @param {DeskHand | null} hand */
    render: (hand) => painter.draw({ hand }),
    get selected() { return selectionIn(text); },
    /** Put the selection there, and bring it into view. @param {DeskSpan} span */
    select(span) {
      text.focus({ preventScroll: true });
      select(text, span);
      reveal(node, rangeOf(text, span));
    },
    /** @param {DeskSpan} span */
    show: (span) => reveal(node, rangeOf(text, span)),
    /** @param {DeskSpan} span */
    rangeOf: (span) => rangeOf(text, span),
    /** @param {Node} found @param {number} offset */
    placeOf: (found, offset) => placeOf(text, found, offset),
    close: () => unsaved.abort(),
  };
}

/** Scroll as little as it takes, and leave some lines around. @param {HTMLElement} scroller @param {Range} range */
function reveal(scroller, range) {
  const box = scroller.getBoundingClientRect(), words = range.getBoundingClientRect();
  const room = Math.min(96, box.height / 4);
  const above = words.top - box.top - room, below = words.bottom - box.bottom + room;
  if (above < 0) scroller.scrollTop += above;
  else if (below > 0) scroller.scrollTop += Math.min(below, above);
}

/** @param {HTMLElement} text @param {Desk} desk */
function makePainter(text, desk) {
  let article = /** @type {DeskArticle | null} */ (null);
  let drawn = /** @type {string[]} */ ([]); // the marks of each block
  let hand = /** @type {DeskHand | null} */ (null);
  let seen = /** @type {unknown[]} */ ([]);
  let isHeld = false; // a button of the mouse is down: words are being selected

  function write() {
    article = desk.view.article;
    drawn = [];
    text.lang = article?.language ?? "";
    text.dir = article?.direction || "auto";
    text.replaceChildren(...(article?.blocks ?? []).map(({ kind, start, marker, depth }) =>
      element("p", { class: `desk-block ${kind}`, dir: "auto", "data-start": start, "data-marker": marker || null, "data-depth": depth > 1 ? Math.min(depth, 4) : null })));
  }

  /** @param {{hand?: DeskHand | null, isAnew?: boolean}} how */
  function draw({ hand: next = hand, isAnew = false } = {}) {
    hand = next;
    const { view } = desk, now = [view.article, view.rows, view.proposals, view.coverage, hand?.row, hand?.proposal];
    if (isHeld || (!isAnew && now.every((one, place) => one === seen[place]))) return;
    seen = now;
    if (view.article?.version !== article?.version || view.article?.text !== article?.text) write();
    if (!article) return;
    const selected = selectionIn(text);
    let isMoved = false;
    marksOf(view, hand, article.blocks).forEach((marks, place) => {
      const sign = JSON.stringify(marks);
      if (sign === drawn[place] && !isAnew) return;
      drawn[place] = sign;
      const node = text.children[place], block = /** @type {DeskArticle} */ (article).blocks[place];
      isMoved ||= Boolean(selected?.some((at) => block.start <= at && at <= block.end));
      node.replaceChildren(...pieces(view.article?.text ?? "", block, marks));
    });
    // To select takes the focus along.
    if (isMoved && selected && document.activeElement === text) select(text, selected);
  }

  return {
    draw,
    /** Nothing changes under a pointer that selects. @param {boolean} is */
    hold(is) {
      if (isHeld === is) return;
      isHeld = is;
      // What is selected is read before anything is drawn.
      if (!is) setTimeout(draw);
    },
  };
}

/**
 * What rests on each block, by its own places. @param {DeskView} view @param {DeskHand | null} hand @param {DeskBlock[]} blocks
 */
function marksOf(view, hand, blocks) {
  const all = /** @type {ArticleMark[]} */ ([]);
  for (const { uid, table, passages } of view.rows) {
    const isInHand = uid === hand?.row?.uid;
    for (const { start, end } of passages) if (start !== undefined && end !== undefined) all.push({ start, end, kind: isInHand ? `${table} in-hand` : table, uid });
  }
  for (const { key, start, end } of view.proposals) all.push({ start, end, kind: key === hand?.proposal?.key ? "proposed in-hand" : "proposed", key });
  for (const [start, end] of evidenceOf(view.article?.text ?? "", hand?.proposal)) all.push({ start, end, kind: "in-hand" });
  for (const { start, end } of view.coverage.unused) all.push({ start, end, kind: "unused" });
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  const found = blocks.map(() => /** @type {ArticleMark[]} */ ([]));
  let first = 0; // the first block that the next mark can reach
  for (const mark of all) {
    while (first < blocks.length && blocks[first].end <= mark.start) first += 1;
    for (let place = first; place < blocks.length && blocks[place].start < mark.end; place += 1) {
      const { start, end } = blocks[place];
      found[place].push({ ...mark, start: Math.max(mark.start, start), end: Math.min(mark.end, end) });
    }
  }
  return found;
}

/** The words that a proposal would rest on. @param {string} text @param {DeskProposal} [proposal] @returns {DeskSpan[]} */
function evidenceOf(text, proposal) {
  const lines = (proposal?.cells.evidence ?? "").split("\n").filter(Boolean);
  return lines.flatMap((words) => {
    const start = text.indexOf(words);
    return start < 0 ? [] : [/** @type {DeskSpan} */ ([start, start + words.length])];
  });
}

/** The nodes of a block: a span for each stretch with the same marks. @param {string} text @param {DeskBlock} block @param {ArticleMark[]} marks */
function pieces(text, block, marks) {
  const cuts = [...new Set([block.start, block.end, ...marks.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, place) => {
    const start = cuts[place], over = marks.filter((mark) => mark.start < end && start < mark.end);
    const words = document.createTextNode(text.slice(start, end));
    return over.length ? marked(words, over) : words;
  });
}

/** Each kind draws its own line, one below the other. @param {Text} words @param {ArticleMark[]} marks */
function marked(words, marks) {
  // The shortest passage is meant first where several lie over each other.
  const shortest = [...marks].sort((a, b) => a.end - a.start - (b.end - b.start));
  const uids = [...new Set(shortest.flatMap(({ uid }) => uid ?? []))];
  const kinds = new Set(marks.flatMap(({ kind }) => kind.split(" ")));
  const lines = ["events", "stakes", "quotes", "proposed", "unused"].filter((kind) => kinds.has(kind) && (kind !== "unused" || kinds.size === 1));
  const inner = lines.reduce((node, kind) => element("span", { class: `desk-mark ${kind}` }, node), /** @type {Node} */ (words));
  const proposal = shortest.find(({ key }) => key)?.key;
  return element("span", { class: kinds.has("in-hand") ? "desk-piece in-hand" : "desk-piece", "data-uids": uids.join(" ") || null, "data-proposal": proposal ?? null }, inner);
}
