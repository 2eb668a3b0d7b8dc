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


class Server:
    """One dashboard process, by ``command``.

    ``stop`` ends it by its id, ``start`` begins anew on the same port.
    """

    def __init__(self, folder: Path, log: Path) -> None:
        self.folder = folder
        self.log = log
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        serve = [sys.executable, "-m", "dateline", "serve", str(folder)]
        self.command = [*serve, "--port", str(self.port)]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
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


def streamlit_server(script: Path, log: Path) -> Server:
    """Another Streamlit page, for comparison, as ``streamlit run`` starts it."""
    server = Server(ROOT, log)
    options = ["--server.port", str(server.port), "--server.address", "127.0.0.1"]
    server.command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    return server
