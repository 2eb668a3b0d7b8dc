// Typing into a field: what is typed is sent while one types, and nothing that comes back ever
// overwrites it. Only once the field is left it shows the cell as it is stored.

const TYPING_MS = 60;
const SETTLED_MS = 300;

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 * @param {(value: string) => Promise<unknown> | void} send
 */
export function makeTyping(input, send) {
  let stored = "", timer = 0, underWay = 0;
  let isUnsent = false, isTouched = false; // since it was sent, since it has the focus

  async function flush() {
    clearTimeout(timer);
    if (!isUnsent) return;
    isUnsent = false;
    underWay += 1;
    await send(input.value);
    underWay -= 1;
    setTimeout(settle, SETTLED_MS);
  }

  /** Show what is stored where nobody is typing. */
  function settle() {
    const isTyped = isTouched && document.activeElement === input;
    if (isUnsent || underWay || isTyped || input.value === stored) return;
    const at = document.activeElement === input ? input.selectionStart : null;
    input.value = stored;
    if (at !== null) input.setSelectionRange(at, at);
  }

  input.addEventListener("input", () => {
    isTouched = isUnsent = true;
    clearTimeout(timer);
    timer = setTimeout(flush, TYPING_MS);
  });
  input.addEventListener("blur", () => {
    isTouched = false;
    if (isUnsent) flush();
    else settle();
  });
  return {
    flush,
    /** @param {string} value */
    show(value) {
      stored = value;
      settle();
    },
    /** Words that were chosen and not typed. @param {string} value */
    put(value) {
      input.value = value;
      isTouched = isUnsent = true;
      return flush();
    },
  };
}
