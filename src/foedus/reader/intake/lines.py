"""The lines of a plain text, and the blocks that they make."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from foedus.reader.intake.tidy import SPACE

_LINE = re.compile("[^\\n\\r\x85\u2028\u2029]+")
_ENDS = frozenset(["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])


class Line(NamedTuple):
    """A line that holds a character other than white space: where it stands, without white space at its ends."""

    start: int
    end: int
    text: str
    indented: bool
    """Whether white space stands before it."""
    first: bool
    """Whether a block begins with it."""


def blocks(text: str) -> Iterator[list[Line]]:
    """Maximal runs of lines that hold a character other than Unicode white space: what `¶1`, `¶2` … count."""
    block: list[Line] = []
    done = 0
    for found in _LINE.finditer(text):
        start, end = found.span()
        inner = text[start:end].strip(SPACE)
        if block and (not inner or text[done:start] not in _ENDS):
            yield block
            block = []
        if inner:
            first = text.index(inner[0], start)
            block.append(Line(first, first + len(inner), inner, first > start, not block))
        done = end
    if block:
        yield block
