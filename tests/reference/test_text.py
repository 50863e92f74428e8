"""A text is the same text in whatever encoding and with whatever line ends it comes."""

import codecs
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reference import text
from foedus.reference.errors import DataError

LINES = st.lists(
    st.text(st.characters(codec="latin-1", categories=("L", "N", "P")), max_size=12), min_size=1, max_size=8
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-mark", "latin-1"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@given(lines=LINES)
def test_plain_text_has_the_same_lines(encoding: str, end: str, lines: list[str]):
    lines = ["year,größe", *lines]
    written = "".join(line + end for line in lines)
    if encoding == "utf-16-be-mark":
        data = codecs.BOM_UTF16_BE + written.encode("utf-16-be")
    else:
        data = written.encode(encoding)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        path.write_bytes(data)
        plain = text.plain(path, Path(folder))
        assert plain.path.read_text(encoding="utf-8-sig").split("\n") == [*lines, ""]
        assert (plain.whole, path.read_bytes()) == (True, data)


def test_a_letter_that_chunks_cut_in_two_is_one_letter(tmp_path: Path):
    """The bytes of an é lie on both sides of the border between two chunks; far behind it Latin-1 begins."""
    path = tmp_path / "a.csv"
    body = ("x" * 98 + "\n") * (text.CHUNK // 99)
    body += "y" * (text.CHUNK - len(body) - 1) + "é\n"
    path.write_text(body, encoding="utf-8")
    assert text.plain(path, tmp_path).encoding == "utf-8"
    path.write_bytes(body.encode() + "Köln\n".encode("latin-1"))
    plain = text.plain(path, tmp_path)
    assert (plain.encoding, plain.path.read_text(encoding="utf-8").splitlines()[-1]) == ("latin-1", "Köln")


def test_a_line_end_that_chunks_cut_in_two_is_one_line_end(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\n" * (text.CHUNK // 2 - 1) + b"b\r\n" + b"c\n")
    assert path.read_bytes()[text.CHUNK - 1 : text.CHUNK + 1] == b"\r\n"
    lines = text.plain(path, tmp_path).path.read_text().split("\n")
    assert (len(lines), lines[-3:]) == (text.CHUNK // 2 + 2, ["b", "c", ""])


def test_a_line_too_long_is_refused_at_once(tmp_path: Path):
    """DuckDB would leave out a last line of more than 2 MB without a word."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n3," + b"x" * 3 * text.CHUNK)
    with pytest.raises(DataError, match="a line of more than a million characters"):
        text.plain(path, tmp_path)
