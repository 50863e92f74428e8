"""A document as plain data: sections, paragraphs, tables, figures and notes, rendered elsewhere as HTML, PDF or DOCX.

Notes are not numbered where they are written. `numbered` walks the document, numbers them in order of first
appearance and settles where each claim is given in full: in the shortest note that has it. Elsewhere the note
names the claim and points there, so that a claim's sentence stands once in a document.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from foedus.views.evidence import Evidence


class Text(msgspec.Struct, frozen=True, tag=True):
    """Plain words."""

    text: str


class Emphasis(msgspec.Struct, frozen=True, tag=True):
    """Words set apart: `strong` for a lead-in, else for a qualification such as "denied"."""

    text: str
    strong: bool = False


class Tally(msgspec.Struct, frozen=True, tag=True):
    """A number that counts what is in the record (claims, sources, events noted beside it): it needs no note itself."""

    text: str


class Name(msgspec.Struct, frozen=True, tag=True):
    """A name, title or definition: what it says, digits and all, is not claimed here."""

    text: str


class Link(msgspec.Struct, frozen=True, tag=True):
    """Words that lead to an anchor in the document (`#blocs`) or to an address."""

    text: str
    target: str


class Note(msgspec.Struct, frozen=True, tag=True):
    """The claims that what stands in front of it rests on."""

    claims: tuple[Evidence, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """Notes on the same claims are one note."""
        return tuple(claim.claim for claim in self.claims)


class Break(msgspec.Struct, frozen=True, tag=True):
    """A new line within a cell."""


Run = Text | Emphasis | Tally | Name | Link | Note | Break
Runs = tuple[Run, ...]


class Heading(msgspec.Struct, frozen=True, tag=True):
    """A heading inside a section; `anchor` names the place."""

    text: str
    anchor: str


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    """A paragraph; `small` for remarks on method."""

    runs: Runs
    small: bool = False


class Quotation(msgspec.Struct, frozen=True, tag=True):
    """A passage set apart as somebody else's words."""

    runs: Runs


class BulletList(msgspec.Struct, frozen=True, tag=True):
    """Points of one list; `ordered` where they are counted."""

    items: tuple[Runs, ...]
    ordered: bool = False


class Column(msgspec.Struct, frozen=True):
    """A column of a table. `full` spells out what a short label stands for."""

    label: str
    align: Literal["left", "right", "centre"] = "left"
    full: str = ""


class Row(msgspec.Struct, frozen=True):
    """A row of a table: its cells; with `group`, one cell over all columns that heads the rows after it."""

    cells: tuple[Runs, ...]
    group: bool = False


class Table(msgspec.Struct, frozen=True, tag=True):
    """A table. The first cell of a row names it. A cell without runs says that there is no claim."""

    anchor: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: Runs = ()
    dense: bool = False
    """Whether it is a matrix of short cells rather than a list to read."""


class Figure(msgspec.Struct, frozen=True, tag=True):
    """A picture: the chart's name and its plain data. `alt` says in words what is to be seen."""

    anchor: str
    chart: str
    data: Mapping[str, Any]
    caption: str
    alt: str
    note: Runs = ()
    """The claims behind the picture, and what else its reader must know."""


Block = Heading | Paragraph | Quotation | BulletList | Table | Figure


class Section(msgspec.Struct, frozen=True):
    """A part of the document with a place in its table of contents."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


class Document(msgspec.Struct, frozen=True):
    """A whole document."""

    title: str
    question: str
    meta: tuple[tuple[str, str], ...]
    """What stands on the title page beside the title: label and text."""
    sections: tuple[Section, ...]
    kind: str = "Brief"
    """What stands over the title; '' for a person's own text."""

    @property
    def contents(self) -> tuple[Section, ...]:
        """The sections that a table of contents lists; none where it would have one line."""
        titled = tuple(section for section in self.sections if section.title)
        return titled if len(titled) > 1 else ()


class Entry(msgspec.Struct, frozen=True):
    """A claim in a note."""

    claim: Evidence
    home: int
    """Number of the note that gives the claim in full; that of the note itself where this is the one."""


class Numbered(msgspec.Struct, frozen=True):
    """A note with its number."""

    number: int
    entries: tuple[Entry, ...]
    uses: int
    """How often the document refers to it."""
    section: str
    """Title of the section that first refers to it."""

    @property
    def full(self) -> tuple[Evidence, ...]:
        """Claims that are given in full here."""
        return tuple(entry.claim for entry in self.entries if entry.home == self.number)

    @property
    def elsewhere(self) -> tuple[Entry, ...]:
        """Claims that another note gives in full."""
        return tuple(entry for entry in self.entries if entry.home != self.number)


def texts(block: Block) -> Iterator[Runs]:
    """The pieces of a block that are read as one: a paragraph, a point, a cell."""
    match block:
        case Paragraph(runs=runs) | Quotation(runs=runs):
            yield runs
        case BulletList(items=items):
            yield from items
        case Table(rows=rows, note=note):
            yield from (cell for row in rows for cell in row.cells)
            yield note
        case Figure(note=note):
            yield note
        case Heading(text=text):
            yield (Text(text),)


def notes(section: Section) -> Iterator[Note]:
    """Every reference to a note in a section, in reading order."""
    for block in section.blocks:
        for runs in texts(block):
            yield from (run for run in runs if isinstance(run, Note))


def numbered(document: Document) -> tuple[Numbered, ...]:
    """The notes of a document in order of first appearance, each claim at home in the shortest note that has it."""
    numbers: dict[tuple[str, ...], int] = {}
    uses: dict[tuple[str, ...], int] = {}
    claims: dict[tuple[str, ...], tuple[Evidence, ...]] = {}
    first: dict[tuple[str, ...], str] = {}
    for section in document.sections:
        for note in notes(section):
            numbers.setdefault(note.key, len(numbers) + 1)
            uses[note.key] = uses.get(note.key, 0) + 1
            claims.setdefault(note.key, note.claims)
            first.setdefault(note.key, section.title)
    home: dict[str, tuple[int, int]] = {}
    for key, number in numbers.items():
        for claim in key:
            home[claim] = min(home.get(claim, (len(key), number)), (len(key), number))
    return tuple(
        Numbered(number, tuple(Entry(claim, home[claim.claim][1]) for claim in claims[key]), uses[key], first[key])
        for key, number in numbers.items()
    )
