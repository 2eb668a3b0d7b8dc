"""The desk as its windows see it: what its socket answers, to whom, and what is on disk then."""

import csv
import http.client
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from websockets import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from dateline.formats import FORMATS
from scripts.server import Server, desk_server
from tests.command_line import run
from tests.hosts.test_app import Client, open_socket
from tests.story_files import change, write_story

ELSEWHERE = "https://elsewhere.example"
UID = "events/founding"


class Window:
    """A socket of the desk, and what its page knows."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.view: dict[str, Any] = self.next()["view"]

    def next(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self.socket.recv(60))
        return message

    def do(self, **command: Any) -> list[dict[str, Any]]:
        """Send a command; the messages up to its answer."""
        self.socket.send(json.dumps({"n": 7, **command}))
        messages = [self.next()]
        while "n" not in messages[-1]:
            messages.append(self.next())
        return messages

    def next_change(self) -> dict[str, Any]:
        change: dict[str, Any] = self.next()["change"]
        return change


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "story"
    folder.mkdir()
    write_story(folder)
    return folder


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = desk_server(folder, tmp_path_factory.mktemp("server") / "log.txt").start()
    yield server
    server.stop()


@pytest.fixture
def window(server: Server) -> Iterator[Callable[[], Window]]:
    with ExitStack() as sockets:
        yield lambda: Window(
            sockets.enter_context(open_socket(server, "/dateline/desk", server.url))
        )


def titles(folder: Path) -> list[str]:
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        return [row["title"] for row in csv.DictReader(file)]


def test_the_page_and_its_modules_are_served_under_a_strict_policy(server: Server) -> None:
    client = Client(server.url)
    page = client.get("/desk")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert b"<script>" not in page.body
    for name in ("main.js", "desk.css", "dom.js"):
        assert client.get(f"/dateline/desk/{name}").status == 200, name
    for name in ("types.d.ts", "desk.html", "routes.py"):
        assert client.get(f"/dateline/desk/{name}").status == 404, name


def test_the_reader_may_stand_in_a_frame_of_the_desk(server: Server) -> None:
    policy = Client(server.url).get("/").headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy


@pytest.mark.parametrize("path", ["/desk", "/dateline/desk", "/dateline/desk/export/csv", "/"])
def test_a_page_of_another_site_cannot_post(server: Server, path: str) -> None:
    answer = Client(server.url).get(path, "POST", Origin=ELSEWHERE)
    assert answer.status == 403
    assert b"Only this machine's own pages" in answer.body


def test_a_page_of_another_site_gets_no_socket(server: Server) -> None:
    with pytest.raises(InvalidStatus) as refused:
        open_socket(server, "/dateline/desk", ELSEWHERE)
    assert refused.value.response.status_code == 403


def test_a_foreign_name_that_leads_here_gets_nothing(server: Server) -> None:
    """Its page would have the desk's origin: a name may resolve to this machine."""
    named = f"rebound.example:{server.port}"
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", "/desk", headers={"Host": named})
    assert connection.getresponse().status == 403
    connection.close()
    with pytest.raises(InvalidStatus) as refused:
        connect(
            f"ws://{named}/dateline/desk",
            sock=socket.create_connection(("127.0.0.1", server.port), timeout=60),
        ).__enter__()
    assert refused.value.response.status_code == 403


def test_an_edit_is_on_disk_when_it_is_answered_and_in_every_other_window(
    window: Callable[[], Window], folder: Path
) -> None:
    first, second = window(), window()
    change_, answer = first.do(do="edit", uid=UID, column="title", value="VK begins")
    assert answer == {"n": 7, "uid": UID, "said": ""}
    assert titles(folder) == ["VK begins"]
    (row,) = change_["change"]["rows"]["put"]
    assert row["cells"]["title"] == "VK begins"
    assert second.next_change() == change_["change"]
    assert "article" not in change_["change"]


def test_what_an_editor_writes_comes_to_the_windows(
    window: Callable[[], Window], folder: Path
) -> None:
    one = window()
    change(folder / "events.csv", titles(folder)[0], "VK is set up")
    (row,) = one.next_change()["rows"]["put"]
    assert row["cells"]["title"] == "VK is set up"


@pytest.mark.parametrize(
    "text",
    ["", "[1]", '"edit"', "{", "[" * 100_000, '{"n": 1}', '{"n": 1, "do": ["edit"]}',
     '{"n": NaN, "do": "undo"}', '{"n": 1e999, "do": "undo"}', '{"do": "undo"}'],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_what_is_no_command_is_answered(window: Callable[[], Window], text: str) -> None:
    one = window()
    one.socket.send(text)
    assert one.next() == {"error": "That is no command"}


def test_an_unknown_command_is_an_error_and_changes_nothing(window: Callable[[], Window]) -> None:
    (answer,) = window().do(do="everything")
    assert answer == {"n": 7, "error": "the desk does not know “everything”"}


def test_every_format_is_listed_with_what_it_loses_and_can_be_had(
    window: Callable[[], Window], server: Server
) -> None:
    (answer,) = window().do(do="exports")
    assert [one["name"] for one in answer["formats"]] == [to.name for to in FORMATS]
    losses = {one["name"]: one["losses"] for one in answer["formats"]}
    assert losses["html"] == []
    assert "1 quote" in " ".join(losses["ics"])
    client = Client(server.url)
    for to in FORMATS:
        if not to.draws_view:
            file = client.get(f"/dateline/desk/export/{to.name}")
            assert file.status == 200, to.name
            assert file.headers["content-type"].startswith(to.media_type)
    assert client.get("/dateline/desk/export/pdf").status == 404


def test_a_killed_desk_leaves_good_files_and_comes_back_with_the_unfinished_row(
    tmp_path: Path,
) -> None:
    write_story(tmp_path)
    server = desk_server(tmp_path, tmp_path / "log.txt").start()
    try:
        with open_socket(server, "/dateline/desk", server.url) as opened:
            Window(opened).do(do="edit", uid=UID, column="date", value="soon")
            assert server.process
            server.process.kill()
            server.process.wait(60)
        assert run("check", str(tmp_path)).returncode == 0
        server.start()
        with open_socket(server, "/dateline/desk", server.url) as opened:
            row = next(row for row in Window(opened).view["rows"] if row["uid"] == UID)
            assert (row["cells"]["date"], row["written"]) == ("soon", False)
    finally:
        server.stop()
