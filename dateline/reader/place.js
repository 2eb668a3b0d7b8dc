// How far the page and the article are scrolled: kept over a new version.

/** @param {HTMLElement} scroller the article's own */
export function makePlace(scroller) {
  // Streamlit lets a part of the page scroll in its place.
  const whole = () => document.querySelector("[data-testid=stMain]") ?? document.scrollingElement ?? document.body;
  return {
    positions: () => ({ article: scroller.scrollTop, page: whole().scrollTop }),
    /** @param {{article: number, page: number}} saved */
    restore(saved) {
      scroller.scrollTop = saved.article;
      whole().scrollTop = saved.page;
    },
  };
}
