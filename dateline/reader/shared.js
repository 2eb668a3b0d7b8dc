// What the article pane and the cards share; it stands before either script. A key is
// "event:ID", "stake:ID" or "quote:ID", and the selected one is the URL's.

const KINDS = ["event", "quote", "stake"];

function keyInUrl(search = location.search) {
  const params = new URLSearchParams(search);
  const kind = KINDS.find((name) => params.has(name));
  return kind ? `${kind}:${params.get(kind)}` : "";
}

function urlWith(key, search = location.search) {
  const params = new URLSearchParams(search);
  KINDS.forEach((name) => params.delete(name));
  if (key) params.set(key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1));
  const query = params.toString();
  return location.pathname + (query ? `?${query}` : "");
}

// Text nodes only: nothing of a story is ever read as HTML.
function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(attribute, "");
    else if (value !== false && value != null) node.setAttribute(attribute, value);
  }
  node.append(...children.filter((child) => child != null && child !== ""));
  return node;
}

// Whether keys of one letter are on. Kept by the browser where it lets us, else for this page.
function keysAreOn() {
  const here = document.documentElement.dataset.keys;
  try {
    return (here ?? localStorage.getItem("dateline-keys")) !== "off";
  } catch {
    return here !== "off";
  }
}

function turnKeys(isOn) {
  document.documentElement.dataset.keys = isOn ? "on" : "off";
  try {
    localStorage.setItem("dateline-keys", isOn ? "on" : "off");
  } catch {
    // Storage is blocked: the choice holds until the page is left.
  }
}

// The names of the tables that are open.
function openTables() {
  return new Set((document.documentElement.dataset.tables ?? "").split(" ").filter(Boolean));
}

