"""What one would write first: read the file on each run, Plotly Express, a table, one filter."""

import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

events = pd.read_csv(Path(os.environ["DATELINE_STORY"]) / "events.csv")
events["day"] = pd.to_datetime(events["date"], format="ISO8601", errors="coerce")
events = events.dropna(subset=["day"])
chosen = st.pills("Category", sorted(events["category"].unique()), selection_mode="multi")
if chosen:
    events = events[events["category"].isin(chosen)]
figure = px.scatter(events, x="day", y="category", color="category", hover_name="title")
st.plotly_chart(figure, key="chart")
st.dataframe(events[["date", "title", "category"]])
