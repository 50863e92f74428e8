"""A document as it is read: numbered blocks of text, and where each character of them stands in the file."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from foedus.reader.languages import READ as OTHERS

Role = Literal["body", "heading", "footnote", "reference", "caption", "table", "comment", "furniture"]
"""What a block is. `furniture`: menus, banners, running heads, page numbers: numbered, never read."""

READ: frozenset[Role] = frozenset(["body", "heading", "footnote", "caption"])
"""Blocks that claims are read from."""

LANGUAGES = frozenset(["", "en"])
"""Languages that are read as English; none where a block is too short to tell."""


class Piece(msgspec.Struct, frozen=True):
    """A run of a block's characters, and where it stands in the file.

    What no piece covers is not in the file (the space between two lines of a PDF); what was taken out (a hyphen at a
    line's end, double spaces) lies between two pieces. White space of every kind is a plain space in a block.
    """

    start: int
    """First character in the block's text."""
    length: int
    at: int
    """First character in the file's own text (of the page, for a PDF; of the element's, for HTML)."""
    page: int = 0
    """Of a PDF, from 1; else 0."""
    where: str = ""
    """The text node of an HTML page, as an XPath; of a DOCX the part and the paragraph in it, as an XPath."""
    span: int = -1
    """Characters in the file, where they are not as many as `length` (a ligature taken apart); else -1."""


class Aside(msgspec.Struct, frozen=True):
    """Characters of a block that are something else than the block: the notes at a page's foot in a paragraph."""

    start: int
    end: int
    role: Role


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A maximal run of lines that hold a character other than white space: what `¶12` points at."""

    number: int
    text: str
    role: Role = "body"
    page: int = 0
    pieces: tuple[Piece, ...] = ()
    notes: tuple[tuple[int, int], ...] = ()
    """Marks of footnotes: character in this block, and the number of the block that holds the note."""
    damaged: str = ""
    """What is wrong with the text, where something is: `letters lost`, `columns mixed`."""
    asides: tuple[Aside, ...] = ()
    """In order, not overlapping."""
    continues: bool = False
    """Whether its last sentence goes on in the next block that is read."""
    language: str = ""
    """ISO 639-1, where the block is long enough to tell."""


class Part(msgspec.Struct, frozen=True):
    """A run of a passage's characters, and where it stands in a block."""

    start: int
    length: int
    block: int
    """The block's number."""
    at: int
    """First character in the block's text."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Text as it is read: a block without its asides, joined with those that its sentences go on in."""

    text: str
    parts: tuple[Part, ...]
    role: Role = "body"
    language: str = ""
    damaged: str = ""

    def place(self, at: int) -> tuple[int, int]:
        """The block's number and the character in its text, for a character of the passage.

        A space or hyphen between two parts counts to the part before it.
        """
        part = self.parts[max(0, bisect_right(self.parts, at, key=lambda part: part.start) - 1)]
        return part.block, part.at + min(at - part.start, part.length)

    def blocks(self, start: int, end: int) -> tuple[int, ...]:
        """The numbers of the blocks in which the characters `start` to `end` stand."""
        first = max(0, bisect_right(self.parts, start, key=lambda part: part.start) - 1)
        return tuple(dict.fromkeys(part.block for part in self.parts[first:] if part.start < end))


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What the document says of itself: offered as a row of sources.csv, for a person to confirm."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    """EDTF."""
    publisher: str = ""
    language: str = ""
    url: str = ""

    def as_source_row(self) -> dict[str, str]:
        """What it says, in the columns of sources.csv; the others are left to a person."""
        return {
            "title": self.title,
            "authors": "; ".join(self.authors),
            "publisher": self.publisher,
            "published": self.published,
            "language": self.language,
            "url": self.url,
            "access": "read",
        }


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document: its blocks in reading order, numbered from 1 without gaps."""

    name: str
    sha256: str
    format: Literal["text", "html", "pdf", "docx"]
    blocks: tuple[Block, ...]
    about: About = About()
    warnings: tuple[str, ...] = ()
    """Full sentences about what could not be read."""

    def readable(self) -> Iterator[Block]:
        """The blocks that claims are read from."""
        return (block for block in self.blocks if block.role in READ and block.language in (*LANGUAGES, *OTHERS))

    def passages(self, *roles: Role) -> Iterator[Passage]:
        """The text as it is read, in document order: of the given roles, else of all that claims are read from.

        Asides of these roles come as passages of their own, after the block that they stand in. Blocks in a language
        that is not read are left out, as `readable` does.
        """
        return self._passages(frozenset(roles) or READ, LANGUAGES)

    def passages_in(self, languages: Iterable[str]) -> Iterator[Passage]:
        """The passages in these languages, ISO 639-1, of all roles that claims are read from, in document order."""
        return self._passages(READ, frozenset(languages))

    def _passages(self, wanted: frozenset[Role], languages: frozenset[str]) -> Iterator[Passage]:
        open_: list[_Run] = []
        between: list[Passage] = []
        for block in self.blocks:
            if block.language not in languages:
                continue
            if block.role in wanted:
                goes_on = bool(open_) and open_[-1][0].continues
                if goes_on and block.role != open_[0][0].role:
                    between.append(_passage(list(_runs(block))))
                elif goes_on:
                    open_ += _runs(block)
                else:
                    yield from _closed(open_, between)
                    open_, between = list(_runs(block)), []
            between += (
                _passage([(block, aside.start, aside.end)], aside.role)
                for aside in block.asides
                if aside.role in wanted
            )
        yield from _closed(open_, between)


_Run = tuple[Block, int, int]


def _closed(open_: list[_Run], between: list[Passage]) -> Iterator[Passage]:
    if open_:
        yield _passage(open_)
    yield from between


def _runs(block: Block) -> Iterator[_Run]:
    """The stretches of a block's text outside its asides."""
    at = 0
    for start, end in [*((aside.start, aside.end) for aside in block.asides), (len(block.text), len(block.text))]:
        first, last = at, start
        while first < last and block.text[first] in " \n":
            first += 1
        while last > first and block.text[last - 1] in " \n":
            last -= 1
        if first < last:
            yield block, first, last
        at = end


def _passage(runs: list[_Run], role: Role | None = None) -> Passage:
    text, parts = "", list[Part]()
    for block, start, end in runs:
        words = block.text[start:end]
        if text and broken(text, words):
            last = parts[-1]
            text = text[:-1]
            parts[-1] = Part(last.start, last.length - 1, last.block, last.at)
        elif text:
            text += " "
        parts.append(Part(len(text), len(words), block.number, start))
        text += words
    first = runs[0][0]
    damaged = next((block.damaged for block, _, _ in runs if block.damaged), "")
    return Passage(text=text, parts=tuple(parts), role=role or first.role, language=first.language, damaged=damaged)


def broken(before: str, after: str) -> bool:
    """Whether a word was broken at a line's end: `before` ends with its first half and a hyphen."""
    return len(before) > 1 and before[-1] in "-\u2010" and before[-2].isalpha() and after[:1].islower()
