"""COW's states and major powers by day and by year; COW's numbers in all files of their kind."""

import duckdb
import pytest

from foedus.reference.errors import DataError
from foedus.reference.store import Library
from foedus.terms.states import from_cow
from tests.reference.importers.conftest import Read, codes, rows, table

MEMBERS = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version"
MAJORS = "ccode,styear,stmonth,stday,endyear,endmonth,endday,version"


def test_a_member_on_any_day_is_one_that_year(read: Read) -> None:
    """Days are counted, both ends included; of two spells in a year, together."""
    made = read(
        table(MEMBERS, "KZK,705,Kazakhstan,1991,12,30,1992,1,2,2016", "KZK,705,Kazakhstan,1992,12,31,1993,1,1,2016"),
        "cow-states/members",
    )
    assert rows(made, "cow_members") == [
        (705, 1991, "KZK", 2, "KAZ"),
        (705, 1992, "KZK", 3, "KAZ"),
        (705, 1993, "KZK", 1, "KAZ"),
    ]


def test_a_spell_twice_is_counted_once(read: Read) -> None:
    """A year has no more days because a row was pasted twice."""
    line = "KZK,705,Kazakhstan,1992,1,1,1992,12,31,2016"
    made = read(table(MEMBERS, line, line))
    assert rows(made, "cow_members", "days") == [(366,)]
    assert "doubled-rows" in codes(made)


def test_a_day_that_does_not_exist(read: Read) -> None:
    """The thirtieth of February is no date: the row is left out and told."""
    made = read(table(MEMBERS, "KZK,705,Kazakhstan,1992,2,30,1992,12,31,2016"))
    assert rows(made, "cow_members") == []
    assert "half-rows" in codes(made)


def test_a_spell_backwards_is_refused(read: Read) -> None:
    """It ends before it begins."""
    with pytest.raises(DataError, match="from 1993 to 1992"):
        read(table(MEMBERS, "KZK,705,Kazakhstan,1993,1,1,1992,12,31,2016"))


def test_major_powers_by_year(read: Read) -> None:
    """The list of major powers has no names, and is told from that of states by this."""
    made = read(table(MAJORS, "740,1945,1,1,1945,8,14,2016"), "cow-states/majors")
    assert rows(made, "majors") == [(740, 1945, 226, "JPN")]


@pytest.mark.needs("shared/data")
def test_the_files_are_those_that_foedus_knows(library: Library) -> None:
    """Rows and spans; every member is a state of ours in each of its years, major powers are among the members."""
    (members,) = library.part("cow-states", "members")
    (majors,) = library.part("cow-states", "majors")
    assert (members.version, members.span, members.rows) == ("2016", (1816, 2016), 243)
    assert (majors.version, majors.span, majors.rows) == ("2016", (1816, 2016), 14)
    assert not codes(members) | codes(majors)
    found = duckdb.execute(f"SELECT count(*), count(state), max(days) FROM {library.table('cow_members')}").fetchall()
    assert found == [(15_951, 15_951, 366)]
    alone = f"SELECT count(*) FROM {library.table('majors')} a ANTI JOIN {library.table('cow_members')} m "
    assert duckdb.execute(alone + "USING (ccode, year)").fetchall() == [(0,)]


@pytest.mark.needs("shared/data")
def test_every_number_of_every_file_is_a_state_of_some_year(library: Library) -> None:
    """Two numbers in all files are nobody's; years in which there was no such state are another matter.

    8152 is ATOP's for Annam. 324 is Venice in both lists of rivalries, until 1717, before COW begins.
    """
    columns = {
        "nmc": ["ccode"], "cow_spells": ["ccode"], "major_spells": ["ccode"], "trade": ["ccode"],
        "igo_state_years": ["ccode"], "igo_counts": ["ccode"], "capital_spells": ["ccode"],
        "atop_members": ["ccode"], "atop_state_years": ["ccode"],
        **{one: ["ccode1", "ccode2"] for one in
           ("atop_dyads", "contiguity", "distance", "mid_dyads", "rivalries_td", "rivalries_tss")},
    }  # fmt: skip
    seen = {
        number
        for name, ones in columns.items()
        for one in ones
        for (number,) in duckdb.execute(f"SELECT DISTINCT {one} FROM {library.table(name)}").fetchall()
    }
    assert len(seen) > 215
    nobody = {number for number in seen if not any(from_cow(number, year) for year in range(1816, 2025))}
    assert nobody == {324, 8152}


@pytest.mark.needs("shared/data")
def test_lists_of_members_agree(library: Library) -> None:
    """The state-years of capabilities and of organisations are COW's members in the year, all of them."""
    members = f"{library.table('cow_members')} m USING (ccode, year)"
    for name, last in (("nmc", 2016), ("igo_state_years", 2014)):
        found = duckdb.execute(f"SELECT count(*) FROM {library.table(name)} t ANTI JOIN {members} WHERE year <= {last}")
        assert found.fetchall() == [(0,)], name
