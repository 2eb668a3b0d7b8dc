// The article: its full text, in which every passage that a row rests on leads to that row. The
// words never hide; a piece whose rows are all left out loses its link and underline.

const BLOCK_TAGS = { headline: "h2", standfirst: "p", heading: "h3", paragraph: "p", item: "p", furniture: "aside" };

function makeArticle(app) {
  const { language } = app.page.article;
  const text = element("article", { lang: language, dir: "auto", tabindex: "-1" });
  const menu = element("div", { class: "menu", role: "dialog", "aria-label": "What rests on these words", hidden: true });
  const notes = element("div", { class: "print-notes" });
  const node = element("div", { class: "text" }, text, menu, notes);
  const pieces = []; // {link, marks: [[key, number]], start, end}
  let menuLink = null;
  const inView = new Set();

  /** Take blocks of the page, in order: all at the start, or some then and the rest later. */
  function add(blocks) {
    const said = new Set();
    const withWords = (block) => block.pieces.filter((piece) => hasWords(piece.text));
    for (const block of blocks) for (const piece of withWords(block)) for (const mark of piece.marks) said.add(String(mark));
    const nodes = blocks.map((block) => {
      let start = block.start;
      const children = block.pieces.map((piece) => {
        const made = pieceNode(piece, start, said);
        start += piece.text.length;
        return made;
      });
      const marker = block.marker ? element("span", { class: "marker", "aria-hidden": "true" }, `${block.marker} `) : null;
      return element(BLOCK_TAGS[block.kind] ?? "p", { class: block.kind, style: block.depth > 1 ? `margin-inline-start: ${block.depth - 1}.5em !important` : null }, marker, ...children);
    });
    text.append(...nodes);
    watch();
    if (app.answer) render(app.answer);
  }

  function pieceNode(piece, start, said) {
    const words = styled(piece.styles ?? [], document.createTextNode(piece.text), piece.marks.length > 0);
    if (!piece.marks.length) {
      const plain = element("span", {}, words);
      pieces.push({ node: plain, marks: [], start, end: start + piece.text.length });
      return plain;
    }
    const link = element("a", { class: "passage", "data-key": [...new Set(piece.marks.map(([key]) => key))].join(" ") }, element("mark", {}, words));
    const isLink = hasWords(piece.text) || !piece.marks.every((mark) => said.has(String(mark)));
    pieces.push({ node: link, marks: piece.marks, isLink, start, end: start + piece.text.length, keys: link.dataset.key });
    return link;
  }

  // A link of the article's own is a link only where no passage is: links do not nest.
  function styled(styles, words, isPassage) {
    const tags = { emphasis: "em", strong: "strong", code: "code", link: "u" };
    return styles.reduce((inner, { kind, href }) => {
      if (kind === "link" && !isPassage) return element("a", { href, rel: "noreferrer", target: "_blank" }, inner);
      return element(tags[kind] ?? "span", {}, inner);
    }, words);
  }

  const shownMarks = (piece, answer) => piece.marks.filter(([key]) => app.isShown(key, answer) || key === app.view.selected);

  /** Which passages are links, which belong to the selection, which is the current one. */
  function render(answer) {
    const { selected, passage } = app;
    for (const piece of pieces) {
      if (!piece.marks.length) continue;
      const link = piece.node;
      const shown = shownMarks(piece, answer);
      const mine = selected ? piece.marks.filter(([key]) => key === selected) : [];
      const state = `${shown.map(([key]) => key)}|${mine.length}|${mine.some(([, number]) => number === passage)}`;
      if (piece.state === state && piece.query === app.query) continue;
      piece.state = state;
      piece.query = app.query;
      link.classList.toggle("shown", shown.length > 0);
      link.classList.toggle("of-row", mine.length > 0);
      if (mine.some(([, number]) => number === passage)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      if (shown.length && piece.isLink) {
        link.href = app.addressOf(shown[0][0]);
        link.title = shown.map(([key]) => app.row(key).title).join("; ");
      } else {
        link.removeAttribute("href");
        link.removeAttribute("title");
      }
    }
    renderFound();
  }

  // Words searched for, highlighted by the browser without touching the text.
  function renderFound() {
    if (!globalThis.CSS?.highlights) return;
    CSS.highlights.delete("dateline-found");
    const ranges = app.textFound.flatMap(([start, end]) => rangesOf(start, end));
    if (ranges.length) CSS.highlights.set("dateline-found", new Highlight(...ranges));
  }

  function rangesOf(start, end) {
    return pieces.filter((piece) => piece.start < end && start < piece.end).map((piece) => {
      const range = new Range();
      const words = document.createTreeWalker(piece.node, NodeFilter.SHOW_TEXT).nextNode();
      range.setStart(words, Math.max(0, start - piece.start));
      range.setEnd(words, Math.min(piece.text?.length ?? piece.end - piece.start, end - piece.start));
      return range;
    });
  }

  function showRange([start]) {
    const piece = pieces.find((one) => one.start <= start && start < one.end);
    if (piece) scrollTo(piece.node);
  }

  /** Bring the current passage into view; the chart stays under the pointer. */
  function show() {
    const current = text.querySelector("[aria-current]");
    if (current) scrollTo(current);
    return Boolean(current);
  }

  function scrollTo(target) {
    const scroller = node.closest(".scroller");
    if (!scroller || getComputedStyle(scroller).overflowY !== "auto") {
      target.scrollIntoView({ block: "center" });
      return;
    }
    const frame = scroller.getBoundingClientRect();
    const top = Math.max(frame.top, 0), bottom = Math.min(frame.bottom, innerHeight);
    const place = target.getBoundingClientRect();
    scroller.scrollTop += place.top - top - Math.max(0, bottom - top - place.height) / 3;
    const now = target.getBoundingClientRect();
    if (now.top < 0 || now.bottom > innerHeight) target.scrollIntoView({ block: "nearest" });
  }

  // A passage that several rows rest on offers a list; one row is selected at once.
  function choose(event) {
    const link = event.target.closest("a.passage");
    const piece = link && pieces.find((one) => one.node === link);
    if (!piece || !link.hasAttribute("href") || isForBrowser(event)) return;
    event.preventDefault();
    const shown = shownMarks(piece, app.answer);
    if (shown.length === 1) app.select(shown[0][0], { from: "article", passage: shown[0][1] });
    else if (shown.length) openMenu(link, shown);
  }

  function openMenu(link, marks) {
    menuLink = link;
    const kinds = { event: "Event", quote: "Quote", stake: "Stake" };
    const items = marks.map(([key, passage]) => {
      const choice = button("", () => {
        closeMenu(true);
        app.select(key, { from: "article", passage });
      });
      choice.append(element("small", {}, kinds[splitKey(key)[0]]), " ", storyWords("span", app.page, app.row(key).title));
      return element("li", {}, choice);
    });
    menu.replaceChildren(element("p", {}, "What rests on these words"), element("ul", {}, ...items));
    menu.hidden = false;
    const place = link.getClientRects()[link.getClientRects().length - 1];
    menu.style.top = `${place.bottom - node.getBoundingClientRect().top + 4}px`;
    menu.querySelector("button").focus({ preventScroll: true });
    menu.scrollIntoView({ block: "nearest" });
  }

  function closeMenu(refocus) {
    if (menu.hidden) return;
    menu.hidden = true;
    if (refocus) menuLink?.focus({ preventScroll: true });
  }

  // Reading follows: passages in view lift their marks on the timeline.
  let observer = null;
  function watch() {
    observer?.disconnect();
    if (!globalThis.IntersectionObserver) return;
    observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          for (const key of entry.target.dataset.key.split(" ")) {
            if (entry.isIntersecting) inView.add(key);
            else inView.delete(key);
          }
        }
        app.readingMoved();
      },
      { rootMargin: "-10% 0px -35% 0px" },
    );
    for (const piece of pieces) if (piece.marks.length) observer.observe(piece.node);
  }

  text.addEventListener("click", choose);
  menu.addEventListener("keydown", (event) => event.key === "Escape" && closeMenu(true));
  menu.addEventListener("focusout", (event) => menu.contains(event.relatedTarget) || closeMenu(false));
  add(app.page.article.blocks);
  return { node, text, add, notes, pieces, inView, render, show, showRange, shownMarks, closeMenu, close: () => observer?.disconnect() };
}
