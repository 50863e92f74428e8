"""Imported once, opened at once; nothing half done, whoever else is at it."""

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from foedus.reference import checks, store
from foedus.reference.about import datasets
from foedus.reference.errors import DataError
from foedus.reference.store import Imported, Library
from tests.conftest import REPOSITORY, SHARED
from tests.reference.orchards import GOOD, HEADER

Make = Callable[..., Path]
Import = Callable[[Path], Imported]


def test_a_library_finds_imports_and_says_how_to_read(orchards: Make):
    folder = orchards(GOOD).parent
    library = Library([folder])
    assert library.has("orchards")
    assert not library.has("orchards", "rows")
    asked = duckdb.connect().execute(f"SELECT sum(apples) FROM {library.table('orchards')}")
    assert asked.fetchall() == [(27.5,)]
    with pytest.raises(DataError, match='No dataset has a table "plums"'):
        library.table("plums")


def test_folders_are_named_or_told_to_be_missing(orchards: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = orchards(GOOD).parent
    monkeypatch.setenv("FOEDUS_DATA", f"{folder}{os.pathsep}")
    assert Library().has("orchards")
    with pytest.raises(DataError, match=r"There is no folder .*nowhere"):
        Library([tmp_path / "nowhere"])
    monkeypatch.setenv("FOEDUS_DATA", "")
    with pytest.raises(DataError, match=r"Orchards of States \(years\) is not on this machine") as told:
        Library().part("orchards", "years")
    assert "foedus data get orchards" in told.value.hint


def test_a_second_opening_reads_nothing_anew(orchards: Make, import_file: Import, monkeypatch: pytest.MonkeyPatch):
    path = orchards(GOOD)
    first = import_file(path)
    monkeypatch.setattr(store, "_made", lambda *_: pytest.fail("imported again"))
    again = import_file(path)
    assert again == first
    moved = path.rename(path.with_name("moved.csv"))
    assert import_file(moved).file == str(moved), "known by its content, wherever it lies"


def test_another_description_or_damage_makes_it_anew(orchards: Make, import_file: Import):
    path = orchards(GOOD)
    first = import_file(path)
    orchards(extra="\n# another thought\n")
    second = import_file(path)
    assert second.folder != first.folder
    (Path(second.folder) / "import.json").write_text("{}")
    third = import_file(path)
    assert third.counts == {"orchards": 4}
    assert json.loads((Path(third.folder) / "import.json").read_text())["rows"] == 4


def test_a_failed_import_leaves_nothing(orchards: Make, import_file: Import):
    path = orchards(GOOD.replace("12.5", "many"))
    with pytest.raises(DataError):
        import_file(path)
    assert list((store.cache_folder() / "reference" / "orchards").iterdir()) == []


def test_what_a_killed_import_left_is_cleared_in_time(orchards: Make, import_file: Import):
    place = store.cache_folder() / "reference" / "orchards"
    for name, age in (("old", 2 * store.ABANDONED), ("fresh", 0)):
        left = place / f".import-{name}"
        left.mkdir(parents=True)
        os.utime(left, (time.time() - age,) * 2)
    import_file(orchards(GOOD))
    assert [path.name for path in place.glob(".import-*")] == [".import-fresh"]


def test_two_that_import_at_once_both_have_it(orchards: Make, import_file: Import, monkeypatch: pytest.MonkeyPatch):
    """The other is done between the beginning and the end of this one: its folder is there when this renames."""
    path = orchards(GOOD)
    real = store._made
    done: list[Imported] = []

    def made(found, digest, folder):
        if not done:
            monkeypatch.setattr(store, "_made", real)
            done.append(import_file(path))
        return real(found, digest, folder)

    monkeypatch.setattr(store, "_made", made)
    assert import_file(path) == done[0]
    assert done[0].path("orchards").exists()
    assert len(list(Path(done[0].folder).parent.iterdir())) == 1


@pytest.mark.needs("shared/data")
def test_processes_that_import_at_once_do_not_harm_each_other(tmp_path: Path):
    script = (
        "import sys; from pathlib import Path; from foedus.reference.store import Library\n"
        "made = Library([Path(sys.argv[1])], Path(sys.argv[2])).part('nmc', 'states')[0]\n"
        "import duckdb; print(duckdb.sql(f\"SELECT count(*) FROM '{made.path('nmc')}'\").fetchall()[0][0])"
    )
    command = [sys.executable, "-c", script, str(SHARED / "data" / "cow" / "cow_nmc.csv"), str(tmp_path / "cache")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=REPOSITORY, text=True) for _ in range(3)]
    assert [process.communicate(timeout=120)[0].strip() for process in running] == ["17121"] * 3
    assert len(list((tmp_path / "cache" / "reference" / "nmc").iterdir())) == 1


def test_a_full_disk_is_told_and_leaves_nothing(orchards: Make, import_file: Import, monkeypatch: pytest.MonkeyPatch):
    path = orchards(GOOD)

    def full(self: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(DataError, match="There is no room left in") as told:
        import_file(path)
    assert "FOEDUS_CACHE" in told.value.hint
    assert list((store.cache_folder() / "reference" / "orchards").iterdir()) == []


def test_a_full_disk_that_duckdb_meets_is_told(orchards: Make, import_file: Import, monkeypatch: pytest.MonkeyPatch):
    def full(raw, digest):
        raise duckdb.IOException('IO Error: Could not write file "x": No space left on device')

    monkeypatch.setattr(checks, "checked", full)
    with pytest.raises(DataError, match="There is no room left"):
        import_file(orchards(GOOD))


def test_a_folder_that_cannot_be_written_to_is_told(
    orchards: Make, import_file: Import, monkeypatch: pytest.MonkeyPatch
):
    def refused(**_: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied", "somewhere")

    monkeypatch.setattr(store, "mkdtemp", refused)
    with pytest.raises(DataError, match="cannot be written to") as told:
        import_file(orchards(GOOD))
    assert "See who owns it" in told.value.hint


def test_a_cache_that_is_a_file_is_told(orchards: Make, import_file: Import, tmp_path: Path):
    (tmp_path / "foedus_cache").write_text("in the way")
    with pytest.raises(DataError, match="cannot be written") as told:
        import_file(orchards(GOOD))
    assert "FOEDUS_CACHE" in told.value.hint


def test_a_description_that_the_importer_does_not_keep_to_is_told(orchards: Make, import_file: Import):
    """For whoever writes an importer: a column described and not made."""
    path = orchards(
        GOOD, extra='\n[[tables]]\nname = "pears"\npart = "years"\nsays = "None."\nkeys = []\ncolumns = {}\n'
    )
    with pytest.raises(DataError, match=r"The tables of orchards \(years\) are not those described: not made: pears"):
        import_file(path)


def test_the_release_is_known_by_its_hash_its_rows_or_its_years(orchards: Make, import_file: Import):
    assert import_file(orchards(GOOD)).version == "1.0"
    assert import_file(orchards(HEADER + "2,2004,1,1,1,,\n")).version == "2.0"
    path = orchards(HEADER + "2,1994,1,1,1,,\n")
    assert import_file(path).version == "1.0", "the first that reaches so far"
    orchards(address="https://orchards.example/a.csv", sha256=store.sha256(path))
    assert import_file(path).version == "2.0", "by its hash"


@pytest.mark.needs("shared/data")
def test_every_dataset_of_the_shared_folder_is_as_described(library: Library):
    """Each file is recognised, imports, has the columns that are described and keys that are unique."""
    wrong: list[str] = []
    for (name, part), files in library.found.items():
        about = datasets()[name]
        try:
            made = library.part(name, part)
        except DataError as error:
            wrong.append(f"{name} {part} ({files[0].path.name}): {error}")
            continue
        for table in (one for one in about.tables if one.part == part):
            for one in made:
                columns = set(duckdb.read_parquet(str(one.path(table.name))).columns)
                if columns != set(table.columns):
                    wrong.append(f"{name} {table.name}: columns {columns ^ set(table.columns)}")
                if not one.counts[table.name]:
                    wrong.append(f"{name} {table.name}: no rows")
    assert wrong == []
    assert len(library.found) > 5
