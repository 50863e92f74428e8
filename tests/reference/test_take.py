"""A downloaded file is taken over only if it is what it is said to be, and can be used."""

import errno
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.reference.about import dataset
from foedus.reference.errors import DataError
from foedus.reference.store import Library, data_folder
from foedus.reference.take import Obtained, add
from tests.reference.orchards import GOOD, HEADER

Make = Callable[..., Path]


def take(*files: Path) -> list[Obtained]:
    return add(dataset("orchards"), files)


def here() -> list[str]:
    """Files in foedus's own folder, hidden ones too."""
    folder = data_folder()
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def zipped(folder: Path, **files: str) -> Path:
    """An archive of files, named with two underscores for a slash and one for a point."""
    names = {name: name.replace("__", "/").replace("_", ".") for name in files}
    with zipfile.ZipFile(folder / "download.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(names[name], text)
        archive.writestr("__MACOSX/data/.a.csv", GOOD)
    return folder / "download.zip"


def test_a_file_is_copied_and_found_from_then_on(orchards: Make):
    path = orchards(GOOD, name="Download (3).csv")
    (one,) = take(path)
    assert (one.was_there, one.replaced, one.imported.version) == (False, (), "1.0")
    assert here() == ["orchards/years/Download (3).csv"]
    assert path.read_text() == GOOD
    assert Library().part("orchards", "years")[0].file == str(one.path)
    assert take(path)[0].was_there


def test_a_newer_file_takes_the_place_of_the_older(orchards: Make):
    take(orchards(GOOD, name="first.csv"))
    (one,) = take(orchards(GOOD + "640,2005,3,1,1,,\n", name="second.csv"))
    assert [path.name for path in one.replaced] == ["first.csv"]
    assert (here(), one.imported.version) == (["orchards/years/second.csv"], "2.0")


def test_an_archive_is_unpacked_and_what_is_not_of_the_dataset_left(orchards: Make, tmp_path: Path):
    orchards()
    path = zipped(tmp_path, data__a_csv=GOOD, README_txt="Hello.")
    assert [one.path.name for one in take(path)] == ["a.csv"]
    assert here() == ["orchards/years/a.csv"]


def test_an_archive_cannot_write_outside_its_folder(orchards: Make, tmp_path: Path):
    orchards()
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr("../../../escaped.csv", GOOD)
        archive.writestr("/tmp/absolute.csv", "a,b\n")
    take(tmp_path / "bad.zip")
    assert here() == ["orchards/years/escaped.csv"]
    assert not list(tmp_path.parent.glob("escaped.csv"))


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        ("a,b\n1,2\n", "download.csv is no file of Orchards of States", "columns such as ccode, year"),
        (GOOD.replace("planted", "trees"), 'nearly Orchards of States, but it lacks "planted".', "it knows 1.0, 2.0"),
        (GOOD.replace("grower", "pears"), 'nearly Orchards of States, but it has "pears".', "older or newer release"),
        (GOOD.replace(",share", ",part"), 'it lacks "share", and has "part"', "foedus knows 1.0, 2.0"),
        (GOOD[:-10], "cannot be read as a table: line 5", "cut short"),
        (GOOD.replace(",", ";").replace("12.5", "12,5"), "delimited by semicolons", "Get the file as it was published"),
        ("<!doctype html><p>Log in</p>", "download.csv is a web page, not data.", "in a browser"),
        (HEADER, "has a header and no row", "Get it anew"),
        (b"", "is empty", "Get it anew"),
        (b"\x1f\x8b\x08\0", "is a gzip archive", "Unpack it"),
        (b"PK\x03\x04\x14\0", "cut short or damaged", "Get it anew"),
        (b"\x7fELF\0\1\2", "is neither text, nor a workbook", "Get it anew"),
    ],
    ids=[
        "other", "lacks", "other form", "column renamed", "cut", "semicolons", "page", "no rows", "empty", "gzip",
        "zip cut", "binary",
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_the_reason(orchards: Make, content: str | bytes, message: str, hint: str):
    """Whatever was there before stays, and nothing is left behind."""
    take(orchards(GOOD, name="good.csv"))
    path = orchards(name="download.csv")
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(DataError) as told:
        take(path)
    assert message in told.value.message
    assert hint in told.value.hint
    assert here() == ["orchards/years/good.csv"]


def test_a_file_of_another_dataset_is_called_by_its_name(orchards: Make, tmp_path: Path):
    """The other one is known by a column more, in a file of its own."""
    orchards(GOOD)
    folder = tmp_path / "datasets"
    other = (
        (folder / "orchards.toml").read_text().replace("Orchards of States", "Gardens").replace('"planted"', '"pears"')
    )
    other = (
        other.replace('lacks = ["pears"]', "")
        .replace('name = "orchards"', 'name = "gardens"')
        .replace('"apples"\nlevel', '"figs"\nlevel')
    )
    (folder / "gardens.toml").write_text(other.replace('table = "orchards"', 'table = "gardens"'))
    path = orchards(GOOD.replace("planted", "pears"), name="x.csv", extra=" ")
    with pytest.raises(DataError) as told:
        take(path)
    assert told.value.message == "x.csv is Gardens, not Orchards of States."
    assert told.value.hint == f"Say `foedus data add gardens {path}`."


def test_of_several_files_all_are_taken_or_none(orchards: Make):
    good, bad = orchards(GOOD, name="good.csv"), orchards("a,b\n1,2\n", name="bad.csv")
    with pytest.raises(DataError, match=r"bad\.csv is no file of"):
        take(good, bad)
    assert here() == []


def test_what_is_no_file_is_told(orchards: Make, tmp_path: Path):
    orchards()
    with pytest.raises(DataError, match=r"There is no file .*nowhere\.csv"):
        take(tmp_path / "nowhere.csv")
    with pytest.raises(DataError, match="is a folder") as told:
        take(tmp_path)
    assert f"--data-dir {tmp_path}" in told.value.hint


def test_an_archive_with_a_password_is_told(orchards: Make, tmp_path: Path):
    orchards()
    path = zipped(tmp_path, a_csv=GOOD)
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1  # what says that it is encrypted
    path.write_bytes(data)
    with pytest.raises(DataError, match=r"cannot be unpacked.*password"):
        take(path)


@pytest.mark.parametrize(
    ("number", "message"), [(errno.ENOSPC, "There is no room left in"), (errno.EROFS, "cannot be written to")]
)
def test_a_folder_that_takes_nothing_is_told(
    orchards: Make, monkeypatch: pytest.MonkeyPatch, number: int, message: str
):
    path = orchards(GOOD)

    def fails(source: Path, target: Path) -> Path:
        target.write_bytes(b"half")
        raise OSError(number, "no", str(target))

    monkeypatch.setattr(shutil, "copyfile", fails)
    with pytest.raises(DataError, match=message) as told:
        take(path)
    assert "FOEDUS_DATA_HOME" in told.value.hint
    assert here() == []


def test_an_archive_in_an_archive_is_unpacked_and_the_usual_file_taken(orchards: Make, tmp_path: Path):
    """As some publishers pack them: several versions of a file; the larger one is not the one meant."""
    orchards()
    inner = zipped(tmp_path, orchards_csv=GOOD, everything_csv=GOOD + "640,2005,3,1,1,,\n")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(inner, "data/inner.zip")
        archive.writestr("codebook.pdf", b"%PDF")
    assert [one.path.name for one in take(tmp_path / "outer.zip")] == ["orchards.csv"]
    assert here() == ["orchards/years/orchards.csv"]
