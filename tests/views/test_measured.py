"""A measure as a section: figures in words, notes on their claims, datasets by name, the same in every form."""

import math
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.arguments import arguments
from foedus.measures.measured import Line, Measure, Measured, Picture, Sheet
from foedus.measures.overlaps import overlaps
from foedus.pages.brief import page
from foedus.pages.text import text
from foedus.publish.docx import docx
from foedus.publish.pdf import pdf
from foedus.record import Record
from foedus.record.figure import DataRow, Figure, missing
from foedus.views.document import Document, Emphasis, Name, Note, Paragraph, Runs, Section, Table, Tally, numbered
from foedus.views.document import Figure as Drawn
from foedus.views.measured import say, section
from tests.publish.papers import parts_of

REGISTER = Figure(value=1200, rows=(DataRow("sipri-transfers", "2025", "k"),))
SHOWN = Measured(
    measure="boats",
    title="Boats",
    answer="Two boats were sold.",
    sheets=(
        Sheet(
            "boats", "Boats by state", "state",
            (Measure("Boats", "Single events."), Measure("How far"), Measure("In data")),
            (
                Line("Finland", (Figure(value=2, claims=("tra-001", "tra-003")), "ordered", REGISTER)),
                Line("Sweden", (missing("unknown", "Nobody says."), "", missing("not-covered", "It ends in 2010."))),
                Line("Norway", (Figure(value=0, coverage="Covered."), "", Figure(value=0.5762, digits=2))),
            ),
            note="In alphabetical order.",
        ),
    ),
    pictures=(Picture("bars", {}, "Boats", "Two bars.", ("tra-001",)),),
    warnings=("A currency has no rate.",),
    limits=("Nothing is ranked.",),
    sources=("Ann (2020): On Boats",),
)  # fmt: skip


@pytest.fixture
def shown(small: Record) -> Section:
    return section(SHOWN, small)


def table(found: Section) -> Table:
    return next(block for block in found.blocks if isinstance(block, Table))


def words(runs: Runs) -> str:
    return "".join("[n]" if isinstance(run, Note) else getattr(run, "text", "/") for run in runs)


# -- figures in words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure(value=2450000, unit="USD"), "2,450,000 USD"),
        (Figure(value=0, unit="boats"), "0 boats"),
        (Figure(value=0.5762, digits=2), "0.58"),
        (Figure(value=17234.5, digits=2), "17,000"),
        (Figure(value=8, low=8, high=9), "8 (8–9)"),
        (Figure(value=8, low=8), "8 (8 or more)"),
        (Figure(value=8, high=9), "8 (at most 9)"),
        (Figure(value=True), "yes"),
        (Figure(value="member"), "member"),
        (missing("unknown", "Nobody says."), "not known"),
        (missing("not-covered", "It ends in 2010."), "not covered"),
    ],
)
def test_a_figure_in_words(figure: Figure, said: str):
    assert say(figure) == said


@given(st.floats(0.001, 1e9), st.integers(1, 6))
def test_digits_beyond_those_stood_by_are_never_shown(value: float, digits: int):
    """What is read back lies within half a unit of the last digit that can be stood by."""
    read = float(say(Figure(value=value, digits=digits)).replace(",", ""))
    step = 10 ** (math.floor(math.log10(value)) - digits + 1)
    assert abs(read - value) <= step * 0.51


# -- the section ----------------------------------------------------------------------------------------------


def test_unknown_not_covered_and_nil_are_three_things(shown: Section):
    rows = {words(row.cells[0]): [words(cell) for cell in row.cells[1:]] for row in table(shown).rows}
    assert rows == {
        "Finland": ["2[n]", "ordered", "1,200"],
        "Sweden": ["not known", "", "not covered"],
        "Norway": ["0", "", "0.58"],
    }


def test_a_figure_has_a_note_with_its_claims(shown: Section):
    (note,) = [run for run in table(shown).rows[0].cells[1] if isinstance(run, Note)]
    assert [claim.claim for claim in note.claims] == ["tra-001", "tra-003"]
    (drawn,) = [block for block in shown.blocks if isinstance(block, Drawn)]
    assert [claim.claim for run in drawn.note if isinstance(run, Note) for claim in run.claims] == ["tra-001"]


def test_what_is_said_by_whom(shown: Section):
    """A count is a tally, a name a name, a reason for nothing an emphasis: who checks notes can tell them apart."""
    cells = [row.cells[1] for row in table(shown).rows]
    assert [type(cell[0]) for cell in cells] == [Tally, Emphasis, Tally]
    assert isinstance(table(shown).rows[0].cells[2][0], Name)


def test_columns_of_numbers_stand_to_the_right_and_say_what_they_are(shown: Section):
    columns = table(shown).columns
    assert [(column.label, column.align) for column in columns] == [
        ("State", "left"), ("Boats", "right"), ("How far", "left"), ("In data", "right"),
    ]  # fmt: skip
    assert columns[1].full == "Single events."


def test_warnings_limits_and_literature_are_small_print(shown: Section):
    small = [words(block.runs) for block in shown.blocks if isinstance(block, Paragraph) and block.small]
    assert small == [
        "A currency has no rate.", "Nothing is ranked.", "Literature behind the method: Ann (2020): On Boats.",
    ]  # fmt: skip


def test_a_claim_that_is_not_there_at_the_clocks_leaves_no_note(small: Record):
    """Boat 9 was sold in a source of 2021: in 2020 nobody knew, and the note is not made up."""
    found = section(SHOWN, small.at(known="2020-01-01"))
    assert not [run for row in table(found).rows for cell in row.cells for run in cell if isinstance(run, Note)]


# -- the same in every form -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def document(bundled: Record) -> Document:
    found = (overlaps(bundled, group="ots"), arguments(bundled, topic="turan-army"))
    return Document("Measures", "", (), tuple(section(one, bundled) for one in found))


def test_anchors_are_unique(document: Document):
    anchors = [block.anchor for part in document.sections for block in part.blocks if isinstance(block, Table)]
    assert len(anchors) == len(set(anchors)) > 5


def test_web_text_pdf_and_docx_have_every_row_and_note(document: Document):
    """Every label of the measures stands in each form, and as many notes as are numbered in the DOCX's footnotes."""
    labels = [
        words(row.cells[0]) for part in document.sections for b in part.blocks if isinstance(b, Table) for row in b.rows
    ]
    assert len(labels) > 60
    html, plain = page(document), text(document)
    parts = parts_of(docx(document))
    body = "".join(ElementTree.fromstring(parts["word/document.xml"]).itertext())
    for label in labels:
        assert label in plain
        assert label in body
        assert label.replace("'", "&#39;") in html or label in html
    assert parts["word/footnotes.xml"].count(b"<w:footnote ") >= len(numbered(document))
    assert pdf(document).startswith(b"%PDF")


def test_pages_have_no_empty_table_and_no_bare_value(document: Document):
    html = page(document)
    assert "None" not in re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert "Figure(" not in html
    assert all(row.cells for part in document.sections for b in part.blocks if isinstance(b, Table) for row in b.rows)
