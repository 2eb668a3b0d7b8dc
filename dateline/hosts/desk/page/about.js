// What is known of the article itself: its headline, outlet, day and the like, each a field.

import { element } from "./dom.js";
import { NO_LANGUAGE, tagOf } from "./languages.js";

/** @type {[string, keyof DeskArticle & string, string][]} */
const FACTS = [
  ["Headline", "title", ""],
  ["Outlet", "outlet", ""],
  ["Day of publication", "published", "3 May 2024"],
  ["Address", "url", "https://…"],
  ["Whose shares it is about", "subject", "blank where it is about none"],
  ["Language", "language", "en"],
];

/** @param {Desk} desk */
export function makeAbout(desk) {
  /** @type {Map<string, HTMLInputElement>} */
  const fields = new Map();
  const notes = new Map();
  /** Why what was written is not in the file. @type {Map<string, string>} */
  const refused = new Map();
  const node = element("section", { class: "about", "aria-labelledby": "desk-about" }, element("h2", { id: "desk-about" }, "About the article"));
  const box = element("div", { class: "facts" });
  node.append(box);
  for (const [label, key, placeholder] of FACTS) {
    const field = element("input", { id: `desk-fact-${key}`, placeholder, dir: "auto", autocomplete: "off", "aria-describedby": `desk-fact-${key}-note` });
    const note = element("p", { class: "problem", id: `desk-fact-${key}-note` });
    field.addEventListener("change", () => void write(key, field.value));
    fields.set(key, field);
    notes.set(key, note);
    box.append(element("div", { class: "field" }, element("label", { for: field.id }, label), field, note));
  }

  /** @param {string} key @param {string} written */
  async function write(key, written) {
    const value = key === "language" ? tagOf(written) : written;
    const answer = key === "language" && !value && written.trim() ? { error: `“${written}” ${NO_LANGUAGE}` } : await desk.do({ do: "fact", key, value });
    refused.set(key, answer.error ?? "");
    render();
  }

  return {
    node,
    /** @param {string} key */
    has: (key) => fields.has(key),
    /** @param {string} key */
    focus: (key) => fields.get(key)?.focus(),
    render,
  };

  function render() {
    const { article, problems } = desk.view;
    for (const [, key] of FACTS) {
      const field = /** @type {HTMLInputElement} */ (fields.get(key));
      const why = refused.get(key);
      // What was refused stays as it is written, to be mended.
      if (document.activeElement !== field && article && !why) field.value = String(article[key] ?? "");
      const own = problems.filter(({ file, column }) => file === "article.md" && column === key).map(({ words }) => words);
      const words = why ? [why] : own;
      notes.get(key).textContent = words.join("; ");
      if (words.length) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }
}
