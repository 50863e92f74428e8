"""The brief as PDF: what is in it can be read and searched, nothing in it is taken for markup, and it is quick."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from foedus.publish.notes import References
from foedus.publish.pdf import pdf
from foedus.record import Record
from foedus.record.build import NAME
from foedus.views.brief import brief
from foedus.views.document import Column, Document, Note, Row, Section, Table, Text, numbered
from foedus.views.render import render
from tests.publish.papers import LETTERS, MARKUP, claim, paper, text_of

SPECIAL = "#$*_@<>\\`~\"'[]{}()=-+/^|&%;:.,!?ab1ğə"


def squeezed(text: str) -> str:
    """A text without the white space that lines and pages put into it."""
    return re.sub(r"\s+", "", text)


SAMPLE = """
# Boats of the north

An *introduction*: {{claim tra-001}}. It rests on {{figure pair FIN NOR}}.

## Aid

{{figure aid FIN}}. See [the rumour](#the-rumour).

- one
- two: {{claim agr-001}}

Table: Who has what

| State | Events |
|---|--:|
| Finland | {{count agreements FIN NOR}} |

## The rumour

> {{event boat-rumour}}
"""


def test_a_small_paper_reads_as_it_did(small: Record, tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    """Not the brief, whose content has golden files of its own."""
    golden("paper-small-pdf.txt", text_of(pdf(render(small, SAMPLE, "paper.md").document), tmp_path))


def test_every_note_stands_at_a_foot_once_and_under_its_number(small: Record, tmp_path: Path) -> None:
    document = brief(small)
    text = squeezed(text_of(pdf(document), tmp_path))
    for note in numbered(document):
        for one in note.full:
            assert text.count(squeezed(f"{one.sentence} {one.cite}")) == 1, one.claim
        start = note.full[0].sentence if note.full else f"See {note.elsewhere[0].claim.claim} (n. "
        assert squeezed(f"{note.number}{start}") in text


def test_letters_of_the_region_are_printed(tmp_path: Path) -> None:
    text = text_of(pdf(paper(LETTERS, title=LETTERS)), tmp_path)
    assert squeezed(LETTERS) in squeezed(text)


def test_what_looks_like_markup_stands_there_as_it_is(tmp_path: Path) -> None:
    made = pdf(paper(MARKUP, claim("tra-001", MARKUP), title=MARKUP))
    text = squeezed(text_of(made, tmp_path))
    assert text.count(squeezed(MARKUP)) >= 3  # the title, the paragraph and the note


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=SPECIAL, min_size=1, max_size=60))
def test_no_sentence_of_a_source_is_taken_for_markup(tmp_path: Path, words: str) -> None:
    text = squeezed(text_of(pdf(paper(f"({words})", claim("tra-001", f"[{words}]"))), tmp_path))
    assert squeezed(f"({words})") in text
    assert squeezed(f"[{words}]") in text


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
@example("土耳其")
def test_any_text_at_all_can_be_set(words: str) -> None:
    assert pdf(paper(words, claim("tra-001", words), title=words or "T")).startswith(b"%PDF")


def test_a_long_table_repeats_its_head_on_every_page_and_keeps_its_notes(tmp_path: Path) -> None:
    rows = tuple(Row(((Text(f"row {n}"),), (Text("said"), Note((claim(f"tra-{n:03}"),))))) for n in range(1, 121))
    group = Row(((Text("Heading of the rows"),),), group=True)
    table = Table("t", "A long table", (Column("What is named"), Column("What is told")), (group, *rows))
    text = text_of(pdf(Document("T", "", (), (Section("s", "S", (table,)),))), tmp_path)
    pages = [page for page in text.split("\f") if "row " in page]
    assert len(pages) > 3
    assert all("What is named" in page and "Heading of the rows" in page for page in pages)
    assert all(f"tra-{n:03}" in text for n in range(1, 121))


def test_a_second_reference_points_to_the_note_that_is_there() -> None:
    document = paper("x", claim("tra-001"), claim("tra-002"), claim("tra-001"))
    references = References(document)
    notes = [
        run for block in document.sections[0].blocks for run in getattr(block, "runs", ()) if isinstance(run, Note)
    ]
    assert [references(note) for note in notes] == [(1, True), (2, True), (1, False)]


def test_the_pdf_of_the_bundled_case_is_accessible(built_case: Path) -> None:
    with Record(built_case / "build" / NAME) as record:
        document = brief(record)
    made = pdf(document)
    assert b"pdfuaid:part" in made


@pytest.mark.parametrize("ending", [b"CreationDate", b"ModDate"])
def test_no_date_is_written_into_it(small: Record, ending: bytes) -> None:
    assert ending not in pdf(brief(small))
