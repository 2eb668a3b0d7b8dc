// A field that completes: what the story has already, in a list below it. Enter takes the marked
// one; what is typed and is not in the list stays as it is typed.

import { element } from "./dom.js";

const MOST = 8;
let lists = 0; // for ids

/** @param {string} words */
const folded = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** Those with the words in them, those that begin with them first. @param {string[]} options @param {string} words */
function matching(options, words) {
  const wanted = folded(words.trim());
  const found = options.filter((one) => folded(one).includes(wanted));
  const first = found.filter((one) => folded(one).startsWith(wanted));
  return [...first, ...found.filter((one) => !first.includes(one))].slice(0, MOST);
}

/**
 * @param {HTMLInputElement} input
 * @param {{label: string, options: () => string[], chosen: (option: string) => void}} given
 */
export function makeCombobox(input, { label, options, chosen }) {
  const id = `desk-options-${(lists += 1)}`;
  const list = element("ul", { class: "desk-options", id, role: "listbox", "aria-label": label, hidden: true });
  for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id })) input.setAttribute(name, value);
  const node = element("div", { class: "desk-combobox" }, input, list);
  let shown = /** @type {string[]} */ ([]), active = -1;

  function close() {
    [shown, active] = [[], -1];
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function open() {
    shown = matching(options(), input.value);
    active = -1;
    if (!shown.length || (shown.length === 1 && shown[0] === input.value)) return close();
    list.replaceChildren(...shown.map((option, place) => element("li", { role: "option", id: `${id}-${place}`, "aria-selected": "false", dir: "auto" }, option)));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
    list.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} place */
  function mark(place) {
    active = (place + shown.length) % shown.length;
    [...list.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === active)));
    list.children[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[active].id);
  }

  /** @param {number} place */
  function take(place) {
    const option = shown[place];
    close();
    chosen(option);
  }

  input.addEventListener("input", open);
  input.addEventListener("click", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && !shown.length) open();
    if (by && shown.length) mark(active < 0 && by < 0 ? shown.length - 1 : active + by);
    else if (event.key === "Enter" && active >= 0) {
      take(active);
      event.stopImmediatePropagation();
    } else if (event.key === "Escape" && shown.length) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // The field keeps the focus.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const place = [...list.children].indexOf(/** @type {Element} */ (target));
    if (place >= 0) take(place);
  });
  return { node, close };
}
