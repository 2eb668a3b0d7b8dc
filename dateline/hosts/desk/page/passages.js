// The words that a row rests on: each can be shown, removed, moved, or begin a row of its own.

import { button, element, icon } from "./dom.js";

/**
 * @param {Desk} desk
 * @param {{show: (span: DeskSpan) => void, select: (span: DeskSpan) => void}} article
 */
export function makeEvidence(desk, article) {
  const list = element("ol", { class: "desk-passages" });
  const hint = element("p", { class: "desk-reading" });
  const notes = element("div", { class: "desk-notes" });
  const label = element("h3", { class: "desk-label" }, "Evidence");
  const node = element("section", { class: "desk-field evidence", "data-column": "evidence" }, label, list, notes, hint);
  let subject = /** @type {import("./fields.js").DeskSubject | null} */ (null), drawn = "";

  /** @param {number[]} order the places of those that stay */
  function set(order) {
    if (!subject) return;
    const { uid, passages } = subject;
    desk.do({ do: "passages", uid, passages: order.map((place) => passages[place].words) });
  }

  /** @param {DeskPassage} passage @param {number} place @param {number} count */
  function item({ words, start, end }, place, count) {
    const places = Array.from({ length: count }, (_, at) => at), name = words.length > 40 ? `${words.slice(0, 40).trimEnd()}…` : words;
    const swapped = (/** @type {number} */ by) => places.map((at) => (at === place ? place + by : at === place + by ? place : at));
    const act = (/** @type {keyof typeof SIGNS} */ sign, /** @type {string} */ label, /** @type {() => void} */ action) => button(icon(SIGNS[sign]), () => {
      action();
      hold(place, sign);
    }, { class: "desk-bare", "aria-label": `${label}: ${name}`, title: label, "data-act": sign });
    const isFound = start !== undefined && end !== undefined;
    const shown = isFound ? button(element("q", { dir: "auto" }, words), () => article.select([start, end]), { class: "desk-quiet", title: "Show it in the article" }) : element("q", { class: "desk-lost", dir: "auto" }, words);
    const tools = subject?.uid ? [
      place > 0 ? act("up", "Move up", () => set(swapped(-1))) : null,
      place < count - 1 ? act("down", "Move down", () => set(swapped(1))) : null,
      place > 0 ? button("Split", () => void desk.do({ do: "split", uid: subject?.uid, at: place }), { class: "desk-small", title: "This and what stands below it become a row of their own" }) : null,
      act("remove", "Remove", () => set(places.filter((at) => at !== place))),
    ] : [];
    return element("li", {}, shown, element("span", { class: "desk-tools" }, ...tools));
  }

  /** The focus stays in the list, whatever is removed or moved. @param {number} place @param {keyof typeof SIGNS} sign */
  function hold(place, sign) {
    const by = { up: -1, down: 1, remove: 0 }[sign];
    wanted = { place: place + by, sign };
  }
  let wanted = /** @type {{place: number, sign: string} | null} */ (null);

  function draw() {
    if (!subject) return;
    const { passages, uid, cells } = subject, had = list.contains(document.activeElement);
    list.replaceChildren(...passages.map((one, place) => item(one, place, passages.length)));
    list.hidden = !passages.length;
    hint.textContent = !uid ? "" : cells.source && !passages.length ? "Background: this row names a source outside the article." : "Select words in the article and press A to add them.";
    const lost = passages.filter(({ start }) => start === undefined).length;
    list.classList.toggle("some-lost", lost > 0);
    if (!had || !wanted) return;
    const row = list.children[Math.min(wanted.place, passages.length - 1)];
    const next = row?.querySelector(`[data-act=${wanted.sign}]`) ?? row?.querySelector("button");
    /** @type {HTMLElement | null | undefined} */ (next)?.focus();
    wanted = null;
  }

  return {
    node,
    /** @param {import("./fields.js").DeskSubject} next */
    show(next) {
      const { passages, problems, warnings, cells, uid } = next;
      subject = next;
      const own = [...problems.filter(({ column }) => column === "evidence"), ...warnings.filter(({ column }) => column === "evidence")];
      const sign = JSON.stringify([uid, passages, own, cells.source]);
      if (sign === drawn) return;
      drawn = sign;
      draw();
      notes.replaceChildren(...own.map((message) => element("p", { class: problems.includes(message) ? "desk-problem" : "desk-warning" }, message.words)));
    },
    focus: () => /** @type {HTMLElement | null} */ (list.querySelector("button"))?.focus(),
  };
}

const SIGNS = /** @type {const} */ ({ up: "up", down: "down", remove: "close" });
