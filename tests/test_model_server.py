"""A prompt to a real HTTP server on loopback: one that answers well, badly, slowly or in part."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from dateline.model_server import Answer, ModelError, ask
from tests.command_line import run
from tests.drafting.test_answers import WHOLE
from tests.drafting.test_proposals import story_of

Reply = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """A server that replies as it is told, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.reply: Reply = lambda _: None
        self.goes_on = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(length))
                server.asked.append(
                    {"path": self.path, "key": self.headers.get("Authorization"), **body}
                )
                server.reply(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.goes_on.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    made = Server()
    yield made
    made.close()


def sends(content: str, *, code: int = 200, promised: int | None = None, to: str = "") -> Reply:
    """Send this body; ``promised`` is a length that is announced and not kept."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        body = content.encode("utf-8")
        handler.send_response(code)
        if to:
            handler.send_header("Location", to)
        handler.send_header("Content-Length", str(promised or len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def completion(words: str, finish: str = "stop") -> str:
    return json.dumps({"choices": [{"message": {"content": words}, "finish_reason": finish}]})


def test_the_prompt_and_the_key_go_to_the_servers_chat_completions(server: Server) -> None:
    server.reply = sends(completion("Hello"))
    assert ask(server.url, "small", "Who?", key="secret") == Answer("Hello")
    (asked,) = server.asked
    assert (asked["path"], asked["key"]) == ("/v1/chat/completions", "Bearer secret")
    assert (asked["model"], asked["messages"]) == ("small", [{"role": "user", "content": "Who?"}])


def test_a_streamed_answer_is_joined(server: Server) -> None:
    chunks = [json.dumps({"choices": [{"delta": {"content": part}}]}) for part in ("Hel", "lo")]
    stream = "".join(f"data: {chunk}\n\n" for chunk in [*chunks, "[DONE]"])
    server.reply = sends(stream)
    assert ask(server.url, "small", "Who?") == Answer("Hello")
    server.reply = sends(stream.removesuffix("data: [DONE]\n\n"))
    assert ask(server.url, "small", "Who?") == Answer("Hello", is_cut=True)


def test_an_answer_that_is_cut_short_says_so(server: Server) -> None:
    server.reply = sends(completion("Hello", finish="length"))
    assert ask(server.url, "small", "Who?") == Answer("Hello", is_cut=True)
    server.reply = sends('{"choices": [{"message": {"content": "Say \\"Hel', promised=900)
    assert ask(server.url, "small", "Who?") == Answer('Say "Hel', is_cut=True)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (sends("no such model", code=404), " answers 404: no such model"),
        (sends("<p>Hello</p>"), " answers with no words of a model: <p>Hello</p>"),
        (sends('{"choices": []}'), ' answers with no words of a model: {"choices": []}'),
        (sends("", code=302, to="http://127.0.0.1:9/"), " answers 302: "),
    ],
)
def test_a_server_that_answers_badly_is_named_with_what_it_said(
    server: Server, reply: Reply, message: str
) -> None:
    server.reply = reply
    with pytest.raises(ModelError) as error:
        ask(server.url, "small", "Who?")
    assert str(error.value) == f"{server.url}/chat/completions{message}"


def test_a_server_that_says_nothing_is_not_waited_for_without_end(server: Server) -> None:

    def say_nothing(_: BaseHTTPRequestHandler) -> None:
        server.goes_on.wait(60)

    server.reply = say_nothing
    with pytest.raises(ModelError, match=r"says nothing for 0\.2 seconds"):
        ask(server.url, "small", "Who?", silence_s=0.2)


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(ModelError, match="is no http or https address"):
        ask("file:///etc/passwd", "small", "Who?")


def test_the_command_takes_the_rows_that_hold_and_lists_the_others(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story_of(tmp_path)
    monkeypatch.setenv("DATELINE_MODEL_KEY", "secret")
    bad = json.dumps({"table": "quotes", "speaker": "Bo", "text": "No", "evidence": "No such"})
    server.reply = sends(completion(f"Here:\n```json\n{WHOLE}\n```\n{bad}"))
    done = run("draft", str(tmp_path), "--endpoint", server.url, "--model", "small", "--format",
               "json", "--quiet")  # fmt: skip
    made = json.loads(done.stdout)
    assert sum(one["rule"] == "by a model" for one in made["proposals"]) == 3
    assert [one["cells"]["speaker"] for one in made["refused"]] == ["Bo"]
    assert server.asked[0]["key"] == "Bearer secret"


def test_the_command_says_in_one_line_that_nobody_answers(server: Server, tmp_path: Path) -> None:
    story_of(tmp_path)
    server.reply = sends("busy", code=503)
    done = run("draft", str(tmp_path), "--endpoint", server.url, "--model", "small", "--quiet")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{server.url}/chat/completions answers 503: busy\n"
