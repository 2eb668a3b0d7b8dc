"""The desk in the browser: its page, and the socket on which a story is written.

Only ``dateline desk`` adds these routes. What a command does to the story is ``dateline.desk``'s.
"""
