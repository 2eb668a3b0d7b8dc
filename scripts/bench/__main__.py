"""Measure what a reader waits for, beside other timelines: python -m scripts.bench [--quick]

A full run takes up to 25 minutes and writes docs/performance.md, its data and its plot.
``--quick`` takes three minutes and writes nothing unless ``--write`` is given. ``--redraw``
measures nothing: it makes the tables and the plot again from docs/performance.json. ``--readers``
measures only the many readers at once, and puts their figures in place of the last.
"""

import argparse
from dataclasses import replace
from functools import partial

from scripts.bench.documents import FIGURES, print_tables, write_documents
from scripts.bench.many_readers import measure_crowd
from scripts.bench.plan import FULL, QUICK
from scripts.bench.results import parse_run
from scripts.bench.running import measure


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what a reader waits for.")
    parser.add_argument("--quick", action="store_true", help="two sizes, few tries")
    parser.add_argument("--write", action="store_true", help="write docs/ also after a quick run")
    parser.add_argument("--redraw", action="store_true", help="tables and plot of the last figures")
    parser.add_argument("--readers", action="store_true", help="only the many readers, anew")
    parser.add_argument("--minutes", type=float, help="for the pages, else as planned")
    options = parser.parse_args()
    if options.redraw:
        write_documents(parse_run(FIGURES.read_text(encoding="utf-8")))
        return
    if options.readers and FULL.readers:
        run = parse_run(FIGURES.read_text(encoding="utf-8"))
        write_documents(replace(run, readers=measure_crowd(FULL.readers)))
        return
    plan = QUICK if options.quick else FULL
    if options.minutes:
        plan = replace(plan, longest_min=options.minutes)
    run = measure(plan, partial(print, flush=True))
    print_tables(run)
    if options.write or not options.quick:
        write_documents(run)


if __name__ == "__main__":
    main()
