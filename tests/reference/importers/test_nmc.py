"""National Material Capabilities, and the index computed anew from its components."""

import duckdb
import pytest

from foedus.reference.cinc import COMPONENTS, cinc
from foedus.reference.store import Library
from tests.reference.importers.conftest import Read, codes, rows, table

HEADER = "ccode,year,milex,milper,irst,pec,tpop,upop,cinc"


def computed(*states: tuple[object, ...]) -> list[tuple[object, ...]]:
    """The index of states of one year, given as `(ccode, *components)`."""
    db = duckdb.connect()
    db.execute(f"CREATE TABLE t (ccode INT, year INT, {', '.join(f'{one} DOUBLE' for one in COMPONENTS)})")
    db.executemany("INSERT INTO t VALUES (?, 1900, ?, ?, ?, ?, ?, ?)", states)
    return db.execute(f"SELECT ccode, round(cinc, 6), components FROM ({cinc('t')}) ORDER BY ccode").fetchall()


def test_shares_of_the_sum_are_averaged() -> None:
    """Two states that share every component one to three have a quarter and three quarters."""
    assert computed((1, *[1.0] * 6), (2, *[3.0] * 6)) == [(1, 0.25, 6), (2, 0.75, 6)]


def test_what_is_missing_is_skipped_and_not_zero() -> None:
    """A state without a figure for spending is measured by the other five, and adds nothing to the sum."""
    assert computed((1, None, 1, 1, 1, 1, 1), (2, 8, 1, 1, 1, 1, 1)) == [(1, 0.5, 5), (2, round(3.5 / 6, 6), 6)]


def test_a_component_that_nobody_has_is_skipped() -> None:
    """In a year without steel anywhere the shares of steel are unknown, and not 0 / 0."""
    assert computed((1, 1, 1, 0, 1, 1, 1), (2, 1, 1, 0, 1, 1, 1)) == [(1, 0.5, 5), (2, 0.5, 5)]


def test_a_state_without_any_component_has_no_index() -> None:
    """Unknown is not zero."""
    assert computed((1, *[None] * 6), (2, *[1.0] * 6)) == [(1, None, 0), (2, 1.0, 6)]


def test_both_forms_are_read(read: Read) -> None:
    """COW's own file has names and a version, and -9 for what is missing; peacesciencer's has neither."""
    native = "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version"
    made = read(table(native, "TUR,640,1990,-9,5,6,7,8,9,.01,2021"), "nmc/states")
    assert (made.form, made.version) == ("native", "6.0")
    assert rows(made, "nmc", "ccode, milex, milper, cinc, state") == [(640, None, 5.0, 0.01, "TUR")]
    made = read(table(HEADER, "640,1990,NaN,5,6,7,8,9,.01"), name="other.csv")
    assert (made.form, rows(made, "nmc", "milex")) == ("peacesciencer", [(None,)])


def test_the_file_with_sources_and_notes(read: Read) -> None:
    """COW's file with supplementary columns says of each figure where it is from; that is known, and left aside."""
    about = {
        one: f"{one},{one}source,{one}note" + (f",{one}qualitycode,{one}anomalycode" if one[:3] != "mil" else "")
        for one in COMPONENTS
    }
    header = f"statenme,stateabb,ccode,year,{','.join(about.values())},upopgrowth,upopgrowthsource,cinc,version"
    figures = ",".join("7,a,b" if one[:3] == "mil" else "-9,a,b,A,A" for one in COMPONENTS)
    made = read(table(header, f"Turkey,TUR,640,1990,{figures},.01,a,.0150,7.0"), "nmc/states")
    assert made.form == "native"
    assert "unknown-columns" not in codes(made)
    assert rows(made, "nmc", "ccode, milex, milper, irst, upop, cinc") == [(640, 7, 7, None, None, 0.015)]


@pytest.mark.needs("shared/data")
def test_the_published_index_to_six_decimals(library: Library) -> None:
    """Of 17,121 published values of 1816-2022 none differs by more than the rounding of the file, 3e-8.

    Of them 2,804 rest on fewer than six components: taking what is missing as zero would give others.
    """
    nmc = library.table("nmc")
    found = duckdb.execute(
        f"SELECT count(*), max(abs(c.cinc - n.cinc)), count(*) FILTER (abs(c.cinc - n.cinc) >= 5e-7), "
        f"count(*) FILTER (c.components < 6), count(*) FILTER (c.components < 6 AND "
        f"abs(c.cinc * c.components / 6 - n.cinc) >= 5e-7) FROM ({cinc(nmc)}) c JOIN {nmc} n USING (ccode, year)"
    ).fetchall()[0]
    assert found[0] == 17_121
    assert found[1] < 3e-8
    assert found[2] == 0
    assert found[3] == 2_804
    assert found[4] > 2_700


@pytest.mark.needs("shared/data")
def test_the_file_is_the_one_that_foedus_knows(library: Library) -> None:
    """Release, rows and span; every number is a state's."""
    (one,) = library.part("nmc", "states")
    assert (one.version, one.form, one.span, one.rows) == ("7.0", "peacesciencer", (1816, 2022), 17_121)
    assert not codes(one)
