"""Connections: a few more than allowed are answered 503, and none is held for nothing."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets import InvalidStatus
from websockets.sync.client import connect

from dateline.hosts.connections import LimitedProtocol
from dateline.hosts.limits import Limits

ADDRESS = "127.0.0.1"
# More than the system keeps for a reader who takes nothing.
GREAT = 64_000_000
HEAD = b"GET / HTTP/1.1\r\nHost: a\r\n"
WHOLE = HEAD + b"Connection: close\r\n\r\n"
Serve = Callable[..., int]


async def send_great(_: Request) -> Response:
    return Response(b"x" * GREAT)


async def send_small(_: Request) -> Response:
    return Response(b"here")


async def take_body(request: Request) -> Response:
    return Response(await request.body())


async def follow(opened: WebSocket) -> None:
    await opened.accept()
    await opened.send_text("here")
    await opened.receive()


APP = Starlette(
    routes=[
        Route("/", send_small, methods=["GET", "POST"]),
        Route("/great", send_great),
        Route("/body", take_body, methods=["POST"]),
        WebSocketRoute("/follow", follow),
    ]
)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server with such limits in this process; its port."""
    started: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(**limits: int) -> int:
        protocol: Any = partial(LimitedProtocol, limits=Limits(**limits))
        config = uvicorn.Config(APP, http=protocol, ws="websockets-sansio", log_level="error")
        holder = socket.create_server((ADDRESS, 0))
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [holder]})
        thread.start()
        started.append((server, thread))
        return int(holder.getsockname()[1])

    yield start
    for server, thread in started:
        server.should_exit = True
        thread.join()


def opened(port: int, words: bytes = b"") -> socket.socket:
    connection = socket.create_connection((ADDRESS, port), timeout=90)
    connection.sendall(words)
    return connection


def read_to_end(connection: socket.socket) -> bytes:
    """All that still comes until the server ends the connection."""
    found = bytearray()
    with contextlib.suppress(ConnectionResetError), connection:
        while part := connection.recv(1_000_000):
            found += part
    return bytes(found)


def say_until_ended(connection: socket.socket) -> None:
    """Say a little more, again and again, until the server ends the connection."""
    connection.settimeout(0.05)
    with contextlib.suppress(ConnectionError), connection:
        while True:
            connection.sendall(b"x")
            with contextlib.suppress(TimeoutError):
                if not connection.recv(1000):
                    return


@pytest.mark.parametrize(
    "words",
    [b"", b"GET / HT", HEAD, b"POST / HTTP/1.1\r\nHost: a\r\nContent-"],
)
def test_a_request_that_does_not_come_whole_is_not_waited_for(words: bytes, serve: Serve) -> None:
    assert read_to_end(opened(serve(timeout_s=1), words)) == b""


def test_a_request_that_comes_byte_by_byte_is_not_waited_for(serve: Serve) -> None:
    say_until_ended(opened(serve(timeout_s=1), b"GET /"))


def test_nobody_takes_the_rest_of_a_request_that_is_answered(serve: Serve) -> None:
    head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
    answer = read_to_end(opened(serve(timeout_s=1_000), head))
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"here")


def test_a_body_that_comes_byte_by_byte_is_not_waited_for(serve: Serve) -> None:
    head = b"POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
    say_until_ended(opened(serve(timeout_s=1), head))


def test_a_byte_after_an_answer_keeps_nobody(serve: Serve) -> None:
    # The server's own time between two requests ends with the first byte of the second.
    assert read_to_end(opened(serve(timeout_s=1), HEAD + b"\r\nG")).endswith(b"here")


def test_an_answer_that_nobody_reads_is_given_up(serve: Serve) -> None:
    port = serve(timeout_s=1, connections=1)
    with opened(port, b"GET /great HTTP/1.1\r\nHost: a\r\n\r\n") as connection:
        assert connection.recv(12) == b"HTTP/1.1 200"
        # There is room for nobody else until it has been.
        while not read_to_end(opened(port, WHOLE)).startswith(b"HTTP/1.1 200"):
            pass
        assert len(read_to_end(connection)) < GREAT


def test_an_answer_that_is_read_slowly_comes_whole(serve: Serve) -> None:
    port = serve(timeout_s=1)
    with opened(port, b"GET /great HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") as connection:
        waits = threading.Event()
        found = 0
        while part := connection.recv(GREAT // 20):
            found += len(part)
            waits.wait(0.1)  # In all it takes longer than the server waits for a reader at rest.
    assert found > GREAT


def test_a_socket_is_held_in_silence_and_counts_as_a_connection(serve: Serve) -> None:
    port = serve(timeout_s=1, connections=1)
    with connect(f"ws://{ADDRESS}:{port}/follow") as follower:
        # Longer than a request may take: two others are held as long, one after the other.
        for _ in range(2):
            assert read_to_end(opened(port, b"GET")) == b""
        assert follower.recv(90) == "here"
        with pytest.raises(InvalidStatus) as refused:
            connect(f"ws://{ADDRESS}:{port}/follow")
        assert refused.value.response.status_code == 503


def test_beyond_the_limit_the_answer_is_503_and_far_beyond_there_is_none(serve: Serve) -> None:
    port = serve(connections=2)
    held = [opened(port), opened(port)]
    beyond = [opened(port), opened(port)]
    assert read_to_end(opened(port, WHOLE)) == b""
    beyond[0].sendall(WHOLE)
    answer = read_to_end(beyond[0])
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"\r\nretry-after: 30\r\n" in answer
    assert answer.endswith(b"Too many connections")
    asked_by_a_browser = HEAD + b"Accept: text/html\r\nConnection: close\r\n\r\n"
    while not (page := read_to_end(opened(port, asked_by_a_browser))):
        pass  # The server has not noticed yet that the one that it answered has gone.
    assert b"\r\nretry-after: 30\r\n" in page
    assert b"Wait half a minute, then reload the page." in page
    for connection in (*held, *beyond):
        connection.close()
    while not read_to_end(opened(port, WHOLE)).startswith(b"HTTP/1.1 200"):
        pass  # The server has not noticed yet that the others have gone.
