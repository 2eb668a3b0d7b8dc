"""The script that Streamlit runs for each page: it gives the reader its place.

All else comes from the app's own routes, so that no filter, edit or download runs this again.
"""

from pathlib import Path

import streamlit as st

st.set_page_config(page_title="Dateline", layout="wide")
st.components.v2.component(
    "dateline_reader",
    html='<div class="dateline-place"></div>',
    js=Path(__file__).with_name("placeholder.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)(key="reader", height="content")
