"""One request and its answer, through the package `openai`: bounded in time and size, and no secret in any message.

The package is told nothing by the environment: no key, organisation or project of another service goes along, no
redirection is followed (a local address must not lead elsewhere), and no proxy stands before this machine.
"""

import importlib
import json
import re
import time
from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec

from foedus.reader.intake.errors import NeedsPackageError
from foedus.reader.llm.endpoint import Endpoint, EndpointError

MOST = 4_000_000
"""Bytes of an answer: a hundred times what one needs."""
SHOWN = 200
"""Characters that are shown of what a server says."""
LISTENED = 2000
"""Characters in which is looked for what it refuses."""
_OURS = "x-stainless-raw-response"
_THEIRS = ("x-stainless", "openai-", "authorization")


class WireError(Exception):
    """A request without an answer. `said`: why, in words that can be shown; `hint`: what to do."""

    def __init__(self, said: str, hint: str = "") -> None:
        super().__init__(said)
        self.said, self.hint = said, hint


class UnreachedError(WireError):
    """Nobody answered, or broke off: to be tried again."""


class LateError(UnreachedError):
    """It took too long."""


class TooLongError(WireError):
    """The answer has no end."""


class NotSpokenError(WireError):
    """Whoever answers does not speak the protocol."""


class RefusedError(WireError):
    """An answer that says no. `after`: seconds that it asks to wait, where it does; `whole`: more of what it says."""

    def __init__(self, status: int, said: str, code: str = "", after: float | None = None, whole: str = "") -> None:
        super().__init__(said)
        self.status, self.code, self.after, self.whole = status, code, after, f"{whole} {code}".lower()


class Wire:
    """A connection to an endpoint. To be closed."""

    def __init__(self, endpoint: Endpoint, most: int = MOST) -> None:
        try:
            import openai
        except ImportError as error:
            raise NeedsPackageError(
                f"No model is asked without the package {error.name}.", 'Install it with: pip install "foedus[llm]"'
            ) from error
        self.openai, self.endpoint, self.most = openai, endpoint, most
        self.http = _http(openai)
        self._key = endpoint.key()
        try:
            client = openai.DefaultHttpxClient(
                follow_redirects=False, trust_env=endpoint.remote,
                event_hooks={"request": [self._plain], "response": [self._bounded]},
            )  # fmt: skip
        except (ImportError, ValueError) as error:
            raise EndpointError(
                f"The proxy that the environment names cannot be used: {error}.", "See HTTPS_PROXY and ALL_PROXY."
            ) from error
        self.client = openai.OpenAI(
            api_key="none", base_url=endpoint.url, max_retries=0, timeout=endpoint.timeout, http_client=client
        )

    def close(self) -> None:
        """Close what is open; what waits for an answer gets none."""
        self.client.close()

    def complete(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """The body of the answer to a request for a completion. Raises `WireError`."""
        return self._asked(lambda: self.client.chat.completions.with_streaming_response.create(**cast(Any, payload)))

    def models(self) -> list[str]:
        """The names of the models that are served. Raises `WireError`."""
        body = self._asked(self.client.models.with_streaming_response.list)
        listed = body.get("data")
        rows = listed if isinstance(listed, list) else []
        return [str(row["id"]) for row in rows if isinstance(row, dict) and row.get("id")]

    def _asked(self, ask: Any) -> dict[str, Any]:
        openai, http = self.openai, self.http
        try:
            with ask() as response:
                content = b"".join(response.iter_bytes())
                kind = response.headers.get("content-type", "")
        except openai.APIStatusError as error:
            raise self._refused(error) from None
        except (openai.APITimeoutError, http.TimeoutException):
            raise LateError(f"no answer within {self.endpoint.timeout:g} seconds") from None
        except (openai.APIConnectionError, http.TransportError) as error:
            if isinstance(error.__cause__, WireError):
                raise error.__cause__ from None
            raise UnreachedError(f"the connection failed ({self._clean(str(error.__cause__ or error))})") from None
        except openai.OpenAIError as error:
            raise NotSpokenError(self._clean(str(error))) from None
        return self._body(content, kind)

    def _body(self, content: bytes, kind: str) -> dict[str, Any]:
        hint = "See how the address ends: most end with /v1."
        if "html" in kind or content[:200].lstrip()[:1] == b"<":
            raise NotSpokenError("the address answers with a web page", hint)
        try:
            body = json.loads(content)
        except (ValueError, RecursionError):
            raise UnreachedError("the answer is no JSON, or broke off") from None
        if not isinstance(body, dict):
            raise NotSpokenError("the answer is not one of OpenAI's protocol", hint)
        return body

    def _refused(self, error: Any) -> RefusedError:
        body = error.body if isinstance(error.body, dict) else {}
        code = str(body.get("code") or body.get("type") or "")
        whole = str(body.get("message") or body.get("error") or error.body or "")[:LISTENED]
        said = "" if error.status_code in (401, 403) else self._clean(whole)  # some say the key back
        if error.status_code < 400:
            said = "it leads to another address, which is not followed"
        return RefusedError(error.status_code, said, code, _after(error.response.headers), whole)

    def _clean(self, said: str) -> str:
        """What a server says, as it can be shown: one line, without the key, not long."""
        if self._key:
            said = said.replace(self._key, "…")
        said = re.sub(r"<[^>]*>", " ", said)
        said = " ".join("".join(c if c.isprintable() else " " for c in said).split())
        return said[: SHOWN - 1] + "…" if len(said) > SHOWN else said

    def _plain(self, request: Any) -> None:
        """Take out of a request what the package adds of itself; put in the key that was meant."""
        for name in [name for name in request.headers if name.lower().startswith(_THEIRS) and name.lower() != _OURS]:
            del request.headers[name]
        request.headers["Accept-Encoding"] = "identity"
        request.headers["User-Agent"] = "foedus"
        if self._key:
            request.headers["Authorization"] = f"Bearer {self._key}"

    def _bounded(self, response: Any) -> None:
        """Let a body be read only so far, and so long. (Packed, it could be any size.)"""
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise NotSpokenError("the answer is packed, which was not asked for")
        response.stream = _bound(self.http, response.stream, self.most, time.monotonic() + self.endpoint.timeout)


def _bound(http: Any, inner: Any, most: int, until: float) -> Any:
    class Bounded(http.SyncByteStream):  # type: ignore[misc]
        """A body that ends."""

        def __iter__(self) -> Iterator[bytes]:
            read = 0
            for piece in inner:
                read += len(piece)
                if read > most:
                    raise TooLongError(f"the answer is longer than {most // 1000:,} kB")
                if time.monotonic() > until:
                    raise LateError("the answer did not end in time")
                yield piece

        def close(self) -> None:
            inner.close()

    return Bounded()


def _http(openai: Any) -> Any:
    """The package with which `openai` speaks: httpx, or httpx2 in newer ones."""
    return importlib.import_module(openai.DefaultHttpxClient.__mro__[1].__module__.partition(".")[0])


def _after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, of the header Retry-After: a number or a date (RFC 9110, 10.2.3)."""
    said = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", said):
        return float(said)
    if not said:
        return None
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


class Usage(msgspec.Struct, frozen=True):
    """Tokens that the server counted."""

    sent: int
    received: int


def usage_of(body: Mapping[str, Any]) -> Usage | None:
    """What an answer cost, where it says so."""
    found = body.get("usage")
    if not isinstance(found, dict):
        return None
    sent, received = found.get("prompt_tokens"), found.get("completion_tokens")
    if isinstance(sent, int) and isinstance(received, int) and sent >= 0 and received >= 0:
        return Usage(sent, received)
    return None
