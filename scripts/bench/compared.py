"""What a page that is compared says of itself: when it is there, and how one clicks on it.

All of it is JavaScript that the bench evaluates within the page, where three functions are known:
``find(selector)``, the first such element; ``all(selector)``, a list of them; and
``isSeen(element)``, whether it is drawn and has words.
"""

from dataclasses import dataclass

# On a page's first lines, so that the expressions below stay short.
HELPERS = """
const find = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const isSeen = (node) => Boolean(node && node.getClientRects().length && node.textContent.trim()
  && getComputedStyle(node).visibility !== 'hidden');
"""


@dataclass(frozen=True, slots=True)
class Action:
    """A click and its answer: ``click`` does it, ``shown`` is another value once it is answered.

    ``name`` says in words what is clicked.
    """

    name: str
    click: str
    shown: str


@dataclass(frozen=True, slots=True)
class Absent:
    """An action that a page has not, and what it has instead, if anything."""

    name: str = "n/a"


@dataclass(frozen=True, slots=True)
class Compared:
    """A kind of page. ``words`` and ``charts`` hold once the first words, and charts, are there.

    ``settled``: a selector that holds once the page's own start is over; "" where nothing says so.
    """

    name: str
    words: str
    charts: str
    filter: Action | Absent
    mark: Action | Absent
    settled: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A page at an address; ``note`` says why there is none, and the address is "".

    ``warm_up``: the first reader of its server pays for what later ones do not, and is not counted.
    """

    page: Compared
    address: str = ""
    note: str = ""
    warm_up: bool = False
