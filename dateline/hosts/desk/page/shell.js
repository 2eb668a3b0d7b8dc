// The frame of the desk: its header with the tabs, what happened in words, and one tab below.

import { element, grouped } from "./dom.js";

/** @type {Record<DeskTab, string>} */
const LABELS = { write: "Write", tables: "Tables", problems: "Problems", preview: "Preview", export: "Export" };
const TABS = /** @type {DeskTab[]} */ (Object.keys(LABELS));
const SAID_MS = 10_000; // as long as words on what is done stay in sight; errors stay until the next action
const GONE = "The desk's server is gone. What you type is kept in this window and written when it is back: start dateline desk again.";

/** @param {{undo: HTMLElement, asked: (tab: DeskTab) => void}} given ``asked``: another tab was chosen */
export function makeShell({ undo, asked }) {
  const title = element("h1", { dir: "auto" }, "Desk");
  const counts = Object.fromEntries(TABS.map((tab) => [tab, element("span", { class: "count" })]));
  const links = TABS.map((tab) => element("a", { href: `#${tab}`, "data-tab": tab }, LABELS[tab], " ", counts[tab]));
  const nav = element("nav", { "aria-label": "Ways to work", hidden: true }, ...links);
  const said = element("p", { class: "said", role: "status" });
  const gone = element("p", { class: "gone", role: "alert" });
  const unsaved = element("p", { class: "gone", role: "alert" });
  const header = element("header", {}, title, nav, element("div", { class: "header-end" }, said, undo));
  const main = element("main");
  const node = element("div", { class: "desk" }, header, gone, unsaved, main);
  let isGone = false;
  let timer = 0;

  window.addEventListener("hashchange", () => asked(tab()));

  /** @returns {DeskTab} */
  function tab() {
    const asked = /** @type {DeskTab} */ (location.hash.slice(1));
    return TABS.includes(asked) ? asked : "write";
  }

  return {
    node, tab,
    /** @param {DeskTab | null} tab @param {HTMLElement} part */
    show(tab, part) {
      nav.hidden = undo.hidden = tab === null;
      if (tab && location.hash !== `#${tab}` && (tab !== "write" || location.hash)) history.pushState(null, "", `#${tab}`);
      for (const link of links) {
        if (link.dataset.tab === tab) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
      if (main.firstChild !== part) main.replaceChildren(part);
    },
    /** @param {DeskView} view */
    render({ article, rows, problems, unsaved: words }) {
      unsaved.textContent = words ? `Not saved: ${words}` : "";
      title.textContent = article?.title || "Desk";
      title.lang = article?.language || "en";
      document.title = `${title.textContent} · Dateline`;
      counts.tables.textContent = grouped(rows.length);
      counts.problems.textContent = problems.length ? grouped(problems.length) : "";
    },
    /** @param {string} words @param {boolean} isError */
    say(words, isError = false) {
      window.clearTimeout(timer);
      said.textContent = words;
      if (words && !isError) timer = window.setTimeout(() => (said.textContent = ""), SAID_MS);
      said.classList.toggle("error", isError);
    },
    /** @param {boolean} isConnected */
    connected(isConnected) {
      if (isConnected && isGone) said.textContent = "The desk's server is back";
      isGone = !isConnected;
      gone.textContent = isGone ? GONE : "";
    },
  };
}
