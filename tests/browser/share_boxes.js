// Measures the bars of shares as drawn, and says what is wrong with them.
() => {
  // Plotly keeps the trace with its first point, and of each point its place in the trace.
  const keyOf = point => {
    const made = point.closest('.trace').__data__;
    const {trace} = made[0] ?? made, {i, index} = point.__data__;
    return trace.customdata[i ?? index] ?? '';
  };
  const box = node => { const b = node.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
  const faults = [];
  const meets = (a, b) => a[0] + 1 < b[2] && b[0] + 1 < a[2] && a[1] + 1 < b[3] && b[1] + 1 < a[3];
  const within = (a, b) => a[0] >= b[0] - 1.5 && a[2] <= b[2] + 1.5 && a[1] >= b[1] - 1.5 && a[3] <= b[3] + 1.5;
  for (const frame of document.querySelectorAll('#ownership div.ownership-day div.bars')) {
    const [left, top, right, bottom] = box(frame);
    const ticks = [...frame.querySelectorAll('.xtick text')].map(node => [parseFloat(node.textContent), box(node)])
      .map(([percent, [a, , b]]) => [percent, (a + b) / 2]);
    const [zero, some] = [ticks[0], ticks[2]];
    const end = zero[1] + (100 * (some[1] - zero[1])) / some[0];
    const paper = [zero[1], top, end, bottom];
    if (end > right) faults.push('100 percent lies outside the chart');
    const pieces = [...frame.querySelectorAll('.barlayer .point')].map(p => [keyOf(p), box(p)]);
    for (const [key, piece] of pieces) if (!within(piece, paper)) faults.push(`the piece of ${key} lies outside 0–100`);
    for (const inside of frame.querySelectorAll('.inside')) {
      const words = inside.querySelector('span');
      const own = pieces.filter(([key, piece]) => key === inside.dataset.key && within(box(words), piece));
      if (!own.length) faults.push(`“${words.textContent}” does not lie in its own piece`);
      if (words.scrollWidth > words.clientWidth + 1 || inside.scrollWidth > inside.clientWidth + 1) faults.push(`“${words.textContent}” is clipped`);
    }
    const labels = [...frame.querySelectorAll('.row-label .line')];
    for (const label of labels) {
      const range = document.createRange();
      range.selectNodeContents(label);
      const b = range.getBoundingClientRect(), at = [b.left, b.top, b.right, b.bottom];
      if (!within(at, [left, top, right, bottom])) faults.push(`“${label.textContent}” leaves the chart`);
      for (const [key, piece] of pieces) if (meets(at, piece)) faults.push(`“${label.textContent}” meets the piece of ${key}`);
    }
  }
  const all = '#ownership :is(.row-label, .holders li, .sum, .conflicts li, .inside span, .tick text, [class$=tick] text)';
  const texts = [...document.querySelectorAll(all)].filter(node => node.checkVisibility());
  for (const [i, one] of texts.entries()) for (const other of texts.slice(i + 1)) {
    if (one.contains(other) || other.contains(one)) continue;
    const a = box(one), b = box(other);
    if (a[3] - 3 > b[1] && b[3] - 3 > a[1] && a[2] - 2 > b[0] && b[2] - 2 > a[0]) faults.push(`“${one.textContent}” meets “${other.textContent}”`);
  }
  const listed = [...document.querySelectorAll('#ownership .ownership-day :is(.holders, .row-label) [data-key], #ownership .ownership-day .row-label[data-key]')];
  const drawn = [...document.querySelectorAll('#ownership .ownership-day .barlayer .point')].map(keyOf);
  for (const key of drawn.filter(Boolean)) {
    if (!listed.some(node => node.dataset.key.split(' ').includes(key))) faults.push(`${key} is drawn and not listed`);
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
  return {faults, listed: [...new Set(listed.flatMap(node => node.dataset.key.split(' ')))], drawn: drawn.length};
}
