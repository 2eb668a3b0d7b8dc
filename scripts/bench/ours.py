"""Dateline's own pages: served by its server, and as one HTML file, with each plotly.js."""

from scripts.bench.compared import Action, Compared

# Each mark that stands on the timeline, and each bar that counts them where they are many.
_STANDING = (
    "all('#timeline .label a').map((node) => node.dataset.key).join()"
    " + all('#timeline .bin').map((node) => node.style.cssText).join()"
)
_FILTER = Action(
    "a category's button",
    "find('[data-facet=category]').click()",
    _STANDING,
)
# Where the timeline counts, the dates are narrowed until there are marks, as a reader would: of
# the generated stories to 150 days or fewer, and to what surely lies within them.
_NARROW = """
for (const end of ['1980-07-02', '1980-03-04', '1980-02-12']) {
  if (all('#timeline .label a').length > 1) break;
  const address = new URL(location);
  for (const [name, value] of Object.entries({from: '1980-02-03', to: end, sure: 1})) {
    address.searchParams.set(name, value);
  }
  history.pushState(null, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
  for (let frames = 0; frames < 4; frames += 1) await new Promise(requestAnimationFrame);
}
"""
_MARK = Action(
    "a mark's label: its passage in the article",
    "find('#timeline .label a:not([aria-current])').click()",
    "find('article a.passage[aria-current]')?.textContent",
    _NARROW,
)


def ours(name: str, *, served: bool) -> Compared:
    """Words: the article can be read. Charts: every chart of the first screen is drawn."""
    return Compared(
        name,
        words="document.documentElement.dataset.dateline",
        charts="document.documentElement.dataset.dateline === 'ready'",
        filter=_FILTER,
        mark=_MARK,
        settled="[data-testid=stApp][data-test-script-state=notRunning]" if served else "",
    )
