// A file that the server makes when it is asked for: fetched here, so that it can be said meanwhile
// that it is being made, and afterwards if it was not.

const SAY_AFTER_MS = 500;
// How long a browser may take to begin to save what it was handed.
const KEPT_MS = 60_000;

/**
 * Hand the browser the file that a link names.
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

/** What the server says of a file that it could not make, after a colon; "" if it says nothing. */
const reasonOf = async (answer) => {
  const { error } = await answer.json().catch(() => ({}));
  return error ? `: ${error}` : "";
};

/** The name that the server gives its file, or null. */
const fileName = (answer) => {
  const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") ?? "");
  return named && decodeURIComponent(named[1]);
};
