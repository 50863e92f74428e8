"""Whether a text is about security and foreign affairs at all: football has its defence, business its wars."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

LEAST = 1.5
"""Words of `subject.toml` among a hundred, in the document or around a passage."""
SHORT = 80
"""Words of a text, an excerpt or a comment, of which a single such word may be all."""
AROUND = 300
"""Words around a passage that are looked at, in a document that is about something else."""


@cache
def _words() -> re.Pattern[str]:
    path = Path(__file__).with_name("subject.toml")
    known: list[str] = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(word).replace(re.escape('*'), '[a-z]*') for word in known)})\b", re.IGNORECASE
    )


def concerns(texts: Sequence[str]) -> list[bool]:
    """For each passage of a document, whether it or what stands around it is about security or foreign affairs."""
    hits = [words_of(text) for text in texts]
    sizes = [len(text.split()) for text in texts]
    if _often(sum(hits), sum(sizes)):
        return [True] * len(texts)
    return [_often(*_near(hits, sizes, at)) for at in range(len(texts))]


def words_of(text: str) -> int:
    """How many different words of security and foreign affairs a text has."""
    return len({found[0].casefold() for found in _words().finditer(text)})


def _often(hits: int, words: int) -> bool:
    return (hits > 1 or words < SHORT) and 100 * hits >= LEAST * words


def _near(hits: Sequence[int], sizes: Sequence[int], at: int) -> tuple[int, int]:
    first, last = at, at + 1
    while sum(sizes[first:last]) < AROUND and (first > 0 or last < len(hits)):
        first, last = max(0, first - 1), min(len(hits), last + 1)
    return sum(hits[first:last]), sum(sizes[first:last])
