"""What comes from elsewhere to a story's folder: articles, timelines, tables, and a blank start.

Nothing is invented: what is not known is left blank, and ``check`` asks for it. Nothing is lost
in silence: what has no place is said, or kept in a file beside the story.
"""


class IntakeError(Exception):
    """What cannot be taken in as asked; the message says why and the way out."""


def option_of(key: str) -> str:
    """The command line's option for a key of an article's front matter."""
    return f"--{key.replace('_', '-')}"
