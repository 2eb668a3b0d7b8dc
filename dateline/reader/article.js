// The article pane and the link between text and charts. Knows no server: a selection lives in
// the URL and in the page, so a click never waits for the network and survives a restart.
//
// Speaks to the other parts by two window events: "dateline:select" asks for a selection,
// "dateline:selected" tells of one. A key is "event:ID", "stake:ID" or "quote:ID".

const states = new WeakMap();

export default function ({ data, parentElement }) {
  let pane = states.get(parentElement);
  if (!pane) {
    pane = new Pane(parentElement);
    states.set(parentElement, pane);
  }
  pane.update(data);
  return () => {
    pane.close();
    states.delete(parentElement);
  };
}

// Plotly keeps a point's customdata on its node, and a bar's with its trace.
function keyOf(point) {
  const datum = point.__data__;
  const own = [datum?.data ?? datum?.trace?.customdata?.[datum.i]].flat()[0];
  return typeof own === "string" ? own : "";
}

function hasWords({ text }) {
  return /[\p{L}\p{N}]/u.test(text);
}

// The words as the article sets them: a text node within an element a style, the outer ones first.
function styled(text, styles) {
  const tags = { emphasis: "em", strong: "strong", code: "code" };
  const names = styles.map((style) => tags[style]).filter(Boolean);
  return names.reduceRight((inner, name) => element(name, {}, inner), document.createTextNode(text));
}

function itemAttributes({ marker, depth }) {
  return depth ? { "data-marker": marker, style: `--depth: ${depth}` } : {};
}

// What scrolls when the page does.
function page() {
  return document.querySelector("[data-testid=stMain]") ?? document.scrollingElement;
}

class Pane {
  constructor(root) {
    this.card = root.querySelector(".card");
    this.text = root.querySelector("article");
    this.scroller = root.querySelector(".scroller");
    this.live = root.querySelector(".live");
    this.menu = root.querySelector(".menu");
    this.notes = root.querySelector(".notes");
    this.cameFrom = 0;
    this.key = "";
    this.passage = 0;
    this.revision = null;
    this.answered = -Infinity;
    this.listed = "";
    this.listeners = new AbortController();
    const on = (target, type, listener, options = {}) =>
      target.addEventListener(type, listener, { signal: this.listeners.signal, ...options });
    on(window, "dateline:select", ({ detail }) => this.select(detail.key, detail));
    on(window, "popstate", () => this.follow());
    on(window, "keydown", (event) => this.press(event));
    on(window, "beforeprint", () => this.prepareToPrint());
    on(window, "afterprint", () => this.charts().forEach((chart) => chart.querySelectorAll(".main-svg").forEach((svg) => svg.removeAttribute("viewBox"))));
    on(this.text, "click", (event) => this.choose(event));
    on(this.menu, "keydown", (event) => event.key === "Escape" && this.closeMenu(true));
    on(this.menu, "focusout", (event) => this.menu.contains(event.relatedTarget) || this.closeMenu(false));
    this.observer = new MutationObserver(() => this.hookCharts());
    this.observer.observe(document.querySelector("[data-testid=stApp]") ?? document.body, {
      childList: true,
      subtree: true,
    });
  }

  close() {
    this.listeners.abort();
    this.observer.disconnect();
  }

  update(data) {
    this.data = data;
    this.visible = new Set(data.visible);
    if (!this.known(this.key)) {
      // Background was switched off under the selection.
      this.key = "";
      this.passage = 0;
    }
    this.closeMenu(false);
    const isFirst = this.revision === null;
    if (this.revision !== data.revision) {
      this.revision = data.revision;
      this.build();
    }
    this.hookCharts();
    document.querySelectorAll("h1").forEach((heading) => (heading.lang = data.language));
    const key = keyInUrl();
    if (isFirst && this.known(key)) return this.select(key, { from: "link", push: false });
    // A run that began before the last click wrote the URL of before it: put ours back.
    if (!isFirst && key !== this.key) history.replaceState({}, "", urlWith(this.key));
    this.paint();
  }

  known(key) {
    return key !== "" && Object.hasOwn(this.data.items, key);
  }

  build() {
    this.text.lang = this.data.language;
    const said = new Set(this.data.blocks.flatMap(({ pieces }) => pieces.filter(hasWords).flatMap(({ marks }) => marks.map(String))));
    const tags = { headline: "h2", standfirst: "p", heading: "h3", paragraph: "p", item: "p", furniture: "aside" };
    this.text.replaceChildren(
      ...this.data.blocks.map((block) =>
        element(tags[block.kind], { class: block.kind, ...itemAttributes(block) }, ...block.pieces.map((piece) => this.piece(piece, said))),
      ),
    );
  }

  // ``said``: the passages that have words elsewhere, so that a lone full stop need be no link.
  piece({ text, marks, styles = [], href }, said) {
    const words = styled(text, styles);
    // A passage leads to what rests on it: within one, a link of the article's is only underlined.
    if (!marks.length) return href ? element("a", { class: "outside", href, target: "_blank", rel: "noopener" }, words) : words;
    const link = element("a", { class: "passage" }, element("mark", {}, href ? element("u", {}, words) : words));
    link.isLink = hasWords({ text }) || !marks.every((mark) => said.has(String(mark)));
    link.marks = marks; // [key, number of the passage among the item's own]
    return link;
  }

  // What rests on a passage and is shown: what the filters leave, and the selection.
  shownMarks(link) {
    return link.marks.filter(([key]) => this.visible.has(key) || key === this.key);
  }

  events() {
    return this.data.order.filter((key) => this.visible.has(key));
  }

  passages() {
    return [...this.text.querySelectorAll("a.passage")];
  }

  // Draw the state: which passages are links, which is current, what the card says.
  paint() {
    for (const link of this.passages()) {
      const mine = link.marks.filter(([key]) => key === this.key);
      const shown = this.shownMarks(link);
      link.classList.toggle("of-item", mine.length > 0);
      if (mine.some(([, number]) => number === this.passage)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      link.classList.toggle("shown", shown.length > 0);
      if (shown.length && link.isLink) {
        link.href = urlWith(shown[0][0]);
        link.title = shown.map(([key]) => this.data.items[key].title).join("; ");
      } else {
        link.removeAttribute("href");
        link.removeAttribute("title");
      }
    }
    this.paintCard();
    this.ring();
    window.dispatchEvent(new CustomEvent("dateline:selected", { detail: { key: this.key } }));
  }

  select(key, { from = "", passage = 0, push = true } = {}) {
    if (key !== "" && !this.known(key)) return;
    const changed = key !== this.key;
    if (from === "chart" || from === "card") this.cameFrom = page().scrollTop;
    this.key = key;
    this.passage = passage;
    if (push && changed) history.pushState({}, "", urlWith(key));
    this.paint();
    if (key === "") return this.say("Selection cleared");
    const item = this.data.items[key];
    if (from === "link") this.whenSteady().then(() => key === this.key && this.show());
    else if (from !== "article") this.show();
    const words = item.passages[passage];
    this.say(
      words
        ? `${item.title}. Passage ${passage + 1} of ${item.passages.length}: ${words}`
        : `${item.title}. Not from the article; see the source in the card.`,
    );
  }

  follow() {
    const key = keyInUrl();
    if (key !== this.key) this.select(this.known(key) ? key : "", { from: "history", push: false });
  }

  say(words) {
    this.live.textContent = words;
  }

  // When a link is opened the charts above are still coming: wait until the pane keeps its place.
  async whenSteady() {
    const end = performance.now() + 3000;
    for (let same = 0, before = null; same < 10 && performance.now() < end; ) {
      await new Promise(requestAnimationFrame);
      const now = this.card.getBoundingClientRect().top;
      same = now === before ? same + 1 : 0;
      before = now;
    }
  }

  // Bring the current passage into view: inside the pane where the pane scrolls, and move the
  // page only if that was not enough, so that the chart stays under the pointer.
  show() {
    const current = this.text.querySelector("[aria-current]");
    if (!current) return this.card.scrollIntoView({ block: "nearest" });
    if (getComputedStyle(this.scroller).overflowY !== "auto") {
      return current.scrollIntoView({ block: "center" });
    }
    const frame = this.scroller.getBoundingClientRect();
    const top = Math.max(frame.top, 0);
    const bottom = Math.min(frame.bottom, innerHeight);
    const place = current.getBoundingClientRect();
    this.scroller.scrollTop += place.top - top - Math.max(0, bottom - top - place.height) / 3;
    const now = current.getBoundingClientRect();
    if (now.top < 0 || now.bottom > innerHeight) current.scrollIntoView({ block: "nearest" });
  }

  // A passage that several items rest on offers a list; one item is selected at once.
  choose(event) {
    const link = event.target.closest("a.passage");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const shown = this.shownMarks(link);
    if (shown.length === 1) this.select(shown[0][0], { from: "article", passage: shown[0][1] });
    else if (shown.length) this.openMenu(link, shown);
  }

  openMenu(link, marks) {
    this.menuLink = link;
    const kinds = { event: "Event", quote: "Quote", stake: "Stake" };
    const buttons = marks.map(([key, passage]) => {
      const kind = kinds[key.slice(0, key.indexOf(":"))];
      const button = element("button", { type: "button" }, element("small", {}, kind), ` ${this.data.items[key].title}`);
      button.onclick = () => {
        this.closeMenu(true);
        this.select(key, { from: "article", passage });
      };
      return element("li", {}, button);
    });
    this.menu.replaceChildren(element("p", {}, "What rests on these words"), element("ul", {}, ...buttons));
    const place = link.getBoundingClientRect();
    const frame = this.scroller.getBoundingClientRect();
    this.menu.hidden = false;
    this.menu.style.top = `${place.bottom - frame.top + this.scroller.scrollTop + 4}px`;
    this.menu.querySelector("button").focus({ preventScroll: true });
    this.menu.scrollIntoView({ block: "nearest" });
  }

  closeMenu(refocus) {
    if (this.menu.hidden) return;
    this.menu.hidden = true;
    if (refocus) this.menuLink?.focus({ preventScroll: true });
  }

  // The card of the selected item. The controls keep their place, so that they keep the focus.
  paintCard() {
    this.buildControls();
    const { key, data } = this;
    this.card.classList.toggle("chosen", key !== "");
    const events = this.events();
    const index = events.indexOf(key);
    const { previous, next, jump, clear } = this.controls;
    previous.toggleAttribute("disabled", !events.length);
    next.toggleAttribute("disabled", !events.length);
    clear.hidden = key === "";
    const first = index < 0 ? `Go to one of ${events.length} events…` : "No event";
    const listed = events.join();
    if (listed !== this.listed || !jump.options.length) {
      this.listed = listed;
      const words = (name) => `${data.items[name].short} · ${data.items[name].title}`;
      jump.replaceChildren(element("option", { value: "" }, first), ...events.map((name) => element("option", { value: name }, words(name))));
    }
    jump.options[0].textContent = first;
    jump.value = index < 0 ? "" : key;
    this.body.replaceChildren(...(key ? this.itemCard(data.items[key], key) : [this.hint()]));
  }

  hint() {
    return element("p", { class: "hint" }, "Choose a mark, a bar, a quote or an underlined passage: its evidence is shown here.");
  }

  buildControls() {
    if (this.controls) return;
    const button = (label, name, action) => {
      const node = element("button", { type: "button", class: name, title: label, "aria-label": label }, { previous: "←", next: "→", clear: "×" }[name]);
      node.onclick = action;
      return node;
    };
    const jump = element("select", { "aria-label": "Go to an event" });
    jump.onchange = () => this.select(jump.value, { from: "card" });
    this.controls = {
      previous: button("Previous event (k)", "previous", () => this.step(-1)),
      jump,
      next: button("Next event (j)", "next", () => this.step(1)),
      clear: button("Clear the selection", "clear", () => {
        this.select("", { from: "card" });
        this.controls.jump.focus({ preventScroll: true });
      }),
    };
    this.body = element("div", { class: "body" });
    this.card.append(element("div", { class: "controls" }, ...Object.values(this.controls)), this.body);
  }

  step(by) {
    const events = this.events();
    if (!events.length) return;
    const index = events.indexOf(this.key);
    const at = index < 0 ? (by > 0 ? 0 : events.length - 1) : (index + by + events.length) % events.length;
    this.select(events[at], { from: "card" });
  }

  press(event) {
    const target = event.composedPath()[0];
    const isTyping = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName ?? "");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.repeat || !keysAreOn()) return;
    if (event.key === "j") this.step(1);
    if (event.key === "k") this.step(-1);
    if (event.key === "t") window.dispatchEvent(new CustomEvent("dateline:tables", { detail: { open: !openTables().size } }));
  }

  itemCard(item, key) {
    const rows = [];
    const row = (label, ...content) => content.some((part) => part !== "") && rows.push(element("dt", {}, label), element("dd", {}, ...content));
    row("When", item.when, item.why ? element("span", { class: "why" }, item.why) : "");
    row("Who says so", item.says);
    if (item.disputes.length) {
      row("Disputed by", ...item.disputes.map((other) => this.itemLink(other)));
    }
    row("People", item.people);
    row("Note", item.note);
    if (item.sources.length) {
      row("Source", ...item.sources.map((source) => element("a", { href: source, rel: "noreferrer", target: "_blank", class: "source" }, new URL(source).hostname)));
    }
    return [
      element("p", { class: "eyebrow" }, item.eyebrow),
      element("h3", {}, item.title),
      this.visible.has(key) ? null : element("p", { class: "hidden-note" }, "The filters leave this out; it is shown because it is selected."),
      item.summary ? element("p", { class: "summary" }, item.summary) : null,
      element("dl", {}, ...rows),
      this.passageControls(item, key),
    ].filter(Boolean);
  }

  itemLink(key) {
    const item = this.data.items[key];
    const link = element("a", { href: urlWith(key), class: "item" }, `${item.title} (${item.short})`);
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.select(key, { from: "card" });
    };
    return link;
  }

  passageControls(item, key) {
    const bar = element("div", { class: "actions" });
    const action = (label, run, sign) => {
      const named = sign ? { "aria-label": label, title: label } : {};
      const button = element("button", { type: "button", ...named }, sign ?? label);
      button.onclick = () => run(button);
      bar.append(button);
    };
    const count = item.passages.length;
    if (count > 1) {
      const steps = [["Previous passage", "←", count - 1], ["Next passage", "→", 1]];
      for (const [label, sign, by] of steps) {
        action(label, () => {
          this.select(key, { from: "card", passage: (this.passage + by) % count });
          // The card is drawn anew: the same control gets the focus again.
          [...this.body.querySelectorAll("button")].find((button) => button.title === label).focus({ preventScroll: true });
        }, sign);
      }
      bar.firstChild.after(element("span", {}, `Passage ${this.passage + 1} of ${count}`));
    } else {
      bar.append(element("span", {}, count ? "1 passage" : "Background: not from the article"));
    }
    // One column: the passage is far below the chart, so there is a way back.
    bar.append(element("button", { type: "button", class: "back" }, "Back up"));
    bar.lastChild.onclick = () => page().scrollTo({ top: this.cameFrom });
    action("Copy link", (button) => this.copy(new URL(urlWith(key), location.href).href, button));
    action("Copy citation", (button) => this.copy(this.citation(item, key), button));
    return bar;
  }

  citation(item, key) {
    const words = item.passages[this.passage];
    const link = new URL(urlWith(key), location.href).href;
    return words ? `“${words}” ${this.data.citation} ${link}` : `${item.title}. ${item.sources.join(" ")} ${link}`;
  }

  async copy(words, button) {
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(words);
      button.textContent = "Copied";
      this.say("Copied");
    } catch {
      // No clipboard over plain http: show the words, selected, to be copied by hand.
      const field = element("input", { readonly: true, "aria-label": label, value: words });
      button.replaceWith(field);
      field.select();
      return;
    }
    setTimeout(() => (button.textContent = label), 1500);
  }

  // A click is answered here and the chart is never drawn anew. Plotly's own event says that there
  // was a click or tap (the first tap counts), the browser's click covers one that came before
  // Plotly noticed the mark under it; which mark it was is measured, since Plotly throttles its
  // search and names the mark before for a quick second click. Leans on gd.on, .point and its
  // __data__: see the browser tests.
  charts() {
    return this.data.charts.flatMap((key) => [...document.querySelectorAll(`.st-key-${key} .js-plotly-plot`)]);
  }

  hookCharts() {
    for (const chart of this.charts()) {
      if (!chart.on || chart.datelinePane === this) continue;
      chart.datelinePane = this;
      chart.lang = this.data.language;
      // Plotly would keep a swipe from scrolling the page and take its end for a click. A tap still
      // reaches it, and us, as the mouse events that the browser makes of it.
      chart.addEventListener("touchstart", (event) => event.stopPropagation(), { capture: true, passive: true, signal: this.listeners.signal });
      const answer = (event) => {
        // One click is told of twice, by Plotly and by the browser, a few milliseconds apart.
        const isTold = performance.now() - this.answered < 40;
        const key = chart.datelinePane === this && event ? this.keyAt(chart, event) : "";
        if (!key || (isTold && key === this.key)) return;
        this.select(key, { from: "chart" });
        this.answered = performance.now();
      };
      chart.on("plotly_click", ({ event }) => answer(event));
      chart.addEventListener("click", answer, { signal: this.listeners.signal });
      chart.on("plotly_afterplot", () => chart.datelinePane === this && this.ring());
      this.ring();
    }
  }

  // The key of the mark at a pointer, or near it as a finger is; in a list, of the row.
  keyAt(chart, event) {
    const { clientX: x, clientY: y } = event.changedTouches?.[0] ?? event;
    const isList = chart.layout?.hovermode === "y";
    let nearest = { key: "", distance: isList ? 40 : 10, area: 0 };
    for (const point of chart.querySelectorAll(".point")) {
      const key = keyOf(point);
      const box = point.getBoundingClientRect();
      if (!key || !box.width) continue;
      const across = Math.max(box.left - x, 0, x - box.right);
      const along = Math.max(box.top - y, 0, y - box.bottom);
      const distance = isList ? along : Math.hypot(across, along);
      const area = box.width * box.height; // A mark lies on its bar: of equals the smaller one.
      if (distance < nearest.distance || (distance === nearest.distance && area < nearest.area)) nearest = { key, distance, area };
    }
    return nearest.key;
  }

  ring() {
    for (const chart of this.charts()) {
      for (const point of chart.querySelectorAll(".point")) {
        point.classList.toggle("dateline-selected", this.key !== "" && keyOf(point) === this.key);
      }
    }
  }

  // Paper has no clicks: passages get numbers, and notes say what rests on each. Charts get a
  // viewBox, so that they shrink to the paper as vectors.
  prepareToPrint() {
    const links = this.passages();
    const last = new Map(); // [key, number of its passage] as JSON -> the passage's last piece
    links.forEach((link, place) => this.shownMarks(link).forEach((mark) => last.set(JSON.stringify(mark), place)));
    const ends = [...last].map(([mark, place]) => ({ key: JSON.parse(mark)[0], place })).sort((a, b) => a.place - b.place);
    links.forEach((link) => delete link.dataset.note);
    ends.forEach(({ place }, index) => {
      const { dataset } = links[place];
      dataset.note = dataset.note ? `${dataset.note},${index + 1}` : index + 1;
    });
    const note = ({ key }) => {
      const item = this.data.items[key];
      const title = element("span", { lang: this.data.language }, item.title);
      return element("li", {}, `${item.eyebrow} · `, title, ` · ${item.when} · ${item.says}`);
    };
    const address = new URL(urlWith(this.key), location.href).href;
    this.notes.replaceChildren(
      element("h3", {}, "What rests on these words"),
      element("ol", {}, ...ends.map(note)),
      element("p", {}, "This view: ", element("a", { href: address }, address)),
      element("p", {}, this.data.citation),
    );
    for (const chart of this.charts()) {
      const { width, height } = chart.querySelector(".main-svg")?.getBoundingClientRect() ?? {};
      if (!width) continue;
      chart.style.setProperty("--chart-width", `${width}px`);
      chart.style.setProperty("--chart-shape", `${width} / ${height}`);
      chart.querySelectorAll(".main-svg").forEach((svg) => svg.setAttribute("viewBox", `0 0 ${width} ${height}`));
    }
    const isWide = document.querySelector(".st-key-timeline-wide")?.offsetWidth > 0;
    document.documentElement.dataset.timeline = isWide ? "wide" : "list";
  }
}
