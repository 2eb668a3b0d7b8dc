// What is in hand in the tab Write: a row, a proposal or nothing; and where in the article one is.

/** @typedef {{uid: string} | {key: string} | null} HandRef */

/** @param {Desk} desk */
export function makeHand(desk) {
  let ref = /** @type {HandRef} */ (null), before = /** @type {HandRef} */ (null);
  let now = /** @type {DeskHand | null} */ (null);
  let place = 0; // in the article: the queue goes on from there
  let isAwaited = false; // the row that it becomes

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
    isAwaited = false;
    now = find();
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
export const nextOf = (left, place) => left.find(({ start }) => start >= place) ?? left[0];
