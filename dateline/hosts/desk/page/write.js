// The tab Write: the article on the left, what is in hand on the right. In hand is a row, or a
// proposal that may become one; it comes by a click on its words, from the queue or from marking.

import { makeText } from "./article.js";
import { titleOf } from "./disputes.js";
import { element } from "./dom.js";
import { makeForm } from "./form.js";
import { makeKeys } from "./keys.js";
import { makeLegend } from "./legend.js";
import { makeMarking } from "./marking.js";
import { makeQueue } from "./queue.js";

/** @typedef {{uid: string} | {key: string} | null} HandRef */

/** @param {Desk} desk @returns {DeskPart} */
export function makeWrite(desk) {
  const hand = makeHand(desk);
  const article = makeText(desk, {
    opened(refs, { isByKey }) {
      form.flush();
      hand.cycle(refs);
      render();
      if (isByKey) form.focus();
    },
    undone() {
      hand.back();
      render();
    },
  });
  const form = makeForm(desk, article, { open: (uid) => take(uid, { isFocused: true }), adopt: (proposal) => proposals.adopt(proposal) });
  const proposals = makeProposals(desk, { hand, form, article, render, focus: () => queue.focus() || article.text.focus() });
  const queue = makeQueue(desk, { ...proposals, change: () => form.focus(), next: () => proposals.next(), taken: (uid) => take(uid, { isFocused: true }), gone: proposals.stop });
  const marking = makeMarking(desk, article, marks(desk, { hand, article, queue, take }));
  const steps = makeSteps(desk, { hand, article, take });
  const keys = makeKeys({
    isShown: () => node.getClientRects().length > 0, marked: marking.press,
    goOn: () => (hand.proposal ? proposals.accept() : proposals.next()),
    pressed: { c: () => hand.proposal && form.focus(), s: () => hand.proposal && proposals.skip(), x: () => hand.proposal && queue.ask(), u: steps.unused },
  });
  const legend = makeLegend({ unused: steps.unused, unfinished: steps.unfinished, problems: () => desk.show("problems") });
  const node = element("div", { class: "desk-write" },
    element("section", { class: "desk-article", "aria-label": "Article" }, legend.node, article.node),
    element("section", { class: "desk-hand", "aria-label": "In hand" }, element("div", { class: "desk-side" }, queue.node, form.node, keys.node)));
  let wanted = /** @type {{column?: string} | null} */ (null);
  /** @param {string} uid @param {{isFocused?: boolean, column?: string}} how */
  function take(uid, { isFocused = false, column } = {}) {
    form.flush();
    hand.set({ uid });
    if (isFocused) wanted = { column };
    render();
    for (const { start, end } of hand.row?.passages.slice(0, 1) ?? []) if (start !== undefined && end !== undefined) article.show([start, end]);
  }

  function render() {
    const hadFocus = node.contains(document.activeElement);
    const left = proposals.left();
    hand.follow(left);
    article.render(hand.now);
    legend.render(desk.view, left.length);
    if (hand.isAwaited) return;
    queue.render(hand.now, left);
    form.render(hand.now);
    if (wanted) {
      form.focus(wanted.column);
      wanted = null;
    } else if (hadFocus && (!node.contains(document.activeElement) || document.activeElement?.closest("[hidden]"))) proposals.focus();
  }

  return {
    node, render,
    shown: proposals.open,
    hidden: form.flush,
    open: (uid, column) => take(uid, { isFocused: true, column }),
    close: () => [article, form, queue, marking, keys].forEach((part) => part.close()),
  };
}

/**
 * What selected words become. @param {Desk} desk
 * @param {{hand: ReturnType<typeof makeHand>, article: ReturnType<typeof makeText>, queue: ReturnType<typeof makeQueue>, take: (uid: string, how: {isFocused: boolean}) => void}} parts
 */
function marks(desk, { hand, article, queue, take }) {
  return {
    /** @param {DeskTableName} table @param {DeskSpan[]} spans */
    async mark(table, spans) {
      const { uid } = await desk.do({ do: "mark", table, spans });
      if (uid) take(uid, { isFocused: true });
    },
    /** @param {DeskSpan[]} spans */
    add(spans) {
      const { row: own } = hand;
      if (own) desk.do({ do: "mark", table: own.table, spans, into: own.uid });
    },
    /** @param {DeskSpan[]} spans */
    leaveOut: (spans) => queue.ask((reason) => {
      desk.do({ do: "leave_out", spans, reason });
      article.text.focus({ preventScroll: true });
    }),
    rowTitle() {
      const { row: own } = hand;
      return own && titleOf(own);
    },
  };
}

/** What is in hand, and where one goes from there. @param {Desk} desk */
function makeHand(desk) {
  let ref = /** @type {HandRef} */ (null), before = /** @type {HandRef} */ (null);
  let now = /** @type {DeskHand | null} */ (null);
  let place = 0; // in the article: the queue goes on from there
  let isAwaited = false; // a row that is not there yet

  /** @returns {DeskHand | null} */
  function find() {
    if (!ref) return null;
    const row = "uid" in ref ? desk.row(ref.uid) : undefined, key = "key" in ref ? ref.key : "";
    const proposal = key ? desk.view.proposals.find((one) => one.key === key) : undefined;
    return row ? { row } : proposal ? { proposal } : null;
  }

  /** @param {HandRef} next */
  function set(next) {
    [before, ref] = [ref, next];
    const found = find();
    isAwaited = Boolean(next && "uid" in next && !found);
    if (!isAwaited) now = found;
    place = now?.proposal?.start ?? now?.row?.passages[0]?.start ?? place;
  }

  return {
    set,
    get now() { return now; },
    get row() { return now?.row ?? null; },
    get proposal() { return now?.proposal ?? null; },
    get isAwaited() { return isAwaited; },
    get place() { return place; },
    back: () => set(before),
    /** What is in hand becomes a row. */
    hold: () => void (isAwaited = true),
    get isThere() { return find() !== null; },
    /** The first of them, or the one after that which is in hand. @param {NonNullable<HandRef>[]} refs */
    cycle(refs) {
      const at = refs.findIndex((one) => JSON.stringify(one) === JSON.stringify(ref));
      set(refs[(at + 1) % refs.length]);
    },
    /** After a change: a proposal that somebody has settled makes room for the next. @param {DeskProposal[]} left */
    follow(left) {
      const found = find();
      if (found?.row || (found?.proposal && left.includes(found.proposal)) || !ref) {
        isAwaited = false;
        now = found;
      } else if (!isAwaited) {
        const next = "key" in ref ? nextOf(left, place) : undefined;
        set(next ? { key: next.key } : null);
      }
    },
  };
}

/** The next one from a place in the article on, or else the first. @param {DeskProposal[]} left @param {number} place */
const nextOf = (left, place) => left.find(({ start }) => start >= place) ?? left[0];

/**
 * @param {Desk} desk
 * @param {{hand: ReturnType<typeof makeHand>, form: ReturnType<typeof makeForm>, article: ReturnType<typeof makeText>, render: () => void, focus: () => void}} parts
 */
function makeProposals(desk, { hand, form, article, render, focus }) {
  const settled = /** @type {Set<string>} */ (new Set()); // what the server has not said yet
  let known = /** @type {Set<string>} */ (new Set()), isOpen = false;

  /** Those that are left; of one that an undo brought back the hand takes hold. */
  function left() {
    const all = desk.view.proposals, keys = new Set(all.map(({ key }) => key));
    for (const key of settled) if (!keys.has(key)) settled.delete(key);
    const returned = known.size ? all.find(({ key }) => !known.has(key)) : undefined;
    known = keys;
    if (returned && desk.view.redo !== null && !(hand.row && hand.isThere)) hand.set({ key: returned.key });
    return all.filter(({ key }) => !settled.has(key));
  }

  /** @param {DeskProposal} [after] */
  function next(after) {
    form.flush();
    const all = left(), found = after ? all.find(({ start, key }) => start >= after.start && key !== after.key) ?? all[0] : nextOf(all, hand.place);
    hand.set(found ? { key: found.key } : null);
    render();
    if (found) article.show([found.start, found.end]);
    focus();
  }

  /** @param {(proposal: DeskProposal) => DeskCommand} command */
  async function settle(command) {
    const proposal = hand.now?.proposal;
    if (!proposal) return;
    form.flush();
    // What was changed is a row already.
    const isSettled = settled.has(proposal.key);
    settled.add(proposal.key);
    next(proposal);
    const { error, uid, said } = isSettled ? {} : await desk.do(command(proposal));
    const [problem] = desk.row(uid ?? "")?.problems ?? [];
    if (problem) desk.say(`${said}, unfinished: ${problem.words}`);
    if (error) refused(proposal);
  }

  /** @param {DeskProposal} proposal */
  function refused({ key }) {
    settled.delete(key);
    hand.set({ key });
    render();
  }

  return {
    left, next, focus,
    /** Nothing is in hand, and the focus where one goes on. */
    stop() {
      hand.set(null);
      render();
      focus();
    },
    accept: () => void settle(({ key }) => ({ do: "accept", key })),
    /** It is being changed: it is a row from now on, and stays in hand. @param {DeskProposal} proposal @returns {Promise<string>} */
    async adopt(proposal) {
      settled.add(proposal.key);
      hand.hold();
      const { uid = "" } = await desk.do({ do: "accept", key: proposal.key }), row = desk.row(uid);
      if (!row) refused(proposal);
      else if (hand.proposal === proposal) {
        form.becomes(row);
        hand.set({ uid });
        render();
      }
      return uid;
    },
    skip: () => void settle(({ key }) => ({ do: "skip", key })),
    /** @param {string} reason */
    leaveOut: (reason) => void settle(({ key }) => ({ do: "leave_out", key, reason })),
    /** The desk opens with the first in hand. */
    open() {
      if (!isOpen && !hand.now) next();
      isOpen = true;
    },
  };
}

/** The ways to what is not done. @param {Desk} desk @param {{hand: ReturnType<typeof makeHand>, article: ReturnType<typeof makeText>, take: (uid: string, how: {isFocused: boolean, column?: string}) => void}} parts */
function makeSteps(desk, { hand, article, take }) {
  let at = -1; // where the last one begins
  return {
    /** The next date, number or quotation that no row rests on. */
    unused() {
      const { unused } = desk.view.coverage, selected = article.selected, from = selected && article.text === document.activeElement ? Math.max(...selected) : at;
      const found = unused.find(({ start }) => start > from) ?? unused[0];
      if (!found) return;
      at = found.start;
      article.select([found.start, found.end]);
      desk.say(`Not used yet: ${desk.view.article?.text.slice(found.start, found.end)}`);
    },
    unfinished() {
      const waiting = desk.view.rows.filter(({ written }) => !written), place = waiting.findIndex(({ uid }) => uid === hand.now?.row?.uid);
      const row = waiting[(place + 1) % waiting.length];
      if (row) take(row.uid, { isFocused: true, column: row.problems[0]?.column });
    },
  };
}
