"""A question and its answer: what the server cannot do is left out, what fails for a while is tried again.

An answer in the codebook's form is asked for as JSON Schema, where the server will not as a JSON object, else in words
alone: each step down is taken once, for all questions, by what the server answers. Temperature and seed are fixed, and
left out where they are refused.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, get_args

import msgspec

from foedus.reader.llm.wire import (
    LateError,
    NotSpokenError,
    RefusedError,
    TooLongError,
    UnreachedError,
    Usage,
    Wire,
    usage_of,
)

ATTEMPTS = 4
"""How often a question is put, where nobody answers or the server is busy."""
LATE_ATTEMPTS = 2
"""How often, where no answer comes in time: each attempt takes that long."""
IN_A_ROW = 3
"""Questions without an answer after which no more are asked."""
FIRST_WAIT = 1.0
"""Seconds before the second attempt; doubled before each further one."""
LONGEST_WAIT = 120.0
"""Seconds that a server may ask to wait; if it asks for more, the rest is left for another run."""
LONGEST_ANSWER = 4000
"""Tokens: what no list of claims in one block needs, so that a model that goes round in circles is stopped."""
SEED = 1
BUSY = frozenset([408, 409, 425, 429, 500, 502, 503, 504, 529])

Message = Mapping[str, str]
Way = Literal["schema", "object", "words"]
WAYS: tuple[Way, ...] = get_args(Way)


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What a model answered."""

    text: str
    end: str = ""
    """Why it ended, as the server says it: `stop`, `length`..."""
    refusal: str = ""
    usage: Usage | None = None
    model: str = ""
    """Who answered, as the server says it."""


class FailedError(Exception):
    """A question without an answer; the next one may have one."""


class StoppedError(Exception):
    """It is of no use to ask on. `hint`: what to do."""

    def __init__(self, said: str, hint: str = "") -> None:
        super().__init__(said)
        self.said, self.hint = said, hint


class Chat:
    """A model that is asked, by several threads at the same time."""

    def __init__(
        self, wire: Wire, model: str, schema: Mapping[str, Any], *, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self.wire, self.model, self.schema, self.sleep = wire, model, schema, sleep
        self.lock = threading.Lock()
        self.way: Way = "schema"
        self.settings: dict[str, Any] = {"temperature": 0, "seed": SEED, "max_tokens": LONGEST_ANSWER}
        self.failed = 0
        """Questions in a row that had no answer after all attempts."""

    def ask(self, messages: Callable[[Way], Sequence[Message]]) -> Reply:
        """The answer to messages, which may differ by the way in which the form is asked for.

        Raises `FailedError` where this question has no answer, `StoppedError` where no other will have one.
        """
        attempt = 1
        while True:
            way, settings = self._now()
            try:
                body = self.wire.complete(self._payload(messages(way), way, settings))
            except RefusedError as error:
                if error.status in BUSY and not self._about_form(error):
                    self._wait(attempt, error)
                    attempt += 1
                else:
                    self._step_down(error, way, settings)
            except UnreachedError as error:
                self._wait(attempt, error)
                attempt += 1
            except TooLongError as error:
                raise FailedError(error.said) from None
            except NotSpokenError as error:
                raise StoppedError(f"{self.wire.endpoint.url}: {error.said}.", error.hint) from None
            else:
                self.failed = 0
                return _reply(body)

    def _now(self) -> tuple[Way, dict[str, Any]]:
        with self.lock:
            return self.way, dict(self.settings)

    def _payload(self, messages: Sequence[Message], way: Way, settings: Mapping[str, Any]) -> dict[str, Any]:
        form: dict[str, Any] = {}
        if way == "schema":
            named = {"name": "claims", "schema": self.schema}
            form = {"response_format": {"type": "json_schema", "json_schema": named}}
        elif way == "object":
            form = {"response_format": {"type": "json_object"}}
        return {"model": self.model, "messages": list(messages), **settings, **form}

    def _wait(self, attempt: int, error: RefusedError | UnreachedError) -> None:
        """Wait before another attempt. Raises where there is none."""
        after = error.after if isinstance(error, RefusedError) else None
        if isinstance(error, RefusedError):
            if "quota" in error.code or "billing" in error.code:
                raise StoppedError(f"The account is used up: {error.said}", "Ask who keeps the account.")
            if after is not None and after > LONGEST_WAIT:
                raise StoppedError(
                    f"The server asks to wait {after:.0f} seconds.",
                    "Run the same command later: it goes on where it stopped.",
                )
        if attempt >= (LATE_ATTEMPTS if isinstance(error, LateError) else ATTEMPTS):
            said = _said(error)
            self.failed += 1
            if self.failed >= IN_A_ROW:
                raise StoppedError(
                    f"{self.wire.endpoint.url} does not answer: {said}.",
                    "See that it runs, and run the same command again: it goes on where it stopped.",
                )
            raise FailedError(said)
        self.sleep(after if after is not None else FIRST_WAIT * 2 ** (attempt - 1))

    def _about_form(self, error: RefusedError) -> bool:
        """Whether a server fails over the form that is asked for, which some say with a 500."""
        said = error.whole
        return self.way != "words" and any(word in said for word in ("schema", "grammar", "response_format"))

    def _step_down(self, error: RefusedError, way: Way, settings: Mapping[str, Any]) -> None:
        """Leave out what the server refuses. Raises where nothing is left that could be left out."""
        if error.status in (401, 403):
            raise StoppedError(
                f"{self.wire.endpoint.host} does not let us in ({error.status}).",
                f"See that {self.wire.endpoint.key_name} holds its key, or name another with --llm-key-env.",
            )
        said = error.whole
        if error.status == 404 or ("model" in said and any(word in said for word in ("not found", "not exist"))):
            raise StoppedError(
                f"{self.wire.endpoint.url} has no model '{self.model}', or is no such address: "
                f"{error.said or error.status}.",
                _offered(self.wire),
            )
        if error.status not in (400, 415, 422, 501, *BUSY):
            raise StoppedError(f"{self.wire.endpoint.url} refuses ({error.status}): {error.said}.", "")
        if "context" in said and any(word in said for word in ("length", "size", "window", "exceed", "maximum")):
            raise FailedError("the block is too long for the model")
        refused = next((name for name in settings if name in said), "")
        with self.lock:
            if refused:
                old = self.settings.pop(refused, None)
                if refused == "max_tokens" and old and "max_completion_tokens" in said:
                    self.settings["max_completion_tokens"] = old
            elif way != "words":
                self.way = max(self.way, WAYS[WAYS.index(way) + 1], key=WAYS.index)
            else:
                raise FailedError(error.said or f"refused ({error.status})")


def _said(error: RefusedError | UnreachedError) -> str:
    return error.said if isinstance(error, UnreachedError) else f"the server is busy or failed ({error.status})"


def _offered(wire: Wire) -> str:
    """Which models there are, as a hint."""
    from foedus.reader.llm.wire import WireError

    try:
        names = wire.models()
    except WireError:
        names = []
    return f"It has: {', '.join(sorted(names)[:20])}." if names else "See how the server calls it."


def _reply(body: Mapping[str, Any]) -> Reply:
    """What stands in the body of an answer; texts that are missing are empty."""
    choices = body.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else {}
    choice = first if isinstance(first, dict) else {}
    said = choice.get("message")
    message = said if isinstance(said, dict) else {}
    ended = _text(choice.get("finish_reason"))
    refusal = _text(message.get("refusal")) or ("filtered" if ended == "content_filter" else "")
    return Reply(
        text=_text(message.get("content")),
        end=ended,
        refusal=refusal,
        usage=usage_of(body),
        model=_text(body.get("model")),
    )


def _text(value: object) -> str:
    """A text, or the texts of its parts, which some servers send."""
    if isinstance(value, list):
        return "".join(_text(part.get("text")) for part in value if isinstance(part, dict))
    return value if isinstance(value, str) else ""
