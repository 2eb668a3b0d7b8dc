// The tab Preview: the reader itself. It exists while it is looked at, as each change costs it work.

import { element } from "./dom.js";

/** @returns {DeskPart} */
export function makePreview() {
  const node = element("div", { class: "preview" });
  /** @type {HTMLIFrameElement | undefined} */
  let frame;
  let address = "."; // what was asked of the page survives a look at another tab

  function hidden() {
    address = frame?.contentWindow?.location.href ?? address;
    frame?.remove();
    frame = undefined;
  }

  return {
    node,
    render() {},
    shown() {
      if (frame) return;
      frame = element("iframe", { src: address, title: "The story as its readers see it" });
      node.append(frame);
    },
    hidden,
    close: hidden,
  };
}
