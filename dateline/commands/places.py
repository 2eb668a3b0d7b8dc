"""Where a command may serve a page: checked first, as it would otherwise fail late.

The address must be this machine's and the port free.
"""

import os
import socket

PORT = 8501


def refused_place(address: str, port: int, *, target: str) -> str:
    """Why nothing can be served there and what to do, "" if it can; ``target`` is make's."""
    if not _is_own(address):
        reason = f"{address} is not an address of this machine"
        option, instead = "ADDRESS", "127.0.0.1"
    elif not 0 < port < 65536 or not _can_bind(address, port):
        reason = f"Port {port} of {address} is taken or not allowed"
        option, instead = "PORT", str(_other_port(port))
    else:
        return ""
    ways = f"--{option.lower()} {instead}, or make {target} {option}={instead}"
    return f"{reason}; choose another: {ways}"


def _other_port(port: int) -> int:
    """The next one; ports below 1024 are reserved for the system."""
    return port + 1 if 1024 <= port < 65535 else PORT


def _is_own(address: str) -> bool:
    """Whether this machine has the address: then some port of it is always free."""
    return _can_bind(address, 0)


def _can_bind(address: str, port: int) -> bool:
    try:
        family, kind, _, _, target = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            # As the server itself will: a port that waits for its last packets counts as free.
            # On Windows the option would take a port from whoever listens there.
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
    except OSError:
        return False
    return True
