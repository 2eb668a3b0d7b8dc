// The place in Streamlit: hands what Python says to the host, which may be at work already.

/** What Streamlit calls: at first, with each run of the script, and with each change of theme. */
export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".dateline-place");
  let isGone = false;
  let close = null;
  const show = () => {
    if (!isGone) close = globalThis.datelineHost.show(data, place);
  };
  if (globalThis.datelineHost) {
    show();
  } else {
    // The page came without the host's script: from an address that is not the app's own.
    const script = Object.assign(document.createElement("script"), { src: data.reader });
    script.onload = show;
    document.head.append(script);
  }
  return () => {
    isGone = true;
    close?.();
  };
}
