// The tab Export: the page to publish, and every other format with what it loses of this story.

import { button, element, grouped, plural } from "./dom.js";

/** @typedef {{name: string, label: string, ending: string, opens_in: string, loses: string, charts: string[], losses: string[] | null}} Format */

/** @param {Desk} desk @returns {DeskPart} */
export function makeExport(desk) {
  const background = element("input", { type: "checkbox", checked: true });
  const said = element("p", { role: "status", class: "quiet" });
  const publish = button("Download the page", () => void save("html", ".html", "", said), { class: "main" });
  const formats = element("div", {});
  const warned = element("p", { class: "warning" });
  const node = element("section", { class: "export", "aria-label": "Export" },
    element("h2", {}, "Publish"),
    element("p", {}, "The story is one HTML file, with all that it needs in it: put it on any web server, send it by mail, or open it from disk."),
    element("p", {}, publish, " ", element("label", {}, background, " with the rows that rest on other sources")),
    warned, said,
    element("h2", {}, "Other formats"), formats,
  );
  let name = "story";
  let asked = 0;
  /** Of what the formats were asked. @type {unknown[]} */
  let listed = [];

  /** @param {string} format @param {string} ending @param {string} chart @param {HTMLElement} place */
  function save(format, ending, chart, place) {
    const query = new URLSearchParams({ background: background.checked ? "1" : "0", ...(chart && { chart }) });
    return saveFile(`dateline/desk/export/${format}?${query}`, `${name}${chart && `-${chart}`}${ending}`, place);
  }

  async function load() {
    const own = ++asked;
    const answer = await desk.do({ do: "exports" });
    if (own !== asked) return;
    publish.disabled = Boolean(answer.error);
    said.textContent = "";
    if (answer.error) return formats.replaceChildren(element("p", { class: "problem" }, `${answer.error}. `, element("a", { href: "#problems" }, "Problems")));
    name = answer.name || name;
    const head = ["Format", "Opens in", "Of this story it loses", "File"].map((label) => element("th", { scope: "col" }, label));
    formats.replaceChildren(element("table", { class: "formats" }, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...(answer.formats ?? []).filter((one) => one.name !== "html").map((one) => formatRow(one, save)))));
  }

  return {
    node,
    render() {
      const { article, problems, rows } = desk.view;
      const now = [article, problems, rows];
      if (now.some((one, place) => one !== listed[place])) void load();
      listed = now;
      const unfinished = rows.filter(({ written }) => !written).length;
      warned.textContent = unfinished ? `${plural(unfinished, "row")} with a problem ${unfinished === 1 ? "is" : "are"} not in it, or in the last good version: see Problems.` : "";
    },
    close() {},
  };
}

/** Put a file among the downloads, and say so. @param {string} address @param {string} name @param {HTMLElement} place */
async function saveFile(address, name, place) {
  place.textContent = "Making the file …";
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error((await answer.json()).error);
    const content = URL.createObjectURL(await answer.blob());
    element("a", { href: content, download: name }).click();
    window.setTimeout(() => URL.revokeObjectURL(content), 60_000);
    place.textContent = `${name} is among your downloads`;
  } catch (error) {
    place.textContent = `No file was made: ${error instanceof Error ? error.message : error}`;
  }
}

/**
 * @param {Format} format
 * @param {(format: string, ending: string, chart: string, place: HTMLElement) => Promise<void>} save
 */
function formatRow({ name, label, ending, opens_in: opensIn, loses, charts, losses }, save) {
  const place = element("p", { role: "status", class: "quiet" });
  const ways = (charts.length ? charts : [""]).map((chart) => button(chart ? `Download ${chart}` : "Download", () => void save(name, ending, chart, place), { "aria-label": `Download ${label}${chart && `, ${chart}`}` }));
  // In general where it takes a browser to tell; what follows the colon is for the command line.
  const lost = losses ?? [loses.split(":")[0]];
  const short = lost.length > 1 ? element("details", {}, element("summary", {}, `${grouped(lost.length)} things`), element("ul", {}, ...lost.map((one) => element("li", { dir: "auto" }, one)))) : element("p", { dir: "auto" }, lost[0] ?? "nothing");
  return element("tr", {}, element("th", { scope: "row" }, label), element("td", {}, opensIn.split(";")[0]), element("td", {}, short), element("td", {}, ...ways, place));
}
