"""How the reader gets to a browser: as one HTML file or from a served app. Knows no story.

Both hosts hand the same ``Page`` (plain data) to the same reader; they differ only in where the
browser gets it from.
"""
