// The start of the one-file host: the page's data and Plotly are in the file itself.

/** @param {string} words said where the reader would be */
const say = (words) => {
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  note.textContent = words;
  document.getElementById("dateline").replaceChildren(note);
};

/** @returns {Promise<void>} once the whole file is read: Plotly's text stands at its end */
const wholeFile = () => new Promise((resolve) => {
  if (document.readyState !== "loading") resolve();
  else document.addEventListener("DOMContentLoaded", () => resolve(), { once: true });
});

let loading = null;

/**
 * Run Plotly's text, once. A script element made here runs at once, and only if the text is the
 * one whose hash stands in the file's policy.
 * @returns {Promise<object>} Plotly
 */
const plotly = () => (loading ??= wholeFile().then(() => {
  const text = document.getElementById("dateline-plotly");
  if (!text) throw new Error("this file ends before its charts' code");
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

/** @returns {Promise<void>} once every chart of the first screen is drawn */
const whenReady = () => new Promise((resolve) => {
  const { dataset } = document.documentElement;
  const look = () => dataset.dateline === "ready" && (watcher.disconnect(), resolve());
  const watcher = new MutationObserver(look);
  watcher.observe(document.documentElement, { attributeFilter: ["data-dateline"] });
  look();
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

let started = false;

/** Called by the line that follows the data, so that the words wait for nothing else. */
window.startDateline = () => {
  started = true;
  let page = null;
  try {
    page = JSON.parse(document.getElementById("dateline-page").textContent);
  } catch {
    say("This file is damaged: its data cannot be read. Get it anew.");
    return;
  }
  const reader = mountDateline(document.getElementById("dateline"), { page, plotly, kind: "file" });
  drawBelow(document.getElementById("dateline-below"), page);
  const asked = /^#picture=(\w+)\.(svg|png)$/.exec(location.hash);
  if (asked) void whenReady().then(() => showPicture(reader, asked[1], asked[2]));
};

// A file that ends within its data never comes to that line.
void wholeFile().then(() => {
  if (!started) say("This file is cut short: it ends before its data does. Get it anew.");
});
