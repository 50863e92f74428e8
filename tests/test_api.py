"""`foedus.open`: the door for Python. It builds when needed, and answers what the command line answers."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import foedus
from foedus.case.folder import CaseError
from foedus.record import BuildError, Rows
from foedus.record.ask import AskError
from foedus.record.build import NAME
from tests.record.small import write

DELIVERED = {
    "claims/transfers.csv": "claim,event,stage,date,supplier,recipient\ntra-001,a-deal,delivered,2020,TUR,KGZ\n"
}
ORDERED = {"claims/transfers.csv": "claim,event,stage,date,supplier,recipient\ntra-001,a-deal,ordered,2019,TUR,KGZ\n"}
WRONG = {"claims/transfers.csv": "claim,event,stage,date,supplier,recipient\ntra-001,a-deal,sunk,2019,TUR,KGZ\n"}


@pytest.fixture(scope="module")
def case(built_case: Path):
    """The bundled case, open."""
    with foedus.open(built_case) as opened:
        yield opened


def test_the_two_questions_of_the_readme(case: foedus.OpenCase):
    """`.claims("transfers")` has the kind's columns; `.record(known=...)` sees only what was out by then."""
    transfers = case.claims("transfers")
    assert len(transfers) > 40
    assert {"supplier", "recipient", "item", "quantity_low", "kind"} <= set(transfers.columns)
    early = case.record(known="2022-06-01").events(actor="KAZ")
    assert isinstance(early, Rows)
    assert 0 < len(early) < len(case.events(actor="KAZ"))


def test_an_open_case_answers_what_its_record_does(case: foedus.OpenCase):
    """Each question of the door is the record's."""
    record = case.record()
    for name, arguments in (
        ("claims", ("transfers",)), ("events", ("agreements",)), ("stages", ("tjk-bayraktar-2022",)), ("sources", ()),
        ("entities", ("state",)), ("query", ("SELECT count(*) AS n FROM claims",)),
    ):  # fmt: skip
        assert getattr(case, name)(*arguments).to_dicts() == getattr(record, name)(*arguments).to_dicts()
    assert case.tables() == record.tables()


def test_what_is_missing_is_built_and_what_is_fresh_is_not(tmp_path: Path):
    """The first question builds; the second uses the file; after an edit it is built again."""
    folder = write(tmp_path / "case", DELIVERED)
    steps: list[str] = []
    with foedus.open(folder, progress=steps.append) as case:
        assert case.claims()[0]["stage"] == "delivered"
    assert "swapping in" in steps
    steps.clear()
    with foedus.open(folder, progress=steps.append) as case:
        assert case.claims()[0]["stage"] == "delivered"
    assert steps == []
    write(folder, ORDERED)
    with foedus.open(str(folder), progress=steps.append) as case:
        assert case.claims()[0]["stage"] == "ordered"
    assert "swapping in" in steps


def test_the_record_may_lie_elsewhere(tmp_path: Path):
    """`out` keeps the case's folder as it is: for a case on a disk that cannot be written to."""
    folder = write(tmp_path / "case", DELIVERED)
    with foedus.open(folder, out=tmp_path / "out") as case:
        assert len(case.claims()) == 1
    assert not (folder / "build").exists()


def test_a_record_is_opened_as_it_is(tmp_path: Path, built_case: Path):
    """A `record.duckdb` that somebody sent needs no case: it is asked, never built."""
    alone = tmp_path / "sent.duckdb"
    shutil.copy(built_case / "build" / NAME, alone)
    with foedus.open(alone, known="2022-06-01") as case:
        assert case.record().clocks == {"as_of": None, "known": "2022-06-01"}
        assert len(case.claims()) < 500
    assert [path.name for path in tmp_path.iterdir()] == ["sent.duckdb"]


def test_the_clocks_of_an_open_case_stay_when_one_is_moved(built_case: Path):
    """Opened at one clock and asked at the other: both hold."""
    with foedus.open(built_case, known="2022-06-01") as case, case.record(as_of="2015") as both:
        assert both.clocks == {"as_of": "2015-12-31", "known": "2022-06-01"}


def test_what_cannot_be_opened_is_said(tmp_path: Path):
    """No folder, no case, no record, errors in the case, no date: each its own error with a hint."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(CaseError, match="There is no folder"):
        foedus.open(tmp_path / "nowhere")
    with pytest.raises(CaseError, match="is no case"):
        foedus.open(tmp_path / "empty")
    with pytest.raises(CaseError, match="There is no record"):
        foedus.open(tmp_path / "none.duckdb")
    with pytest.raises(BuildError, match="1 error"):
        foedus.open(write(tmp_path / "wrong", WRONG))
    with pytest.raises(AskError, match="--known"):
        foedus.open(write(tmp_path / "right", DELIVERED), known="soon")


def test_the_package_says_what_it_has():
    """`foedus.opne` is a mistake with the usual error; `open` is loaded only when used."""
    with pytest.raises(AttributeError, match="has no attribute 'opne'"):
        foedus.opne  # noqa: B018
    code = "import sys, foedus; print('duckdb' in sys.modules); foedus.open; print('duckdb' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    assert said.stdout.split() == ["False", "True"]
