// Words broken into lines of a width. Pure.

/**
 * Break runs of text into lines no wider than ``most``, breaking words only where one is wider.
 * @param {Run[]} runs @param {number} most @param {Measure} measure
 * @returns {{lines: Line[], width: number}}
 */
export function breakLines(runs, most, measure) {
  const lines = /** @type {Line[]} */ ([[]]);
  let at = 0, width = 0;
  /** @param {string} text @param {string} style @param {number} size */
  const put = (text, style, size) => {
    const line = lines[lines.length - 1];
    const last = line[line.length - 1];
    if (last && last.style === style) last.text += text;
    else line.push({ text, style });
    at += size;
    if (text !== " ") width = Math.max(width, at); // A space at a line's end is not seen.
  };
  const turn = () => {
    const line = lines[lines.length - 1];
    if (line.length) line[line.length - 1].text = line[line.length - 1].text.trimEnd();
    lines.push([]);
    at = 0;
  };
  for (const { text, style } of runs) {
    for (const word of text.match(/[^ \t\n\r]+|[ \t\n\r]+/g) ?? []) {
      const isSpace = /^[ \t\n\r]/.test(word);
      const size = measure(isSpace ? " " : word, style);
      if (isSpace) {
        if (at) put(" ", style, size);
      } else if (at + size <= most) put(word, style, size);
      else if (size <= most) {
        turn();
        put(word, style, size);
      } else {
        for (const letter of word) {
          const letterSize = measure(letter, style);
          if (at + letterSize > most && at) {
            turn();
            lines[lines.length - 1].isCut = true; // within a word
          }
          put(letter, style, letterSize);
        }
      }
    }
  }
  return { lines: lines.filter((line) => line.length), width: Math.ceil(width) };
}
