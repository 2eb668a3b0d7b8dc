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
  for (const frame of document.querySelectorAll('#ownership div.bars')) {
    const [left, top, right, bottom] = box(frame);
    const plot = box(frame.querySelector('.plot'));
    const pieces = [...frame.querySelectorAll('.barlayer .point')].map(p => [keyOf(p), box(p)]);
    for (const [key, piece] of pieces) if (!within(piece, plot)) faults.push(`the piece of ${key} lies outside the bar`);
    for (const upon of frame.querySelectorAll('.piece .upon')) {
      const { key } = upon.closest('.piece').dataset;
      const own = pieces.filter(([of]) => of === (key ?? '')).map(([, piece]) => piece);
      const whole = [Math.min(...own.map(b => b[0])), Math.min(...own.map(b => b[1])), Math.max(...own.map(b => b[2])), Math.max(...own.map(b => b[3]))];
      for (const line of upon.querySelectorAll('.line')) if (!within(box(line), whole)) faults.push(`“${line.textContent}” does not lie in its own piece`);
    }
    for (const words of frame.querySelectorAll('.step-words')) {
      for (const line of words.querySelectorAll('.line')) if (!within(box(line), box(words))) faults.push(`“${line.textContent}” leaves its step`);
    }
    const labels = [...frame.querySelectorAll(':is(.row-label, .share-label) .line')];
    for (const label of labels) {
      const range = document.createRange();
      range.selectNodeContents(label);
      const b = range.getBoundingClientRect(), at = [b.left, b.top, b.right, b.bottom];
      if (!within(at, [left, top, right, bottom])) faults.push(`“${label.textContent}” leaves the chart`);
      for (const [key, piece] of pieces) if (meets(at, piece)) faults.push(`“${label.textContent}” meets the piece of ${key}`);
    }
  }
  const all = '#ownership :is(.owned, .row-label, .share-label, .none-held a, .sum, .conflicts li, .upon, .percent)';
  const texts = [...document.querySelectorAll(all)].filter(node => node.checkVisibility());
  for (const [i, one] of texts.entries()) for (const other of texts.slice(i + 1)) {
    if (one.contains(other) || other.contains(one)) continue;
    const a = box(one), b = box(other);
    if (a[3] - 3 > b[1] && b[3] - 3 > a[1] && a[2] - 2 > b[0] && b[2] - 2 > a[0]) faults.push(`“${one.textContent}” meets “${other.textContent}”`);
  }
  const listed = [...document.querySelectorAll('#ownership .ownership-day .share-labels a[data-key]')];
  const drawn = [...document.querySelectorAll('#ownership .ownership-day .barlayer .point')].map(keyOf);
  for (const key of drawn.filter(Boolean)) {
    if (!listed.some(node => node.dataset.key.split(' ').includes(key))) faults.push(`${key} is drawn and not listed`);
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
  return {faults, listed: [...new Set(listed.flatMap(node => node.dataset.key.split(' ')))], drawn: drawn.length};
}
