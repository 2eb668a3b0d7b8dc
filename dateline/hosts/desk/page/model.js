// Proposals from any chat model: a prompt to copy, and its answer to paste. Nothing is sent anywhere
// from here; each row of the answer is held against the article before it is proposed.

import { button, copyWords, element } from "./dom.js";

/** @param {Desk} desk @param {() => void} proposed */
export function makeModel(desk, proposed) {
  const text = element("textarea", { id: "desk-answer", rows: 8 });
  const told = element("p", { role: "status" }), refused = element("ul", { class: "desk-refused", "aria-label": "Refused rows" });
  const copy = button("Copy the prompt", async () => {
    const { prompt = "", error } = await desk.do({ do: "prompt" });
    const isCopied = !error && (await copyWords(dialog, prompt));
    told.textContent = error ?? (isCopied ? "The prompt is copied, with the article in it." : "The browser does not allow copying.");
  });
  const read = button("Read the answer", async () => {
    const { said, error, refused: reasons = [] } = await desk.do({ do: "answer", text: text.value });
    told.textContent = error ?? said ?? "";
    refused.replaceChildren(...reasons.map((reason) => element("li", {}, reason)));
    if (error) return text.focus();
    text.value = "";
    proposed();
    if (!reasons.length) dialog.close();
  });
  const dialog = element("dialog", { class: "desk-dialog", "aria-labelledby": "desk-model" },
    element("h2", { id: "desk-model" }, "Proposals from a chat model"),
    element("p", {}, "Give the prompt to any chat model and paste its answer. Each row is held against the article; what it does not bear out is refused."),
    element("div", { class: "desk-buttons" }, copy), element("label", { class: "desk-label", for: text.id }, "Its answer"), text, told, refused,
    element("div", { class: "desk-buttons" }, read, button("Close", () => dialog.close())));
  const opener = button("Ask a model", () => {
    told.textContent = "";
    refused.replaceChildren();
    dialog.showModal();
  }, { class: "desk-quiet", "data-do": "model" });
  return { node: dialog, opener };
}
