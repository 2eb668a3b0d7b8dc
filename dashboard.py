"""The app that `streamlit run dashboard.py` starts; `make run` and `dateline serve` start the same.

It shows the story beside this file. Variables of the environment: DATELINE_STORY names another
folder, of one story or of several; EMBED who may show the page in a frame; DATELINE_PLOTLY which
plotly.js is sent (auto, full or basic); DATELINE_SHARE_IMAGE the picture, a file or an address,
that sites show with a link to the page; DATELINE_MAX_CONNECTIONS and DATELINE_MAX_MESSAGES how much
one process gives to its readers (docs/publishing.md).
"""

from pathlib import Path

import streamlit as st

from dateline.hosts.app import PAGE_SCRIPT, options_from_environment

app = st.App(PAGE_SCRIPT, **options_from_environment(Path(__file__).parent))
