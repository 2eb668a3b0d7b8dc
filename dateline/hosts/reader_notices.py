"""What a reader sees in place of a page: a fault, a wrong address, a busy server; and what to do.

Scripts get the answers as they are; a browser that opens an address gets a page.
"""

import json
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from dateline.faults import log_fault
from dateline.hosts.story_requests import StoryRequests

_NOTHING_LOST = "Filters and place are in the address: nothing of your view is lost."
# By status: what happened, and what to do.
_NOTICES = {
    404: (
        "There is no page at this address",
        "Check the address, or open the stories that are here.",
    ),
    500: (
        "This page could not be made",
        f"The fault is ours, and noted in the server's log. Reload the page. {_NOTHING_LOST} "
        "If it happens again, tell whoever publishes the page, with the time.",
    ),
    503: (
        "The server is busy",
        f"Wait half a minute, then reload the page. {_NOTHING_LOST}",
    ),
}
_OTHER = ("This can't be answered", "Go back, or open the stories that are here.")
# What a proxy shows while no server answers: deploy/unavailable.html is this page.
UNAVAILABLE = ("The timeline can't be reached at the moment",
               f"Wait a minute, then reload the page. {_NOTHING_LOST}")  # fmt: skip
# Headers of the bare answer that hold for the page as well.
_KEPT = ("retry-after", "cache-control", "connection")
_LONGEST_PATH = 100
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:38rem;margin:15vh auto;padding:0 1rem;"
    "color:#1b1b1b;background:#fff}a{color:#1f5f8b}h1{font-size:1.4rem;line-height:1.3}"
    "@media (prefers-color-scheme:dark){body{color:#ececea;background:#14161a}a{color:#8fc4e8}}"
)


class ReaderNotices:
    """Answers with a page where a browser that opens an address would get an error's bare words."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def send_page(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_bare(message):
                start = message
            elif not start:
                await send(message)
            elif message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await _notice(start, body)(scope, receive, send)

        await self.app(scope, receive, send_page)


class Faults:
    """Logs an error that no route expects as one line, see ``log_fault``, and answers 500."""

    def __init__(self, app: ASGIApp, *, requests: StoryRequests) -> None:
        self.app = app
        self.requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def send_noting(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        except Exception as error:
            if scope["type"] not in ("http", "websocket"):
                raise
            log_fault(
                self.requests.name(scope),
                scope["path"].encode("unicode_escape").decode()[:100],
                error,
            )
            if has_begun:
                return  # The server closes the connection.
            if scope["type"] == "websocket":
                await WebSocket(scope, receive, send).close(1011)
            else:
                await PlainTextResponse("Internal Server Error", 500)(scope, receive, send)


def _task(scope: Scope) -> str:
    """What was asked for: the path in one line, without the query, which is the reader's own."""
    return str(scope["path"][:_LONGEST_PATH].encode("unicode_escape").decode())


def notice_html(title: str, advice: str, *, detail: str = "", link: bool = True) -> str:
    """A page in words alone; with a link to the stories unless nobody answers there."""
    more = f"<p>{escape(detail)}</p>" if detail else ""
    back = '<p><a href="/">All stories</a></p>' if link else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)} · Dateline</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n{more}<p>{escape(advice)}</p>\n{back}"
        "</main>\n</body>\n</html>\n"
    )


def _is_bare(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] >= 400 and not kind.startswith("text/html")


def _notice(start: Message, body: bytes) -> HTMLResponse:
    try:
        detail = str(json.loads(body)["error"])
    except (ValueError, KeyError, TypeError):
        detail = ""
    status = start["status"]
    title, advice = _NOTICES.get(status, _OTHER)
    detail = f"{detail[:1].upper()}{detail[1:]}." if detail else ""
    page = HTMLResponse(notice_html(title, advice, detail=detail), status)
    sent = Headers(raw=start["headers"])
    kept = {
        name: sent[name] for name in ("retry-after", "cache-control", "connection") if name in sent
    }
    MutableHeaders(raw=page.raw_headers).update({"cache-control": "no-store"} | kept)
    return page
