"""Send a prompt to a server with OpenAI's chat completions: Ollama, llama.cpp, vLLM and others.

Called only where somebody named an endpoint. Whatever comes back is text; nothing of it is trusted.
"""

import http.client
import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from typing import IO, Any

LONGEST_SILENCE_S = 600
KEY_VARIABLE = "DATELINE_MODEL_KEY"
_MOST_BYTES = 20_000_000
_MOST_SHOWN = 200
_PATH = "/chat/completions"
_CONTENT = re.compile(r'"content"\s*:\s*"((?:[^"\\]|\\.)*)', re.DOTALL)


class ModelError(Exception):
    """A server that does not answer with words; the message says what it did instead."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The model's words; ``is_cut`` where the server or the model stopped before the end."""

    text: str
    is_cut: bool = False


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The key goes to the server that was named and to no other."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message,
        newurl: str,
    ) -> None:  # fmt: skip
        return None


def ask(
    endpoint: str, model: str, prompt: str, *, key: str = "", silence_s: float = LONGEST_SILENCE_S
) -> Answer:
    """The answer to a prompt; ``silence_s`` is how long the server may say nothing."""
    address = _address(endpoint)
    body = {"model": model, "messages": [{"role": "user", "content": prompt}], "temperature": 0}
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    headers |= {"Authorization": f"Bearer {key}"} if key else {}
    request = urllib.request.Request(address, json.dumps(body).encode("utf-8"), headers)
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=silence_s) as response:
            content, is_cut = _content(response)
    except urllib.error.HTTPError as error:
        with error:
            said = error.read(_MOST_SHOWN).decode("utf-8", errors="replace")
        raise ModelError(f"{address} answers {error.code}: {' '.join(said.split())}") from error
    except TimeoutError as error:
        raise ModelError(f"{address} says nothing for {silence_s:g} seconds") from error
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise ModelError(f"{address} does not answer: {reason}") from error
    return _answer(content.decode("utf-8", errors="replace"), address, is_cut=is_cut)


def _address(endpoint: str) -> str:
    if not endpoint.startswith(("http://", "https://")):
        raise ModelError(f"{endpoint} is no http or https address, as http://127.0.0.1:11434/v1")
    plain = endpoint.rstrip("/")
    return plain if plain.endswith(_PATH) else plain + _PATH


def _content(response: Any) -> tuple[bytes, bool]:
    """What the server sent, and whether it broke off."""
    try:
        content: bytes = response.read(_MOST_BYTES)
    except http.client.IncompleteRead as error:
        return error.partial, True
    return content, bool(response.read(1))


def _answer(text: str, address: str, *, is_cut: bool) -> Answer:
    if text.lstrip().startswith(("data:", ":", "event:")):
        return _streamed(text, is_cut=is_cut)
    try:
        choice = json.loads(text)["choices"][0]
        words = choice["message"]["content"] or ""
        return Answer(str(words), is_cut or choice.get("finish_reason") == "length")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        # A reply that broke off within the words: what there is of them.
        found = _CONTENT.search(text)
        if found and not text.rstrip().endswith("}"):
            return Answer(_unescaped(found[1]), is_cut=True)
        shown = " ".join(text[:_MOST_SHOWN].split())
        raise ModelError(f"{address} answers with no words of a model: {shown}") from error


def _streamed(text: str, *, is_cut: bool) -> Answer:
    """The words of a stream of events; one that does not end as it should was cut."""
    words, is_done = [], False
    for line in text.splitlines():
        data = line.removeprefix("data:").strip()
        if data == "[DONE]":
            is_done = True
        if not line.startswith("data:") or not data.startswith("{"):
            continue
        try:
            choice = json.loads(data)["choices"][0]
            words.append(str(choice.get("delta", {}).get("content") or ""))
            is_cut = is_cut or choice.get("finish_reason") == "length"
        except (ValueError, LookupError, TypeError, AttributeError):
            is_cut = True
    return Answer("".join(words), is_cut or not is_done)


def _unescaped(written: str) -> str:
    """The text of a JSON string that was cut, without half an escape at its end."""
    whole = re.sub(r"\\(?:u[0-9a-fA-F]{0,3})?$", "", written)
    try:
        return str(json.loads(f'"{whole}"', strict=False))
    except ValueError:
        return whole
