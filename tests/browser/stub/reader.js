// A reader that is only as much of one as the hosts' tests need; it keeps the hosts' interface.

function mountDateline(root, host) {
  const words = document.createElement("article");
  const view = document.createElement("input");
  const chart = document.createElement("div");
  root.classList.add("dateline");
  root.append(words, view, chart);
  const draw = (page) => {
    words.textContent = page.article.title;
    words.lang = page.article.language;
    root.dataset.version = page.version;
  };
  draw(host.page);
  root.dataset.kind = host.kind;
  document.documentElement.dataset.dateline = "words";
  window.wordsAt = performance.now();
  requestAnimationFrame(() => setTimeout(async () => {
    try {
      const Plotly = await host.plotly();
      const data = [{ x: [1, 2, 3], y: [2, 1, 3], mode: "markers" }];
      await Plotly.newPlot(chart, data, { height: 200 }, { displayModeBar: false });
    } catch (error) {
      root.append(Object.assign(document.createElement("p"), { textContent: String(error) }));
      document.documentElement.dataset.charts = "missing";
    }
    document.documentElement.dataset.dateline = "ready";
    window.readyAt = performance.now();
  }));
  return { update: draw, close: () => root.replaceChildren() };
}
