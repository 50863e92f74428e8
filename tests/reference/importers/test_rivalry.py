"""Strategic rivalries of both lists, by pair and year."""

import duckdb
import pytest

from foedus.reference.errors import DataError
from foedus.reference.store import Library
from tests.reference.importers.conftest import Read, codes, rows, table

TD = "rivalryno,rivalryname,ccode1,ccode2,styear,endyear,region,type1,type2,type3"
TSS = "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary,principal,aprin"


def test_types_become_flags(read: Read) -> None:
    """Up to three types in any order; a pair is there both ways, first and last year included."""
    made = read(table(TD, "1,A-B,350,640,1955,1956,Sea,spatial,positional,"), "rivalry/td")
    found = rows(made, "rivalry_td", 'ccode1, state2, year, spatial, "positional", ideological, interventionary')
    assert found == [
        (350, "TUR", 1955, True, True, False, False),
        (350, "TUR", 1956, True, True, False, False),
        (640, "GRC", 1955, True, True, False, False),
        (640, "GRC", 1956, True, True, False, False),
    ]


def test_two_rivalries_of_a_pair_in_a_year(read: Read) -> None:
    """One ends in the year in which the next begins: one row, with the types of both."""
    made = read(table(TSS, "1,A-B 1,350,640,1955,1956,1,,,,,", "2,A-B 2,350,640,1956,1957,,1,,,1,"), "rivalry/tss")
    found = rows(made, "rivalry_tss", 'year, "positional", spatial, principal', "ccode1 = 350")
    assert found == [(1955, True, False, False), (1956, True, True, True), (1957, False, True, True)]


def test_years_before_the_numbers(read: Read) -> None:
    """A rivalry of 1494 is in the list from then, and in the years from 1816 on."""
    made = read(table(TD, "1,A-B,220,300,1494,1817,Europe,positional,,"))
    assert rows(made, "rivalries_td", "begins, ends") == [(1494, 1817)]
    assert rows(made, "rivalry_td", "year", "ccode1 = 220") == [(1816,), (1817,)]


def test_a_type_that_is_none(read: Read) -> None:
    """A slip in a type is refused by its word."""
    with pytest.raises(DataError, match='"spacial" is no type of rivalry'):
        read(table(TD, "1,A-B,350,640,1955,1956,Sea,spacial,,"))


@pytest.mark.needs("shared/data")
@pytest.mark.parametrize(
    ("part", "version", "last", "count", "years"),
    [("td", "2012", 2010, 197, 15_542), ("tss", "2022", 2020, 264, 17_482)],
)
def test_the_lists_are_those_that_foedus_knows(
    library: Library, part: str, version: str, last: int, count: int, years: int
) -> None:
    """Rows, span and what is odd: rivals that were no states yet or any more, or have a successor's number."""
    (one,) = library.part("rivalry", part)
    assert (one.version, one.span, one.rows, one.counts[f"rivalry_{part}"]) == (version, (1494, last), count, years)
    assert codes(one) == {"unmapped-state"}
    nobody = duckdb.execute(
        f"SELECT ccode1, min(year), max(year) FROM {library.table(f'rivalry_{part}')} WHERE state1 IS NULL GROUP BY 1"
    ).fetchall()
    before = {
        92: "El Salvador, independent in 1841",
        140: "Brazil, independent in 1822",
        350: "Greece, independent in 1828",
        651: "Egypt, not counted by COW before 1855",
        775: "Burma, a kingdom that COW does not count",
        816: "Vietnam, an empire that COW does not count",
    }
    wrong = {
        255: "Germany of 1946-1955, which COW has as 260 from 1955",
        300: "Austria-Hungary of 1919-1920, after its end",
        305: "Austria before 1919, which COW has as 300",
        679: "Yemen before 1990, which COW has as 678",
    }
    assert {number for number, *_ in nobody} == {*before, *wrong} - ({305} if part == "td" else set())


@pytest.mark.needs("shared/data")
def test_the_lists_agree_for_the_most_part(library: Library) -> None:
    """Nine of ten years of the older list are in the newer, which revised it."""
    of, both = duckdb.execute(
        f"SELECT count(*), count(n.year) FROM {library.table('rivalry_td')} o "
        f"LEFT JOIN {library.table('rivalry_tss')} n USING (ccode1, ccode2, year)"
    ).fetchall()[0]
    assert both / of > 0.9
