// The tab Write: the article on the left, what is in hand on the right. In hand is a row, or a
// proposal that may become one; it comes by a click on its words, from the queue or from marking.

import { makeText } from "./article.js";
import { titleOf } from "./disputes.js";
import { element } from "./dom.js";
import { makeForm } from "./form.js";
import { makeHand } from "./hand.js";
import { makeKeys } from "./keys.js";
import { makeLegend } from "./legend.js";
import { makeMarking } from "./marking.js";
import { makeModel } from "./model.js";
import { makeProposals } from "./proposals.js";
import { makeQueue } from "./queue.js";

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
    isShown: () => node.getClientRects().length > 0, marked: marking.press, goOn: proposals.goOn, back: () => form.node.contains(document.activeElement) && article.text.focus({ preventScroll: true }),
    pressed: { c: () => hand.proposal && form.focus(), s: () => hand.proposal && proposals.skip(), x: () => hand.proposal && queue.ask(), u: steps.unused },
  });
  const model = makeModel(desk, () => hand.row || proposals.next());
  const legend = makeLegend({ unused: steps.unused, unfinished: steps.unfinished, problems: steps.problems }, model.opener);
  const node = element("div", { class: "desk-write" },
    element("section", { class: "desk-article", "aria-label": "Article" }, legend.node, article.node),
    element("section", { class: "desk-hand", "aria-label": "In hand" }, element("div", { class: "desk-side" }, queue.node, form.node, keys.node)), model.node);
  let wanted = /** @type {{column?: string} | null} */ (null);

  /** @param {string} uid @param {{isFocused?: boolean, column?: string}} how */
  function take(uid, { isFocused = false, column } = {}) {
    form.flush();
    if (!desk.row(uid)) return;
    hand.set({ uid });
    if (isFocused) wanted = { column };
    render();
    for (const { start, end } of hand.row?.passages.slice(0, 1) ?? []) if (start !== undefined && end !== undefined) article.show([start, end]);
  }

  function render() {
    const hadFocus = node.contains(document.activeElement), left = proposals.left();
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
    node, render, ...keepingPlace([article.node, form.node.parentElement ?? form.node], { shown: proposals.open, hidden: form.flush }),
    open: (uid, column) => take(uid, { isFocused: true, column }),
    close: () => [article, form, queue, marking, keys].forEach((part) => part.close()),
  };
}

/**
 * What is taken out of the page forgets how far it was scrolled.
 * @param {HTMLElement[]} scrollers @param {{shown: () => void, hidden: () => void}} then
 */
function keepingPlace(scrollers, { shown, hidden }) {
  let places = /** @type {number[]} */ ([]);
  return {
    shown() {
      places.forEach((place, at) => (scrollers[at].scrollTop = place));
      shown();
    },
    hidden() {
      places = scrollers.map(({ scrollTop }) => scrollTop);
      hidden();
    },
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

/** The ways to what is not done. @param {Desk} desk @param {{hand: ReturnType<typeof makeHand>, article: ReturnType<typeof makeText>, take: (uid: string, how: {isFocused: boolean, column?: string}) => void}} parts */
function makeSteps(desk, { hand, article, take }) {
  let at = -1; // where the last one begins
  return {
    /** What is wrong, or a field of what is known about the article. @param {string} [field] */
    problems(field) {
      desk.show("problems");
      if (field) document.getElementById(field)?.focus();
    },
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
