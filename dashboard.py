"""The page, top to bottom. `make run`, or: streamlit run dashboard.py"""

import datetime as dt
import os
from pathlib import Path
from typing import Any

import streamlit as st

from dateline import controls, figures
from dateline.coverage import measure_coverage
from dateline.holdings import conflicts, current_stakes
from dateline.key_figures import key_figures
from dateline.quoting import in_reading_order, own_words, words_by_speaker
from dateline.reader import page_css, show_article, show_cards
from dateline.reader.payload import (
    article_payload,
    event_cards,
    event_table,
    figure_cards,
    quote_cards,
    stake_table,
    tally_rows,
)
from dateline.reading import load_story
from dateline.story import Story, StoryError, records
from dateline.view import Narrowed, View, choices, narrow, text_matches
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


def found(story: Story, view: View, shown: Narrowed) -> None:
    """How much a search has found, in the tables and in the text."""
    if view.q:
        numbers = {
            "event": len(shown.events),
            "quote": len(shown.quotes),
            "statement": len(shown.matching_stakes),
        }
        told = [f"{count} {rows}{'s' * (count != 1)}" for rows, count in numbers.items()]
        st.caption(", ".join([*told, f"{len(text_matches(story, view.q))} in the text"]))


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
        if len(placed.dated):
            with st.container(key="timeline-wide"):
                wide = figures.timeline_figure(placed.dated, **options)
                st.plotly_chart(wide, key="timeline-chart", alt=alt, config=CHART, theme=None)
            with st.container(key="timeline-list"):
                listed = figures.timeline_list_figure(placed.dated, **options)
                st.plotly_chart(listed, key="timeline-phone", alt=alt, config=CHART, theme=None)
        else:
            st.info("No event with a date answers these filters.")
        table = event_table([row for rows in placed for row in records(rows)], language)
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
    published = article.published.latest if article.published else None
    as_of = view.asof or published
    options: dict[str, Any] = {"as_of": as_of, "language": article.language}
    with st.container(key="ownership"):
        controls.asof_box(story, view)
        if as_of:
            st.caption(f"As far as stated for {day_in_words(as_of, article.language)}.")
        bar = figures.ownership_figure(shown.stakes, subject=article.subject, **options)
        alt = figures.ownership_alt(shown.stakes, **options)
        st.plotly_chart(bar, key="ownership-chart", alt=alt, config=CHART, theme=None)
        own = shown.stakes[~shown.stakes["background"]]
        holders = figures.holders_figure(own, **options)
        st.plotly_chart(holders, key="holders-chart", alt=alt, config=CHART, theme=None)
        now = records(current_stakes(shown.stakes, as_of))
        table = stake_table(
            now,
            article.language,
            name="ownership",
            caption="Shares, as stated",
            matching=shown.matching_stakes,
        )
        if now:
            show_cards({"tables": [table], "language": article.language}, key="ownership-table")
        for conflict in conflicts(shown.stakes, as_of, article.language):
            st.warning(
                f"Cannot all be true: {controls.literal(conflict)}", icon=":material/warning:"
            )
        if view.background:
            over_time(story, shown, as_of)


def over_time(story: Story, shown: Narrowed, as_of: dt.date | None) -> None:
    language = story.article.language
    st.subheader("Over time, from dated statements", anchor=False)
    history = figures.history_figure(shown.stakes, as_of=as_of, language=language)
    alt = figures.history_alt(shown.stakes, language=language)
    st.plotly_chart(history, key="history-chart", alt=alt, config=CHART, theme=None)
    rows = sorted(records(shown.stakes), key=lambda row: row["date"].sort_key)
    table = stake_table(rows, language, name="history", caption="All statements")
    show_cards({"tables": [table], "language": language}, key="history-table")


def quotes(story: Story, view: View, shown: Narrowed) -> None:
    language = story.article.language
    with st.container(key="quotes"):
        st.header(f"Who said what ({len(shown.quotes)} of {len(story.quotes)})", anchor=False)
        ask = {"label": "Filter the quotes", "target": ".st-key-filter-speaker input"}
        show_cards({"drawer": ask}, key="quote-drawer")
        rows = in_reading_order(records(shown.quotes))
        first = [row for row in rows if row["id"] in shown.leading]
        others = [row for row in rows if row["id"] not in shown.leading]
        own = own_words(records(story.quotes), story.article)
        tally = tally_rows(words_by_speaker(rows, own))
        payload = {"tally": tally, "cards": quote_cards(first, language)}
        show_cards({**payload, "language": language}, key="quote-cards")
        if others:
            with st.expander(f"… {len(others)} other quote{'s' * (len(others) != 1)}"):
                show_cards({"cards": quote_cards(others, language)}, key="other-quote-cards")
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
    found(story, view, shown)
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
