// The reader in Streamlit: mounts it once, and hands it the newest page, with the view kept.
//
// Where the app is served with addresses, the page itself says where the story is: the reader
// starts at once, above Streamlit's place, and moves into it when Streamlit is there. A page that
// is visible asks each second whether there is a new version: one tiny answer, for which no script
// runs. Under plain `streamlit run` all comes from Streamlit.

const ASK_EVERY_MS = 1000;
const ASK_LATER_MS = 5000;
const LONGEST_WAIT_MS = 30_000;
// The first question waits for the charts: what loads goes first. It does not wait for ever.
const MOST_WAITS = 5;

/** @param {string} address @returns {Promise<void>} once the script has run */
const loadScript = (address) => new Promise((resolve, reject) => {
  const script = element("script", { src: address, async: true });
  script.onload = () => resolve();
  script.onerror = () => { script.remove(); reject(new Error(`${address} did not load`)); };
  document.head.append(script);
});

/**
 * Close Streamlit's dialog about a lost connection as it opens: it would keep the reader, which
 * needs no connection, from working. Our own note says it in place of the dialog.
 */
const closeDialogs = () => {
  const dialog = document.querySelector('[data-testid="stDialog"]');
  if (dialog) dialog.querySelector('[aria-label="Close"]')?.click();
};

class Host {
  constructor() {
    this.version = "";
    this.reader = null;
    this.data = null;
    this.loading = null;
    this.timer = 0;
    this.failures = 0;
    this.waits = 0;
    this.back = element("nav", { className: "dateline-back" });
    this.state = element("div", { className: "dateline-state" });
    this.state.setAttribute("role", "status");
    this.problems = element("section", { className: "dateline-problems" });
    this.problems.setAttribute("role", "alert");
    this.root = element("div");
    this.watch = new MutationObserver(closeDialogs);
    this.watch.observe(document.body, { childList: true });
    this.onVisible = () => { if (document.visibilityState === "visible") void this.ask(); };
    this.below = element("div");
    this.box = element("div", { className: "dateline-host" },
      this.back, this.problems, this.root, this.below, this.state);
  }

  /** Take what Streamlit says; again and again, with the same or something new. */
  show(data) {
    const isFirst = this.data === null;
    this.data = data;
    if (data.stories) {
      this.root.replaceChildren(chooser(data.stories, data.note));
      return;
    }
    if (data.many && !this.back.firstChild) {
      this.back.append(element("a", { href: "?" }, "All stories"));
    }
    if (!data.ask) {
      this.take(data.content, data);
      return;
    }
    // Later versions are found by asking: a script that runs late knows less than we do.
    if (!isFirst) return;
    document.addEventListener("visibilitychange", this.onVisible);
    void this.follow(data).finally(() => this.later(ASK_EVERY_MS));
  }

  /** Go to another place of the page, as it is: scrolled, and with the focus. */
  moveTo(place) {
    const focused = document.activeElement;
    const scrolled = [...this.box.querySelectorAll("*")]
      .filter((node) => node.scrollTop || node.scrollLeft)
      .map((node) => [node, node.scrollTop, node.scrollLeft]);
    const [left, top] = [scrollX, scrollY];
    place.replaceChildren();
    try {
      place.moveBefore(this.box, null);
    } catch {
      place.append(this.box); // A browser that cannot move: taken out and put in.
    }
    for (const [node, y, x] of scrolled) node.scrollTo({ top: y, left: x, behavior: "instant" });
    if (this.box.contains(focused)) focused.focus({ preventScroll: true });
    scrollTo({ left, top, behavior: "instant" });
  }

  /** Ask whether there is a new version, and show it. */
  async ask() {
    clearTimeout(this.timer);
    if (document.documentElement.dataset.dateline !== "ready" && this.reader && this.waits < MOST_WAITS) {
      this.waits += 1;
      this.later(ASK_EVERY_MS);
      return;
    }
    let wait = ASK_EVERY_MS;
    try {
      const answer = await fetch(this.data.ask, { cache: "no-cache" });
      if (!answer.ok) throw new Error(`answer ${answer.status}`);
      await this.follow(await answer.json());
      this.failures = 0;
    } catch {
      this.failures += 1;
      if (this.failures > 2) wait = ASK_LATER_MS;
    }
    if (this.failures !== 1) {
      sayState(this.state, this.failures && this.reader
        ? "No connection: this page goes on working, but does not follow changes." : "");
    }
    this.later(wait);
  }

  later(wait) {
    clearTimeout(this.timer);
    if (this.data && document.visibilityState === "visible") {
      this.timer = setTimeout(() => void this.ask(), wait);
    }
  }

  /** Show what `told` tells of, fetching the page if it is another than the one shown. */
  async follow(told) {
    if (told.version && told.version !== this.version) {
      this.loading ??= this.fetchPage(told.page).finally(() => { this.loading = null; });
      const first = await this.loading;
      const more = (number, signal) => this.fetchPart(told.page, number, signal);
      if (first) this.take([first], told, more);
    } else {
      this.take(null, told);
    }
  }

  /** Another part of the page at an address; it is asked for until it comes or nobody waits. */
  async fetchPart(address, number, signal) {
    for (let wait = ASK_EVERY_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      try {
        const answer = await fetch(address.replace(".json", `/${number}.json`), { credentials: "same-origin", signal });
        if (answer.ok) return await answer.json();
      } catch (error) {
        if (signal.aborted) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
      signal.throwIfAborted();
    }
  }

  /** The page's first part at an address, and before the first one the reader as well. Null: not to be had. */
  async fetchPage(address) {
    try {
      const [answer] = await Promise.all([
        fetch(address, { credentials: "same-origin" }),
        globalThis.mountDateline ? null : loadScript(this.data.reader),
      ]);
      if (!answer.ok) throw new Error(`answer ${answer.status}`);
      return await answer.json();
    } catch {
      // Said only where nothing is to be seen; it is asked for again with the next question.
      if (!this.reader) sayState(this.state, "The story has not come whole. Trying again …");
      return null;
    }
  }

  take(parts, told, more = null) {
    if (!this.data) return;
    if (parts && parts[0].version !== this.version) {
      if (this.reader) this.reader.update(parts, more);
      else this.mount(parts, more);
      this.version = parts[0].version;
      sayState(this.state, "");
    }
    sayProblems(this.problems, told.problems, told.count, this.reader !== null);
  }

  mount(parts, more) {
    document.title = parts[0].article.title;
    this.reader = globalThis.mountDateline(this.root, {
      parts,
      more,
      plotly: () => this.plotly(),
      whole: (page) => drawBelow(this.below, page),
      downloads: this.data.downloads,
    });
  }

  async plotly() {
    if (!window.Plotly) {
      if (!this.data.plotly) throw new Error("there is no place to serve the charts' code from");
      await loadScript(this.data.plotly);
    }
    if (!window.Plotly) throw new Error("the code of the charts does not run here");
    return window.Plotly;
  }

  close() {
    clearTimeout(this.timer);
    this.watch.disconnect();
    document.removeEventListener("visibilitychange", this.onVisible);
    this.reader?.close();
    this.box.remove();
    this.data = null;
    this.reader = null;
  }
}

// Last of all style sheets, so that Streamlit's own do not reach into the reader.
const sheet = new CSSStyleSheet();
sheet.replaceSync(globalThis.datelineStyle);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** The host that started before Streamlit did, until Streamlit has a place for it. */
let early = null;

/** One host for each place, which Streamlit hands over again with each run. */
const hosts = new WeakMap();

globalThis.datelineHost = {
  /**
   * Show what Streamlit says, in its place.
   * @param {object} data see Python's component.py @param {HTMLElement} place
   * @returns {() => void} to be called when the place goes
   */
  show(data, place) {
    let host = hosts.get(place);
    if (!host) {
      const isSame = early && data.ask && early.data.ask === data.ask;
      host = isSame ? early : new Host();
      if (early && !isSame) early.close();
      early = null;
      host.moveTo(place);
      hosts.set(place, host);
    }
    host.show(data);
    return () => {
      host.close();
      hosts.delete(place);
    };
  },
};

const told = document.getElementById("dateline-told");
if (told) {
  early = new Host();
  document.body.prepend(early.box);
  early.show(JSON.parse(told.textContent));
}
