"""The app that `streamlit run dashboard.py` starts; `make run` and `dateline serve` start the same.

It shows the story beside this file. Variables of the environment: DATELINE_STORY names another
folder, of one story or of several; EMBED who may show the page in a frame; DATELINE_PLOTLY which
plotly.js is sent (auto, full or basic).
"""

from pathlib import Path

import streamlit as st

from dateline.hosts.app import PAGE_SCRIPT, options_from_environment

app = st.App(PAGE_SCRIPT, **options_from_environment(Path(__file__).parent))
