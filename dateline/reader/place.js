// How far the page and the article are scrolled: kept over a new version, and for the way back.

import { scrollBox } from "./article/jump.js";

/** @param {HTMLElement} scroller the article's own */
export function makePlace(scroller) {
  // A host may let a part of the page scroll in its place.
  const whole = () => scrollBox(scroller) ?? /** @type {Element} */ (document.scrollingElement);

  return {
    positions: () => ({ article: scroller.scrollTop, page: whole().scrollTop }),
    /** @param {{article: number, page: number}} saved */
    restore(saved) {
      scroller.scrollTop = saved.article;
      whole().scrollTop = saved.page;
    },
  };
}
