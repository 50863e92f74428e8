"""An archive makes its brief again: green on an untouched copy, red on anything that was changed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from foedus.publish.replicate import CASE, FIGURES, PINS, SCRIPT, archive, compare
from foedus.record import Record, build
from foedus.record.ask import AskError
from foedus.reference.profile.make import make
from foedus.reference.profile.write import write
from foedus.reference.store import Library
from tests.record.small import write as write_case
from tests.reference.held import north


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An archive of the invented North with its profile, and the folder of its datasets."""
    folder = tmp_path_factory.mktemp("replicate")
    data = north.put(folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOEDUS_DATA_HOME", str(folder / "none"))
        patch.setenv("FOEDUS_CACHE", str(folder / "cache"))
        patch.delenv("FOEDUS_DATA", raising=False)
        case = write_case(folder / "north", north.CASE)
        with Record(build(case, parquet=False).path) as record:
            write(case, make(record, Library([data])))
        archive(case, folder / "archive")
    return folder / "archive", data


@pytest.fixture
def copy(made: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A copy of both, to be changed."""
    monkeypatch.setenv("FOEDUS_DATA_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("FOEDUS_DATA", raising=False)
    for one, name in zip(made, ("archive", "data"), strict=True):
        shutil.copytree(one, tmp_path / name)
    return tmp_path / "archive", tmp_path / "data"


def test_an_untouched_copy_is_as_published_with_and_without_the_datasets(copy: tuple[Path, Path]) -> None:
    folder, data = copy
    with_data = compare(folder, [data])
    assert with_data.differences == ()
    assert with_data.profile == "made anew"
    assert with_data.figures > 20
    without = compare(folder, [])
    assert without.differences == ()
    assert without.profile.startswith("not made anew: ")


def test_the_script_runs_by_itself_and_says_so(copy: tuple[Path, Path]) -> None:
    folder, data = copy
    command = [sys.executable, str(folder / SCRIPT), "--data-dir", str(data)]
    green = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (green.returncode, green.stderr) == (0, "")
    assert "all as published" in green.stdout
    claims = folder / CASE / "claims" / "transfers.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace("moose-sale,ordered,2005", "moose-sale,ordered,2004"))
    red = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert red.returncode == 1
    assert "DIFFERS  case/claims/transfers.csv" in red.stdout


def test_one_changed_claim_shows_in_every_figure_that_rests_on_it(copy: tuple[Path, Path]) -> None:
    folder, _ = copy
    claims = folder / CASE / "claims" / "transfers.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace("moose-sale,ordered,2005", "moose-sale,ordered,2004"))
    found = {one.where: one for one in compare(folder, []).differences}
    changed = [one for where, one in found.items() if where.startswith("transfers/transfer-table")]
    assert [(one.published, one.now) for one in changed] == [
        ("ordered in 2005 (quantity: 10) [tra-001]", "ordered in 2004 (quantity: 10) [tra-001]")
    ]


def test_another_dataset_is_named_by_its_hash_and_by_what_it_changes(copy: tuple[Path, Path]) -> None:
    folder, data = copy
    path = data / "dcad.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("06,06,1996", "07,06,1996"))
    found = {one.where: one for one in compare(folder, [data]).differences}
    assert set(found) == {"dataset dcad", "profile/agreements.csv (2 lines)", "profile/coverage.csv (2 lines)"}
    assert "SHA-256" in found["dataset dcad"].published
    (data / "mme.csv").unlink()
    gone = {one.where for one in compare(folder, [data]).differences}
    assert "dataset mme" in gone


def test_nothing_of_a_dataset_is_inside(made: tuple[Path, Path]) -> None:
    folder, data = made
    inside = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())
    for file in data.iterdir():
        lines = file.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if len(line) > 20 and line in inside] == []


def test_each_figure_is_kept_with_its_place_and_what_it_rests_on(made: tuple[Path, Path]) -> None:
    folder, _ = made
    shown = {one["where"]: one for one in json.loads((folder / FIGURES).read_text(encoding="utf-8"))}
    pacts = [one for where, one in shown.items() if where.startswith("omitted/unmentioned-table")]
    assert any("atop-9002" in one["claims"] and one["value"] == "1995–2004" for one in pacts)
    pins = json.loads((folder / PINS).read_text(encoding="utf-8"))
    assert {one["dataset"] for one in pins["datasets"]} == {"atop", "dcad", "igo", "mme", "sipri-transfers"}


def test_an_archive_is_never_written_over_and_a_folder_that_is_none_is_told(copy: tuple[Path, Path]) -> None:
    folder, data = copy
    with pytest.raises(AskError, match="is there already"):
        archive(folder / CASE, folder)
    with pytest.raises(AskError, match="is no archive of a brief"):
        compare(data, [])
