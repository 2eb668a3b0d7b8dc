// Measures the timeline as drawn: the boxes of labels, leaders, ticks, marks, bars and what may be cut.
() => {
  // Plotly keeps the trace with its first point, and of each point its place in the trace.
  const keyOf = point => {
    const made = point.closest('.trace').__data__;
    const {trace} = made[0] ?? made, {i, index} = point.__data__;
    return trace.customdata[i ?? index] ?? '';
  };
  const isShown = node => node.checkVisibility() && node.getBoundingClientRect().width > 0;
  const box = b => [b.left, b.top + scrollY, b.right, b.bottom + scrollY];
  const words = node => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter(b => b.width > 0.5 && b.height > 1);
  };
  const things = [];
  const add = (chart, kind, keys, text, boxes, size = 0) => boxes.length && things.push(
    {chart, kind, keys, text, boxes: boxes.map(box), size});
  const panels = [...document.querySelectorAll('#timeline .panel')].filter(isShown);
  const charts = panels.map(panel => box(panel.getBoundingClientRect()));
  panels.forEach((panel, chart) => {
    for (const item of panel.querySelectorAll('.labels > .label')) {
      const links = [...item.querySelectorAll('a[data-key]')];
      const keys = links.map(link => link.dataset.key);
      for (const link of links) {
        const size = Math.min(...[...link.querySelectorAll('.line *')]
          .map(part => parseFloat(getComputedStyle(part).fontSize)));
        add(chart, 'label', [link.dataset.key], link.textContent,
            [...link.querySelectorAll('.line')].flatMap(words), size);
        for (const node of [link, item, ...link.querySelectorAll('*')]) {
          const style = getComputedStyle(node);
          if (style.overflow !== 'visible' || style.textOverflow === 'ellipsis') {
            add(chart, 'clip', [link.dataset.key], link.textContent, [node.getBoundingClientRect()]);
          }
        }
      }
      const b = item.getBoundingClientRect(), style = getComputedStyle(item);
      const left = parseFloat(style.borderLeftWidth), right = parseFloat(style.borderRightWidth);
      if (left) add(chart, 'leader', keys, '', [new DOMRect(b.left, b.top, left, b.height)]);
      if (right) add(chart, 'leader', keys, '', [new DOMRect(b.right - right, b.top, right, b.height)]);
    }
    for (const text of panel.querySelectorAll('[class$="tick"] text')) {
      add(chart, 'tick', [], text.textContent, [text.getBoundingClientRect()]);
    }
    for (const [kind, layer] of [['mark', 'scatterlayer'], ['bar', 'barlayer']]) {
      for (const point of panel.querySelectorAll(`.${layer} .point`)) {
        if (!isShown(point)) continue;
        const shape = point.querySelector('path') ?? point;
        add(chart, kind, [keyOf(point)], '', [shape.getBoundingClientRect()]);
      }
    }
  });
  for (const link of document.querySelectorAll('#timeline .events a[data-key]')) {
    if (!isShown(link)) continue;
    const parts = [...link.querySelectorAll('.title, b')];
    const size = Math.min(...parts.map(part => parseFloat(getComputedStyle(part).fontSize)));
    add(-1, 'label', [link.dataset.key], link.textContent, words(link), size);
  }
  const more = [...document.querySelectorAll('#timeline .more-labels a[data-key]')];
  return {
    things, charts,
    more: more.map(link => [link.dataset.key, link.textContent]),
    says: document.querySelector('#timeline .more-labels:not([hidden]) summary')?.textContent ?? '',
    window: document.documentElement.clientWidth,
    wide: document.documentElement.scrollWidth,
    height: document.querySelector('#timeline .chart')?.getBoundingClientRect().height ?? 0,
  };
}
