"""An article to proposals: rows that rules suggest, each with its passage and the rule in words.

Pure: no file, no network, no model. Unsure stays blank and is listed; nothing is filled in because
it stands near, and no day is made of a month, a season or a year.
"""
