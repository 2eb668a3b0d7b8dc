"""How much one process gives to those who connect to it; limits for one address are a proxy's."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

CONNECTIONS_VARIABLE = "DATELINE_MAX_CONNECTIONS"
MESSAGES_VARIABLE = "DATELINE_MAX_MESSAGES"
TIMEOUT_VARIABLE = "DATELINE_TIMEOUT"


@dataclass(frozen=True, slots=True)
class Limits:
    """``connections``: of them a tenth may be Streamlit's sockets, as each has a session.

    ``messages``: a second, on one of Streamlit's sockets.

    ``timeout_s``: in which a request arrives whole, and some of an answer is taken.
    """

    connections: int = 10_000
    messages: int = 10
    timeout_s: int = 20

    @property
    def sessions(self) -> int:
        return max(1, self.connections // 10)

    @property
    def messages_in_all(self) -> int:
        return 2 * self.messages


USUAL_LIMITS = Limits()


def limits_from_environment(environment: Mapping[str, str] = os.environ) -> Limits:
    """Raise ``ValueError`` for a limit that is not a whole number above 0."""

    def limit(variable: str, default: int) -> int:
        try:
            return parse_limit(environment.get(variable) or str(default))
        except ValueError as error:
            raise ValueError(f"{variable}: {error}") from None

    return Limits(
        limit(CONNECTIONS_VARIABLE, USUAL_LIMITS.connections),
        limit(MESSAGES_VARIABLE, USUAL_LIMITS.messages),
        limit(TIMEOUT_VARIABLE, USUAL_LIMITS.timeout_s),
    )


def parse_limit(text: str) -> int:
    """Raise ``ValueError`` for anything but a whole number above 0."""
    if not text.isdecimal() or not int(text):
        raise ValueError(f"{text} is not a whole number above 0")
    return int(text)
