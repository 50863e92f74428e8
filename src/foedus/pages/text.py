"""A document as plain text, for reading without a browser and for comparing two briefs line by line."""

import textwrap
from itertools import groupby
from operator import attrgetter

from foedus.views.document import (
    Block,
    Break,
    BulletList,
    Document,
    Figure,
    Heading,
    Note,
    Numbered,
    Paragraph,
    Quotation,
    Row,
    Run,
    Runs,
    Table,
    numbered,
)

WIDTH = 100


def text(document: Document) -> str:
    """The document as text of at most 100 columns but for tables; pictures by what they show, in words."""
    notes = numbered(document)
    writer = Writer(notes)
    lines = [document.title.upper(), "", *_filled(document.question), ""]
    lines += [f"{label}: {words}" for label, words in document.meta]
    for section in document.sections:
        lines += ["", "", section.title, "=" * len(section.title)] if section.title else [""]
        for block in section.blocks:
            lines += ["", *writer.block(block)]
    if notes:
        lines += ["", "", "Notes", "====="]
        for title, group in groupby(notes, key=attrgetter("section")):
            lines += [*(["", title] if title else []), *(line for note in group for line in _note(note))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


class Writer:
    """Blocks as lines, references to notes as numbers in brackets."""

    def __init__(self, notes: tuple[Numbered, ...]) -> None:
        self.numbers = {tuple(entry.claim.claim for entry in note.entries): note.number for note in notes}

    def block(self, block: Block) -> list[str]:
        """One block."""
        match block:
            case Heading(text=words):
                return [words, "-" * len(words)]
            case Paragraph(runs=runs):
                return _filled(self.runs(runs))
            case Quotation(runs=runs):
                return _filled(self.runs(runs), "  | ", "  | ")
            case BulletList(items=items, ordered=ordered):
                marks = [f"{number}. " if ordered else "- " for number in range(1, len(items) + 1)]
                points = zip(items, marks, strict=True)
                return [line for item, mark in points for line in _filled(self.runs(item), mark, " " * len(mark))]
            case Figure():
                data = [f"{block.data['coverage']}", f"{block.data['source']}"]
                return _filled(f"[Figure: {block.caption}. {block.alt} {' '.join(data)}] {self.runs(block.note)}")
            case Table():
                return self.table(block)

    def table(self, table: Table) -> list[str]:
        """A table as one line a row, empty cells left out and the others named."""
        lines = [f"[Table: {table.caption}]"]
        for row in table.rows:
            lines += self.row(row, table)
        return lines + (_filled(self.runs(table.note)) if table.note else [])

    def row(self, row: Row, table: Table) -> list[str]:
        """A row; one that heads others stands by itself."""
        head = self.runs(row.cells[0])
        if row.group:
            return [f"  {head}"]
        named = zip(table.columns[1:], row.cells[1:], strict=True)
        cells = [f"{column.label}: {self.runs(cell)}" for column, cell in named if cell]
        return [f"  * {' | '.join([head, *cells])}"]

    def runs(self, runs: Runs) -> str:
        """A piece of text on one line."""
        return "".join(self.run(run) for run in runs)

    def run(self, run: Run) -> str:
        """One run."""
        match run:
            case Note():
                return f"[{self.numbers[run.key]}]"
            case Break():
                return "; "
            case _:
                return run.text


def _note(note: Numbered) -> list[str]:
    pieces = []
    for claim in note.full:
        via = f", on the word of {claim.via}" if claim.via else ""
        place = f", {claim.locator}" if claim.locator else ""
        pieces.append(f"{claim.sentence} {claim.cite}{place}{via}. {claim.claim}")
    if note.elsewhere:
        pieces.append("See " + ", ".join(f"{entry.claim.claim} (n. {entry.home})" for entry in note.elsewhere) + ".")
    return _filled(" / ".join(pieces), f"{note.number:>4}. ", " " * 6)


def _filled(words: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [""]
