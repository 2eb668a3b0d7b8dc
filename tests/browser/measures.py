"""What is wrong with a page as it is drawn: words that overlap or are cut, small targets, overflow.

Each function returns what it found, in words; a page without faults gives an empty list.
"""

import io
from collections.abc import Iterable

from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

SMALLEST_TARGET_PX = 24
# Texts outside the charts, by their boxes: those that overlap, and those that are cut.
_CROWDED = """
() => {
  const found = [], boxes = [];
  const hides = /hidden|clip/;
  const isCut = (node) => {
    const { overflowX, overflowY, textOverflow } = getComputedStyle(node);
    const isWide = node.scrollWidth > node.clientWidth + 1;
    const isHigh = node.scrollHeight > node.clientHeight + 1;
    return (isWide && (textOverflow === 'ellipsis' || hides.test(overflowX))) || (isHigh && hides.test(overflowY));
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim()) continue;
    if (parent.closest('svg, style, script, noscript, select, .live, .copied, .skip, .menu, .downloads, .plot')) continue;
    if (!parent.checkVisibility({ visibilityProperty: true })) continue;
    if (getComputedStyle(parent.closest('h2') ?? parent).clipPath !== 'none') continue;
    if (isCut(parent)) found.push(`cut: ${node.data}`);
    // What scrolls under the card or the nav is not on the page at the same place.
    if (parent.closest('article, .card, .sections')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 2) continue;
      if (box.left < -1 || box.right > innerWidth + 1) found.push(`outside: ${node.data}`);
      // Fonts differ in the height of their boxes: the words themselves are about as high as their size.
      const size = parseFloat(getComputedStyle(parent).fontSize), middle = (box.top + box.bottom) / 2;
      const drawn = [box.left, Math.max(box.top, middle - size / 2), box.right, Math.min(box.bottom, middle + size / 2)];
      const layer = parent.closest('#dateline-filters'); // It opens over the page.
      for (const [other, words, below] of boxes) {
        if (layer !== below) continue;
        const across = Math.min(drawn[2], other[2]) - Math.max(drawn[0], other[0]);
        const along = Math.min(drawn[3], other[3]) - Math.max(drawn[1], other[1]);
        if (across > 2 && along > 2) found.push(`${words} | ${node.data}`);
      }
      boxes.push([drawn, node.data, layer]);
    }
  }
  // Texts that Plotly draws, of the axes, which leave the chart's own box.
  for (const text of document.querySelectorAll('svg.main-svg text')) {
    const box = text.getBoundingClientRect(), chart = text.closest('svg').getBoundingClientRect();
    if (box.width && (box.left < chart.left - 0.5 || box.right > chart.right + 0.5)) found.push(`cut in a chart: ${text.textContent}`);
  }
  return found;
}
"""  # noqa: E501
# Everything that can be used and is on the page.
_TARGETS = """
() => {
  const found = [];
  for (const node of document.querySelectorAll('a[href], button, input, select, summary, [role=button]')) {
    // Links within a sentence are exempt (WCAG 2.5.8), as is what only the keyboard reaches. A
    // field's label and box are one target.
    if (node.closest('article, .head-blocks, .passage, .words, .skip, .live') || node.tabIndex < 0) continue;
    if (!node.checkVisibility({ visibilityProperty: true })) continue;
    const { width, height } = (node.closest('label, .row') ?? node.labels?.[0] ?? node).getBoundingClientRect();
    if (width) found.push([(node.ariaLabel || node.textContent || node.outerHTML).trim().slice(0, 60), width, height]);
  }
  return found;
}
"""  # noqa: E501
_SIDEWAYS = """
() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  for (const node of document.querySelectorAll('body *')) {
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height || node.closest('svg, .day-marks, .skip')) continue;
    const style = getComputedStyle(node);
    if (style.clipPath !== 'none') continue;
    // Below 360 px the tabs scroll, by design.
    if (innerWidth < 360 && node.closest('nav.sections')) continue;
    const scrolls = /auto|scroll/.test(style.overflowX) && node.scrollWidth > node.clientWidth + 1;
    if (scrolls || box.right > innerWidth + 1 || box.left < -1) found.push(node.outerHTML.slice(0, 120));
  }
  return found;
}
"""  # noqa: E501
_TABS = """
() => {
  const all = [...document.querySelectorAll('nav.sections a')];
  const tabs = all.filter((tab) => tab.checkVisibility());
  const tops = new Set(tabs.map((tab) => Math.round(tab.getBoundingClientRect().top)));
  return tops.size > 1 ? [`the tabs take ${tops.size} lines`] : [];
}
"""
_SIGN = "QZQ"
A4_PT = (595.3, 841.9)


def crowded(page: Page) -> list[str]:
    """Words that lie on others, leave the window or are cut."""
    found: list[str] = page.evaluate(_CROWDED)
    return found


def small_targets(page: Page) -> list[str]:
    """What a finger must hit that is narrower or lower than ``SMALLEST_TARGET_PX``."""
    return [
        f"{words}: {width:.1f} × {height:.1f} px"
        for words, width, height in page.evaluate(_TARGETS)
        if min(width, height) < SMALLEST_TARGET_PX - 0.1
    ]


def sideways(page: Page) -> list[str]:
    """What leaves the window to the side, or scrolls sideways by itself."""
    found: list[str] = page.evaluate(_SIDEWAYS)
    return found


def tabs(page: Page) -> list[str]:
    """Whether the tabs of the sections stand in more than one line."""
    found: list[str] = page.evaluate(_TABS)
    return found


def printed(page: Page, *, height_mm: int = 297) -> PdfReader:
    """The page on paper as wide as A4."""
    raw = page.pdf(width="210mm", height=f"{height_mm}mm", print_background=True)
    return PdfReader(io.BytesIO(raw))


def outside(leaf: PageObject) -> list[tuple[str, float, float]]:
    """The pieces of text that begin outside the paper's margins, with their place in points."""
    height = float(leaf.mediabox.height)
    return [
        (text, x, y)
        for text, x, y in _pieces(leaf)
        if not (20 < x < A4_PT[0] - 20 and 20 < y < height - 20)
    ]


def lone_headings(page: Page, heights_mm: Iterable[int]) -> list[str]:
    """Headings that are the lowest line of a page, on paper of each of these heights.

    Each heading ends with a sign meanwhile: the words of one may stand elsewhere too.
    """
    headings = page.locator(".dateline :is(h1, h2, h3, caption)")
    headings.evaluate_all("(nodes, sign) => nodes.forEach((node) => node.append(sign))", _SIGN)
    found = []
    for height_mm in heights_mm:
        for number, leaf in enumerate(printed(page, height_mm=height_mm).pages, 1):
            lines: dict[int, list[str]] = {}
            for text, _, y in _pieces(leaf):
                lines.setdefault(round(y / 3), []).append(text)
            last = "".join(lines[min(lines)]) if lines else ""
            if _SIGN in last:
                found.append(f"{height_mm} mm, page {number} ends with “{last.replace(_SIGN, '')}”")
    headings.evaluate_all("nodes => nodes.forEach((node) => node.lastChild.remove())")
    return found


def _pieces(leaf: PageObject) -> list[tuple[str, float, float]]:
    found: list[tuple[str, float, float]] = []

    def note(text: str, matrix: list[float], line: list[float], *_: object) -> None:
        if text.strip():
            place = (matrix[4] + matrix[0] * line[4], matrix[5] + matrix[3] * line[5])
            found.append((text, *place))

    leaf.extract_text(visitor_text=note)
    return found
