"""What every list of states and years is held to before anything is counted over it."""

import pytest

from foedus.reference.errors import DataError
from tests.reference.importers.conftest import Read, codes, rows, table

TRADE = "ccode,year,imports,exports"


def test_half_a_row_is_left_out_with_a_finding(read: Read) -> None:
    """A row that says of no state or year what it says is no data."""
    made = read(table(TRADE, "640,1990,10,20", ",1991,11,21", "640,,12,22"), "trade/states")
    assert rows(made, "trade") == [(640, 1990, 10.0, 20.0, "TUR")]
    finding = next(one for one in made.findings if one.code == "half-rows")
    assert finding.message == "2 rows of file.csv lack ccode or year."


def test_minus_nine_is_not_a_number(read: Read) -> None:
    """COW writes -9 where it knows nothing; a state does not import minus nine millions."""
    made = read(table(TRADE, "640,1990,-9,20", "640,1991,-9.0,NA"))
    assert rows(made, "trade", "imports, exports") == [(None, 20.0), (None, None)]


def test_rows_twice(read: Read) -> None:
    """The same row twice is read once, with a finding; two that disagree are refused."""
    made = read(table(TRADE, "640,1990,10,20", "640,1990,10,20"))
    assert len(rows(made, "trade")) == 1
    assert "doubled-rows" in codes(made)
    with pytest.raises(DataError, match="ccode 640, year 1990"):
        read(table(TRADE, "640,1990,10,20", "640,1990,11,20"))


def test_a_code_in_a_year_without_such_state(read: Read) -> None:
    """Kazakhstan's number in 1985 is kept, is no state, and is told; so is a number that nobody bears."""
    made = read(table(TRADE, "705,1985,1,1", "705,1995,1,1", "6401,1995,1,1"))
    assert rows(made, "trade", "ccode, year, state") == [(705, 1985, None), (705, 1995, "KAZ"), (6401, 1995, None)]
    told = sorted(one.message for one in made.findings if one.code == "unmapped-state")
    assert len(told) == 2
    assert told[0].startswith('"6401" in 1995')
    assert told[1].startswith('"705" in 1985')


def test_a_column_that_is_missing_or_new(read: Read) -> None:
    """A file that lacks a column is not taken for the dataset; one with a new column is, with a finding."""
    with pytest.raises(AssertionError, match="no dataset"):
        read(table("ccode,year,imports", "640,1990,1"))
    assert "unknown-columns" in codes(read(table(TRADE + ",reexports", "640,1990,1,2,3")))


def test_decimal_commas_are_refused(read: Read) -> None:
    """A spreadsheet that wrote 10,5 for 10.5 has spoilt the file."""
    with pytest.raises(DataError, match="10,5"):
        read(table(TRADE, '640,1990,"10,5",20'))


def test_a_span_that_cannot_be(read: Read) -> None:
    """A rivalry that ends before it begins, or in a year that never comes, is refused with its years."""
    header = "rivalryno,rivalryname,ccode1,ccode2,styear,endyear,region,type1,type2,type3"
    for years, said in (("1950,1940", "from 1950 to 1940"), ("1950,19999", "from 1950 to 19999")):
        with pytest.raises(DataError, match=said):
            read(table(header, f"1,A-B,640,350,{years},Sea,spatial,,"))
