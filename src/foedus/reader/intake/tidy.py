"""Text made readable without losing where each character stands: white space, invisible characters, hyphens."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from foedus.reader.document import Piece

SPACE = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
"""Unicode's white space (property White_Space): what a blank line is made of."""

INVISIBLE = "\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\x00-\x08\x0e-\x1f\x7f"
"""Soft hyphens, joiners, marks of direction, controls: they would split words that they stand in."""

READABLE = re.compile(f"[^{SPACE}{INVISIBLE}]+(?: [^{SPACE}{INVISIBLE}]+)*")
_SPACES = re.compile(f"[{SPACE}]")

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")


class Chunk(NamedTuple):
    """Characters of the file that follow each other, and where the first of them stands."""

    text: str
    at: int
    page: int = 0
    where: str = ""


class Tidy:
    """A block's text as it grows, with its pieces."""

    def __init__(self) -> None:
        self.text = ""
        self.pieces: list[Piece] = []
        self._gap: tuple[int, int, str] | None = None
        """White space that is written only when something follows it: its place."""
        self._parts: list[str] = []
        self._length = 0

    @property
    def length(self) -> int:
        """Characters written so far."""
        return self._length

    def add(self, chunk: Chunk) -> None:
        """Add the characters of a chunk, runs of white space as one space."""
        done = 0
        for run in READABLE.finditer(chunk.text):
            if run.start() > done:
                self._white(chunk, done, run.start())
            self._write(chunk, run.start(), run.end())
            done = run.end()
        if done < len(chunk.text):
            self._white(chunk, done, len(chunk.text))

    def space(self) -> None:
        """A space that is not in the file."""
        if self._gap is None:
            self._gap = (-1, 0, "")

    def newline(self) -> None:
        """The end of a line that was ended on purpose."""
        if self._length and self._parts[-1] != "\n":
            self._gap = None
            self._parts.append("\n")
            self._length += 1

    def drop_hyphen(self) -> None:
        """Take back the hyphen that was written last."""
        self._gap = None
        self._parts[-1] = self._parts[-1][:-1]
        self._length -= 1
        last = self.pieces.pop()
        if last.length > 1:
            self.pieces.append(Piece(last.start, last.length - 1, last.at, last.page, last.where, last.span))

    def done(self) -> tuple[str, tuple[Piece, ...]]:
        """The text and its pieces; white space at the end is left out."""
        text = "".join(self._parts)
        return text.rstrip("\n"), tuple(self.pieces)

    def _white(self, chunk: Chunk, start: int, end: int) -> None:
        found = _SPACES.search(chunk.text, start, end)
        if found and (self._gap is None or self._gap[0] < 0):
            self._gap = (chunk.at + found.start(), chunk.page, chunk.where)

    def _write(self, chunk: Chunk, start: int, end: int) -> None:
        if self._gap is not None:
            at, page, where = self._gap
            self._gap = None
            if self._length and self._parts[-1] != "\n":
                self._put(" ", at, page, where)
        done = start
        for found in _LIGATURE.finditer(chunk.text, start, end):
            if found.start() > done:
                self._put(chunk.text[done : found.start()], chunk.at + done, chunk.page, chunk.where)
            self._put(LIGATURES[found.group()], chunk.at + found.start(), chunk.page, chunk.where, 1)
            done = found.end()
        if done < end:
            self._put(chunk.text[done:end], chunk.at + done, chunk.page, chunk.where)

    def _put(self, text: str, at: int, page: int, where: str, span: int = -1) -> None:
        if at >= 0:
            last = self.pieces[-1] if self.pieces else None
            if (
                last is not None
                and span < 0
                and last.span < 0
                and last.start + last.length == self._length
                and last.at + last.length == at
                and (last.page, last.where) == (page, where)
            ):
                self.pieces[-1] = Piece(last.start, last.length + len(text), last.at, page, where)
            else:
                self.pieces.append(Piece(self._length, len(text), at, page, where, span))
        self._parts.append(text)
        self._length += len(text)


def tidy(chunks: Iterable[Chunk]) -> tuple[str, tuple[Piece, ...]]:
    """The text of chunks that follow each other, and where it stands."""
    text = Tidy()
    for chunk in chunks:
        text.add(chunk)
    return text.done()
