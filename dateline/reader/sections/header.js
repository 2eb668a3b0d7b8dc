// The head of the page: headline, origin, and what can be done with the page.

import { button, element, icon, storyWords } from "../dom.js";
import { makePopover } from "../popover.js";
import { makeRoving } from "../roving.js";
import { makeDownloads } from "./downloads.js";

const SAID_MS = 2000; // so long a button says what it did

/**
 * @param {Store} app @param {HTMLElement} head the article's headline and standfirst
 * @param {{settle: () => void}} timeline ``settle``: make it ready for a picture
 */
export function makeHeader(app, head, { settle }) {
  const { article } = app.page;
  const copy = button("Share", async () => {
    copy.textContent = (await app.copy(location.href)) ? "Link copied" : "Copying is not allowed here";
    setTimeout(() => (copy.textContent = "Share"), SAID_MS);
  }, { title: "Copy a link to this view" });
  const downloads = makeDownloads(app, { settle });
  const buttons = [copy, button("Print", () => print()), downloads.node];
  const menu = makePopover(icon("more"), "", { id: "dateline-actions", name: "Share, print, download" });
  const actions = element("div", { class: "page-actions", role: "toolbar", "aria-label": "Share, print, download" });
  const stop = makeRoving(actions, ":scope > button, :scope > details > summary, :scope > .popover-box > button");
  const notes = element("div", { class: "link-notes", role: "status" });
  const title = head.querySelector("h1") ? null : storyWords("h1", app.page, article.title);
  return {
    nodes: [element("div", { class: "top" }, element("div", { class: "masthead" }, title, head, byline(app)), actions), notes],
    render: downloads.render,
    /** On a phone the buttons stand in a menu. @param {boolean} isNarrow */
    fold(isNarrow) {
      for (const one of [buttons[0], buttons[1], downloads.summary]) one.tabIndex = 0;
      menu.panel.replaceChildren(...(isNarrow ? buttons : []));
      actions.replaceChildren(...(isNarrow ? [menu.node] : buttons));
      stop();
    },
    close: () => menu.close(),
    /** @param {string[]} words */
    note: (words) => notes.replaceChildren(...words.map((line) => element("p", {}, line))),
  };
}

/** @param {Store} app */
function byline({ page }) {
  const { outlet, published, published_note: note, url } = page.article;
  const parts = [
    outlet && storyWords("span", page, outlet),
    published && storyWords("span", page, published, { title: note || null }),
    url && element("a", { href: url, rel: "noreferrer", target: "_blank" }, "Read the original"),
  ].filter(Boolean);
  return element("p", { class: "byline" }, ...parts.flatMap((part, index) => (index ? [" · ", part] : [part])));
}
