// Whether keys of one letter are on: a choice that the browser keeps where it lets us.

/** @returns {{areOn: boolean, turn: (isOn: boolean) => void}} */
export function makeKeys(root) {
  return {
    get areOn() {
      try {
        return (root.dataset.keys ?? localStorage.getItem("dateline-keys")) !== "off";
      } catch {
        return root.dataset.keys !== "off";
      }
    },
    turn(isOn) {
      root.dataset.keys = isOn ? "on" : "off";
      try {
        localStorage.setItem("dateline-keys", root.dataset.keys);
      } catch {
        // Storage is blocked: the choice holds until the page is left.
      }
    },
  };
}
