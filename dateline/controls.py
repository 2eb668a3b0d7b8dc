"""The filters on the page and their tie to the URL: a ``View`` in, a ``View`` out.

The URL is the store. On each run either a widget has changed, and the URL follows it, or the URL
has changed (a pasted link, back, forward), and the widgets follow it. A changed widget wins, since
at a slow network the browser may still send the URL of before the last change.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import streamlit as st

from dateline.holdings import days_to_choose
from dateline.reader import show_cards
from dateline.story import Story
from dateline.view import View, choices, counts, days, parse_view, to_params
from dateline.wording import day_in_words

# Widget key -> field of View.
_FIELDS = {
    "filter-q": "q",
    "filter-category": "category",
    "filter-actor": "actor",
    "filter-status": "status",
    "filter-from": "first",
    "filter-to": "last",
    "filter-sure": "sure",
    "filter-speaker": "speaker",
    "filter-topic": "topic",
    "filter-kind": "kind",
    "filter-asof": "asof",
    "filter-background": "background",
}
# A selectbox takes None for "nothing chosen" and hides the option's own words: "" stands for it.
_DAY_KEYS = ("filter-from", "filter-to", "filter-asof")
_STATUS_HELP = "reported: by the article itself · claimed: by somebody whom it names"


def _widget_values(view: View) -> dict[str, Any]:
    """A view as its widgets hold it, by key."""
    values = {key: getattr(view, field) for key, field in _FIELDS.items()}
    return {
        key: list(value) if isinstance(value, tuple) else "" if value is None else value
        for key, value in values.items()
    }


# What Streamlit replaces even where Markdown is escaped: addresses, arrows, dashes, icons.
_REPLACED = re.compile(
    r"(?<=:)(?=//|streamlit:|material)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=[<>-])(?=[->=])"
)
_WORD_JOINER = "\u2060"  # invisible


def literal(text: str) -> str:
    """Text of a story for a Streamlit label, shown as it is: no Markdown, no link, no icon."""
    return escaped(_REPLACED.sub(_WORD_JOINER, text))


def escaped(text: str) -> str:
    """Text with every Markdown character escaped, as the address in a link needs it."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def read_view(story: Story) -> View:
    """The reader's view: from the widgets if one has changed, else from the URL; sync the two."""
    state = st.session_state
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    from_url, notes = parse_view(params, story)
    before: Mapping[str, Any] | None = state.get("view-before")
    now = _shown()
    if before is not None and now != before:
        fields = {field: _value(key, now[key]) for key, field in _FIELDS.items()}
        view = View(**fields, selected=from_url.selected)
        if view.first and view.last and view.first > view.last:
            view = replace(view, last=None)
        state["view-notes"] = ()
    else:
        view = from_url
        state["view-notes"] = notes or state.get("view-notes", ())
    wanted = _widget_values(view)
    for key, value in wanted.items():
        # Setting a widget overrides what the reader did to it since, so only what must change is
        # set. In a new session (the server was restarted) the browser's own values come with the
        # first run but are not seen before the widgets are: blank ones are left to them.
        if value != now[key] and not (before is None and not value):
            state[key] = value
    state["view-before"] = wanted
    asked = to_params(view)
    if asked != params:
        st.query_params.from_dict(asked)
    return view


def follow_browser() -> None:
    """Run again if the browser brought values that a new session could not know: call it last."""
    if _shown() != st.session_state["view-before"]:
        st.rerun()


def _shown() -> dict[str, Any]:
    """What the widgets say now; blank for those that are not drawn."""
    return {key: st.session_state.get(key, blank) for key, blank in _widget_values(View()).items()}


def _value(key: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if key in _DAY_KEYS:
        return value or None
    return value.strip() if isinstance(value, str) else value


def link_notes() -> tuple[str, ...]:
    """What the link asked for and the story has not."""
    return tuple(st.session_state.get("view-notes", ()))


def reset() -> None:
    """Lift every filter (a callback); the selection, background and as-of date stay."""
    for key, value in _widget_values(View()).items():
        if key not in ("filter-asof", "filter-background"):
            st.session_state[key] = value


def filter_bar(story: Story, view: View, legend: Sequence[Mapping[str, str]]) -> None:
    """Every filter, each choice with its count; categories with their mark of ``legend``.

    Wide, search and categories are always there and a button shows the rest; on a phone the same
    button shows them all (``reader/page.css``). It says how many are active.
    """
    opener, search, switch, button = st.columns([2, 4, 3, 2], vertical_alignment="bottom")
    with opener:
        active = f" ({view.active} active)" if view.active else ""
        show_cards({"drawer": {"label": f"Filters{active}"}}, key="drawer")
    search.text_input(
        "Search events, quotes and their passages", key="filter-q", placeholder="resignation"
    )
    switch.toggle(
        "Show background",
        key="filter-background",
        help="What the article does not say; each piece names its source.",
    )
    button.button("Reset filters", key="reset", on_click=reset, disabled=not view.active)
    with st.container(key="filter-categories"):
        marks = {
            entry["label"]: f':color[{entry["glyph"]}]{{foreground="{entry["colour"]}"}} '
            for entry in legend
        }
        _pills("Category", "category", story, view, marks=marks)
    with st.container(key="filter-more"):
        _event_filters(story, view)
        _quote_filters(story, view)


def _event_filters(story: Story, view: View) -> None:
    people, status, when = st.columns(3)
    with people:
        _multiselect("People and organisations", "actor", story, view)
    with status:
        _pills("Status", "status", story, view, help=_STATUS_HELP)
    with when:
        first, last = st.columns(2)
        language = story.article.language
        known = days([*story.events["date"], *story.quotes["date"]])
        _day_box(first, "From", "filter-from", known, view.first, language)
        _day_box(last, "To", "filter-to", known, view.last, language)
        st.checkbox(
            "Only what surely happened then",
            key="filter-sure",
            disabled=not (view.first or view.last),
            help="Off: what may have happened then stays, drawn small.",
        )


def _quote_filters(story: Story, view: View) -> None:
    speaker, topic, kind = st.columns(3)
    with speaker:
        _multiselect("Speaker of a quote", "speaker", story, view)
    with topic:
        _multiselect("Topic of a quote", "topic", story, view)
    with kind:
        _multiselect("Kind of quote", "kind", story, view)


def asof_box(story: Story, view: View) -> None:
    """The day for which the ownership chart speaks: those on which what is in force changes."""
    stakes = story.stakes if view.background else story.stakes[~story.stakes["background"]]
    known = days_to_choose(stakes)
    _day_box(
        st.container(),
        "As of",
        "filter-asof",
        known,
        view.asof,
        story.article.language,
        blank="when the article appeared" if story.article.published else "the last one stated",
    )


def _pills(
    label: str,
    facet: str,
    story: Story,
    view: View,
    *,
    help: str | None = None,
    marks: Mapping[str, str] = MappingProxyType({}),
) -> None:
    numbers = counts(story, view, facet)
    st.pills(
        label,
        choices(story, facet),
        selection_mode="multi",
        key=f"filter-{facet}",
        format_func=lambda value: f"{marks.get(value, '')}{literal(value)} {numbers[value]}",
        help=help,
        label_visibility="collapsed" if marks else "visible",
    )


def _multiselect(label: str, facet: str, story: Story, view: View) -> None:
    numbers = counts(story, view, facet)
    st.multiselect(
        label,
        choices(story, facet),
        key=f"filter-{facet}",
        format_func=lambda value: f"{value} ({numbers[value]})",
        placeholder="All",
    )


def _day_box(
    place: Any,
    label: str,
    key: str,
    known: tuple[dt.date, ...],
    chosen: dt.date | None,
    language: str,
    blank: str = "any time",
) -> None:
    options = sorted({*known, *([chosen] if chosen else [])})
    place.selectbox(
        label,
        ["", *options],
        key=key,
        format_func=lambda day: day_in_words(day, language, short=True) if day else blank,
    )
