"""A document as PDF: laid out by typst, with notes at the foot of the page and pictures as vectors."""

import json
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from foedus.publish.columns import shares
from foedus.publish.notes import References, anchors, where
from foedus.publish.pictures import Picture, drawn, in_fonts_of_typst
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
    Run,
    Runs,
    Table,
)

TEXT_WIDTH, TEXT_HEIGHT = 166.0, 215.0
"""Millimetres that a picture may take on A4, its caption and the notes under it left aside."""


def pdf(document: Document) -> bytes:
    """The document as PDF, accessible as PDF/UA-1 asks; the same bytes for the same document."""
    import typst

    with_layout = (files("foedus.publish") / "layout.typ").read_bytes()
    data = json.dumps(Data(document).all(), ensure_ascii=False)
    made = typst.compile(
        with_layout, format="pdf", ignore_system_fonts=True, sys_inputs={"document": data}, pdf_standards="ua-1"
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
            "rows": [{"group": row.group, "cells": [self.runs(cell) for cell in row.cells]} for row in table.rows],
            "note": self.runs(table.note),
        }

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
