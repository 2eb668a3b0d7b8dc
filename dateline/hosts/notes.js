// What a host shows around the reader: problems in the files, a lost connection, the list of
// stories. All of it as text nodes.

/** Replace the content of `place` only if it changes: screen readers read it aloud at once. */
const say = (place, key, make) => {
  if (place.dataset.said === key) return;
  place.dataset.said = key;
  place.replaceChildren(...(key ? make() : []));
};

/**
 * @param {HTMLElement} place
 * @param {string[]} problems the first of them @param {number} count all @param {boolean} isShown
 *   whether an earlier version is on the page
 */
const sayProblems = (place, problems, count, isShown) => {
  const key = problems.length ? JSON.stringify([problems, count, isShown]) : "";
  say(place, key, () => {
    const many = `${count} problem${count === 1 ? "" : "s"} in the story's files`;
    const left = count - problems.length;
    const list = element("ul", {}, ...problems.map((words) => element("li", {}, words)));
    return [
      element("h2", {}, isShown ? `${many}: the last good version is shown` : `${many}`),
      ...(isShown ? [] : [element("p", {}, "This story can't be shown until all are fixed.")]),
      list,
      ...(left > 0 ? [element("p", {}, `And ${left} more.`)] : []),
    ];
  });
};

/** @param {HTMLElement} place @param {string} words "" for nothing to say */
const sayState = (place, words) => say(place, words, () => [element("p", {}, words)]);

/**
 * The line in place of the reader until it starts: the one in the page, or a new one.
 * @returns {HTMLElement} with the words read aloud, and below them what is being done
 */
const openingLine = () => {
  const found = document.getElementById("dateline-opening");
  if (found) return found;
  const said = element("p", {}, "Opening …");
  said.setAttribute("role", "status");
  return element("div", { id: "dateline-opening" }, said);
};

/**
 * @param {HTMLElement} line @param {[string, string]} [title] of the story, and its language
 * @param {string} [stage] what is being read, "" for nothing to say
 */
const sayOpening = (line, title, stage) => {
  const [said] = line.children;
  if (title && !said.querySelector("cite")) {
    const [words, lang] = title;
    said.replaceChildren("Opening ", element("cite", { lang, dir: "auto" }, words), " …");
  }
  // Not read aloud: it changes twice a second.
  let words = line.querySelector(".stage");
  if (!words) line.append((words = element("p", { className: "stage" })));
  words.textContent = stage ? `The story is being read for the first time: ${stage}` : "";
};

/**
 * The list of stories, as plain links.
 * @param {{slug: string, title: string, language: string, note: string}[]} stories
 * @param {string} note said above it
 */
const chooser = (stories, note) => {
  const lines = stories.map((story) => {
    const link = element("a", { href: `?story=${encodeURIComponent(story.slug)}`, dir: "auto" });
    link.textContent = story.title;
    if (story.language) link.lang = story.language;
    return element("li", {}, link, ...(story.note ? [` ${story.note}`] : []));
  });
  return element("main", { className: "dateline-chooser" },
    element("h1", {}, "Stories"),
    ...(note ? [element("p", { role: "status" }, note)] : []),
    element("ul", {}, ...lines));
};
