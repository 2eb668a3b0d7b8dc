// A file that the server makes on request: fetched here, so that the page can say that it is being
// made, and report a failure.

const SAY_AFTER_MS = 500;
// How long a browser may take to start saving.
const KEPT_MS = 60_000;

/**
 * Pass the file that a link names to the browser.
 * @param {HTMLAnchorElement} link @param {(words: string) => void} announce "" for nothing to say
 */
const download = async (link, announce) => {
  if (link.dataset.fetching) return;
  link.dataset.fetching = "true";
  const timer = setTimeout(() => announce("Making the file …"), SAY_AFTER_MS);
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) {
      announce(`The file could not be made${await reasonOf(answer)}. Try again.`);
      return;
    }
    const href = URL.createObjectURL(await answer.blob());
    element("a", { href, download: fileName(answer) ?? link.download }).click();
    setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
    announce("");
  } catch {
    announce("The file could not be made. Try again.");
  } finally {
    clearTimeout(timer);
    delete link.dataset.fetching;
  }
};

/** The server's reason why it could not make a file, after a colon; "" if it gives none. */
const reasonOf = async (answer) => {
  const { error } = await answer.json().catch(() => ({}));
  return error ? `: ${error}` : "";
};

/** The name that the server gives its file, or null. */
const fileName = (answer) => {
  const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") ?? "");
  return named && decodeURIComponent(named[1]);
};
