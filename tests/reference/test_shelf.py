"""Files are found and recognised by what is in them, once."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.reference import shelf, store
from foedus.reference.about import dataset
from foedus.reference.errors import DataError
from foedus.reference.index import Index
from tests.reference.orchards import GOOD, HEADER, ROWS

Make = Callable[..., Path]
OLD = 1_600_000_000


def settled(path: Path) -> Path:
    """The file as if it had been written long ago."""
    os.utime(path, (OLD, OLD))
    return path


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (GOOD, 0),
        ("Orchards\nas of 2001, by hand\n\n" + GOOD, 3),
        (HEADER.upper() + ROWS, 0),
        (HEADER.replace(",", " , ") + ROWS, 0),
        (GOOD.replace("grower", "grower,more"), 0),
        ("\n" * 40 + GOOD, None),
        (GOOD.replace("grower", "pears"), None),
        (GOOD.replace("apples", "plums"), None),
        ("just a letter to nobody\n", None),
    ],
    ids=["plain", "preamble", "case", "blanks", "more", "far below", "lacks", "other column", "letter"],
)
def test_a_file_is_known_by_its_header(orchards: Make, content: str, line: int | None):
    found = shelf.recognise(orchards(content, name="whatever.txt"))
    assert (found.header_line if found else None) == line


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n\t", "is empty"),
        (b"  <!DOCTYPE html><html>", "is a web page"),
        (b"<HTML><body>404</body>", "is a web page"),
        (b"\x7fELF\0\0\0\1" * 50, "is neither text, nor a workbook, nor a Stata file"),
        (b"PK\x03\x04 and then nothing", "is an archive or workbook cut short or damaged"),
        (b"<stata_dta><header>", "is a Stata file cut short or damaged"),
        (GOOD.replace(",", ";").encode(), "delimited by semicolons"),
    ],
    ids=["empty", "blank", "page", "page in capitals", "binary", "zip cut", "dta cut", "semicolons"],
)
def test_what_cannot_be_read_is_told(orchards: Make, content: bytes, message: str):
    path = orchards(content)
    with pytest.raises(DataError) as told:
        shelf.recognise(path)
    assert message in told.value.message
    assert "orchards.csv" in told.value.message
    found, unusable = shelf.look([path.parent])
    assert (found, [one.path for one in unusable]) == ([], [path])


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_workbook_cut_short_is_told(orchards: Make, tmp_path: Path, share: float):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in range(500):
        book.active.append([row, "apples"])
    book.save(tmp_path / "whole.xlsx")
    data = (tmp_path / "whole.xlsx").read_bytes()
    path = orchards(data[: int(len(data) * share)], name="cut.xlsx")
    with pytest.raises(DataError, match="is an archive or workbook cut short or damaged"):
        shelf.recognise(path)
    assert shelf.recognise(tmp_path / "whole.xlsx") is None


def test_a_line_of_a_gigabyte_is_refused_without_being_read(orchards: Make, tmp_path: Path):
    """The file is sparse; recognising looks at its head only, and importing stops at its first megabyte."""
    path = orchards(HEADER, name="long.csv")
    with path.open("r+b") as file:
        file.seek(0, 2)
        file.write(b"640,1991," + b"1" * (1 << 21))
        file.seek(1 << 30)
        file.write(b"\n")
    found = shelf.recognise(path)
    assert found is not None
    with pytest.raises(DataError, match=r"zero bytes|a line of more than a million characters"):
        store.imported(found, tmp_path / "cache")


def test_archives_and_hidden_files_in_a_folder_are_passed_over(orchards: Make):
    folder = orchards(GOOD).parent
    orchards(GOOD, name=".hidden.csv")
    orchards(GOOD, name="orchards.docx")
    with zipfile.ZipFile(folder / "orchards.zip", "w") as archive:
        archive.writestr("orchards.csv", GOOD)
    found, unusable = shelf.look([folder])
    assert [one.path.name for one in found] == ["orchards.csv"]
    assert [(one.path.name, one.error.hint) for one in unusable] == [
        ("orchards.zip", "`foedus data add NAME FILE` unpacks it.")
    ]


def test_an_unchanged_file_is_not_looked_into_twice(orchards: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Also by another process: the index is in the cache. A changed file is looked into again, one still fresh too."""
    path = settled(orchards(GOOD))
    settled(orchards(b"", name="empty.csv"))
    looked: list[str] = []
    real = shelf.recognise

    def recognise(one: Path) -> shelf.Found | None:
        looked.append(one.name)
        return real(one)

    monkeypatch.setattr(shelf, "recognise", recognise)

    def look() -> list[str]:
        looked.clear()
        found, unusable = shelf.look([path.parent], Index(tmp_path / "cache" / "index"))
        assert [one.path.name for one in unusable] == ["empty.csv"]
        return [one.path.name for one in found]

    assert (look(), looked) == (["orchards.csv"], ["empty.csv", "orchards.csv"])
    assert (look(), looked) == (["orchards.csv"], [])
    path.write_text(GOOD.replace("apples", "plums"))
    assert (look(), looked) == ([], ["orchards.csv"])
    assert (look(), looked) == ([], ["orchards.csv"]), "written a moment ago: it may be being written still"
    settled(path)
    assert (look(), look(), looked) == ([], [], [])
    (tmp_path / "cache" / "index").write_bytes(b"not an index")
    assert (look(), looked) == ([], ["empty.csv", "orchards.csv"])


def test_another_description_makes_the_index_void(orchards: Make, tmp_path: Path):
    path = settled(orchards(GOOD))
    index = tmp_path / "index"
    assert len(shelf.look([path.parent], Index(index))[0]) == 1
    orchards(GOOD, extra="\n# a comment\n")
    assert Index(index).get(path) is None


def test_a_like_file_says_what_differs(orchards: Make):
    orchards()
    about = dataset("orchards")
    like = shelf.alike(orchards(GOOD.replace("planted", "pears")), about)
    assert like is not None
    assert (like.lacks, like.has) == (("planted",), ("pears",))
    assert shelf.alike(orchards("a,b\n1,2\n"), about) is None
