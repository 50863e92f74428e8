"""Pacts newer than the datasets: each with a source, faults by line, nothing half used."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reference.errors import DataError
from foedus.reference.updates import COLUMNS, newer, read, shipped

HEADER = ",".join(COLUMNS)
GOOD = "FIN; SWE,2025-02-01,defense; consultation,The Daily,https://example.org/a,A note"


def written(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "pacts.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return path


def test_what_ships_is_newer_than_atop_and_can_be_looked_up():
    found = shipped()
    assert found
    for pact in found:
        assert pact.year > 2018
        assert pact.source
        assert pact.url.startswith("http")
        assert "defense" in pact.obligations
    assert [pact.members for pact in found if pact.signed == "2021-06-15"] == [("AZE", "TUR")]


def test_a_row_is_read_in_order_of_keys(tmp_path: Path):
    (pact,) = read(written(tmp_path, GOOD.replace("FIN; SWE", "SWE; FIN")))
    assert pact.members == ("FIN", "SWE")
    assert pact.obligations == ("defense", "consultation")
    assert pact.place.endswith("pacts.csv:2")


@pytest.mark.parametrize(
    ("row", "line", "said"),
    [
        (GOOD.replace("SWE", "SWD"), 2, "'SWD' is no state"),
        (GOOD.replace("; SWE", ""), 2, "names fewer than two states"),
        (GOOD.replace("; SWE", "; FIN"), 2, "names fewer than two states"),
        (GOOD.replace("2025-02-01", "2025-13-01"), 2, "'2025-13-01' is no date"),
        (GOOD.replace("2025-02-01", "2024/2026"), 2, "does not lie in one year"),
        (GOOD.replace("2025-02-01", "2025/.."), 2, "does not lie in one year"),
        (GOOD.replace("2025-02-01", ""), 2, "is no date"),
        (GOOD.replace("defense;", "defence;"), 2, "'defence' is no obligation"),
        (GOOD.replace("defense; consultation", ""), 2, "There is no obligation"),
        (GOOD.replace("The Daily", ""), 2, "There is no source"),
        (GOOD.replace("https://", "ftp://"), 2, "is no address"),
        (GOOD + ",more", 2, "The row has 7 cells, the header 6"),
        ('"FIN; SWE,2025', 2, "The line is no CSV"),
        (GOOD + "\n\n" + GOOD, 4, "stands already in"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, row: str, line: int, said: str):
    with pytest.raises(DataError) as caught:
        read(written(tmp_path, row))
    (first, *_) = caught.value.findings
    assert said in first.message
    assert first.line == line
    assert "so it was not used" in caught.value.message


def test_all_faults_are_told_at_once(tmp_path: Path):
    with pytest.raises(DataError) as caught:
        read(written(tmp_path, "XXX; FIN,never,attack,,,", GOOD.replace("SWE", "ABC")))
    assert {(one.line, one.field) for one in caught.value.findings} == {
        (2, "members"), (2, "obligations"), (2, "signed"), (2, "source"), (3, "members")
    }  # fmt: skip


def test_a_header_that_lacks_columns_is_told_which(tmp_path: Path):
    with pytest.raises(DataError) as caught:
        read(written(tmp_path, header="members,signed"))
    assert "lacks obligations, source, url, note" in caught.value.findings[0].message


def test_a_file_that_is_no_text_or_not_there(tmp_path: Path):
    (tmp_path / "pacts.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="not UTF-8"):
        read(tmp_path / "pacts.csv")
    with pytest.raises(DataError, match="cannot be read"):
        read(tmp_path / "none.csv")


def test_ones_own_rows_are_added_and_replace_those_that_ship(tmp_path: Path):
    first = shipped()[0]
    twin = f"{'; '.join(first.members)},{first.signed},consultation,My own reading,,"
    found = newer([written(tmp_path, GOOD, twin)])
    assert len(found) == len(shipped()) + 1
    mine = next(pact for pact in found if (pact.members, pact.signed) == (first.members, first.signed))
    assert mine.source == "My own reading"


@given(st.text())
def test_no_text_makes_it_fall_over(tmp_path_factory: pytest.TempPathFactory, text: str):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(f"{HEADER}\n{text}", encoding="utf-8", errors="replace", newline="")
    with suppress(DataError):
        read(path)
