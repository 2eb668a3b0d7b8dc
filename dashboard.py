"""The page, top to bottom. `make run`, or: streamlit run dashboard.py"""

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from dateline import controls, figures
from dateline.coverage import measure_coverage
from dateline.holdings import asof_day, conflicts, in_force, in_reading_order
from dateline.key_figures import key_figures
from dateline.reader import page_css, show_article, show_cards
from dateline.reader.payload import (
    article_payload,
    event_cards,
    event_table,
    figure_cards,
    quote_cards,
    stake_table,
    words_by_speaker,
)
from dateline.reading import load_story
from dateline.story import Story, StoryError, records
from dateline.view import Narrowed, View, choices, narrow
from dateline.wording import date_in_words, day_in_words, percent_in_words

FOLDER = Path(os.environ.get("DATELINE_STORY") or Path(__file__).parent)
KEYS = "keys: j next event, k previous, t tables"
# Every click of a mark counts, however fast they follow one another (Plotly waits 300 ms to see
# whether a second click makes a double click).
CHART = {"displayModeBar": False, "doubleClick": False, "doubleClickDelay": 1}


def headline(story: Story) -> None:
    article = story.article
    st.title(controls.literal(article.title), anchor=False)
    when = date_in_words(article.published, article.language) if article.published else ""
    original = f"[Read the original]({controls.escaped(article.url)})" if article.url else ""
    st.caption(" · ".join(filter(None, (controls.literal(article.outlet), when, original))))
    show_cards(
        {"figures": figure_cards(key_figures(story)), "language": article.language},
        key="key-figures",
    )
    for note in controls.link_notes():
        st.info(controls.literal(note), icon=":material/link_off:")


def timeline(story: Story, view: View, shown: Narrowed, placed: figures.Placement) -> None:
    st.header("What happened when", anchor=False)
    language = story.article.language
    categories = choices(story, "category")
    alt = figures.timeline_alt(placed.dated, language=language)
    options: dict[str, Any] = {
        "categories": categories,
        "language": language,
        "certainty": shown.certainty,
        "until": view.asof,
    }
    with st.container(key="timeline"):
        rows = figures.guide(background=view.background)
        guide = {"title": "How to read this", "rows": rows, "keys": KEYS}
        show_cards({"legend": figures.legend(categories), "guide": guide}, key="legend")
        if not len(placed.dated):
            st.info("No event with a date answers these filters.")
            return
        with st.container(key="timeline-wide"):
            wide = figures.timeline_figure(placed.dated, **options)
            st.plotly_chart(wide, key="timeline-chart", alt=alt, config=CHART, theme=None)
        with st.container(key="timeline-list"):
            listed = figures.timeline_list_figure(placed.dated, **options)
            st.plotly_chart(listed, key="timeline-phone", alt=alt, config=CHART, theme=None)
        table = event_table(records(placed.dated), language)
        show_cards({"tables": [table], "language": language}, key="timeline-table")


def undated(story: Story, placed: figures.Placement) -> None:
    language = story.article.language
    marks = {entry["label"]: entry for entry in figures.legend(choices(story, "category"))}
    with st.container(key="undated"):
        for title, rows in (
            ("Undated in the article", placed.undated),
            ("Planned", placed.planned),
        ):
            if len(rows):
                st.subheader(title, anchor=False)
                cards = event_cards(records(rows), language, marks)
                show_cards({"cards": cards, "language": language}, key=f"cards-{title}")


def ownership(story: Story, view: View, shown: Narrowed) -> None:
    article = story.article
    if not len(story.stakes):
        return
    st.header(f"Who owned {controls.literal(article.subject) or 'what'}", anchor=False)
    as_of = asof_day(story.stakes, view.asof, article.published)
    options: dict[str, Any] = {
        "as_of": as_of,
        "language": article.language,
        "background": view.background,
    }
    with st.container(key="ownership"):
        controls.asof_box(story, view)
        if as_of:
            st.caption(f"As far as stated for {day_in_words(as_of, article.language)}.")
        # All stakes of the story, whatever is shown: they bound each other and share the colours.
        bar = figures.ownership_figure(story.stakes, subject=article.subject, **options)
        alt = figures.ownership_alt(story.stakes, **options)
        st.plotly_chart(bar, key="ownership-chart", alt=alt, config=CHART, theme=None)
        holders = figures.holders_figure(story.stakes, **{**options, "background": False})
        st.plotly_chart(holders, key="holders-chart", alt=alt, config=CHART, theme=None)
        now = [row for row in records(in_force(story.stakes, as_of)) if shows(view, row)]
        table = stake_table(now, article.language, name="ownership", caption="Shares, as stated")
        if now:
            show_cards({"tables": [table], "language": article.language}, key="ownership-table")
        for conflict in conflicts(story.stakes, **options):
            words = f"Does not fit together: {controls.literal(conflict)}"
            st.warning(words, icon=":material/warning:")
        if len(shown.stakes) > 1:
            over_time(story, view, as_of)


def shows(view: View, row: Mapping[str, Any]) -> bool:
    return view.background or not row["background"]


def over_time(story: Story, view: View, as_of: dt.date | None) -> None:
    options: dict[str, Any] = {"language": story.article.language, "background": view.background}
    st.subheader("Over time, from dated statements", anchor=False)
    history = figures.history_figure(story.stakes, as_of=as_of, **options)
    alt = figures.history_alt(story.stakes, **options)
    st.plotly_chart(history, key="history-chart", alt=alt, config=CHART, theme=None)
    rows = [row for row in records(in_reading_order(story.stakes)) if shows(view, row)]
    rows.sort(key=lambda row: row["date"].sort_key)
    table = stake_table(rows, options["language"], name="history", caption="All statements")
    show_cards({"tables": [table], "language": options["language"]}, key="history-table")


def quotes(story: Story, view: View, shown: Narrowed) -> None:
    language = story.article.language
    with st.container(key="quotes"):
        st.header(f"Who said what ({len(shown.quotes)} of {len(story.quotes)})", anchor=False)
        ask = {"label": "Filter the quotes", "target": ".st-key-filter-speaker input"}
        show_cards({"drawer": ask}, key="quote-drawer")
        rows = records(shown.quotes)
        payload = {"tally": words_by_speaker(rows), "cards": quote_cards(rows, language)}
        show_cards({**payload, "language": language}, key="quote-cards")
        if not rows:
            st.info("No quote answers these filters.")


def coverage(story: Story) -> None:
    found = measure_coverage(story)
    article = story.article

    def percent(value: float) -> str:
        return percent_in_words(round(value), article.language)

    with st.expander(
        f"How much of the article is used: {percent(found.share_percent)}", key="coverage"
    ):
        rows = [part for part in found.blocks if part.block.kind != "furniture"]
        starts = [article.text[p.block.start : p.block.end][:60] for p in rows]
        st.table(
            {
                "Paragraph": [controls.literal(start) for start in starts],
                "Used": [percent(part.share_percent) for part in rows],
            }
        )
        if not found.uncovered:
            st.write("Every date, percentage, quotation and known name in it is used.")
        for mention in found.uncovered:
            words = controls.literal(article.words(mention.passage))
            st.write(f"Not used: the {mention.kind} “{words}” {mention.explanation}".strip())


def article(story: Story, view: View, shown: Narrowed, placed: figures.Placement) -> None:
    order = [f"event:{row_id}" for rows in placed for row_id in rows["id"]]
    with st.container(key="article"):
        show_article(
            article_payload(
                story,
                visible=shown.keys,
                order=order,
                background=view.background,
                charts=("timeline", "ownership"),
                query=repr(st.query_params.to_dict()),
            )
        )


def problems(error: StoryError) -> None:
    count = len(error.problems)
    st.title("This story cannot be shown yet", anchor=False)
    st.write(
        f"{count} problem{'s' * (count != 1)} in its files. Nothing is shown until none is left."
    )
    st.code("\n".join(map(str, error.problems)), language=None, wrap_lines=True)


st.set_page_config(page_title="Dateline", layout="wide")
st.html(page_css())
try:
    story = load_story(FOLDER)
except StoryError as error:
    problems(error)
    st.stop()

view = controls.read_view(story)
shown = narrow(story, view)
placed = figures.placement(shown.events)
headline(story)
with st.container(key="filters"):
    controls.filter_bar(story, view, figures.legend(choices(story, "category")))
with st.container(key="story"):
    charts, reading = st.columns([3, 2], gap="large")
    with charts:
        if len(shown.events):
            timeline(story, view, shown, placed)
            undated(story, placed)
        else:
            st.info("No event answers these filters. Lift one of them, or reset them all.")
            st.button("Reset all filters", key="reset-empty", on_click=controls.reset)
        ownership(story, view, shown)
        quotes(story, view, shown)
        coverage(story)
    with reading:
        article(story, view, shown, placed)
controls.follow_browser()
