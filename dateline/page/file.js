// The start of the one-file host: the page's data and Plotly are in the file itself.

/** @param {string} words said where the reader would be */
const say = (words) => {
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  note.textContent = words;
  document.getElementById("dateline").replaceChildren(note);
};

/** @returns {Promise<void>} once the whole file is read */
const wholeFile = () => new Promise((resolve) => {
  if (document.readyState !== "loading") resolve();
  else document.addEventListener("DOMContentLoaded", () => resolve(), { once: true });
});

// What stands in the file is whole once the line that follows it runs; what waits for it goes on then.
const whole = new Map();
const waiting = new Map();

/** @param {string} id @param {string} missing said if it is not in the file @returns {Promise<HTMLElement>} */
const taken = (id, missing) => new Promise((resolve, reject) => {
  if (whole.has(id)) resolve(whole.get(id));
  else if (document.readyState !== "loading") reject(new Error(missing));
  else waiting.set(id, { resolve, reject: () => reject(new Error(missing)) });
});

let loading = null;

/**
 * Run Plotly's text, once. A script element made here runs at once, and only if the text is the
 * one whose hash stands in the file's policy.
 * @returns {Promise<object>} Plotly
 */
const plotly = () => (loading ??= taken("dateline-plotly", "this file ends before its charts' code").then((text) => {
  const script = document.createElement("script");
  script.textContent = text.textContent;
  // The full bundle brings a style sheet for maps, which the file's policy rightly refuses; it
  // leaves it where an element of the sheet's id is there already.
  const maps = /getElementById\("([0-9a-f]{64})"\)/.exec(script.textContent);
  if (maps) document.head.append(Object.assign(document.createElement("meta"), { id: maps[1] }));
  document.head.append(script);
  // Both copies are of no further use, and large.
  script.remove();
  text.remove();
  if (!window.Plotly) throw new Error("the code of the charts does not run here");
  return window.Plotly;
}));

/** @param {number} number of a part of the page @returns {Promise<object>} */
const more = (number) => taken(`dateline-part-${number}`, "this file is cut short; get it anew").then((text) => {
  const part = JSON.parse(text.textContent);
  text.remove();
  return part;
});

/** @returns {Promise<void>} once every chart of the first screen is drawn */
const whenReady = () => new Promise((resolve) => {
  const { dataset } = document.documentElement;
  const check = () => dataset.dateline === "ready" && (watcher.disconnect(), resolve());
  const watcher = new MutationObserver(check);
  watcher.observe(document.documentElement, { attributeFilter: ["data-dateline"] });
  check();
});

/**
 * For a program that opens the file to have a chart as a picture: its text in place of the page.
 * @param {string} name which chart @param {string} ending svg or png
 */
const showPicture = async (reader, name, ending) => {
  let text = "";
  try {
    text = await reader.picture(name, ending);
  } catch (error) {
    text = `error: ${error.message}`;
  }
  const node = Object.assign(document.createElement("pre"), { id: "dateline-picture", textContent: text });
  document.body.replaceChildren(node);
};

const start = (text) => {
  let first = null;
  try {
    first = JSON.parse(text.textContent);
  } catch {
    say("This file is damaged: its data cannot be read. Get it anew.");
    return;
  }
  const below = document.getElementById("dateline-below");
  const asked = /^#picture=(\w+)\.(svg|png)$/.exec(location.hash);
  const onWhole = (page) => {
    drawBelow(below, page);
    if (asked) void whenReady().then(() => showPicture(reader, asked[1], asked[2]));
  };
  const reader = mountDateline(document.getElementById("dateline"), { parts: [first], more, plotly, kind: "file", whole: onWhole });
};

let started = false;

/** Called by the line that follows each piece of the file, so that it waits for nothing after it. */
window.readDateline = () => {
  // Plotly, at work already, may have put something of its own between the two.
  let piece = document.currentScript.previousElementSibling;
  while (!/^dateline-(page|plotly|part-\d+)$/.test(piece.id)) piece = piece.previousElementSibling;
  if (!started) {
    started = true;
    start(piece);
    return;
  }
  whole.set(piece.id, piece);
  waiting.get(piece.id)?.resolve(piece);
  waiting.delete(piece.id);
};

// A file that ends early never comes to the lines that it has not.
void wholeFile().then(() => {
  if (!started) say("This file is cut short: it ends before its data does. Get it anew.");
  for (const { reject } of waiting.values()) reject();
});
