// The choices of the facets: buttons with their counts, of many the first ones.

import { button, element, storyWords, symbol } from "../dom.js";
import { foldText, queryWords } from "../state/search.js";

export const FACET_NAMES = { category: "Category", actor: "People and organisations", status: "Status", speaker: "Speaker", topic: "Topic", kind: "Kind of quote" };
const CHOICES_SHOWN = 24;

/** @param {Store} app @param {Facet} facet @param {() => void} [changed] called when others of many are shown */
export function makeChoices(app, facet, changed) {
  const choices = app.page.facets[facet];
  const counts = choices.map(() => element("span", { class: "count" }));
  const pills = choices.map(({ slug, mark, label }, place) => {
    const pill = button("", () => app.toggle(facet, place), { class: "pill", "data-facet": facet, "data-value": slug, "aria-pressed": "false" });
    pill.append(mark ? symbol(mark) : "", storyWords("span", app.page, label), " ", counts[place]);
    return pill;
  });
  return {
    nodes: pills.length > CHOICES_SHOWN ? foldedChoices(app.page, facet, pills, changed) : pills,
    /** @param {Answer} answer */
    render: (answer) => pills.forEach((pill, place) => {
      const isOn = app.view.facets[facet].includes(place), number = answer.counts[facet][place];
      if (counts[place].textContent !== String(number)) counts[place].textContent = String(number);
      pill.setAttribute("aria-pressed", String(isOn));
      pill.classList.toggle("none", !number && !isOn);
    }),
  };
}

/** The first ones, or all, or those with the words in a field above them. @param {Page} page @param {Facet} facet @param {HTMLElement[]} pills @param {() => void} [changed] */
function foldedChoices(page, facet, pills, changed) {
  const names = page.facets[facet].map((choice) => foldText(choice.label, page.folds));
  const field = element("input", { type: "search", autocomplete: "off", placeholder: "Find a choice", "aria-label": `Find among ${pills.length}: ${FACET_NAMES[facet]}` });
  const countNode = element("span", { class: "count", role: "status" });
  const more = button("", () => show(!isWhole), { class: "more-choices" });
  let isWhole = false;
  /** @param {boolean} asked */
  const show = (asked) => {
    isWhole = asked;
    const words = queryWords(field.value, page.folds);
    const isFound = names.map((name, place) => (words.length ? words.every((word) => name.includes(word)) : isWhole || place < CHOICES_SHOWN));
    pills.forEach((pill, place) => (pill.hidden = !isFound[place]));
    countNode.textContent = words.length ? `${isFound.filter(Boolean).length} of ${pills.length}` : "";
    more.hidden = words.length > 0;
    more.setAttribute("aria-expanded", String(isWhole));
    more.textContent = isWhole ? "Show fewer" : `${pills.length - CHOICES_SHOWN} more`;
    changed?.();
  };
  field.addEventListener("input", () => show(isWhole));
  show(false);
  return [element("div", { class: "choice-finder" }, field, " ", countNode), ...pills, more];
}
