// The reader in Streamlit: mounts it once, and hands it the newest page, with the view kept.
//
// Where the app is served with addresses, the page itself says where the story is: the reader
// starts at once, above Streamlit's place, and moves into it when Streamlit is there. New versions
// are told on a socket, see follow.js. Under plain `streamlit run` all comes from Streamlit.

const LONGEST_WAIT_MS = 30_000;
// The socket waits for the charts: what loads goes first. It does not wait for ever.
const MOST_WAIT_MS = 5000;
const FETCH_AGAIN_MS = 2000;

/** @param {string} address @returns {Promise<void>} once the script has run */
const loadScript = (address) => new Promise((resolve, reject) => {
  const script = element("script", { src: address, async: true });
  script.onload = () => resolve();
  script.onerror = () => { script.remove(); reject(new Error(`${address} did not load`)); };
  document.head.append(script);
});

/** Resolves when the first screen's charts are drawn, or after so long. */
const chartsDrawn = (longest) => new Promise((resolve) => {
  const isDrawn = () => document.documentElement.dataset.dateline === "ready";
  const watch = new MutationObserver(() => { if (isDrawn()) end(); });
  const timer = setTimeout(() => end(), isDrawn() ? 0 : longest);
  const end = () => {
    watch.disconnect();
    clearTimeout(timer);
    resolve();
  };
  watch.observe(document.documentElement, { attributeFilter: ["data-dateline"] });
});

/** Where another part of a version is; `told`: where the first part of this or another one is. */
const partAddress = (told, version, number) => told.page.replace(`${told.version}.json`, `${version}/${number}.json`);

/**
 * Close Streamlit's dialog about a lost connection as it opens: it would keep the reader, which
 * needs no connection, from working. Our own note says it in place of the dialog.
 */
const closeDialogs = () => {
  const dialog = document.querySelector('[data-testid="stDialog"]');
  if (dialog) dialog.querySelector('[aria-label="Close"]')?.click();
};

/** Say to the style sheets whether the reader is here, and whether it waits for its place. */
const markPlace = () => {
  const { classList } = document.documentElement;
  classList.toggle("dateline-here", Boolean(document.querySelector(".dateline-host")));
  classList.toggle("dateline-early", Boolean(document.querySelector("body > .dateline-host")));
};

class Host {
  constructor() {
    this.version = "";
    this.reader = null;
    this.data = null;
    this.told = null;
    this.isFetching = false;
    this.again = 0;
    this.following = null;
    this.opening = openingLine();
    this.back = element("nav", { className: "dateline-back" });
    this.state = element("div", { className: "dateline-state" });
    this.state.setAttribute("role", "status");
    this.problems = element("section", { className: "dateline-problems" });
    this.problems.setAttribute("role", "alert");
    this.root = element("div");
    this.watch = new MutationObserver(closeDialogs);
    this.watch.observe(document.body, { childList: true });
    this.below = element("div");
    this.root.addEventListener("click", (event) => {
      const link = event.target.closest?.(".downloads a[download]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void download(link, (words) => sayState(this.state, words));
    });
    this.box = element("div", { className: "dateline-host" },
      this.opening, this.back, this.problems, this.root, this.below, this.state);
  }

  /** Take what Streamlit says; again and again, with the same or something new. */
  show(data) {
    const isFirst = this.data === null;
    this.data = data;
    if (data.stories) {
      this.opening.remove();
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
    this.following = new Following(data, (told) => void this.follow(told), (isLost) => {
      sayState(this.state, isLost && this.reader
        ? "No connection: this page goes on working, but does not follow changes." : "");
    });
    void this.follow(data);
    void chartsDrawn(data.version ? MOST_WAIT_MS : 0).then(() => this.following?.connect());
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
    markPlace();
    for (const [node, y, x] of scrolled) node.scrollTo({ top: y, left: x, behavior: "instant" });
    if (this.box.contains(focused)) focused.focus({ preventScroll: true });
    scrollTo({ left, top, behavior: "instant" });
  }

  /** Show what `told` tells of, fetching the page if it is another than the one shown. */
  async follow(told) {
    this.told = told;
    if (this.isFetching) return; // What was told last is shown next.
    clearTimeout(this.again);
    this.isFetching = true;
    try {
      while (this.told) {
        const newest = this.told;
        this.told = null;
        const isOther = newest.version && newest.version !== this.version;
        const first = isOther ? await this.fetchPage(newest.page) : null;
        // The first part is the newest, whichever was asked for: the others are those of its version.
        const more = (number, signal) => this.fetchPart(partAddress(newest, first.version, number), signal);
        if (isOther && !first && !this.told) {
          this.again = setTimeout(() => void this.follow(newest), FETCH_AGAIN_MS);
        }
        this.take(first && [first], newest, more);
      }
    } finally {
      this.isFetching = false;
    }
  }

  /** Another part of the page; it is asked for until it comes or nobody waits. */
  async fetchPart(address, signal) {
    for (let wait = FETCH_AGAIN_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      try {
        const answer = await fetch(address, { credentials: "same-origin", signal });
        if (answer.ok) return await answer.json();
        // Edited meanwhile, so that its version is gone: the newest one takes its place.
        if (answer.status === 404) await this.follow(await this.following.asked());
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
      // Said only where nothing is to be seen; it is fetched again.
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
    if (this.reader || told.problems.length) this.opening.remove();
    else sayOpening(this.opening, told.title, told.reading);
  }

  mount(parts, more) {
    document.title = parts[0].article.title;
    this.reader = globalThis.mountDateline(this.root, {
      parts,
      more,
      plotly: () => this.plotly(),
      kind: "served",
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
    clearTimeout(this.again);
    this.following?.close();
    this.following = null;
    this.watch.disconnect();
    this.reader?.close();
    this.box.remove();
    markPlace();
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
  markPlace();
  early.show(JSON.parse(told.textContent));
}
