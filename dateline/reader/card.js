// @ts-nocheck
// The card of what is selected: its evidence, who says so, who denies it, and the way on.

import { apart, button, element, grouped, icon, plural, storyWords } from "./dom.js";
import { blockText, hasSame, stepped } from "./table.js";
import { sentenceOf } from "./tip.js";
import { makeWalk } from "./walk.js";

const SWIPE_PX = 48;
const MOST_CHOICES = 200; // of the list of events; of more, those around the selected one

/** ``readInArticle``: show the passage in the article. */
export function makeCard(app, { readInArticle }) {
  const previous = button(icon("left"), () => app.step(-1), { "aria-label": "Previous event (k)", title: "Previous event (k)" });
  const next = button(icon("right"), () => app.step(1), { "aria-label": "Next event (j)", title: "Next event (j)" });
  const clear = button(icon("close"), () => clearSelection(), { class: "clear", "aria-label": "Clear the selection", title: "Clear the selection" });
  const jump = element("select", { "aria-label": "Go to an event" });
  const body = element("div", { class: "card-body" });
  const count = element("span", { class: "place", "aria-hidden": "true" });
  const foot = element("div", { class: "sheet-foot" }, stepButton(-1), count, stepButton(1));
  const walk = makeWalk(app);
  const node = element("section", { class: "card", "aria-label": "Evidence" }, walk.node, element("div", { class: "controls" }, previous, jump, next, clear), body, foot);
  let listed = { keys: null, from: 0, to: 0, isFilled: false }; // what the list offers
  let timer = 0;
  jump.addEventListener("change", () => app.select(jump.value, { from: "card" }));
  // Whoever opens the list finds it whole.
  for (const type of ["focus", "pointerdown"]) jump.addEventListener(type, () => fillChoices());

  /** Large, at the foot of a phone's sheet. */
  function stepButton(by) {
    return button(icon(by < 0 ? "left" : "right"), () => (walk.isOn ? walk.step(by) : app.step(by)), { "aria-label": by < 0 ? "Previous event" : "Next event" });
  }

  function clearSelection() {
    app.select("", { from: "card" });
    jump.focus({ preventScroll: true });
  }

  // A swipe over the sheet goes to the next event or the one before.
  let touch = null;
  node.addEventListener("touchstart", ({ touches }) => (touch = touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY } : null), { passive: true });
  node.addEventListener("touchend", ({ changedTouches: [end] }) => {
    const by = touch && { x: end.clientX - touch.x, y: end.clientY - touch.y };
    touch = null;
    if (!by || Math.abs(by.x) < SWIPE_PX || Math.abs(by.x) < 2 * Math.abs(by.y)) return;
    const steps = by.x < 0 ? 1 : -1;
    if (walk.isOn) walk.step(steps);
    else app.step(steps);
  });

  function render(answer) {
    const all = answer.events.rows.map(({ key }) => key);
    const { selected } = app.view;
    const index = all.indexOf(selected);
    previous.disabled = next.disabled = !all.length;
    clear.hidden = !selected;
    offer(all, index);
    node.classList.toggle("chosen", Boolean(selected));
    count.textContent = walk.isOn ? walk.place : index < 0 ? "" : `${grouped(index + 1)} / ${grouped(all.length)}`;
    foot.hidden = !selected;
    walk.render();
    // A button that was pressed keeps the focus, though it is another node now.
    const focused = body.contains(document.activeElement) ? document.activeElement.ariaLabel ?? document.activeElement.textContent : "";
    body.replaceChildren(...(selected ? (app.row(selected).isHere ? rowCard(app.row(selected), answer) : [element("p", { class: "hint" }, "Its words are on the way…")]) : [element("p", { class: "hint" }, "Choose a mark, a bar, a quote or an underlined passage: its evidence is shown here.")]));
    if (focused) [...body.querySelectorAll("button")].find((one) => (one.ariaLabel ?? one.textContent) === focused)?.focus({ preventScroll: true });
  }

  /** Offer the shown events: at once where they are few, else when nothing else is to be done. */
  function offer(keys, index) {
    const from = keys.length > MOST_CHOICES ? Math.max(0, Math.min(index - MOST_CHOICES / 2, keys.length - MOST_CHOICES)) : 0;
    const isInside = index < 0 || (listed.from <= index && index < listed.to);
    const isOffered = hasSame(keys, listed.keys) && isInside;
    if (!isOffered) listed = { keys, from, to: from + MOST_CHOICES, isFilled: false };
    if (!listed.isFilled) {
      clearTimeout(timer);
      jump.replaceChildren(element("option", { value: "" }), index < 0 ? "" : choice(keys[index]));
      if (keys.length <= MOST_CHOICES) fillChoices();
      else timer = setTimeout(fillChoices, 200);
    }
    jump.options[0].textContent = index < 0 ? `Go to one of ${plural(keys.length, "event")}…` : "No event";
    jump.value = index < 0 ? "" : keys[index];
  }

  const choice = (key) => element("option", { value: key }, `${apart(app.row(key).short)} · ${apart(app.row(key).title)}`);

  function fillChoices() {
    clearTimeout(timer);
    const { keys, from, to, isFilled } = listed;
    if (isFilled) return;
    listed.isFilled = true;
    const { value } = jump;
    const beyond = (count, where) => (count > 0 ? element("option", { disabled: true }, `${grouped(count)} ${where}: search, or choose dates`) : "");
    const made = [beyond(from, "earlier"), ...keys.slice(from, to).map(choice), beyond(keys.length - to, "later")];
    jump.replaceChildren(jump.options[0], ...made.filter(Boolean));
    jump.value = value;
  }

  function rowCard(row, answer) {
    const { page } = app;
    const facts = [];
    const fact = (label, ...content) => content.some((part) => part) && facts.push(element("dt", {}, label), element("dd", {}, ...content));
    fact("When", element("span", { lang: page.article.language }, row.when), row.why ? element("span", { class: "why" }, row.why) : null);
    fact(row.says === "the article" || row.says === "other sources" ? "Who says so" : row.origin ? "Said by" : "Claimed by", row.says);
    fact("Denied by", row.denied);
    const known = row.disputes.filter((key) => app.isInLayer(app.row(key)));
    const hidden = row.disputes.length - known.length;
    if (row.disputes.length) {
      const reveal = hidden ? button(`${plural(hidden, "other source")}: show background`, () => app.ask({ background: true })) : null;
      fact("Disputed by", ...known.map((key) => app.link(key, { class: "other" }, `${apart(app.row(key).title)} (${apart(app.row(key).short)})`)), reveal);
    }
    fact("People", row.people);
    if (row.number) fact("Share", element("span", { lang: page.article.language }, row.number));
    fact("Note", row.remark);
    if (row.sources.length) fact("Source", ...row.sources.map((source) => element("a", { href: source, rel: "noreferrer", target: "_blank", class: "source" }, new URL(source).hostname)));
    const isLeftOut = !app.isShown(row.key, answer);
    return [
      element("p", { class: "eyebrow" }, row.background ? `${row.eyebrow} · background` : row.eyebrow),
      storyWords("h3", page, row.title),
      isLeftOut ? element("p", { class: "left-out" }, "The filters leave this out; it is shown because it is selected.") : null,
      element("p", { class: "brief" }, storyWords("span", page, row.short), ` · ${row.stance || row.says}`),
      element("div", { class: "full" }, row.summary ? storyWords("p", page, row.summary, { class: "summary" }) : null, element("dl", {}, ...facts)),
      app.view.section ? excerpt(row) : inSheet(row),
      actions(row),
    ].filter(Boolean);
  }

  // In an embedded section there is no article beside the card: the passage in its paragraph.
  function excerpt(row) {
    const span = row.passages[app.passage];
    if (!span || app.view.section === "article") return null;
    const block = app.page.article.blocks.findLast((one) => one.start <= span[0]);
    const text = blockText(block), [from, to] = span.map((place) => place - block.start);
    const whole = element("a", { href: app.addressOf(row.key, { section: "" }), target: "_blank", rel: "noopener" }, "Open the whole page");
    return element("div", { class: "excerpt" }, element("blockquote", { lang: app.page.article.language, dir: "auto" }, text.slice(0, from), element("mark", {}, text.slice(from, to)), text.slice(to)), whole);
  }

  /** On a phone the article is another tab: the passage in its sentence, and the way to its place. */
  function inSheet(row) {
    const span = row.passages[app.passage];
    if (!span) return null;
    const { before, words, after } = sentenceOf(app.page, span);
    const go = button("Read in the article", readInArticle, { class: "quiet" });
    return element("div", { class: "sheet-passage" }, element("blockquote", { lang: app.page.article.language, dir: "auto" }, before, element("mark", {}, words), after), go);
  }

  function actions(row) {
    const bar = element("div", { class: "actions" });
    const count = row.passages.length;
    if (count > 1) {
      const turn = (by) => app.select(row.key, { from: "card", passage: stepped(app.passage, by, count) });
      bar.append(button(icon("left"), () => turn(-1), { "aria-label": "Previous passage", title: "Previous passage" }), button(icon("right"), () => turn(1), { "aria-label": "Next passage", title: "Next passage" }));
      bar.append(element("span", {}, `Passage ${app.passage + 1} of ${count}`));
    }
    if (!count && !row.sources.length) bar.append(element("span", {}, "Not from the article"));
    bar.prepend(detailsToggle());
    bar.append(copyButton("Copy link", () => new URL(app.addressOf(row.key), location.href).href));
    bar.append(copyButton("Copy citation", () => citation(row)));
    return bar;
  }

  /** A sheet is brief at first; this opens why and who. */
  function detailsToggle() {
    const label = () => (node.classList.contains("expanded") ? "In brief" : "Why and who");
    const toggle = button(label(), () => {
      toggle.setAttribute("aria-expanded", node.classList.toggle("expanded"));
      toggle.textContent = label();
    }, { class: "expand", "aria-expanded": node.classList.contains("expanded") });
    return toggle;
  }

  function copyButton(label, words) {
    const copy = button(label, async () => {
      copy.textContent = (await app.copy(words())) ? "Copied" : "Copying is not allowed here";
      setTimeout(() => (copy.textContent = label), 2000);
    });
    return copy;
  }

  function citation(row) {
    const words = row.passages[app.passage] ? `“${app.words(row.passages[app.passage])}” ` : row.sources.length ? `${row.title}. ${row.sources.join(" ")} ` : "";
    return `${words}(${app.page.article.citation}). ${new URL(app.addressOf(row.key), location.href).href}`;
  }

  return { node, render, walk, close: () => clearTimeout(timer) };
}
