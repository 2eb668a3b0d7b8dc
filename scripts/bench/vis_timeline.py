"""vis-timeline, its whole script with vis-data in it, as its guide shows it.

A ``DataView`` is filtered by a button a category; a click on an item shows the event's text.
"""

from scripts.bench.compared import Action, Compared
from scripts.bench.peers import package_folder
from scripts.bench.static_server import StaticServer

PACKAGE = "vis-timeline"
_SCRIPT = "standalone/umd/vis-timeline-graph2d.min.js"
_STYLE = "styles/vis-timeline-graph2d.min.css"
_PAGE = (
    f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>vis-timeline</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/vis/{_STYLE}">
</head>
<body>
<p id="shown-text">&nbsp;</p>
<p id="filters"></p>
<div id="timeline"></div>
<script src="/vis/{_SCRIPT}"></script>
"""
    + """<script type="module">
const events = await (await fetch('events.json')).json();
const texts = new Map(events.map((event) => [event.id, event.text]));
const chosen = new Set();
const items = new vis.DataSet(events.map(({id, title, category, start, end}) => (
  {id, category, content: title, start, ...(end && {end})}
)));
const view = new vis.DataView(items, {
  filter: (item) => !chosen.size || chosen.has(item.category),
});
for (const category of new Set(events.map((event) => event.category))) {
  const button = document.createElement('button');
  button.textContent = category;
  button.onclick = () => {
    if (!chosen.delete(category)) chosen.add(category);
    view.refresh();
  };
  document.getElementById('filters').append(button);
}
const timeline = new vis.Timeline(document.getElementById('timeline'), view, {
  maxHeight: 600,
  verticalScroll: true,
});
timeline.on('select', ({items: [id]}) => {
  document.getElementById('shown-text').textContent = texts.get(id) ?? '';
});
</script>
</body>
</html>
"""
)
# It listens to the pointer and not to clicks.
_TAP = """
const items = all('.vis-item:not(.vis-selected)').filter((node) => {
  const box = node.getBoundingClientRect();
  return isSeen(node) && box.top > 150 && box.bottom < innerHeight && box.right > 0;
});
const box = items[0].getBoundingClientRect();
const at = {bubbles: true, cancelable: true, pointerId: 1, pointerType: 'mouse', isPrimary: true,
  button: 0, clientX: Math.max(box.left, 0) + 3, clientY: box.top + 5};
items[0].dispatchEvent(new PointerEvent('pointerdown', {...at, buttons: 1}));
items[0].dispatchEvent(new PointerEvent('pointerup', {...at, buttons: 0}));
"""

VIS_TIMELINE = Compared(
    "vis-timeline",
    words="all('.vis-item-content').some(isSeen)",
    charts="all('.vis-item').some(isSeen)",
    filter=Action(
        "a category's button: a DataView",
        "find('#filters button').click()",
        "all('.vis-item').length",
    ),
    mark=Action("an item: its text", _TAP, "find('#shown-text').textContent"),
)


def add_vis_timeline(server: StaticServer, events: str) -> str:
    """Serve the page with these events; return its address."""
    for file in (_SCRIPT, _STYLE):
        server.add_file(f"/vis/{file}", package_folder(PACKAGE) / file)
    server.add("/vis/events.json", events, "application/json")
    return server.add("/vis/", _PAGE)
