// The page where there is no article yet: its words are dropped or pasted, and what is known of it
// is asked for. The browser reads the file; the server says what it is made of.

import { element, plural } from "./dom.js";
import { languages, NO_LANGUAGE, tagOf } from "./languages.js";

const PLAIN = "article.txt";
const LATER_MS = 300;

/** @param {Desk} desk */
export function makeStart(desk) {
  const stop = new AbortController();
  let timer = 0;
  const fields = makeFields();
  const { words, headline, published, file } = fields;
  const unreadable = desk.view.unreadable.map(({ words }) => element("p", { class: "problem" }, `There is an article already, which cannot be read: ${words}`));
  const node = element("section", { class: "start", "aria-labelledby": "desk-start" }, ...unreadable, fields.node);
  const day = makeDay(desk, fields);
  const article = makeArticle(desk, fields, day);

  const later = (/** @type {() => void} */ act) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(act, LATER_MS);
  };

  published.addEventListener("input", () => later(() => void day.read()));
  words.addEventListener("input", () => later(() => void article.guess()));
  file.addEventListener("change", () => void article.take(file.files?.[0]));
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    void article.make();
  });
  for (const kind of /** @type {const} */ (["dragover", "dragleave", "drop"])) {
    // On the whole window: what is dropped beside a field would else leave the page.
    document.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      node.classList.toggle("over", kind === "dragover");
      if (kind === "drop") void article.take(event.dataTransfer.files[0]);
    }, { signal: stop.signal });
  }

  return {
    node,
    focus: () => words.focus(),
    close() {
      window.clearTimeout(timer);
      stop.abort();
    },
  };
}

/** The day of publication, as it is read. @param {Desk} desk @param {ReturnType<typeof makeFields>} fields */
function makeDay(desk, { published, tell }) {
  let value = "";
  return {
    get value() { return value; },
    get isWrong() { return published.value.trim() !== "" && !value; },
    async read() {
      const written = published.value.trim();
      value = "";
      if (!written) return tell(published, "Words such as “on Monday” are dated by it.");
      const answer = await desk.do({ do: "read_day", words: written });
      if (written !== published.value.trim()) return;
      value = answer.value ?? "";
      tell(published, answer.words ?? answer.error ?? "", Boolean(answer.error));
    },
  };
}

/**
 * The article as far as it is known: what a file or its words say stands in the fields that nobody
 * has typed into. @param {Desk} desk @param {ReturnType<typeof makeFields>} fields @param {ReturnType<typeof makeDay>} day
 */
function makeArticle(desk, fields, day) {
  const { words, headline, outlet, published, language } = fields;
  const known = Object.entries({ title: headline, outlet, published, language });
  const guessed = new Set(known.map(([name]) => name));
  /** What the words are: by the end of a file's name, Markdown where a file was read. */
  let kind = PLAIN;
  /** What a file says besides what is asked. @type {Record<string, string>} */
  let beside = {};

  for (const [name, field] of known) {
    field.addEventListener("input", () => {
      guessed.delete(name);
      fields.tell(field, "");
    });
  }

  /** @param {Record<string, string | undefined>} found */
  function fill(found) {
    for (const [name, field] of known) if (guessed.has(name) && found[name]) fields.put(field, found[name]);
    void day.read();
  }

  /** @param {Record<string, string>} facts */
  const read = async (facts) => desk.do({ do: "read_article", name: kind, content: await base64(new Blob([words.value])), facts });

  return {
    /** @param {File | undefined} chosen */
    async take(chosen) {
      if (!chosen) return;
      fields.tell(words, `Reading ${chosen.name} …`);
      const answer = await desk.do({ do: "read_article", name: chosen.name, content: await base64(chosen), facts: {} });
      if (answer.error !== undefined || answer.text === undefined) return fields.tell(words, answer.error ?? "", true);
      kind = "article.md";
      words.value = answer.text;
      const { title, outlet: by, published: on, language: of, ...rest } = answer.facts ?? {};
      beside = rest;
      fields.tell(words, [counted(answer.text), ...(answer.remarks ?? [])].join(". "));
      fill({ title, outlet: by, published: on, language: of });
      (headline.value ? fields.firstBlank() : headline).focus();
    },
    async guess() {
      const text = words.value;
      const answer = await read({});
      if (text !== words.value) return;
      if (answer.error) return fields.tell(words, text.trim() ? answer.error : "", true);
      fields.tell(words, counted(text));
      fill({ title: answer.facts?.title, language: answer.facts?.language });
    },
    async make() {
      await day.read();
      const facts = { ...beside, title: headline.value.trim(), outlet: outlet.value.trim(), published: day.value, language: tagOf(language.value) };
      if (!fields.areWhole(day.isWrong)) return;
      const answer = await read(facts);
      const made = answer.error !== undefined ? answer : await desk.do({ do: "article", ...facts, text: answer.text });
      if (made.error) fields.tell(words, made.error, true);
    },
  };
}

/** @param {string} text */
function counted(text) {
  return `${plural(text.split(/\s+/).filter(Boolean).length, "word")}, ${plural(text.split(/\n\s*\n/).filter((part) => part.trim()).length, "paragraph")}`;
}

/** @param {Blob} content @returns {Promise<string>} */
function base64(content) {
  return new Promise((read, failed) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => read(String(reader.result).replace(/^[^,]*,?/, "")));
    reader.addEventListener("error", () => failed(reader.error));
    reader.readAsDataURL(content);
  });
}

function makeFields() {
  const words = element("textarea", { id: "desk-words", rows: 14, dir: "auto", required: true, placeholder: "Paste the article here, its headline first" });
  const headline = element("input", { id: "desk-headline", dir: "auto", required: true });
  const outlet = element("input", { id: "desk-outlet", dir: "auto", required: true });
  const published = element("input", { id: "desk-published", placeholder: "3 May 2024" });
  const language = element("input", { id: "desk-language", list: "desk-languages", required: true, autocomplete: "off" });
  const known = element("datalist", { id: "desk-languages" }, ...languages().map(([code, name]) => element("option", { value: code, label: name })));
  const file = element("input", { type: "file", id: "desk-file", accept: ".txt,.md,.html,.htm,.docx,.odt" });
  const asked = [words, headline, outlet, published, language];
  const notes = new Map(asked.map((field) => [field, element("p", { id: `${field.id}-note`, class: "note", role: "status" })]));

  /** @param {string} label @param {typeof asked[number]} field */
  const labelled = (label, field) => element("div", { class: "field" }, element("label", { for: field.id }, label), field, notes.get(field));

  /** @param {typeof asked[number]} field @param {string} words @param {boolean} isWrong */
  function tell(field, words, isWrong = false) {
    const note = notes.get(field);
    if (!note) return;
    note.textContent = words;
    note.classList.toggle("problem", isWrong);
    if (isWrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }

  for (const field of asked) field.setAttribute("aria-describedby", `${field.id}-note`);
  const node = element("form", { novalidate: true },
    element("h2", { id: "desk-start" }, "Begin with the article"),
    element("p", { class: "quiet" }, "Paste its words, drop a file anywhere on this page, or choose one: text, Markdown, a web page, .docx or .odt. The words stay as they are; nothing leaves this computer."),
    element("div", { class: "field" }, element("label", { for: file.id }, "File"), file),
    labelled("Words of the article", words),
    element("div", { class: "facts" }, labelled("Headline", headline), labelled("Outlet", outlet), labelled("Day of publication", published), labelled("Language", language)),
    known,
    element("p", {}, element("button", { type: "submit", class: "main" }, "Make the story")),
  );
  return {
    node, words, headline, outlet, published, language, file, tell,
    /** @param {typeof asked[number]} field @param {string} value */
    put(field, value) {
      field.value = value;
      tell(field, "");
    },
    firstBlank: () => asked.find((field) => !field.value) ?? /** @type {HTMLElement} */ (node.querySelector("button")),
    /** @param {boolean} isDayWrong */
    areWhole(isDayWrong) {
      const blank = asked.filter((field) => field.required && !field.value.trim());
      for (const field of blank) tell(field, "is blank; it is needed", true);
      for (const field of [headline, outlet, language]) if (!blank.includes(field)) tell(field, "");
      const isUnknown = language.value.trim() !== "" && !tagOf(language.value);
      if (isUnknown) tell(language, NO_LANGUAGE, true);
      (blank[0] ?? (isDayWrong ? published : isUnknown ? language : null))?.focus();
      return !blank.length && !isDayWrong && !isUnknown;
    },
  };
}
