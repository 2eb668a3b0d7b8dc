"""One dashboard process, for the browser tests, the benchmark and the screenshots."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]


def kept_port(address: str = "127.0.0.1") -> int:
    """A free port that nobody else is given until this process ends.

    It stays bound, but nobody listens at it: a server that takes a port which waits for its last
    packets, as servers do, binds it beside this, and again after it was stopped.
    """
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as holder:
        holder.bind((address, 0))
        port = int(holder.getsockname()[1])
        # On Windows the option would take the port from whoever listens there.
        if os.name == "posix":
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            holder.detach()  # The system closes it with the process.
        return port


class Server:
    """One dashboard process, by ``command``.

    ``stop`` ends it by its id, ``start`` begins anew on the same port.
    """

    def __init__(self, folder: Path, log: Path) -> None:
        self.folder = folder
        self.log = log
        self.port = kept_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.cwd = ROOT
        serve = [sys.executable, "-m", "dateline", "serve", str(folder)]
        self.command = [*serve, "--port", str(self.port)]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.cwd,
                env={**os.environ, "DATELINE_STORY": str(self.folder)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + 180
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return self
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)  # Waits for the condition above.
        raise RuntimeError(f"the dashboard did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(90)


def desk_server(folder: Path, log: Path) -> Server:
    """The desk of the story in a folder."""
    server = Server(folder, log)
    server.command[server.command.index("serve")] = "desk"
    return server


def streamlit_server(script: Path, log: Path, *, folder: Path = ROOT) -> Server:
    """A script, ours for the story in ``folder`` or another one, as ``streamlit run`` starts it."""
    server = Server(folder, log)
    options = ["--server.port", str(server.port), "--server.address", "127.0.0.1"]
    server.command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    return server
