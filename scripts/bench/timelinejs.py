"""TimelineJS: one slide an event, and markers below. It has no filter; 'next' is the nearest.

Without animation, which would cost a second of each click. Its default font asks Google for files:
the bench's browser knows no other machine, so they are refused at once and the page goes on.
"""

from scripts.bench.compared import Action, Compared
from scripts.bench.peers import package_folder
from scripts.bench.static_server import StaticServer

PACKAGE = "@knight-lab/timelinejs"
_FILES = (
    "js/timeline.js",
    "css/timeline.css",
    "css/fonts/font.default.css",
    "css/icons/tl-icons.woff2",
    "css/icons/tl-icons.woff",
    "css/icons/tl-icons.ttf",
)
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>TimelineJS</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/timelinejs/css/timeline.css">
<style>body { margin: 0 } #timeline { height: 800px }</style>
</head>
<body>
<div id="timeline"></div>
<script src="/timelinejs/js/timeline.js"></script>
<script type="module">
const day = (iso) => {
  const [year, month, day] = iso.split('-').map(Number);
  return {year, month, day};
};
const events = (await (await fetch('events.json')).json()).map((event) => ({
  unique_id: event.id,
  group: event.category,
  start_date: day(event.start),
  ...(event.end && {end_date: day(event.end)}),
  text: {headline: event.title, text: event.text},
}));
const options = {script_path: location.origin + '/timelinejs/js/', duration: 1};
new TL.Timeline('timeline', {events}, options);
</script>
</body>
</html>
"""
# The headline of the slide that stands in the middle of the view.
_SLIDE = """all('.tl-slide').filter((slide) => {
  const box = slide.getBoundingClientRect();
  return box.left <= innerWidth / 2 && innerWidth / 2 < box.right;
}).map((slide) => isSeen(slide.querySelector('.tl-headline')) && slide.id).join()"""

TIMELINEJS = Compared(
    "TimelineJS",
    words="isSeen(find('.tl-slide .tl-headline'))",
    charts="isSeen(find('.tl-timemarker'))",
    filter=Action(
        "no filter; the next slide",
        "find('.tl-slidenav-next').click()",
        _SLIDE,
    ),
    mark=Action(
        "a marker: its slide",
        "find('.tl-timemarker:not(.tl-timemarker-active) > .tl-timemarker-content-container')"
        ".click()",
        _SLIDE,
    ),
)


def add_timelinejs(server: StaticServer, events: str) -> str:
    """Serve the page with these events; return its address."""
    for file in _FILES:
        server.add_file(f"/timelinejs/{file}", package_folder(PACKAGE) / "dist" / file)
    server.add("/timelinejs/events.json", events, "application/json")
    return server.add("/timelinejs/", _PAGE)
