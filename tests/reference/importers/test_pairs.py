"""Contiguity, distances and capitals: how pairs of states lie to each other by year."""

import math

import duckdb
import pytest

from foedus.reference.errors import DataError
from foedus.reference.importers.capitals import EARTH
from foedus.reference.store import Library
from tests.reference.importers.conftest import Read, codes, rows, table

SPELLS = "ccode1,ccode2,conttype,stdate,enddate"
YEARS = "dyad,state1no,state1ab,state2no,state2ab,year,conttype,version"
DISTANCE = "ccode1,ccode2,year,mindist"
CAPITALS = "ccode,statenme,capital,stdate,enddate,lat,lng"


def by_cosines(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The same distance, km, by the law of cosines on the sphere."""
    (a, b), (c, d) = (map(math.radians, place) for place in (one, other))
    return EARTH * math.acos(math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d))


def test_the_closest_of_a_year_counts(read: Read) -> None:
    """Of two relations in a year the closer is taken, each year from month to month, both ways round."""
    made = read(table(SPELLS, "640,651,5,1957-03-01,1958-02-01", "640,651,1,1958-02-01,1959-09-01"), "contiguity/pairs")
    assert rows(made, "contiguity", "ccode1, year, type, state2", "ccode1 = 651") == [
        (651, 1957, 5, "TUR"),
        (651, 1958, 1, "TUR"),
        (651, 1959, 1, "TUR"),
    ]
    assert len(rows(made, "contiguity")) == 6


def test_none_is_no_row(read: Read) -> None:
    """peacesciencer fills gaps with 0: that is what a row that is not there says, and a real relation wins."""
    made = read(table(SPELLS, "640,651,0,1957-03-01,1959-02-01", "640,651,4,1958-02-01,1958-09-01"))
    assert rows(made, "contiguity", "year, type", "ccode1 = 640") == [(1958, 4)]


def test_contiguity_as_cow_publishes_it(read: Read) -> None:
    """A row a pair and year; given one way only, it is known both ways."""
    made = read(table(YEARS, "352640,352,CYP,640,TUR,1990,4,3.2"), "contiguity/pairs")
    assert made.form == "native"
    assert rows(made, "contiguity") == [(352, 640, 1990, 4, "CYP", "TUR"), (640, 352, 1990, 4, "TUR", "CYP")]


def test_a_type_that_contiguity_does_not_have(read: Read) -> None:
    """There is no type 6."""
    with pytest.raises(DataError, match="has 6, which is none of its codes"):
        read(table(SPELLS, "640,651,6,1957-03-01,1958-02-01"))


def test_distance_is_known_both_ways(read: Read) -> None:
    """The table has each pair once; whoever has it both ways already loses and gains nothing."""
    once = rows(read(table(DISTANCE, "640,652,1990,0", "640,705,1992,1500.5"), "distance/pairs"), "distance")
    assert once == [
        (640, 652, 1990, 0.0, "TUR", "SYR"),
        (640, 705, 1992, 1500.5, "TUR", "KAZ"),
        (652, 640, 1990, 0.0, "SYR", "TUR"),
        (705, 640, 1992, 1500.5, "KAZ", "TUR"),
    ]
    both = table(DISTANCE, "640,652,1990,0", "652,640,1990,0", "705,640,1992,1500.5")
    assert rows(read(both, name="both.csv"), "distance") == once


def test_the_two_ways_of_a_distance_have_to_agree(read: Read) -> None:
    """From here to there is as far as from there to here."""
    with pytest.raises(DataError, match="ccode1 640, ccode2 652, year 1990"):
        read(table(DISTANCE, "640,652,1990,0", "652,640,1990,7"))


def test_a_distance_that_nobody_measured_is_unknown(read: Read) -> None:
    """Missing is not 0 km, which is what neighbours have."""
    assert rows(read(table(DISTANCE, "640,652,1990,NA")), "distance", "km") == [(None,), (None,)]


def test_the_capital_of_most_days_is_the_years(read: Read) -> None:
    """Capitals that move within a year; how far they are from another's, by great circle."""
    made = read(
        table(
            CAPITALS,
            "705,Kazakhstan,Almaty,1991-12-16,1997-12-09,43.25,76.92",
            "705,Kazakhstan,Astana,1997-12-10,1999-12-31,51.17,71.43",
            "640,Turkey,Ankara,1923-10-13,1999-12-31,39.93,32.86",
        ),
        "capitals/capitals",
    )
    moved = rows(made, "capitals", "year, capital", "ccode = 705 AND year IN (1991, 1997, 1998)")
    assert moved == [(1991, "Almaty"), (1997, "Almaty"), (1998, "Astana")]
    (there,), (back,) = (
        rows(made, "capital_distance", "round(km)", f"year = 1998 AND ccode1 = {one}") for one in (640, 705)
    )
    assert there == back == (round(by_cosines((39.93, 32.86), (51.17, 71.43))),)


def test_a_quarter_of_the_globe(read: Read) -> None:
    """From the pole to the equator is a quarter of the circumference, from a point to its antipode half."""
    made = read(
        table(
            CAPITALS,
            "2,A,Pole,1950-01-01,1950-12-31,90,0",
            "20,B,Here,1950-01-01,1950-12-31,0,10",
            "70,C,There,1950-01-01,1950-12-31,0,-170",
        )
    )
    km = dict(rows(made, "capital_distance", "ccode2, round(km, 1)", "ccode1 = 20"))
    assert km == {2: 10007.6, 70: 20015.1}


def test_a_capital_off_the_earth(read: Read) -> None:
    """Latitudes end at 90."""
    with pytest.raises(DataError, match="latitude"):
        read(table(CAPITALS, "2,A,Nowhere,1950-01-01,1950-12-31,91,0"))


@pytest.mark.needs("shared/data")
def test_the_files_are_those_that_foedus_knows(library: Library) -> None:
    """Releases, rows, spans; pairs are there both ways round and the same."""
    known = {
        "contiguity/pairs": ("3.2", (1816, 2016), 1874, {"contiguity": 82_440}),
        "distance/pairs": ("CShapes 2.0", (1886, 2019), 952_244, {"distance": 2 * 952_244}),
        "capitals/capitals": (
            "1.2",
            (1816, 2024),
            242,
            {"capital_spells": 242, "capitals": 20_637, "capital_distance": 2_632_130},
        ),
    }
    for which, (version, span, count, made) in known.items():
        (one,) = library.part(*which.split("/"))
        assert (one.version, one.span, one.rows, one.counts) == (version, span, count, made)
        assert not codes(one)
    for name, column in (("contiguity", "type"), ("distance", "km"), ("capital_distance", "km")):
        one_way = f"SELECT ccode2, ccode1, year, {column} FROM {library.table(name)}"
        other = f"SELECT ccode1, ccode2, year, {column} FROM {library.table(name)}"
        assert duckdb.execute(f"SELECT count(*) FROM ({one_way} EXCEPT {other})").fetchall() == [(0,)]


@pytest.mark.needs("shared/data")
def test_neighbours_by_land_are_near(library: Library) -> None:
    """Of pairs contiguous by land, the borders of CShapes lie within 100 km of each other in more than 99 of 100."""
    near, all_of_them = duckdb.execute(
        f"SELECT count(*) FILTER (d.km < 100), count(*) FROM {library.table('contiguity')} c "
        f"JOIN {library.table('distance')} d USING (ccode1, ccode2, year) WHERE c.type = 1"
    ).fetchall()[0]
    assert all_of_them > 20_000
    assert near / all_of_them > 0.99
