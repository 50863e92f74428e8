"""The brief as DOCX: well-formed, all its parts found, its footnotes real ones, and nothing in it lost."""

import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.publish.docx import docx
from foedus.publish.docx.xml import NOT_XML
from foedus.record import Record
from foedus.record.build import NAME
from foedus.views.brief import brief
from foedus.views.document import Document, Figure, Table, notes, numbered
from tests.publish.papers import LETTERS, MARKUP, claim, paper, parts_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@pytest.fixture(scope="module")
def document(built_case: Path) -> Document:
    with Record(built_case / "build" / NAME) as record:
        return brief(record)


@pytest.fixture(scope="module")
def parts(document: Document) -> dict[str, bytes]:
    return parts_of(docx(document))


def xml(parts: dict[str, bytes], name: str) -> ElementTree.Element:
    return ElementTree.fromstring(parts[name])


def said(element: ElementTree.Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def test_every_part_is_well_formed_and_of_a_kind_that_is_named(parts: dict[str, bytes]) -> None:
    kinds = xml(parts, "[Content_Types].xml")
    ends = {kind.get("Extension") for kind in kinds if kind.get("Extension")}
    for kind in kinds:
        if kind.get("PartName"):
            assert str(kind.get("PartName"))[1:] in parts
    for name, content in parts.items():
        assert name.rpartition(".")[2] in ends
        if not name.endswith(".png"):
            ElementTree.fromstring(content)


def test_every_relationship_leads_to_a_part_and_every_reference_to_a_relationship(parts: dict[str, bytes]) -> None:
    relations = list(xml(parts, "word/_rels/document.xml.rels").iter(RELATION))
    for relation in relations:
        if relation.get("TargetMode") != "External":
            assert f"word/{relation.get('Target')}" in parts
    identifiers = [relation.get("Id") for relation in relations]
    assert len(identifiers) == len(set(identifiers))
    used = {
        value
        for element in xml(parts, "word/document.xml").iter()
        for name, value in element.attrib.items()
        if name.startswith(R)
    }
    assert used <= set(identifiers)


def test_there_is_one_footnote_for_each_note_and_one_field_for_each_further_use(
    document: Document, parts: dict[str, bytes]
) -> None:
    wanted = numbered(document)
    found = [note for note in xml(parts, "word/footnotes.xml").iter(f"{W}footnote") if not note.get(f"{W}type")]
    assert [int(note.get(f"{W}id", "")) for note in found] == [note.number for note in wanted]
    body = xml(parts, "word/document.xml")
    given_ = [int(one.get(f"{W}id", "")) for one in body.iter(f"{W}footnoteReference")]
    assert given_ == [note.number for note in wanted]
    further = [one for one in body.iter(f"{W}fldSimple") if "NOTEREF" in one.get(f"{W}instr", "")]
    assert len(further) == sum(1 for section in document.sections for _ in notes(section)) - len(wanted)
    for note, written in zip(wanted, found, strict=True):
        assert all(one.sentence in said(written) and one.claim in said(written) for one in note.full)


def test_every_link_inside_leads_to_a_bookmark(parts: dict[str, bytes]) -> None:
    marks = [mark.get(f"{W}name", "") for mark in xml(parts, "word/document.xml").iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", mark) for mark in marks)
    for part in ("word/document.xml", "word/footnotes.xml"):
        for link in xml(parts, part).iter(f"{W}hyperlink"):
            assert link.get(f"{W}anchor") in {None, *marks}


def test_every_style_that_is_used_is_there(parts: dict[str, bytes]) -> None:
    there = {style.get(f"{W}styleId") for style in xml(parts, "word/styles.xml").iter(f"{W}style")}
    for part in ("word/document.xml", "word/footnotes.xml", "word/header.xml"):
        for name in ("pStyle", "rStyle", "tblStyle"):
            assert {style.get(f"{W}val") for style in xml(parts, part).iter(f"{W}{name}")} <= there


def test_tables_repeat_their_heads_and_fill_their_columns(document: Document, parts: dict[str, bytes]) -> None:
    tables = list(xml(parts, "word/document.xml").iter(f"{W}tbl"))
    assert len(tables) == sum(isinstance(block, Table) for section in document.sections for block in section.blocks)
    for table in tables:
        head, *rows = table.iter(f"{W}tr")
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        columns = len(list(table.iter(f"{W}gridCol")))
        for row in rows:
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc")]
            assert sum(1 if span is None else int(span.get(f"{W}val", "")) for span in spans) == columns


def test_pictures_are_vectors_with_a_png_for_older_programs_and_say_what_they_show(
    document: Document, parts: dict[str, bytes]
) -> None:
    figures = [block for section in document.sections for block in section.blocks if isinstance(block, Figure)]
    assert figures
    for number, figure in enumerate(figures, 1):
        png = parts[f"word/media/figure{number}.png"]
        assert png.startswith(b"\x89PNG")
        assert struct.unpack(">II", png[16:24])[0] > 600
        assert b"<svg" in parts[f"word/media/figure{number}.svg"]
        described = [one.get("descr") for one in xml(parts, "word/document.xml").iter() if one.tag.endswith("docPr")]
        assert figure.alt in described


def test_what_looks_like_markup_stands_there_as_it_is() -> None:
    parts = parts_of(docx(paper(MARKUP, claim("tra-001", MARKUP + LETTERS), title=MARKUP)))
    assert said(xml(parts, "word/document.xml")).count(MARKUP) == 2
    assert MARKUP + LETTERS in said(xml(parts, "word/footnotes.xml"))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_comes_out_as_it_went_in_but_for_what_xml_cannot_hold(words: str) -> None:
    parts = parts_of(docx(paper(words, claim("tra-001", words))))
    plain = NOT_XML.sub("", words).replace("\r\n", "\n").replace("\r", "\n")
    assert said(xml(parts, "word/document.xml")) == "T" + "S" + plain
    assert plain in said(xml(parts, "word/footnotes.xml"))
