// The component in Streamlit's page: passes itself to the host's script, which may already run.

/** Streamlit calls this at the start, after each run of the script and after each change of theme. */
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
    // The script has not loaded yet, or the page does not load it.
    const script = Object.assign(document.createElement("script"), { src: "dateline/reader.js" });
    script.onload = show;
    document.head.append(script);
  }
  return () => {
    isGone = true;
    close?.();
  };
}
