"""An answer as text, and the claims in it: JSON as models write it, with fences, thoughts before it, or cut off."""

import json
import re
from typing import Any

import msgspec

MOST = 60
"""Claims that are taken from one answer."""
_TRIES = 100
"""Places in an answer at which an object may begin."""
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)


class Claims(msgspec.Struct, frozen=True):
    """What an answer holds: objects, not looked at yet."""

    found: tuple[dict[str, Any], ...] = ()
    fault: str = ""
    """What is wrong with the whole of it, in a sentence for the model."""
    over: int = 0
    """Claims that were too many."""


def claims(text: str) -> Claims:
    """The claims of an answer. Where it is cut off, those that are whole, with the fault."""
    text = _THOUGHT.sub("", text).strip()
    if not text:
        return Claims(fault="The answer was empty.")
    decoder = json.JSONDecoder()
    for place in _openings(text):
        try:
            value, _ = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            break  # the rest is in pieces
        rows = _rows(value)
        if rows is not None:
            kept = tuple(row for row in rows if isinstance(row, dict))
            return Claims(kept[:MOST], over=len(kept[MOST:]))
    found = _whole(text, decoder)
    return Claims(
        found[:MOST], 'The answer was no JSON of the form {"claims": [...]}, or broke off.', len(found[MOST:])
    )


def _openings(text: str) -> list[int]:
    """Where an object or a list may begin, the first few."""
    return [found.start() for found, _ in zip(re.finditer(r"[{\[]", text), range(_TRIES), strict=False)]


def _rows(value: object) -> list[Any] | None:
    """The claims of what was decoded; None where it is no answer."""
    if isinstance(value, dict):
        if isinstance(value.get("claims"), list):
            return list(value["claims"])
        return [value] if "kind" in value and "quote" in value else None
    if isinstance(value, list):
        return value if all(isinstance(one, dict) for one in value) else None
    return None


def _whole(text: str, decoder: json.JSONDecoder) -> tuple[dict[str, Any], ...]:
    """The claims that are whole in what is not."""
    found: list[dict[str, Any]] = []
    place, tries = text.find("["), 0
    while place >= 0 and tries < _TRIES:
        tries += 1
        place = text.find("{", place)
        if place < 0:
            break
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            place += 1
            continue
        if isinstance(value, dict) and "kind" in value:
            found.append(value)
    return tuple(found)
