"""Fuzzing: what may come from anybody must never end in anything but a message.

``targets`` says what is tried, ``__main__`` tries it. The inputs that began it, and those that once
broke something, are in tests/fuzz/corpus; each ordinary run of the tests goes through them.
"""
