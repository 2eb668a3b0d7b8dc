"""Start the dashboard: python scripts/serve.py --port 8501 --story path/to/folder

The story may be a folder of stories. EMBED=1 lets any page show it in a frame, EMBED=ORIGINS those.
Checks first what would otherwise fail late: that the story is a folder and the port is free.
"""

import argparse
import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description="Start the dashboard.")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--story", type=Path, default=ROOT, help="folder with article.md")
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--script", default="dashboard.py", help=argparse.SUPPRESS)
    parser.add_argument("--plotly", default="auto", help=argparse.SUPPRESS)
    options = parser.parse_args()
    story = options.story.expanduser().resolve()
    if not story.is_dir():
        sys.exit(f"{options.story} is not a folder; name one with article.md: make run STORY=path")
    if not _is_own(options.address):
        sys.exit(
            f"{options.address} is no address of this machine; "
            f"choose another: make run ADDRESS=127.0.0.1"
        )
    if not 0 < options.port < 65536 or not _can_bind(options.address, options.port):
        sys.exit(
            f"Port {options.port} of {options.address} is taken or not allowed; "
            f"choose another: make run PORT={min(options.port + 1, 65535)}"
        )
    print(f"Dateline: http://{options.address}:{options.port} (Ctrl+C ends it)", flush=True)
    os.chdir(ROOT)
    os.environ["DATELINE_STORY"] = str(story)
    sys.path.insert(0, str(ROOT))  # This file's own folder is there, the package's is not.
    # Only now: what is wrong with the arguments is said at once, without Streamlit.
    from dateline.hosts.served import make_app

    try:
        embed = os.environ.get("EMBED", "").strip()
        app = make_app(ROOT / options.script, story, embed=embed, plotly=options.plotly)
    except ValueError as error:
        sys.exit(str(error))
    app.run(
        config={
            "server.port": options.port,
            "server.address": options.address,
            # Only plain `streamlit run` needs it: here everything has an address of its own.
            "server.enableStaticServing": False,
        }
    )


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


if __name__ == "__main__":
    main()
