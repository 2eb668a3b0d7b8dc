// Languages by their names, in English and their own: a person writes "German" where the file has "de".

const CODES = ["ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh"];
const TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;
export const NO_LANGUAGE = "is no language that is known here; write its name, or its tag, as en or pt-BR";

/** @param {string} code @param {string} as the language of the name */
function nameOf(code, as) {
  return new Intl.DisplayNames([as], { type: "language", fallback: "code" }).of(code) ?? code;
}

/** Codes with their English names, in order of the names. @returns {[string, string][]} */
export function languages() {
  return CODES.map((code) => /** @type {[string, string]} */ ([code, nameOf(code, "en")])).sort(([, one], [, other]) => one.localeCompare(other, "en"));
}

/** The tag that somebody means; "" for none. @param {string} written */
export function tagOf(written) {
  const words = written.trim().toLowerCase();
  const named = CODES.find((code) => [nameOf(code, "en"), nameOf(code, code)].some((name) => name.toLowerCase() === words));
  if (named) return named;
  const isKnown = TAG.test(words) && nameOf(words, "en").toLowerCase() !== words;
  return isKnown ? written.trim() : "";
}
