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
  const list = makeList(input, label);
  const open = () => list.show(matching(options(), input.value));

  /** @param {string | undefined} option */
  function take(option) {
    list.close();
    if (option !== undefined) chosen(option);
  }

  input.addEventListener("input", open);
  input.addEventListener("click", open);
  input.addEventListener("blur", list.close);
  input.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && !list.isOpen) open();
    if (by && list.isOpen) list.mark(by);
    else if (event.key === "Enter" && list.marked !== undefined) {
      take(list.marked);
      event.stopImmediatePropagation();
    } else if (event.key === "Escape" && list.isOpen) list.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.node.addEventListener("click", ({ target }) => take(/** @type {Element} */ (target).textContent ?? undefined));
  return { node: element("div", { class: "desk-combobox" }, input, list.node), close: list.close };
}

/** The list below a field, whose marked option is the field's own. @param {HTMLInputElement} input @param {string} label */
function makeList(input, label) {
  const id = `desk-options-${(lists += 1)}`;
  const node = element("ul", { class: "desk-options", id, role: "listbox", "aria-label": label, hidden: true });
  for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id })) input.setAttribute(name, value);
  let shown = /** @type {string[]} */ ([]), active = -1;
  // The field keeps the focus.
  for (const name of ["pointerdown", "mousedown"]) node.addEventListener(name, (event) => event.preventDefault());

  /** @param {string[]} options */
  function show(options) {
    active = -1;
    shown = options.length === 1 && options[0] === input.value ? [] : options;
    node.replaceChildren(...shown.map((option, place) => element("li", { role: "option", id: `${id}-${place}`, "aria-selected": "false", dir: "auto" }, option)));
    node.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    input.removeAttribute("aria-activedescendant");
    if (shown.length) node.scrollIntoView({ block: "nearest" });
  }

  return {
    node, show,
    close: () => show([]),
    get isOpen() { return shown.length > 0; },
    /** @returns {string | undefined} */
    get marked() { return shown[active]; },
    /** @param {number} by */
    mark(by) {
      active = active < 0 && by < 0 ? shown.length - 1 : (active + by + shown.length) % shown.length;
      [...node.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === active)));
      node.children[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", node.children[active].id);
    },
  };
}
