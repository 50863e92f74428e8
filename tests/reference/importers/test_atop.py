"""ATOP: who owes what to whom in which year, held against ATOP's own directed dyad-years."""

import duckdb
import pytest

from foedus.reference.about import dataset
from foedus.reference.store import Library
from tests.conftest import SHARED
from tests.reference.importers.conftest import Read, codes, rows, table

COLUMNS = (
    "atopid,member,cowsys,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,bilat,phase,wartime,"
    "defense,offense,neutral,nonagg,consul,active,conditio,asymm,obvary,version"
)
FURTHER = "1,0,0,0,0,1,0,0,0,5.1"  # defense ... version
"""A member that owes defence alone."""
VARYING = {1100, 1110, 1120, 1160, 1205, 1227, 1350, 1355, 2130, 3322}
"""Alliances, all coded obvary, in which ATOP's coders found a pledge owed to some members only.

For instance 2130, Locarno 1925: France and Germany do not owe each other defence, and Britain and Italy are owed none.
"""
NO_COW_STATE = 8152
"""Annam, which ATOP gave a number of its own (alliance 1320 with France, 1874-1883) and peacesciencer leaves out."""


def pact(member: int, entered: str, left: str, phase: int = 0, owes: str = FURTHER, atopid: int = 9001) -> str:
    """A row of the members file; dates as `1950,3,1`, and `0,0,0` for a member that has not left."""
    return f"{atopid},{member},1,{entered},{left},1,1,{phase},0,{owes}"


def in_force(read: Read, *lines: str) -> list[int]:
    """Years in which 640 and 350 are allied."""
    made = read(table(COLUMNS, *lines), "atop/members")
    both = [rows(made, "atop_dyads", "year", f"ccode1 = {one}") for one in (640, 350)]
    assert both[0] == both[1]
    return [year for (year,) in both[0]]


def test_any_day_of_the_year_counts(read: Read) -> None:
    """From the last day of one year to the first of another: both count, as do all between."""
    lines = [pact(640, "1950,12,31", "1953,1,1"), pact(350, "1950,12,31", "1953,1,1")]
    assert in_force(read, *lines) == [1950, 1951, 1952, 1953]


def test_both_have_to_be_bound(read: Read) -> None:
    """A member is allied only with those who are members at the same time."""
    assert in_force(read, pact(640, "1950,1,1", "1960,1,1"), pact(350, "1955,6,1", "1958,2,1")) == list(
        range(1955, 1959)
    )
    assert in_force(read, pact(640, "1950,1,1", "1954,6,1"), pact(350, "1954,7,1", "1958,2,1")) == []


def test_a_successor_is_not_allied_with_whom_it_succeeds(read: Read) -> None:
    """One leaves on the day on which the other enters: that is one seat handed on, not an alliance."""
    assert in_force(read, pact(640, "1950,1,1", "1990,10,3"), pact(350, "1990,10,3", "0,0,0")) == []


def test_no_exit_means_until_the_data_end(read: Read) -> None:
    """A member that has not left is bound until the end of the release, and no further."""
    assert in_force(read, pact(640, "2016,5,1", "0,0,0"), pact(350, "2016,5,1", "0,0,0")) == [2016, 2017, 2018]


def test_a_day_that_nobody_knows(read: Read) -> None:
    """Without a day, a spell is taken to begin with its month and to end with it."""
    assert in_force(read, pact(640, "1950,12,NA", "1951,1,NA"), pact(350, "1950,12,31", "1951,1,31")) == [1950, 1951]


def test_the_later_phase_counts(read: Read) -> None:
    """In the year in which a treaty is changed, it says what it says at the end of the year."""
    neutral = "0,0,1,0,0,0,0,0,0,5.1"
    lines = [pact(member, "1950,1,1", "1952,6,1", 1, FURTHER) for member in (640, 350)]
    lines += [pact(member, "1952,6,1", "1953,1,1", 2, neutral) for member in (640, 350)]
    made = read(table(COLUMNS, *lines))
    found = rows(made, "atop_dyads", "year, phase, defense, neutral", "ccode1 = 640")
    assert found == [
        (1950, 1, True, False),
        (1951, 1, True, False),
        (1952, 2, False, True),
        (1953, 2, False, True),
    ]


def test_obligations_have_a_direction(read: Read) -> None:
    """A guarantor owes defence to whom it guarantees, and is owed none."""
    nothing = "0,0,0,0,0,0,0,1,0,5.1"
    made = read(table(COLUMNS, pact(640, "1950,1,1", "1950,9,1"), pact(350, "1950,1,1", "1950,9,1", 0, nothing)))
    found = rows(made, "atop_dyads", "ccode1, ccode2, defense, state1, state2")
    assert found == [(350, 640, False, "GRC", "TUR"), (640, 350, True, "TUR", "GRC")]


def test_a_member_that_is_no_state_that_year(read: Read) -> None:
    """ATOP counts members before COW does: kept by number, without a state, and told."""
    made = read(table(COLUMNS, pact(705, "1985,1,1", "1985,9,1"), pact(640, "1985,1,1", "1985,9,1")))
    assert rows(made, "atop_dyads", "ccode1, state1, state2") == [(640, "TUR", None), (705, None, "TUR")]
    assert "unmapped-state" in codes(made)


def theirs() -> str:
    """SQL of ATOP's own directed dyad-years."""
    pledges = ", ".join(f"atop_{one} = 1 AS {one}" for one in PLEDGES)
    path = SHARED / "data" / "cow" / "atop_alliance.csv"
    return f"SELECT ccode1, ccode2, year, {pledges} FROM read_csv('{path}')"


PLEDGES = ("defense", "offense", "neutral", "nonagg", "consul")


@pytest.mark.needs("shared/data")
def test_directed_dyad_years_are_atops_own(library: Library) -> None:
    """Of 273,296 directed dyad-years all are there; 346 differ, all by one stated rule, and 20 are more.

    - 346 rows owe more here: the first state is in an alliance coded obvary ("obligations vary by partner"), where the
      members file says that it owes something to somebody and not to whom. ATOP's coders read the treaties.
    - 20 rows are only here: France and Annam, which is no COW state and which peacesciencer therefore leaves out.
    """
    owed = ", ".join(f"bool_or({one}) AS {one}" for one in PLEDGES)
    db = duckdb.connect()
    db.execute(f"CREATE TABLE dyads AS FROM {library.table('atop_dyads')}")
    db.execute(f"CREATE TABLE ours AS SELECT ccode1, ccode2, year, {owed} FROM dyads GROUP BY ALL")
    db.execute(f"CREATE TABLE theirs AS {theirs()}")
    assert db.execute("SELECT count(*) FROM theirs").fetchall() == [(273_296,)]
    join = "JOIN theirs USING (ccode1, ccode2, year)"

    assert db.execute("SELECT count(*) FROM theirs ANTI JOIN ours USING (ccode1, ccode2, year)").fetchall() == [(0,)]
    more = (
        f"SELECT count(*), count(*) FILTER (least(ccode1, ccode2) = 220 AND greatest(ccode1, ccode2) = {NO_COW_STATE})"
    )
    assert db.execute(f"{more} FROM ours ANTI {join}").fetchall() == [(20, 20)]

    differs = " OR ".join(f"ours.{one} <> theirs.{one}" for one in PLEDGES)
    db.execute(f"CREATE TABLE different AS SELECT ccode1, ccode2, year FROM ours {join} WHERE {differs}")
    less = " OR ".join(f"theirs.{one} AND NOT ours.{one}" for one in PLEDGES)
    assert db.execute(f"SELECT count(*) FROM ours {join} WHERE {less}").fetchall() == [(0,)]
    found = db.execute(
        "SELECT count(DISTINCT (ccode1, ccode2, year)), list_sort(list(DISTINCT atopid)) FROM different "
        "JOIN dyads USING (ccode1, ccode2, year) WHERE varies"
    ).fetchall()[0]
    assert db.execute("SELECT count(*) FROM different").fetchall() == [(346,)]
    assert found == (346, sorted(VARYING))


@pytest.mark.needs("shared/data")
def test_the_rule_that_the_later_phase_counts_is_atops(library: Library) -> None:
    """Were all phases of a year counted, 14 dyad-years would owe what ATOP's own do not: the rule is measured."""
    members = library.table("atop_members")
    owed = ", ".join(f"bool_or(a.{one}) AS {one}" for one in PLEDGES)
    differs = " OR ".join(f"o.{one} <> t.{one}" for one in PLEDGES)
    ends = "coalesce(ends, DATE '2018-12-31')"
    found = duckdb.execute(
        f"WITH m AS (SELECT *, {ends} AS until FROM {members} WHERE ccode <> {NO_COW_STATE}), o AS ("
        f"SELECT a.ccode AS ccode1, b.ccode AS ccode2, y.year, {owed}, bool_or(a.varies) AS varies FROM m a JOIN m b "
        "ON a.atopid = b.atopid AND a.phase = b.phase AND a.ccode <> b.ccode "
        "AND a.begins < b.until AND b.begins < a.until, "
        "range(year(greatest(a.begins, b.begins)), year(least(a.until, b.until)) + 1) y(year) GROUP BY ALL) "
        f"SELECT count(*) FROM o JOIN ({theirs()}) t USING (ccode1, ccode2, year) WHERE NOT varies AND ({differs})"
    ).fetchall()
    assert found == [(14,)]


@pytest.mark.needs("shared/data")
def test_state_years_agree_with_the_members(library: Library) -> None:
    """In how many alliances a state is by the state-year file, is how many bind it by the members file."""
    differ = duckdb.execute(
        "WITH m AS (SELECT DISTINCT ccode, atopid, unnest(range(year(begins), year(coalesce(ends, DATE '2018-12-31')) "
        f"+ 1)) AS year FROM {library.table('atop_members')}), n AS (SELECT ccode, year, count(*) AS n FROM m GROUP BY "
        f"ALL) SELECT count(*), count(n.n), count(*) FILTER (n.n = s.alliances) FROM "
        f"{library.table('atop_state_years')} s LEFT JOIN n USING (ccode, year)"
    ).fetchall()[0]
    assert differ == (11_923, 11_923, 11_923)


@pytest.mark.needs("shared/data")
def test_files_are_those_that_foedus_knows(library: Library) -> None:
    """Release, rows and span of each of the three files; nothing is wrong with them but numbers of no state."""
    for part, count, made in (
        ("alliances", 789, 789),
        ("members", 2510, 2510),
        ("state-years", 11_923, 11_923),
    ):
        (one,) = library.part("atop", part)
        assert (one.version, one.span, one.rows) == ("5.1", (1815, 2018), count)
        assert one.counts[one.tables[0]] == made
        assert codes(one) <= {"unmapped-state"}


@pytest.mark.needs("shared/data")
def test_members_that_are_no_state_of_their_year(library: Library) -> None:
    """ATOP's numbers that COW gives nobody in that year, each with its reason."""
    unmapped = {
        (row[0], row[1], row[2])
        for row in duckdb.execute(
            "SELECT ccode1, min(year), max(year) FROM "
            f"{library.table('atop_dyads')} WHERE state1 IS NULL GROUP BY ccode1"
        ).fetchall()
    }
    assert unmapped == {
        (60, 1981, 1982),  # Saint Kitts and Nevis before its independence in 1983
        (315, 1993, 1993),  # Czechoslovakia, whose last day was 31 December 1992, left on the next
        (316, 1992, 1992),  # Czechia and Slovakia, of 1 January 1993, in a treaty of Czechoslovakia's
        (317, 1992, 1992),
        (341, 1912, 1915),  # the old Montenegro, a member of the Balkan league
        (369, 1990, 1990),  # Ukraine and Belarus as republics of the Soviet Union, which was dissolved in 1991
        (370, 1990, 1990),
        (645, 1930, 1931),  # Iraq before its independence in 1932
        (652, 1945, 1945),  # Syria and Jordan, founders of the Arab League, before 1946
        (663, 1945, 1945),
        (713, 1947, 1948),  # the Republic of China, which had moved to Taiwan by the end of 1949
        (780, 1947, 1947),  # Ceylon before its independence in 1948
        (835, 1979, 1983),  # Brunei before its independence in 1984
        (NO_COW_STATE, 1874, 1883),
    }


@pytest.mark.needs("shared/data")
def test_the_oddity_of_the_charter(library: Library) -> None:
    """ATOP 4400 has Armenia owe Azerbaijan defence in 2018; the switch takes that away, and touches nobody else."""
    oddity = next(one for one in dataset("atop").oddities if one.name == "left-the-security-treaty")
    dyads = library.table("atop_dyads")
    charter = f"SELECT count(*) FROM {dyads} WHERE atopid = 4400"
    assert duckdb.execute(f"{charter} AND year = 2018 AND ccode1 = 371 AND ccode2 = 373 AND defense").fetchall() == [
        (1,)
    ]
    switched = duckdb.execute(
        f"SELECT DISTINCT state1 FROM {dyads} WHERE ({oddity.where}) AND year = 2018 AND ccode2 NOT IN (373, 704)"
    ).fetchall()
    assert sorted(switched) == [("AZE",), ("UZB",)]
    left = duckdb.execute(
        f"SELECT ccode, min(ends) FROM {library.table('atop_members')} WHERE atopid = 4220 AND ccode IN (373, 704) "
        "GROUP BY ccode ORDER BY ccode"
    ).fetchall()
    assert [(code, day.isoformat()) for code, day in left] == [(373, "1999-04-20"), (704, "1999-04-20")]
