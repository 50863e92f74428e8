"""Every figure of a document: the passage that says it, where it stands, and the claims behind it."""

import re
from collections.abc import Iterator

import msgspec

from foedus.views.document import Break, Document, Figure, Heading, Note, Runs, Table, texts

_NUMBER = re.compile(r"\d")


class Shown(msgspec.Struct, frozen=True):
    """A passage of a document that says figures."""

    where: str
    """Section, block and place in it: `blocs/bloc-matrix/3.2`."""
    value: str
    """The passage: a sentence, a point, a cell, with the figures in it."""
    claims: tuple[str, ...]
    """What it rests on: claims of the case, and facts of its profile."""


def figures(document: Document) -> list[Shown]:
    """The passages of a document in which digits stand, or that rest on claims; pictures by their data."""
    return list(_figures(document))


def _figures(document: Document) -> Iterator[Shown]:
    for label, said in document.meta:
        yield Shown(f"title/{label}", said, ())
    for section in document.sections:
        for at, block in enumerate(section.blocks, 1):
            name = block.anchor if isinstance(block, Heading | Table | Figure) else str(at)
            place = f"{section.anchor}/{name}"
            if isinstance(block, Table):
                for number, row in enumerate(block.rows, 1):
                    for column, cell in enumerate(row.cells, 1):
                        yield from _shown(f"{place}/{number}.{column}", cell)
                yield from _shown(f"{place}/note", block.note)
                continue
            if isinstance(block, Figure):
                data = msgspec.json.encode(block.data, order="sorted").decode()
                yield Shown(f"{place}/data", data, ())
            for number, runs in enumerate(texts(block), 1):
                yield from _shown(f"{place}/{number}", runs)


def _shown(where: str, runs: Runs) -> Iterator[Shown]:
    said = "".join("; " if isinstance(run, Break) else run.text for run in runs if not isinstance(run, Note))
    claims = sorted({claim.claim for run in runs if isinstance(run, Note) for claim in run.claims})
    if claims or _NUMBER.search(said):
        yield Shown(where, said, tuple(claims))
