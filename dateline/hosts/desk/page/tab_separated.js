// Cells as spreadsheets copy and paste them: tab-separated text, quoted where a cell has lines.

/** @param {string} text @returns {string[][]} */
export function readCells(text) {
  /** @type {string[][]} */
  const lines = [[]];
  let at = 0;
  while (at < text.length || at === 0) {
    const [cell, end] = text[at] === '"' ? quoted(text, at) : plain(text, at);
    lines[lines.length - 1].push(cell);
    if (text[end] === "\t") at = end + 1;
    else {
      at = end + (text.startsWith("\r\n", end) ? 2 : 1);
      if (at < text.length) lines.push([]);
    }
    if (text[end] === "\t" && at === text.length) lines[lines.length - 1].push("");
  }
  return lines;
}

/** @param {string} text @param {number} start @returns {[string, number]} */
function plain(text, start) {
  const end = text.slice(start).search(/[\t\r\n]/);
  const to = end < 0 ? text.length : start + end;
  return [text.slice(start, to), to];
}

// A quotation mark in the middle, or one that nothing closes, is a word's own.
/** @param {string} text @param {number} start @returns {[string, number]} */
function quoted(text, start) {
  const found = /^"((?:[^"]|"")*)"(?=[\t\r\n]|$)/.exec(text.slice(start));
  return found ? [found[1].replaceAll('""', '"').replaceAll("\r\n", "\n"), start + found[0].length] : plain(text, start);
}

/** @param {string[][]} lines */
export function writeCells(lines) {
  const cell = (/** @type {string} */ text) => (/[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return lines.map((cells) => cells.map(cell).join("\t")).join("\n");
}
