"""compare, profile and replicate on the command line: readable, as JSON and CSV, and wrong questions answered."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Foedus
from tests.record.small import write
from tests.reference.held import north


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("FOEDUS_DATA_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("FOEDUS_DATA", str(north.put(tmp_path / "data")))
    return write(tmp_path / "north", north.CASE)


def test_a_comparison_reads_as_two_sides(foedus: Foedus, case: Path) -> None:
    said = foedus("compare", case, "sipri")
    assert said.code == 0
    for line in (
        "In both, and they disagree: 1",
        "Sweden -> Finland",
        "number: case 10 | dataset 12",
        "matched by: supplier, recipient, weapon, year",
        "with states outside the coalition: DEU-FIN 1",
        "The register covers 1950-2012. (1) late-sale",
    ):
        assert line in said.out


def test_a_comparison_is_json_and_csv_with_claims_and_row_keys(foedus: Foedus, case: Path) -> None:
    found = json.loads(foedus("compare", case, "sipri", "--json").out)
    assert found["counts"]["differ"] == 1
    first = found["lines"][0]
    assert first["ours"]["claims"][0]["claim"] == "tra-001"
    assert (first["theirs"]["dataset"], first["theirs"]["key"]) == ("sipri-transfers", "deal 1")
    rows = list(csv.DictReader(io.StringIO(foedus("compare", case, "dcad", "--csv").out)))
    school = next(row for row in rows if row["event"] == "school")
    assert (school["status"], school["row"], school["claims"]) == ("differ", "D-1", "agr-001")


def test_a_profile_is_written_once_previewed_and_checked(foedus: Foedus, case: Path) -> None:
    assert foedus("profile", case, "--check").code == 1
    first = foedus("profile", case)
    assert first.code == 0
    assert (case / "profile" / "pacts.csv").exists()
    assert foedus("profile", case, "--check").code == 0
    path = case / "profile" / "agreements.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("1996-06-06", "1996-06-07"), encoding="utf-8")
    changed = foedus("profile", case, "--check")
    assert changed.code == 1
    assert "agreements.csv: 1 lines new, 1 gone" in changed.out
    assert foedus("profile", case, "--yes").code == 0
    assert "1996-06-06" in path.read_text(encoding="utf-8")
    assert foedus("check", case).code == 0


def test_an_archive_is_written_for_a_journal(foedus: Foedus, case: Path, tmp_path: Path) -> None:
    foedus("profile", case)
    said = foedus("replicate", case, "-o", tmp_path / "archive")
    assert said.code == 0
    assert "none is inside" in said.out
    assert sorted(path.name for path in (tmp_path / "archive").iterdir()) == [
        "case", "figures.json", "pins.json", "replicate.py",
    ]  # fmt: skip


def test_a_case_joins_a_panel(foedus: Foedus, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "panel.csv"
    said = foedus(
        "panel", "--with", "atop_allied", "--states", "FIN,SWE,NOR", "--from", "1999", "--to", "2015",
        "--case", case, "-o", out,
    )  # fmt: skip
    assert said.code == 0, said.err
    rows = {(row["ccode1"], row["ccode2"], row["year"]): row for row in csv.DictReader(io.StringIO(out.read_text()))}
    assert rows["375", "380", "1999"]["case_agreements_signed"] == "1"
    assert rows["375", "380", "2015"]["agreements_continued_seam"] == "record"
    assert rows["375", "380", "2000"]["agreements_continued"] == "0"
    assert rows["375", "380", "2000"]["case_agreements_signed"] == ""


def test_wrong_questions_are_answered(foedus: Foedus, case: Path, tmp_path: Path) -> None:
    assert "Did you mean 'sipri'?" in foedus("compare", case, "sipry").err
    assert foedus("compare", case, "sipri", "--from", "2015", "--to", "1990").code == 2
    (tmp_path / "data" / "register.csv").unlink()
    absent = foedus("compare", case, "sipri")
    assert absent.code == 2
    assert "is not on this machine" in absent.err
