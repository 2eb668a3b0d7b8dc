// The proposals one after another: accepted, skipped, left out or changed. What comes next is in hand
// at once, and not only when the server has answered.

import { nextOf } from "./hand.js";

/** @param {DeskProposal} proposal @returns {DeskCommand} */
const ACCEPT = ({ key }) => ({ do: "accept", key });

/**
 * @param {Desk} desk
 * @param {{hand: ReturnType<typeof import("./hand.js").makeHand>, form: ReturnType<typeof import("./form.js").makeForm>, article: ReturnType<typeof import("./article.js").makeText>, render: () => void, focus: () => void}} parts
 */
export function makeProposals(desk, { hand, form, article, render, focus }) {
  const decided = makeDecisions(desk, hand), { left } = decided;

  /** @param {DeskProposal} [after] */
  function next(after) {
    form.flush();
    const all = left(), found = after ? all.find(({ start, key }) => start >= after.start && key !== after.key) ?? all[0] : nextOf(all, hand.place);
    // After the last come the rows that wait for a word.
    const waiting = found ? undefined : desk.view.rows.find(({ written }) => !written);
    hand.set(found ? { key: found.key } : waiting ? { uid: waiting.uid } : null);
    render();
    if (found) article.show([found.start, found.end]);
    if (waiting) form.focus(waiting.problems[0]?.column);
    else focus();
  }

  /** @param {(proposal: DeskProposal) => DeskCommand} command */
  async function settle(command) {
    const proposal = hand.now?.proposal;
    if (!proposal) return;
    form.flush();
    // What was changed is a row already.
    const isSettled = decided.has(proposal.key);
    decided.add(proposal.key);
    next(proposal);
    const { error, uid = "", said } = isSettled ? {} : await desk.do(command(proposal));
    const [problem] = desk.row(uid)?.problems ?? [];
    if (problem) desk.say(`${said}, unfinished: ${problem.words}`);
    if (error) refused(proposal);
    else if (problem && !hand.now) next();
  }

  /** @param {DeskProposal} proposal */
  function refused({ key }) {
    decided.remove(key);
    // Where it is gone, what is in hand by now stays there.
    if (!decided.has(key)) hand.set({ key });
    render();
  }

  return {
    left, next, focus, accept: () => void settle(ACCEPT),
    /** Nothing is in hand, and the focus where one goes on. */
    stop() {
      hand.set(null);
      render();
      focus();
    },
    goOn: () => (hand.proposal ? void settle(ACCEPT) : next()),
    adopt: makeAdoption(desk, { hand, form, render, decided, refused }),
    skip: () => void settle(({ key }) => ({ do: "skip", key })),
    /** @param {string} reason */
    leaveOut: (reason) => void settle(({ key }) => ({ do: "leave_out", key, reason })),
    /** The desk opens with the first in hand. */
    open() {
      if (!hand.now && decided.isNew) next();
      decided.start();
    },
  };
}

/**
 * A proposal that is being changed is a row from then on, and stays in hand.
 * @param {Desk} desk
 * @param {{hand: ReturnType<typeof import("./hand.js").makeHand>, form: ReturnType<typeof import("./form.js").makeForm>, render: () => void, decided: ReturnType<typeof makeDecisions>, refused: (proposal: DeskProposal) => void}} parts
 */
function makeAdoption(desk, { hand, form, render, decided, refused }) {
  /** @param {DeskProposal} proposal @returns {Promise<string>} the row's name, "" where it is refused */
  return async (proposal) => {
    decided.add(proposal.key);
    hand.hold();
    const { uid = "" } = await desk.do({ do: "accept", key: proposal.key }), row = desk.row(uid);
    if (!row) refused(proposal);
    // By its key: a change that came meanwhile has brought all proposals anew.
    else if (hand.proposal?.key === proposal.key) {
      form.becomes(row);
      hand.set({ uid });
      render();
    }
    return uid;
  };
}

/**
 * Which are decided on, and which are left.
 * @param {Desk} desk @param {ReturnType<typeof import("./hand.js").makeHand>} hand
 */
function makeDecisions(desk, hand) {
  const settled = /** @type {Set<string>} */ (new Set()); // what the server has not said yet
  let known = /** @type {Set<string>} */ (new Set());
  // In hand from the start, "" for none; null once a person has decided.
  let first = /** @type {string | null | undefined} */ (undefined);

  return {
    /** Decided on, or gone. */
    has: (/** @type {string} */ key) => settled.has(key) || !desk.view.proposals.some((one) => one.key === key),
    remove: (/** @type {string} */ key) => settled.delete(key),
    /** @param {string} key */
    add(key) {
      settled.add(key);
      first = null;
    },
    get isNew() { return first === undefined; },
    start() {
      if (first === undefined) first = hand.row ? null : (hand.proposal?.key ?? "");
    },
    /**
     * Those that are left; of one that an undo brought back the hand takes hold, and of the first
     * until a person has decided on any: with a language or a day of publication there are others.
     */
    left() {
      const all = desk.view.proposals, keys = new Set(all.map(({ key }) => key)), now = all[0]?.key ?? "";
      for (const key of settled) if (!keys.has(key)) settled.delete(key);
      const returned = known.size ? all.find(({ key }) => !known.has(key)) : undefined;
      known = keys;
      if (first != null && first !== now && !hand.row && (hand.proposal?.key ?? "") === first) {
        first = now;
        hand.set(first ? { key: first } : null);
      } else if (returned && desk.view.redo !== null && !(hand.row && hand.isThere)) hand.set({ key: returned.key });
      return all.filter(({ key }) => !settled.has(key));
    },
  };
}
