"""Notes on paper: numbers in reading order, each note given once and pointed to from then on."""

from collections.abc import Iterator

from foedus.views.document import Document, Figure, Heading, Note, Numbered, Table, numbered
from foedus.views.evidence import Evidence


class References:
    """The notes of a document, and which of them have been given so far."""

    def __init__(self, document: Document) -> None:
        self.notes: tuple[Numbered, ...] = numbered(document)
        self._numbers = {tuple(entry.claim.claim for entry in note.entries): note.number for note in self.notes}
        self._given: set[int] = set()

    def __call__(self, note: Note) -> tuple[int, bool]:
        """The number of a note, and whether it stands here for the first time."""
        number = self._numbers[note.key]
        first = number not in self._given
        self._given.add(number)
        return number, first


def where(claim: Evidence) -> str:
    """The source of a claim and the place in it: 'Kuzio (2024), ¶12, on the word of the ministry'."""
    place = f", {claim.locator}" if claim.locator else ""
    via = f", on the word of {claim.via}" if claim.via else ""
    return f"{claim.cite}{place}{via}"


def anchors(document: Document) -> Iterator[str]:
    """The places that a link in a document can lead to."""
    for section in document.sections:
        yield section.anchor
        yield from (block.anchor for block in section.blocks if isinstance(block, Heading | Table | Figure))
