"""The security headers of the served app: Streamlit sends none."""

import re
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.page.content_policy import source_hash

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# The desk shows the reader in a frame.
SAME_SITE = "'self'"
# None of these is used. Writing to the clipboard is, so it is not on the list.
_SWITCHED_OFF = ("camera", "microphone", "geolocation", "payment", "usb", "serial",
                 "midi", "accelerometer", "gyroscope", "magnetometer", "display-capture",
                 "clipboard-read")  # fmt: skip


def content_policy(index_html: str, *, embed: str = "") -> str:
    """The policy for Streamlit's page, whose inline scripts are allowed by their hashes.

    ``embed`` says who may show the page in a frame: "" nobody, "1" anybody, "'self'" the desk, or
    origins such as "https://news.example", separated by spaces. Raise ``ValueError`` for anything
    else.
    """
    hashes = [source_hash(script) for script in _INLINE_SCRIPT.findall(index_html)]
    parts = [
        "default-src 'none'",
        # blob: is how Streamlit imports a component's script.
        " ".join(("script-src 'self' blob:", *hashes)),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        _frame_ancestors(embed),
    ]
    return "; ".join(filter(None, parts))


class SecurityHeaders:
    """Adds the headers to every answer; a policy of its own wins."""

    def __init__(self, app: ASGIApp, *, policy: str) -> None:
        self.app = app
        self.headers = {
            "content-security-policy": policy,
            "x-content-type-options": "nosniff",
            # Other sites must not see the address, which contains what a reader searched for.
            "referrer-policy": "same-origin",
            "permissions-policy": ", ".join(f"{name}=()" for name in _SWITCHED_OFF),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _frame_ancestors(embed: str) -> str:
    if embed in ("", "0"):
        return "frame-ancestors 'none'"
    if embed == "1":
        return ""  # Not "*", which would exclude pages opened from disk.
    if embed == SAME_SITE:
        return f"frame-ancestors {SAME_SITE}"
    origins = embed.split()
    for origin in origins:
        parts = urlsplit(origin)
        if f"{parts.scheme}://{parts.netloc}" != origin or parts.scheme not in ("http", "https"):
            raise ValueError(
                f"EMBED: {origin} is no origin; write 1 for everybody, or origins such as "
                "https://news.example, separated by spaces"
            )
        if re.search(r"[;,'\"]", origin):
            raise ValueError(f"EMBED: {origin} holds a sign that no origin has")
    return f"frame-ancestors {' '.join(origins)}"
