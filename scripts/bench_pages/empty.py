"""The floor: a Streamlit page with one button and one line."""

import streamlit as st

st.session_state.setdefault("clicks", 0)
if st.button("Click"):
    st.session_state["clicks"] += 1
st.write(f"clicked {st.session_state['clicks']} times")
