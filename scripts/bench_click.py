"""From a click to what it shows, in the frame after: python -m scripts.bench_click

Each page is asked in turns, since a busy machine is busy for all. Compare figures of one run.
"""

import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from dateline.hosts.file import file_html
from dateline.page import make_page
from dateline.plotly_bundle import find_bundle
from dateline.reading import load_story
from scripts.browser import browser_arguments, install
from scripts.delay_proxy import DelayProxy
from scripts.server import ROOT, Server, streamlit_server

ROUNDS, CLICKS_A_ROUND = 8, 4
PAGES = Path(__file__).parent / "bench_pages"
# Click what ``CLICK`` finds; the time until ``SHOWN`` is another and that frame is painted: what is
# posted while a frame is made comes after it.
_MEASURE = """
async () => {
  const click = () => CLICK, shown = () => SHOWN;
  const frame = () => new Promise(requestAnimationFrame);
  const painted = () => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });
  const before = shown(), start = performance.now();
  click().click();
  let frames = 0;
  do await frame(); while (shown() === before && (frames += 1) < 600);
  await painted();
  return performance.now() - start;
}
"""


@dataclass(frozen=True, slots=True)
class Click:
    """A page and a click on it: what is clicked and what shows the answer, as JavaScript."""

    name: str
    address: str
    click: str
    shown: str
    ready: str

    def measure_ms(self, page: Page) -> float:
        script = _MEASURE.replace("CLICK", self.click).replace("SHOWN", self.shown)
        return float(page.evaluate(script))


_LABELS = "[...document.querySelectorAll('#timeline .label a')].map((a) => a.dataset.key).join()"
_POINTS = (
    "[...document.querySelectorAll('.js-plotly-plot .point')]"
    ".map((p) => p.getAttribute('transform')).join()"
)
_READY = "html[data-dateline=ready]"


def _filter(name: str, address: str) -> Click:
    pill = "document.querySelector('[data-facet=category]')"
    return Click(f"filter, {name}", address, pill, _LABELS, _READY)


def _passage(name: str, address: str) -> Click:
    """The next label that is not selected; its passage becomes the current one."""
    label = "document.querySelector('#timeline .label a:not([aria-current])')"
    current = "document.querySelector('article a.passage[aria-current]')?.textContent"
    return Click(f"label to passage, {name}", address, label, current, _READY)


@contextmanager
def clicks(folder: Path) -> Iterator[list[Click]]:
    """All that is compared, while the servers run."""
    with ExitStack() as stack:

        def started(server: Server) -> Server:
            stack.callback(server.stop)
            return server.start()

        empty = started(streamlit_server(PAGES / "empty.py", folder / "empty.txt"))
        naive = started(streamlit_server(PAGES / "naive.py", folder / "naive.txt"))
        served = started(Server(ROOT, folder / "served.txt"))
        file = folder / "story.html"
        html = file_html(make_page(load_story(ROOT)), plotly=find_bundle())
        file.write_text(html, encoding="utf-8")
        found = [
            Click(
                "a button, empty Streamlit page",
                empty.url,
                "document.querySelector('[data-testid=stButton] button')",
                "document.querySelector('[data-testid=stMarkdown]')?.textContent",
                "[data-testid=stMarkdown]",
            ),
            Click(
                "filter, naive page of Streamlit and Plotly",
                naive.url,
                "document.querySelector('[data-testid=stButtonGroup] button')",
                _POINTS,
                ".js-plotly-plot .point",
            ),
            _filter("HTML file", file.as_uri()),
            _passage("HTML file", file.as_uri()),
        ]
        for delay_ms in (0, 150, 1000):
            proxy = stack.enter_context(DelayProxy(served.port, delay_ms / 1000))
            address = f"http://127.0.0.1:{proxy.port}/"
            found.append(_filter(f"served, {delay_ms} ms of delay", address))
        found.append(_passage("served, 1000 ms of delay", found[-1].address))
        yield found


def opened(browser: Browser, click: Click) -> Page:
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    page.goto(click.address)
    page.wait_for_selector(click.ready, state="attached", timeout=120_000)
    page.wait_for_load_state("networkidle")
    return page


def print_clicks(browser: Browser, tell: Callable[[str], None] = print) -> None:
    with tempfile.TemporaryDirectory() as folder, clicks(Path(folder)) as found:
        pages = [opened(browser, click) for click in found]
        times: list[list[float]] = [[] for _ in found]
        for _ in range(ROUNDS):
            for click, page, own in zip(found, pages, times, strict=True):
                page.bring_to_front()
                click.measure_ms(page)  # A page that was behind another wakes up first.
                own.extend(click.measure_ms(page) for _ in range(CLICKS_A_ROUND))
        for page in pages:
            page.context.close()
    floor = statistics.median(times[0])
    for click, own in zip(found, times, strict=True):
        own.sort()
        median, worst = statistics.median(own), own[int(len(own) * 0.95)]
        tell(
            f"{click.name}: {median:.1f} ms, p95 {worst:.1f} (n={len(own)}); "
            f"{median / floor:.2f} times the empty Streamlit page"
        )


if __name__ == "__main__":
    with sync_playwright() as playwright:
        print_clicks(
            playwright.chromium.launch(executable_path=install(), args=browser_arguments())
        )
