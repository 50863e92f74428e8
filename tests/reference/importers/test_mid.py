"""Militarized disputes: who faced whom, in both forms in which that is published."""

import duckdb
import pytest

from foedus.reference.about import dataset, variables
from foedus.reference.errors import DataError
from foedus.reference.store import Library
from tests.reference.importers.conftest import Read, codes, rows, table

DYADS = (
    "dispnum,ccode1,ccode2,year,dispongoing,disponset,sidea1,sidea2,fatality1,fatality2,fatalpre1,fatalpre2,"
    "hiact1,hiact2,hostlev1,hostlev2,orig1,orig2"
)
MIDB = (
    "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,fatality,fatalpre,"
    "hiact,hostlev,orig,version"
)
DYADIC = (
    "disno,dyindex,statea,namea,stateb,nameb,strtday,strtmnth,strtyr,year,endday,endmnth,endyear,outcome,settlmnt,"
    "fatlev,highact,hihost,recip,noinit,notarg,sideaa,sideab,revstata,revstatb,revtypea,revtypeb,fatleva,fatlevb,"
    "highmcaa,highmcab,hihosta,hihostb,orignata,orignatb,rolea,roleb,dyad_rolea,dyad_roleb,war,mid5hiact,mid5hiacta,"
    "mid5hiactb,severity,severitya,severityb,ongo2014,new,change,changetype_1,changetype_2"
)
MIDA = (
    "dispnum,stday,stmon,styear,endday,endmon,endyear,outcome,settle,fatality,fatalpre,maxdur,mindur,hiact,hostlev,"
    "recip,numa,numb,ongo2014,version"
)


def test_fatalities_that_nobody_knows(read: Read) -> None:
    """-9 is unknown and stays so; none is 0."""
    made = read(table(DYADS, "9001,640,350,1990,1,1,1,0,-9,0,-9,0,7,0,3,1,1,1"), "mid/dyads")
    assert rows(made, "mid_dyads", "fatality1, fatality2, deaths1, deaths2") == [(None, 0, None, 0)]


def test_levels_that_the_dataset_does_not_have(read: Read) -> None:
    """Hostility ends with war, 5."""
    with pytest.raises(DataError, match=r"hostility1.* has 6"):
        read(table(DYADS, "9001,640,350,1990,1,1,1,0,0,0,0,0,7,0,6,1,1,1"))


def test_who_faced_whom_by_the_list_of_participants(read: Read) -> None:
    """Opposite sides, at the same time; who joins later faces the other side from then on."""
    made = read(
        table(
            MIDB,
            "9001,TUR,640,1,3,1990,5,2,1992,1,1,1,-9,0,0,7,3,1,5",
            "9001,GRC,350,-9,3,1990,-9,2,1992,0,0,0,-9,-9,-9,0,1,1,5",
            "9001,BUL,355,10,1,1992,12,1,1992,0,0,0,-9,0,0,7,3,0,5",
            "9001,SYR,652,10,3,1992,12,4,1992,0,0,0,-9,0,0,7,3,0,5",
        ),
        "mid/dyads",
    )
    assert made.form == "native"
    faced = rows(made, "mid_dyads", "ccode2, year, onset, side_a1, originator2, fatality2", "ccode1 = 640")
    assert faced == [
        (350, 1990, True, True, True, None),
        (350, 1991, False, True, True, None),
        (350, 1992, False, True, True, None),
        (355, 1992, True, True, False, 0),
    ]
    assert len(rows(made, "mid_dyads")) == 2 * len(faced)


def _dyadic(spell: int, pair: tuple[int, int], year: int, sides: str) -> str:
    """A row of the dyadic file. `sides`: of A and B in turn side A, fatality, action, hostility, originator."""
    side, fatality, action, hostility, original = (one.replace("/", ",") for one in sides.split())
    return (
        f"9001,{spell},{pair[0]},A,{pair[1]},B,1,3,1990,{year},5,2,1992,5,4,2,7,4,1,1,1,{side},1,0,1,0,{fatality},"
        f"{action},{hostility},{original},1,3,1,3,0,7,7,-9,10,10,-9,0,1,0,-9,-9"
    )


def test_cows_dyadic_file(read: Read) -> None:
    """Each pair once becomes both ways round; a second spell in a year adds no row; unknown fatalities stay unknown."""
    made = read(
        table(
            DYADIC,
            _dyadic(1, (640, 350), 1990, "1/0 -9/0 7/-9 4/1 1/1"),
            _dyadic(1, (640, 350), 1991, "1/0 -9/0 7/-9 4/1 1/1"),
            _dyadic(2, (640, 350), 1991, "1/0 3/0 18/0 4/1 0/1"),
        ),
        "mid/dyads",
    )
    assert (made.form, made.version, codes(made)) == ("native-dyadic", "4.03", set())
    assert list(dataset("mid").cited("dyads", made.form)) == ["palmer2022", "maoz2019"]
    assert list(dataset("mid").cited("dyads", "peacesciencer")) == ["palmer2022"]
    said = "ccode1, year, onset, side_a1, originator1, fatality1, action1, hostility1, deaths1, state1, state2"
    assert rows(made, "mid_dyads", said) == [
        (350, 1990, True, False, True, 0, None, 1, None, "GRC", "TUR"),
        (350, 1991, False, False, True, 0, None, 1, None, "GRC", "TUR"),
        (640, 1990, True, True, True, None, 7, 4, None, "TUR", "GRC"),
        (640, 1991, False, True, True, None, 7, 4, None, "TUR", "GRC"),
    ]


def test_a_dyadic_file_with_both_ways_round(read: Read) -> None:
    """What the file says of a pair this way round stands; only the way that it lacks is turned."""
    made = read(
        table(
            DYADIC,
            _dyadic(1, (640, 350), 1990, "1/0 0/0 7/0 3/1 1/1"),
            _dyadic(2, (350, 640), 1990, "0/1 0/0 0/7 1/3 1/0"),
        ),
        "mid/dyads",
    )
    assert rows(made, "mid_dyads", "ccode1, ccode2, originator1, originator2") == [
        (350, 640, True, False),
        (640, 350, True, True),
    ]


def test_disputes_in_both_forms(read: Read) -> None:
    """COW's own file has sides and an end as well; both give the same table."""
    native = read(table(MIDA, "9001,-9,3,1990,5,2,1992,-9,4,0,0,704,704,7,3,0,1,1,0,5"), "mid/disputes")
    plain = "dispnum,styear,stmon,outcome,settle,fatality,mindur,maxdur,hiact,hostlev,recip"
    other = read(table(plain, "9001,1990,3,-9,4,0,704,704,7,3,0"), "mid/disputes", name="other.csv")
    assert (native.form, other.form) == ("native", "peacesciencer")
    assert rows(native, "mid_disputes") == rows(other, "mid_disputes")
    assert rows(native, "mid_disputes", "outcome, reciprocated") == [(None, False)]


def test_the_variables_of_a_pair_in_several_disputes(read: Read) -> None:
    """Two disputes in a year are one year with disputes; who began one began; a level unknown in one is unknown."""
    made = read(
        table(
            DYADS,
            "9001,640,350,1990,1,1,1,0,-9,0,-9,0,7,0,3,1,1,1",
            "9001,350,640,1990,1,1,0,1,0,-9,0,-9,0,7,1,3,1,1",
            "9002,640,350,1990,1,0,0,1,2,0,30,0,20,20,5,5,1,1",
            "9002,350,640,1990,1,0,1,0,0,2,0,30,20,20,5,5,1,1",
        )
    )
    wanted = [name for name in variables() if name.startswith("mid_")]
    sql = ", ".join(f"{variables()[name][1].sql} AS {name}" for name in wanted)
    found = duckdb.execute(
        f"SELECT ccode1, {sql} FROM read_parquet('{made.path('mid_dyads')}') t GROUP BY ccode1, ccode2, year ORDER BY 1"
    )
    greece, turkey = (dict(zip(["ccode1", *wanted], row, strict=True)) for row in found.fetchall())
    assert turkey == {
        "ccode1": 640, "mid_ongoing": True, "mid_onset": True, "mid_disputes_count": 2, "mid_initiated": True,
        "mid_hostility": 5, "mid_fatality": None, "mid_war": True,
    }  # fmt: skip
    assert (greece["mid_initiated"], greece["mid_fatality"]) == (False, 0)


@pytest.mark.needs("shared/data")
def test_the_files_are_those_that_foedus_knows(library: Library) -> None:
    """Release, rows, span; every pair is there both ways round, and every dispute of a pair among the disputes."""
    for part, count in (("dyads", 11_390), ("disputes", 2_436)):
        (one,) = library.part("mid", part)
        assert (one.version, one.span, one.rows, not codes(one)) == ("5.0", (1816, 2014), count, True)
    dyads = library.table("mid_dyads")
    turned = f"SELECT ccode2, ccode1, dispute, year, hostility2, hostility1, onset FROM {dyads}"
    straight = f"SELECT ccode1, ccode2, dispute, year, hostility1, hostility2, onset FROM {dyads}"
    assert duckdb.execute(f"SELECT count(*) FROM ({turned} EXCEPT {straight})").fetchall() == [(0,)]
    alone = f"SELECT count(*) FROM {dyads} ANTI JOIN {library.table('mid_disputes')} USING (dispute)"
    assert duckdb.execute(alone).fetchall() == [(0,)]
    unknown = duckdb.execute(f"SELECT count(*) FROM {dyads} WHERE fatality1 IS NULL").fetchall()
    assert unknown == [(1510,)]
