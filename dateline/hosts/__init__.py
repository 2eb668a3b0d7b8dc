"""What carries the reader to a browser: one HTML file, or a served app. Knows no story.

Both hosts hand the same ``Page`` (plain data) to the same reader; they differ only in where the
browser gets it from.
"""
