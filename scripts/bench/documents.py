"""Where the figures stand: docs/performance.md, its data and its plot."""

from scripts.bench.plot import plot_svg
from scripts.bench.results import Run, parse_run, run_to_json
from scripts.bench.tables import all_tables, alt_text, in_short
from scripts.server import ROOT

PERFORMANCE = ROOT / "docs" / "performance.md"
FIGURES = ROOT / "docs" / "performance.json"
PLOT = ROOT / "docs" / "performance.svg"
BEGIN = "<!-- figures: made by make bench -->"
END = "<!-- end of figures -->"


def with_figures(text: str, figures: str) -> str:
    """A document with these figures between its markers; raise ``ValueError`` without markers."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document has no {BEGIN} with {END} after it")
    return f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}"


def performance_figures(run: Run) -> str:
    """What docs/performance.md says: a short table first, the plot, then all tables."""
    plot = f"![{alt_text(run)}]({PLOT.name})"
    return "\n\n".join((in_short(run), plot, all_tables(run)))


def write_documents(run: Run) -> None:
    """Write the figures, the plot and the page of one run."""
    kept = run_to_json(run)
    FIGURES.write_text(kept, encoding="utf-8")
    run = parse_run(kept)  # Rounded as they are stored, so that a redraw gives the same page.
    PLOT.write_text(plot_svg(run), encoding="utf-8")
    PERFORMANCE.write_text(with_figures(read_page(), performance_figures(run)), encoding="utf-8")
    print(f"wrote {PERFORMANCE.relative_to(ROOT)}")


def print_tables(run: Run) -> None:
    print(f"\n{in_short(run)}\n\n{all_tables(run)}", flush=True)


def read_page() -> str:
    return PERFORMANCE.read_text(encoding="utf-8")
