// Jumps to a place in the article. What lies before the place may never have been laid out, and
// moves it when it is: it is brought back until it stays.

const MOST_FRAMES = 60; // so long a place is brought back
const STILL_FRAMES = 4; // so long it must stay
const LEAST_SEEN_PX = 180; // of the article's frame, so that a passage is read in it

/** What scrolls ``node``, or null for the page itself. @param {Element} node */
export function scrollBox(node) {
  for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  }
  return null;
}

/**
 * @param {HTMLElement} node of the article, within a ``.scroller`` @param {() => boolean} isLong whether parts of it may not be laid out yet
 */
export function makeJumps(node, isLong) {
  let underWay = /** @type {AbortController | null} */ (null);

  /** The chart stays under the pointer. @param {Element | Range} target */
  function place(target) {
    const scroller = node.closest(".scroller");
    if (!scroller || getComputedStyle(scroller).overflowY !== "auto") return placeOnPage(target, node);
    if (target instanceof Element && !scroller.contains(target)) return; // It stands in the page's head.
    let frame = scroller.getBoundingClientRect();
    // On a phone the article's frame may be anywhere on the page; else the page stays as it is.
    if (Math.min(frame.bottom, innerHeight) - Math.max(frame.top, 0) < LEAST_SEEN_PX) {
      scroller.parentElement?.scrollIntoView({ block: "start" });
      frame = scroller.getBoundingClientRect();
    }
    // At the page's end the card lies over the frame's top.
    const card = scroller.parentElement?.querySelector(".card");
    const top = Math.max(frame.top, card?.getBoundingClientRect().bottom ?? 0), bottom = Math.min(frame.bottom, innerHeight);
    const at = target.getBoundingClientRect();
    scroller.scrollTop += at.top - top - Math.max(0, bottom - top - at.height) / 3;
  }

  function stop() {
    underWay?.abort();
    underWay = null;
  }

  /** @param {Element | Range} target */
  function go(target) {
    stop();
    place(target);
    if (!isLong()) return placeWithin(target);
    const jump = new AbortController();
    underWay = jump;
    // Whoever moves on is not held back.
    for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(type, stop, { capture: true, passive: true, signal: jump.signal });
    let still = 0, frames = 0;
    const settle = () => {
      if (jump.signal.aborted) return;
      const { top } = target.getBoundingClientRect();
      place(target);
      still = Math.abs(target.getBoundingClientRect().top - top) > 1 ? 0 : still + 1;
      frames += 1;
      if (still < STILL_FRAMES && frames < MOST_FRAMES) return void requestAnimationFrame(settle);
      placeWithin(target);
      stop();
    };
    requestAnimationFrame(settle);
  }

  return { go, close: stop };
}

/** Where the page itself must scroll for it. @param {Element | Range} target */
function placeWithin(target) {
  const { top, bottom } = target.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) (target instanceof Element ? target : target.startContainer.parentElement)?.scrollIntoView({ block: "nearest" });
}

/** @param {Element | Range} target @param {Element} node of the article */
function placeOnPage(target, node) {
  if (target instanceof Element) return target.scrollIntoView({ block: "center" });
  const at = target.getBoundingClientRect();
  (scrollBox(node) ?? document.scrollingElement ?? document.body).scrollTop += at.top + at.height / 2 - innerHeight * 0.55;
}
