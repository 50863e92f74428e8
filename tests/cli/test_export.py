"""Handing a case to others and taking one over, as one types it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Foedus, foedus, small_case

__all__ = ["foedus", "small_case"]

BIB = "@online{Moor2031, title={A page}, author={Moor, Jane}, date={2031-02-03}, url={https://example.org/a}}\n"


@pytest.fixture
def case(foedus: Foedus, tmp_path: Path) -> Path:
    assert foedus("new", tmp_path / "case").code == 0
    return tmp_path / "case"


def test_a_package_is_written_and_becomes_a_case_again(foedus: Foedus, case: Path, tmp_path: Path) -> None:
    said = foedus("export", case, tmp_path / "out")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"package  {tmp_path / 'out'}\n")
    assert "kept     coder, note" in said.out
    back = foedus("new", tmp_path / "back", "--from-package", tmp_path / "out")
    assert (back.code, "2 claims in 6 files" in back.out) == (0, True)
    assert foedus("check", tmp_path / "back").code == 0
    assert foedus("check", tmp_path / "out").code == 0  # a package is a case as it is


def test_what_was_written_is_told_as_json(foedus: Foedus, case: Path, tmp_path: Path) -> None:
    told = json.loads(foedus("export", case, tmp_path / "e.csv", "--format", "cameo", "--json").out)
    assert told["target"] == str(tmp_path / "e.csv")
    assert Path(told["losses"]).read_text(encoding="utf-8").startswith("# What is lost: CAMEO events")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("out", "--format", "pakage"), 2, "There is no format 'pakage'.\n        Did you mean 'package'?"),
        (("taken",), 2, "is not empty, and not an export of foedus"),
        (("case/claims",), 2, "lies among the case's own files"),
        (("out", "--since", "2001"), 2, "choose among the ties of a network"),
    ],
)
def test_what_cannot_be_done_is_told(
    foedus: Foedus,
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "thesis.txt").write_text("mine")
    said = foedus("export", "case", *arguments)
    assert (said.code, message in said.err) == (code, True), said
    assert not (tmp_path / "out").exists()


def test_a_case_with_errors_is_refused_with_its_findings(foedus: Foedus, case: Path, tmp_path: Path) -> None:
    table = case / "claims" / "agreements.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("2020-05", "2020-13"), encoding="utf-8")
    said = foedus("export", case, tmp_path / "out")
    assert said.code == 1
    assert "date-form" in said.err
    assert "so no package was written" in said.err
    forced = foedus("export", case, tmp_path / "out", "--force")
    assert (forced.code, "faulty   1 error" in forced.out) == (0, True)
    back = foedus("new", tmp_path / "back", "--from-package", tmp_path / "out")
    assert "had 1 error when it was exported" in back.out


def test_a_bibliography_feeds_a_case_and_is_recognised_the_second_time(
    foedus: Foedus, case: Path, tmp_path: Path
) -> None:
    library = tmp_path / "library.bib"
    library.write_text(BIB, encoding="utf-8")
    preview = foedus("import", case, library, "--dry-run")
    assert (preview.code, "The type is taken to be press, from “online”." in preview.out) == (0, True)
    shown = foedus("import", case, library, "--set", "type=official", "--dry-run")
    assert "taken to be" not in shown.out
    assert (shown.code, "1 rows are ready, none with faults" in shown.out) == (0, True)
    assert "moor-2031" in shown.out
    done = foedus("import", case, library, "--set", "type=press", "--yes")
    assert (done.code, "1 row imported from library.bib into sources.csv" in done.out) == (0, True)
    again = foedus("import", case, library, "--set", "type=press", "--yes")
    assert (again.code, "there already: moor-2031 has this title and year" in again.out) == (0, True)
    assert foedus("undo", case).code == 0
    assert "moor-2031" not in (case / "sources.csv").read_text(encoding="utf-8")


def test_a_kind_is_for_spreadsheets(foedus: Foedus, case: Path, tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "a.csv").write_text("a\n1\n", encoding="utf-8")
    assert (
        "References become sources, not transfers" in foedus("import", case, tmp_path / "a.bib", "-k", "transfers").err
    )
    assert "Say what the rows are" in foedus("import", case, tmp_path / "a.csv").err
