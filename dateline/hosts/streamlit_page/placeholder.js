// The place in Streamlit's page: hands itself to the host's script, which may be at work already.

/** What Streamlit calls: at first, with each run of the script, and with each change of theme. */
export default function ({ parentElement }) {
  const place = parentElement.querySelector(".dateline-place");
  let isGone = false;
  let close = null;
  const show = () => {
    if (!isGone) close = globalThis.datelineHost.show(place);
  };
  if (globalThis.datelineHost) {
    show();
  } else {
    // The script has not loaded yet, or the page is not the one that names it.
    const script = Object.assign(document.createElement("script"), { src: "dateline/reader.js" });
    script.onload = show;
    document.head.append(script);
  }
  return () => {
    isGone = true;
    close?.();
  };
}
