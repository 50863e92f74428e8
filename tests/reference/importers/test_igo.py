"""Intergovernmental organisations: memberships, how many each state has, how many two share."""

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.reference.errors import DataError
from foedus.reference.store import Library
from tests.reference.importers.conftest import Read, codes, rows, table

HEADER = "ccode,year,state,aalco,cento,nato,un,upu"


def test_codes_of_membership(read: Read) -> None:
    """1 full, 2 associate, 3 observer, -9 unknown; 0 and -1 (no such organisation yet) are no tie."""
    made = read(table(HEADER, "640,1990,turkey,1,-1,0,-9,2", "350,1990,greece,3.0,-1.0,1.0,1.0,1.0"), "igo/memberships")
    assert rows(made, "igo_members", "state, igo, status") == [
        ("GRC", "aalco", "observer"),
        ("GRC", "nato", "full"),
        ("GRC", "un", "full"),
        ("GRC", "upu", "full"),
        ("TUR", "aalco", "full"),
        ("TUR", "un", "unknown"),
        ("TUR", "upu", "associate"),
    ]
    counts = rows(made, "igo_state_years", 'ccode, "full", associate, observer, unknown')
    assert counts == [(350, 3, 0, 1, 0), (640, 1, 1, 0, 1)]


def test_shared_by_two(read: Read) -> None:
    """Full members both; where one is unknown and the other full or unknown, they may share it."""
    made = read(table(HEADER, "640,1990,a,1,1,-9,-9,-9", "350,1990,b,1,0,1,-9,3", "355,1990,c,0,0,0,0,0"))
    found = rows(made, "igo_dyads", "ccode1, ccode2, joint, unknown")
    assert found == [
        (350, 355, 0, 0),
        (350, 640, 1, 2),
        (355, 350, 0, 0),
        (355, 640, 0, 0),
        (640, 350, 1, 2),
        (640, 355, 0, 0),
    ]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.sampled_from(["-9", "-1", "0", "1", "2", "3"]), min_size=5, max_size=5), min_size=1, max_size=4
    )
)
def test_shared_is_what_counting_gives(read: Read, cells: list[list[str]]) -> None:
    """Whatever the memberships, bits give what going through them one by one gives."""
    numbers = [2, 20, 200, 220][: len(cells)]
    lines = [",".join([str(ccode), "1990", "x", *row]) for ccode, row in zip(numbers, cells, strict=True)]
    made = read(table(HEADER, *lines))
    by_hand = [
        (
            numbers[i],
            numbers[j],
            sum(a == b == "1" for a, b in zip(cells[i], cells[j], strict=True)),
            sum("-9" in (a, b) and {a, b} <= {"-9", "1"} for a, b in zip(cells[i], cells[j], strict=True)),
        )
        for i in range(len(cells))
        for j in range(len(cells))
        if i != j
    ]
    assert rows(made, "igo_dyads", "ccode1, ccode2, joint, unknown") == sorted(by_hand)


def test_a_cell_that_is_no_code(read: Read) -> None:
    """A column that holds anything but codes of membership is refused, by its name."""
    with pytest.raises(DataError, match=r'"nato" of file.csv has "7"'):
        read(table(HEADER, "640,1990,turkey,1,-1,7,1,1"))


def test_a_state_twice_in_a_year(read: Read) -> None:
    """Nobody can say which of two rows is right, and counting both would count double."""
    with pytest.raises(DataError, match="more than one row for ccode 640, year 1990"):
        read(table(HEADER, "640,1990,turkey,1,-1,0,1,1", "640,1990,turkey,1,-1,0,0,1"))


def test_half_a_row(read: Read) -> None:
    """A row without a year is left out of all three tables, and told."""
    made = read(table(HEADER, "640,,turkey,1,-1,0,1,1", "350,1990,greece,1,-1,0,1,1"))
    assert {ccode for (ccode,) in rows(made, "igo_members", "ccode")} == {350}
    assert "half-rows" in codes(made)


@pytest.mark.needs("shared/data")
def test_the_files_are_those_that_foedus_knows(library: Library) -> None:
    """Release, rows, span; every state-year's counts are those that peacesciencer publishes."""
    for part in ("memberships", "counts"):
        (one,) = library.part("igo", part)
        assert (one.version, one.span, one.rows, not codes(one)) == ("3.0", (1816, 2014), 15_557, True)
    same = duckdb.execute(
        f'SELECT count(*), count(*) FILTER (a."full" = b."full" AND a.associate = b.associate AND '
        f"a.observer = b.observer) FROM {library.table('igo_state_years')} a JOIN {library.table('igo_counts')} b "
        "USING (ccode, year)"
    ).fetchall()
    assert same == [(15_557, 15_557)]


@pytest.mark.needs("shared/data")
def test_shared_memberships_of_the_whole_file(library: Library) -> None:
    """In 1,835,390 directed pairs and years the bits say what joining the lists of members says."""
    full = f"(SELECT * FROM {library.table('igo_members')} WHERE status = 'full' AND year % 20 = 14)"
    by_hand = (
        f"SELECT a.ccode AS ccode1, b.ccode AS ccode2, a.year, count(*) AS joint FROM {full} a JOIN {full} b "
        "USING (igo, year) WHERE a.ccode <> b.ccode GROUP BY ALL"
    )
    dyads = f"(SELECT * FROM {library.table('igo_dyads')} WHERE year % 20 = 14)"
    pairs, same = duckdb.execute(
        f"SELECT count(*), count(*) FILTER (d.joint = coalesce(h.joint, 0)) FROM {dyads} d LEFT JOIN ({by_hand}) h "
        "USING (ccode1, ccode2, year)"
    ).fetchall()[0]
    assert pairs == same > 80_000
    assert duckdb.execute(f"SELECT count(*) FROM {library.table('igo_dyads')}").fetchall() == [(1_835_390,)]
