"""The answer in a document: strands with notes on their claims, pictures, and no answer where none can be given."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.forecast import answer as room
from foedus.pages.brief import page
from foedus.pages.text import text
from foedus.record import Record
from foedus.views import document as doc
from foedus.views import forecast
from foedus.views.brief import brief
from foedus.views.document import Document
from tests.forecast.north import FILES, Fake, north


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with north(tmp_path_factory.mktemp("seen") / "case") as record:
        yield record


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "shipped", lambda folder=None: (Fake(), ""))


@pytest.fixture
def section(record: Record) -> doc.Section:
    found = forecast.of_case(record)
    assert found is not None
    return found


def tables(section: doc.Section) -> dict[str, doc.Table]:
    return {block.anchor: block for block in section.blocks if isinstance(block, doc.Table)}


def test_every_side_of_a_strand_is_noted(section: doc.Section):
    table = tables(section)["chances-strands"]
    noted = {claim.claim for row in table.rows for cell in row.cells for run in cell if isinstance(run, doc.Note)
             for claim in run.claims}  # fmt: skip
    assert {"agr-001", "agr-004", "agr-008", "exe-003", "mil-003", "sta-002"} <= noted
    assert "agr-009" not in noted  # left out: its obligation was inferred


def test_there_are_two_pictures_and_they_can_be_drawn(section: doc.Section):
    assert [block.chart for block in section.blocks if isinstance(block, doc.Figure)] == ["tiles", "chances"]
    written = page(Document("A title", "A question?", (), (section,)))
    assert written.count("<svg") == 2
    assert "with the expert layer" in written


def test_the_expert_layer_is_taken_from_the_case_beside_the_record(section: doc.Section):
    assert "chances-expert" in tables(section)


def test_the_brief_has_it_near_the_end(record: Record):
    titles = [section.title for section in brief(record).sections]
    assert "What are the chances" in titles[-3:]
    assert "between 1 in 5,000 and 1 in 50 a decade" in text(brief(record))


def test_a_case_that_asks_about_nobody_has_none(tmp_path: Path):
    toml = 'format = 1\ntitle = "Nobody"\n'
    with north(tmp_path / "case", **{"case.toml": toml}) as record:
        assert forecast.of_case(record) is None


def test_what_cannot_be_answered_says_why_and_the_brief_goes_on(tmp_path: Path):
    with north(tmp_path / "case", expert="format = 9\n") as record:
        found = forecast.of_case(record)
        assert found is not None
        (paragraph,) = found.blocks
        assert isinstance(paragraph, doc.Paragraph)
        assert "There is no answer" in "".join(run.text for run in paragraph.runs if isinstance(run, doc.Name))
        assert brief(record).sections


def test_a_record_that_lies_elsewhere_has_no_folder(tmp_path: Path):
    from foedus.record import build
    from tests.record.small import write

    files = {name: text for name, text in FILES.items() if not name.startswith("profile/")}
    built = build(write(tmp_path / "case", files), tmp_path / "out", parquet=False)
    with Record(built.path) as record:
        assert forecast.folder_of(record) is None
