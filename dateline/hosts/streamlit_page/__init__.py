"""The script that Streamlit runs, in a folder of its own.

Streamlit puts that folder first among those where modules are found while the script runs: in it
there is nothing that bears the name of a library.
"""
