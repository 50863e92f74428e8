"""A document as PDF: laid out by typst, with notes at the foot of the page and pictures as vectors."""

import json
from importlib.resources import files
from itertools import zip_longest
from typing import Any, Literal

from foedus.pages.pictures import Picture, drawn, in_fonts_of_typst
from foedus.publish.columns import shares
from foedus.publish.notes import References, anchors, where
from foedus.views.document import (
    Block,
    BulletList,
    Document,
    Figure,
    Heading,
    Link,
    Note,
    Numbered,
    Paragraph,
    Quotation,
    Row,
    Run,
    Runs,
    Table,
)

TEXT_WIDTH, TEXT_HEIGHT = 166.0, 215.0
"""Millimetres that a picture may take on A4, its caption and the notes under it left aside."""


LONGEST = 600
"""Characters up to which a cell is not broken over two pages; a narrow column makes of them half a page."""


def pdf(document: Document) -> bytes:
    """The document as PDF; the same bytes for the same document.

    It is accessible as PDF/UA-1 asks, but for a document with letters that no font of typst's has (Chinese, Japanese
    and Korean ones): there it is only tagged, and such letters are boxes.
    """
    import typst

    data = json.dumps(Data(document).all(), ensure_ascii=False)
    try:
        return _set(data, "ua-1")
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return _set(data)


def _set(data: str, standard: Literal["ua-1"] | None = None) -> bytes:
    import typst

    layout = (files("foedus.publish") / "layout.typ").read_bytes()
    made = typst.compile(
        layout, format="pdf", ignore_system_fonts=True, sys_inputs={"document": data}, pdf_standards=standard
    )
    assert isinstance(made, bytes)
    return made


class Data:
    """A document as the data that the layout reads; what refers to notes is numbered in reading order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.references = References(document)
        self.anchors = set(anchors(document))

    def all(self) -> dict[str, Any]:
        """The whole document."""
        document = self.document
        return {
            "title": document.title,
            "question": document.question,
            "meta": document.meta,
            "sections": [
                {"title": section.title, "anchor": section.anchor, "blocks": [self.block(b) for b in section.blocks]}
                for section in document.sections
            ],
            "contents": bool(document.contents),
            "notes": [_note(note) for note in self.references.notes],
        }

    def block(self, block: Block) -> dict[str, Any]:
        """One block."""
        data: dict[str, Any] = {"type": type(block).__name__}
        match block:
            case Heading(text=text, anchor=anchor):
                return data | {"text": text, "anchor": anchor}
            case Paragraph(runs=runs, small=small):
                return data | {"runs": self.runs(runs), "small": small}
            case Quotation(runs=runs):
                return data | {"runs": self.runs(runs)}
            case BulletList(items=items, ordered=ordered):
                return data | {"items": [self.runs(item) for item in items], "ordered": ordered}
            case Figure():
                return data | _picture(block) | {"note": self.runs(block.note)}
            case Table():
                return data | self.table(block)

    def table(self, table: Table) -> dict[str, Any]:
        """A table with the widths of its columns."""
        return {
            "anchor": table.anchor,
            "caption": table.caption,
            "labels": [column.label for column in table.columns],
            "align": [column.align for column in table.columns],
            "widths": shares(table),
            "dense": table.dense,
            "rows": [self.row(row) for row in table.rows],
            "note": self.runs(table.note),
        }

    def row(self, row: Row) -> dict[str, Any]:
        """A row; `whole` where it is to stand on one page."""
        longest = max((sum(len(getattr(run, "text", "")) for run in cell) for cell in row.cells), default=0)
        return {"group": row.group, "whole": longest <= LONGEST, "cells": [self.runs(cell) for cell in row.cells]}

    def runs(self, runs: Runs) -> list[dict[str, Any]]:
        """A paragraph, a point or a cell."""
        return [self.run(run, following) for run, following in zip_longest(runs, runs[1:])]

    def run(self, run: Run, following: Run | None) -> dict[str, Any]:
        """One piece of it; `first` where a note is given, not only pointed to."""
        data: dict[str, Any] = {"type": type(run).__name__}
        match run:
            case Note():
                number, first = self.references(run)
                return data | {"number": number, "first": first, "more": isinstance(following, Note)}
            case Link(text=text, target=target):
                inside = target.startswith("#")
                known = not inside or target[1:] in self.anchors
                return data | {"text": text, "inside": inside, "target": target.removeprefix("#") if known else ""}
        return data | {name: getattr(run, name) for name in run.__struct_fields__}


def _picture(figure: Figure) -> dict[str, Any]:
    picture: Picture = drawn(figure)
    width = min(TEXT_WIDTH, TEXT_HEIGHT * picture.width / picture.height)
    return {
        "anchor": figure.anchor,
        "caption": figure.caption,
        "alt": figure.alt,
        "svg": in_fonts_of_typst(picture.svg),
        "width": round(width, 1),
    }


def _note(note: Numbered) -> dict[str, Any]:
    return {
        "full": [{"sentence": c.sentence, "where": where(c), "claim": c.claim, "remark": c.note} for c in note.full],
        "elsewhere": [[entry.claim.claim, entry.home] for entry in note.elsewhere],
    }
