// The proposals one after another: accepted, skipped, left out or changed. What comes next is in hand
// at once, and not only when the server has answered.

import { nextOf } from "./hand.js";

/**
 * @param {Desk} desk
 * @param {{hand: ReturnType<typeof import("./hand.js").makeHand>, form: ReturnType<typeof import("./form.js").makeForm>, article: ReturnType<typeof import("./article.js").makeText>, render: () => void, focus: () => void}} parts
 */
export function makeProposals(desk, { hand, form, article, render, focus }) {
  const settled = /** @type {Set<string>} */ (new Set()); // what the server has not said yet
  const left = makeLeft(desk, hand, settled);
  let isOpen = false;

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

  const accept = () => void settle(({ key }) => ({ do: "accept", key }));

  /** @param {DeskProposal} proposal */
  function refused({ key }) {
    settled.delete(key);
    hand.set({ key });
    render();
  }

  return {
    left, next, focus, accept,
    /** Nothing is in hand, and the focus where one goes on. */
    stop() {
      hand.set(null);
      render();
      focus();
    },
    goOn: () => (hand.proposal ? accept() : next()),
    adopt: makeAdoption(desk, { hand, form, render, settled, refused }),
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

/**
 * A proposal that is being changed is a row from then on, and stays in hand.
 * @param {Desk} desk
 * @param {{hand: ReturnType<typeof import("./hand.js").makeHand>, form: ReturnType<typeof import("./form.js").makeForm>, render: () => void, settled: Set<string>, refused: (proposal: DeskProposal) => void}} parts
 */
function makeAdoption(desk, { hand, form, render, settled, refused }) {
  /** @param {DeskProposal} proposal @returns {Promise<string>} the row's name, "" where it is refused */
  return async (proposal) => {
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
  };
}

/**
 * Those that are left; of one that an undo brought back the hand takes hold.
 * @param {Desk} desk @param {ReturnType<typeof import("./hand.js").makeHand>} hand @param {Set<string>} settled
 */
function makeLeft(desk, hand, settled) {
  let known = /** @type {Set<string>} */ (new Set());
  return () => {
    const all = desk.view.proposals, keys = new Set(all.map(({ key }) => key));
    for (const key of settled) if (!keys.has(key)) settled.delete(key);
    const returned = known.size ? all.find(({ key }) => !known.has(key)) : undefined;
    known = keys;
    if (returned && desk.view.redo !== null && !(hand.row && hand.isThere)) hand.set({ key: returned.key });
    return all.filter(({ key }) => !settled.has(key));
  };
}
