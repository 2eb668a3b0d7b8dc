// Several names in one cell: each is a chip; Enter adds what is typed, and so does leaving the field.

import { makeCombobox } from "./combobox.js";
import { button, element, icon } from "./dom.js";

/** @param {string} cell */
export const namesIn = (cell) => cell.split(/[;\n]/).map((name) => name.trim()).filter(Boolean);

/**
 * @param {HTMLInputElement} input
 * @param {{label: string, known: () => string[], write: (value: string) => Promise<unknown> | void}} given
 */
export function makeNames(input, { label, known, write }) {
  let names = /** @type {string[]} */ ([]);
  const list = element("ul", { class: "desk-chips", "aria-label": label, hidden: true });
  const options = () => known().filter((name) => !names.includes(name));
  const combobox = makeCombobox(input, { label, options, chosen: add });
  const node = element("div", { class: "desk-names" }, list, combobox.node);
  input.setAttribute("placeholder", "Enter adds");

  /** @param {string[]} next */
  function set(next) {
    names = next;
    draw();
    return write(names.join("; "));
  }

  /** @param {string} typed */
  function add(typed) {
    const fresh = namesIn(typed).filter((name) => !names.includes(name));
    input.value = "";
    combobox.close();
    if (fresh.length) return set([...names, ...fresh]);
  }

  function draw() {
    list.hidden = !names.length;
    list.replaceChildren(...names.map((name) => {
      const remove = button(icon("close"), () => {
        input.focus();
        set(names.filter((other) => other !== name));
      }, { class: "desk-bare", "aria-label": `Remove ${name}` });
      return element("li", {}, element("bdi", {}, name), remove);
    }));
  }

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if ((event.key === "Enter" || event.key === ";") && input.value.trim()) {
      event.preventDefault();
      add(input.value);
    } else if (event.key === "Backspace" && !input.value && names.length) {
      event.preventDefault();
      set(names.slice(0, -1));
    }
  });
  input.addEventListener("blur", () => void add(input.value));
  return {
    node,
    flush: () => add(input.value),
    /** @param {string} cell */
    show(cell) {
      const stored = namesIn(cell);
      if (stored.join(";") === names.join(";")) return;
      names = stored;
      draw();
    },
  };
}
