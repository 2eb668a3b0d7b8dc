// The reader in the served page: mounts it once, and passes it the newest page; the view is kept.
//
// The page itself names the story's address: the reader starts at once. Where the page is Streamlit's, it
// starts above Streamlit's component, and moves into it when it is there. Messages about new versions arrive on a socket, see follow.js.

const LONGEST_WAIT_MS = 30_000;
// The socket waits for the charts, since loading goes first, but not for ever.
const MOST_WAIT_MS = 5000;
const FETCH_AGAIN_MS = 2000;

const pause = (wait) => new Promise((resolve) => setTimeout(resolve, wait));

/** @param {string} address @returns {Promise<void>} once the script has run */
const loadScript = (address) => new Promise((resolve, reject) => {
  const script = element("script", { src: address, async: true });
  script.onload = () => resolve();
  script.onerror = () => { script.remove(); reject(new Error(`${address} did not load`)); };
  document.head.append(script);
});

/** Resolves when the first screen's charts are drawn, or after a timeout. */
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

/** The address of another part of a version; `message` has that of this or another first part. */
const partAddress = (message, version, number) => message.page.replace(`${message.version}.json`, `${version}/${number}.json`);

/**
 * The start message, which is in the page that the server sends. If it isn't, the server is asked
 * until it answers or nobody waits.
 * @param {AbortSignal} signal @returns {Promise<object>} see Python's messages.py
 */
const startMessage = async (signal) => {
  const inPage = document.getElementById("dateline-start");
  if (inPage) return JSON.parse(inPage.textContent);
  const story = new URLSearchParams(location.search).get("story");
  const address = `dateline/start${story ? `?${new URLSearchParams({ story })}` : ""}`;
  for (;;) {
    try {
      const answer = await fetch(address, { cache: "no-cache", signal });
      if (answer.ok) return await answer.json();
    } catch (error) {
      if (signal.aborted) throw error;
    }
    await pause(FETCH_AGAIN_MS);
    signal.throwIfAborted();
  }
};

/**
 * Close Streamlit's dialog about a lost connection as it opens: it would block the reader, which
 * needs no connection. Our own note replaces the dialog.
 */
const closeDialogs = () => {
  const dialog = document.querySelector('[data-testid="stDialog"]');
  if (dialog) dialog.querySelector('[aria-label="Close"]')?.click();
};

/** Tell the style sheets whether the reader is here, and whether it waits for its component. */
const markPlace = () => {
  const { classList } = document.documentElement;
  classList.toggle("dateline-here", Boolean(document.querySelector(".dateline-host")));
  classList.toggle("dateline-early", Boolean(document.querySelector("body > .dateline-host")));
};

class Host {
  constructor() {
    this.version = "";
    this.reader = null;
    this.start = null;
    this.newest = null;
    this.isFetching = false;
    this.again = 0;
    this.following = null;
    this.closing = new AbortController();
    this.opening = openingLine();
    this.back = element("nav", { className: "dateline-back" });
    this.state = element("div", { className: "dateline-state" });
    this.state.setAttribute("role", "status");
    this.problems = element("section", { className: "dateline-problems" });
    this.problems.setAttribute("role", "alert");
    this.root = element("div");
    this.watch = new MutationObserver(closeDialogs);
    this.watch.observe(document.body, { childList: true });
    // Streamlit sets the page's title again with each run of its script.
    this.title = document.title;
    this.titleWatch = new MutationObserver(() => this.keepTitle());
    this.titleWatch.observe(document.head, { childList: true, subtree: true });
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

  /** Show the story, or the list of stories, that the page is about, and follow it. */
  async open() {
    let start = null;
    try {
      start = await startMessage(this.closing.signal);
    } catch {
      return; // The component was removed before the server answered.
    }
    this.start = start;
    if (start.one_of_many) this.back.append(element("a", { href: "?" }, "All stories"));
    this.following = new Following(start, (message) => this.take(message), (isLost) => {
      sayState(this.state, isLost && !this.opening.isConnected
        ? "No connection: this page still works, but does not follow changes." : "");
    });
    this.take(start);
    await chartsDrawn(start.version ? MOST_WAIT_MS : 0);
    void this.following?.connect();
  }

  /** Handle a message about the story or the list. */
  take(message) {
    if (message.stories) this.showList(message.stories);
    else void this.follow(message);
  }

  showList(stories) {
    this.opening.remove();
    const said = JSON.stringify(stories);
    if (this.root.dataset.said === said) return;
    this.root.dataset.said = said;
    const focused = this.root.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    this.root.replaceChildren(chooser(stories, this.start.note));
    if (focused) [...this.root.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
  }

  keepTitle(title = this.title) {
    this.title = title;
    if (document.title !== title) document.title = title;
  }

  /** Move to another place in the page, with scroll position and focus. */
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
      place.append(this.box); // A browser without moveBefore: removed and inserted.
    }
    markPlace();
    for (const [node, y, x] of scrolled) node.scrollTo({ top: y, left: x, behavior: "instant" });
    if (this.box.contains(focused)) focused.focus({ preventScroll: true });
    scrollTo({ left, top, behavior: "instant" });
  }

  /** Show what a message announces; fetch the page if it is not the one shown. */
  async follow(message) {
    this.newest = message;
    if (this.isFetching) return; // The last message is shown next.
    clearTimeout(this.again);
    this.isFetching = true;
    try {
      while (this.newest) {
        const newest = this.newest;
        this.newest = null;
        const isOther = newest.version && newest.version !== this.version;
        const first = isOther ? await this.fetchPage(newest.page) : null;
        // The first part is the newest, whichever was requested: the others are of its version.
        const more = (number, signal) => this.fetchPart(partAddress(newest, first.version, number), signal);
        // Another server behind the same address may not have this version yet.
        if (isOther && first?.version !== newest.version && !this.newest) {
          this.again = setTimeout(() => void this.follow(newest), FETCH_AGAIN_MS);
        }
        this.show(first, newest, more);
      }
    } finally {
      this.isFetching = false;
    }
  }

  /** Another part of the page; requested until it arrives or nobody waits. */
  async fetchPart(address, signal) {
    for (let wait = FETCH_AGAIN_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      try {
        const answer = await fetch(address, { credentials: "same-origin", signal });
        if (answer.ok) return await answer.json();
        // Edited meanwhile, so its version is gone: the newest one replaces it.
        if (answer.status === 404) await this.follow(await this.following.fetchStatus());
      } catch (error) {
        if (signal.aborted) throw error;
      }
      await pause(wait);
      signal.throwIfAborted();
    }
  }

  /** The page's first part at an address, and at first the reader as well. Null: not available. */
  async fetchPage(address) {
    try {
      const [answer] = await Promise.all([
        fetch(address, { credentials: "same-origin" }),
        globalThis.mountDateline ? null : loadScript(this.start.reader),
      ]);
      if (!answer.ok) throw new Error(`answer ${answer.status}`);
      return await answer.json();
    } catch {
      // Shown only while nothing else is; it is fetched again.
      if (!this.reader) sayState(this.state, "The story did not arrive whole. Trying again …");
      return null;
    }
  }

  /** Show a page's first part, null for none, and the rest of a message beside it. */
  show(first, message, more) {
    if (this.closing.signal.aborted) return;
    if (first && first.version !== this.version) {
      if (this.reader) this.reader.update([first], more);
      else this.mount(first, more);
      this.keepTitle(first.article.title);
      this.version = first.version;
      sayState(this.state, "");
    }
    sayProblems(this.problems, message.problems, message.problem_count, this.reader !== null);
    if (this.reader || message.problems.length) this.opening.remove();
    else sayOpening(this.opening, message.title, message.reading);
  }

  mount(first, more) {
    this.reader = globalThis.mountDateline(this.root, {
      parts: [first],
      more,
      plotly: () => this.plotly(),
      kind: "served",
      whole: (page) => drawBelow(this.below, page),
      downloads: this.start.downloads,
    });
  }

  async plotly() {
    if (!window.Plotly) await loadScript(this.start.plotly);
    if (!window.Plotly) throw new Error("the code of the charts does not run here");
    return window.Plotly;
  }

  close() {
    this.closing.abort();
    clearTimeout(this.again);
    this.following?.close();
    this.following = null;
    this.watch.disconnect();
    this.titleWatch.disconnect();
    this.reader?.close();
    this.reader = null;
    this.box.remove();
    markPlace();
  }
}

// After all other style sheets, so that Streamlit's do not affect the reader.
const sheet = new CSSStyleSheet();
sheet.replaceSync(globalThis.datelineStyle);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** The host that started before Streamlit, until Streamlit's component is there. */
let early = null;

/** One host per component, which Streamlit passes again with each run. */
const hosts = new WeakMap();

globalThis.datelineHost = {
  /** @param {HTMLElement} place in Streamlit's page @returns {() => void} to be called when it goes */
  show(place) {
    if (!hosts.has(place)) {
      const host = early ?? new Host();
      hosts.set(place, host);
      host.moveTo(place);
      if (host !== early) void host.open();
      early = null;
    }
    return () => {
      hosts.get(place)?.close();
      hosts.delete(place);
    };
  },
};

if (document.getElementById("dateline-start")) {
  early = new Host();
  document.body.prepend(early.box);
  markPlace();
  void early.open();
}
