"""One cold visit to a page: its first load, its memory, and clicks on it, in a page in front."""

from dataclasses import dataclass, field, replace

from playwright.sync_api import Browser, BrowserContext, Page

from scripts.bench.browsing import Browsing, HinderedError
from scripts.bench.compared import HELPERS, Absent, Action, Compared, Site
from scripts.bench.results import Measured, Row

CLICKS = 6
# Clicks of one visit end earlier where they are slow.
LONGEST_CLICKS_S = 10
# The moments at which words and charts are there: looked for in each frame, counted in the task
# after it, when it is painted.
_WATCH = """
(() => {
  HELPERS
  const found = {words: () => WORDS, charts: () => CHARTS};
  const moments = (window.benchMoments = {});
  const look = () => {
    for (const [name, isThere] of Object.entries(found)) {
      if (!document.documentElement || !isThere()) continue;
      delete found[name];
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        moments[name] = performance.now();
        if (moments.words && moments.charts) document.documentElement.dataset.benchSeen = '';
      };
      channel.port2.postMessage(0);
    }
    if (Object.keys(found).length) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
# What is posted while a frame is made comes after it.
_CLICK = """
async () => {
  HELPERS
  const shown = () => SHOWN;
  const before = shown(), start = performance.now();
  CLICK;
  do {
    await new Promise(requestAnimationFrame);
    if (performance.now() - start > LONGEST_MS) return null;
  } while (shown() === before);
  await new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });
  return performance.now() - start;
}
"""


@dataclass(slots=True)
class _Traffic:
    """What a page asks for, as it goes."""

    wire_bytes: int = 0
    requests: int = 0
    refused: set[str] = field(default_factory=set)


def measure_visit(browsing: Browsing, site: Site, row: Row) -> Row:
    """Visit the page once; return its row with one more try of each figure.

    What an earlier visit could not do is not tried again. A hindrance is a note in the row.
    """
    if row.charts_ms.note:
        return row
    traffic = _Traffic()
    try:
        page = _load(browsing, site, traffic)
        with browsing.step():
            moments = page.evaluate("window.benchMoments")
            heap = _heap_bytes(page)
    except HinderedError as error:
        browsing.begin_anew()
        return replace(row, charts_ms=row.charts_ms.with_values((), str(error)))
    row = replace(
        row,
        words_ms=row.words_ms.with_values((float(moments["words"]),)),
        charts_ms=row.charts_ms.with_values((float(moments["charts"]),)),
        wire_bytes=row.wire_bytes.with_values((traffic.wire_bytes,)),
        requests=row.requests.with_values((traffic.requests,)),
        heap_bytes=row.heap_bytes.with_values((heap,)),
        refused=tuple(sorted({*row.refused, *traffic.refused})),
    )
    try:
        row = replace(row, filter_ms=_clicked(browsing, page, site.page.filter, row.filter_ms))
        row = replace(row, mark_ms=_clicked(browsing, page, site.page.mark, row.mark_ms))
        with browsing.step():
            page.context.close()
    except _ClickHinderedError as error:
        if error.action is site.page.filter:
            row = replace(row, filter_ms=error.measured)
        else:
            row = replace(row, mark_ms=error.measured)
        browsing.begin_anew()
    except HinderedError:  # The page would not close: all its figures are there.
        browsing.begin_anew()
    return row


def words_ms(browser: Browser, page: Compared, address: str) -> float:
    """The first words of one cold load, without a limit of its own: for a page among many."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    try:
        shown = _opened(context, page, address, _Traffic())
        return float(shown.evaluate("window.benchMoments")["words"])
    finally:
        context.close()


def warm_up(browsing: Browsing, site: Site, longest_s: float) -> str:
    """Be the first reader of a server; return what hinders, or ""."""
    try:
        _load(browsing, site, _Traffic(), longest_s).context.close()
    except HinderedError as error:
        browsing.begin_anew()
        return str(error)
    return ""


class _ClickHinderedError(Exception):
    def __init__(self, action: Action, measured: Measured) -> None:
        super().__init__(measured.note)
        self.action = action
        self.measured = measured


def _load(
    browsing: Browsing, site: Site, traffic: _Traffic, longest_s: float | None = None
) -> Page:
    """A new page with nothing kept from another; all of its own start is over."""
    with browsing.step(longest_s):
        context = browsing.browser.new_context(viewport={"width": 1400, "height": 900})
        context.set_default_timeout(0)  # The step is what ends it.
        context.set_default_navigation_timeout(0)
        return _opened(context, site.page, site.address, traffic)


def _opened(context: BrowserContext, compared: Compared, address: str, traffic: _Traffic) -> Page:
    page = context.new_page()
    page.add_init_script(
        _filled(_WATCH, WORDS=f"({compared.words})", CHARTS=f"({compared.charts})")
    )
    _watch_traffic(page, traffic)
    page.goto(address)
    # By an attribute: to wait for an expression is to evaluate text, which a policy may refuse.
    page.wait_for_selector("html[data-bench-seen]", state="attached")
    if compared.settled:
        page.wait_for_selector(compared.settled, state="attached")
    page.wait_for_timeout(500)  # What is under way by now belongs to the load as well.
    return page


def _watch_traffic(page: Page, traffic: _Traffic) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def count(size: int) -> None:
        traffic.wire_bytes += size

    def count_frame(event: dict[str, dict[str, object]]) -> None:
        frame = event["response"]
        size = len(str(frame["payloadData"]))
        # Binary frames come in base64.
        count(size * 3 // 4 if frame["opcode"] == 2 else size)

    session.on("Network.loadingFinished", lambda event: count(int(event["encodedDataLength"])))
    session.on("Network.webSocketFrameReceived", count_frame)

    def note(address: str) -> None:
        traffic.requests += 1
        machine = address.split("/")[2] if address.startswith("http") else ""
        if machine and not machine.startswith("127.0.0.1:"):
            traffic.refused.add(machine)

    page.on("request", lambda request: note(request.url))


def _heap_bytes(page: Page) -> float:
    """What JavaScript holds after a collection, with the bodies of its typed arrays."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    return float(usage["usedSize"]) + float(usage.get("backingStorageSize", 0))


def _clicked(
    browsing: Browsing, page: Page, action: Action | Absent, measured: Measured
) -> Measured:
    """More tries of a click: an even number, so that a filter ends as it began."""
    if isinstance(action, Absent) or measured.note:
        return measured
    script = _filled(
        _CLICK,
        SHOWN=f"({action.shown})",
        CLICK=action.click,
        LONGEST_MS=str(int(browsing.longest_step_s * 1000)),
    )
    times: list[float] = []
    try:
        while len(times) < CLICKS and (len(times) % 2 or sum(times) < 1000 * LONGEST_CLICKS_S):
            with browsing.step(grace_s=5):
                time_ms = page.evaluate(script)
            if time_ms is None:
                raise HinderedError(f"over {browsing.longest_step_s:.0f} s")
            times.append(float(time_ms))
    except HinderedError as error:
        raise _ClickHinderedError(action, measured.with_values(tuple(times), str(error))) from None
    return measured.with_values(tuple(times))


def _filled(script: str, **parts: str) -> str:
    for name, text in {"HELPERS": HELPERS, **parts}.items():
        script = script.replace(name, text)
    return script
