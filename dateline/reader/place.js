// How far the page and the article are scrolled: kept over a jump, and over a new version.

/** @param {HTMLElement} scroller the article's own */
function makePlace(scroller) {
  let cameFrom = 0;
  // Streamlit lets a part of the page scroll in its place.
  const pageScroller = () => document.querySelector("[data-testid=stMain]");
  const whole = () => pageScroller() ?? document.scrollingElement;

  return {
    /** Keep where the reader is, for ``goBack``. */
    keep() {
      cameFrom = scrollY || document.scrollingElement.scrollTop || (pageScroller()?.scrollTop ?? 0);
    },
    goBack: () => (pageScroller() ?? window).scrollTo({ top: cameFrom }),
    positions: () => ({ article: scroller.scrollTop, page: whole().scrollTop }),
    restore(saved) {
      scroller.scrollTop = saved.article;
      whole().scrollTop = saved.page;
    },
  };
}
