"""The server's messages to a page: how it starts, and what has changed since."""

from typing import Any

from dateline.hosts.addresses import Addresses
from dateline.library import Library, StoryState, WatchedStory

# More problems than anybody reads at a time; the command line lists them all.
MOST_PROBLEMS = 50

Message = dict[str, Any]


def start_message(
    story: WatchedStory, state: StoryState, addresses: Addresses, *, one_of_many: bool
) -> Message:
    """What the page of a story starts with; ``one_of_many``: with a link back to the list."""
    slug = story.slug
    return status_message(story, state, addresses) | {
        "status": addresses.status(slug),
        "follow": addresses.follow(slug),
        "reader": addresses.reader,
        "plotly": addresses.plotly,
        "downloads": addresses.downloads(slug),
        "one_of_many": one_of_many,
    }


def status_message(story: WatchedStory, state: StoryState, addresses: Addresses) -> Message:
    """The address of the story's newest good version, and what is wrong with the files now.

    ``problems`` are the first ones in words, ``problem_count`` counts all. Before the story is
    loaded, ``title`` and ``reading`` say what is being read.
    """
    version = state.edition.version if state.edition else ""
    message: Message = {
        "version": version,
        "page": addresses.page(story.slug, version) if version else "",
        "problems": [str(problem) for problem in state.problems[:MOST_PROBLEMS]],
        "problem_count": len(state.problems),
    }
    return message | ({"title": story.title, "reading": state.reading} if state.is_coming else {})


def list_start_message(library: Library, addresses: Addresses, *, asked: str) -> Message:
    """What the list of stories starts with; ``asked`` names a requested story that is missing."""
    return list_message(library) | {
        "note": f"There is no story “{asked}” here." if asked else "",
        "status": addresses.status(""),
        "follow": addresses.follow(""),
        "reader": addresses.reader,
    }


def list_message(library: Library) -> Message:
    """What is known about each story so far: at first only the name of its folder."""
    stories = []
    for slug, story in library.stories().items():
        title, language = story.title
        count = len(story.state.problems)
        note = f"({count} problem{'s' * (count != 1)} in its files)" if count else ""
        note = "(is being read …)" if story.is_unread else note
        stories.append({"slug": slug, "title": title, "language": language, "note": note})
    return {"stories": stories}
