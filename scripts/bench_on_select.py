"""The other way, for the benchmark only: a click that goes through the server (``on_select``)."""

import os
from pathlib import Path

import streamlit as st

from dateline.figures import placement, timeline_figure
from dateline.reading import load_story
from dateline.view import choices

story = load_story(Path(os.environ["DATELINE_STORY"]))
events = story.events[~story.events["background"]]
figure = timeline_figure(placement(events).dated, categories=choices(story, "category"))
with st.container(key="timeline-wide"):
    chosen = st.plotly_chart(figure, key="chart", on_select="rerun", selection_mode="points")
points = chosen["selection"]["points"]
key = points[0]["customdata"] if points else ""
row = events[events["id"] == (key if isinstance(key, str) else key[0]).removeprefix("event:")]
words = story.article.words(row.iloc[0]["evidence"][0]) if len(row) else ""
st.html(f"<p class='bench-passage' data-key='{len(row) and row.iloc[0]['id']}'></p>")
st.text(words)
