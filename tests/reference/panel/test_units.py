"""Which rows a panel has: states, pairs and sets of every year, each once, in order."""

from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.reference.errors import DataError
from tests.reference.panel.conftest import CODES, Make, members

YEARS = st.tuples(st.integers(1816, 2022), st.integers(0, 12)).map(lambda both: (both[0], both[0] + both[1]))


def test_a_state_is_there_in_every_year_of_its_membership(make: Make):
    """The German Democratic Republic until 1990, Kazakhstan from 1991; keys and names beside the number."""
    rows = make("state-year", 1990, 1991, names=True).rows().to_dicts()
    assert [(row["ccode"], row["year"]) for row in rows] == sorted(members(1990, 1991))
    assert rows[0] == {"ccode": 2, "year": 1990, "state": "USA", "name": "United States"}
    assert {row["state"] for row in rows} == {"USA", "GBR", "DDR", "AZE", "TUR", "KAZ"}


@settings(max_examples=15, deadline=None)
@given(years=YEARS, directed=st.booleans())
def test_pairs_are_as_many_as_they_must_be_and_in_order(make: Make, years: tuple[int, int], directed: bool):
    """n(n-1) a year where they have a direction, half of it where not; whatever is joined to them."""
    panel = make("dyad-year", *years, directed=directed, with_="nmc,contiguity,mid,distance,unga")
    rows = panel.rows()
    found = list(zip(rows.column("ccode1"), rows.column("ccode2"), rows.column("year"), strict=True))
    expected = []
    for year in range(years[0], years[1] + 1):
        there = sorted(code for code, (begins, ends) in CODES.items() if begins <= year <= ends)
        pairs = permutations(there, 2) if directed else combinations(there, 2)
        expected += [(*pair, year) for pair in pairs]
    assert found == sorted(expected)
    assert len(panel) == len(rows)


def test_the_list_of_states_is_carried_beyond_its_end_and_a_finding_says_so(make: Make):
    """COW's list ends with 2016: who was a member then is one in 2018."""
    panel = make("state-year", 2018, 2018)
    assert [row["state"] for row in panel.rows()] == ["USA", "GBR", "AZE", "TUR", "KAZ"]
    assert [one.code for one in panel.findings] == ["system-goes-on"]
    assert make("state-year", 2016, 2016).findings == ()


def test_without_cows_list_foedus_has_its_own_and_says_so(make: Make, tmp_path):
    """A panel can be had on a machine without any dataset."""
    panel = make("state-year", 2000, 2000, data_dir=tmp_path)
    assert len(panel) > 180
    assert [one.code for one in panel.findings] == ["own-list"]


def test_gleditsch_and_wards_states(make: Make):
    """Their number is the key of a row; COW's stands beside it, and is what datasets are joined by."""
    panel = make("state-year", 2000, 2000, system="gw", with_="cinc")
    rows = {row["state"]: row for row in panel.rows()}
    assert rows["DEU"]["gwcode"] == 260
    assert rows["DEU"]["ccode"] == 255
    assert rows["TUR"]["cinc"] == 0.064
    pairs = make("dyad-year", 2000, 2000, system="gw", states="TUR,DEU", with_="cinc").rows()[0]
    assert (pairs["gwcode1"], pairs["gwcode2"], pairs["ccode1"]) == (260, 640, 255)


def test_only_the_states_that_are_wanted(make: Make):
    """By key, by name or by number; both of a pair are among them."""
    rows = make("dyad-year", 1995, 1995, states="TUR,Azerbaijan,705").rows()
    assert [(row["state1"], row["state2"]) for row in rows] == [("AZE", "TUR"), ("AZE", "KAZ"), ("TUR", "KAZ")]


def test_rows_that_meet_a_condition(make: Make):
    """Conditions in SQL add up."""
    panel = make("dyad-year", 1990, 2000, with_="cinc").where("year >= 1995").where("cinc1 > 0.03 AND cinc2 > 0.06")
    assert {(row["state1"], row["state2"]) for row in panel.rows()} == {("AZE", "TUR"), ("AZE", "KAZ"), ("TUR", "KAZ")}
    assert len(panel) == 16, "Kazakhstan's of 2000 is not known"
    with pytest.raises(DataError, match=r"Did you mean cinc[12]"):
        len(panel.where("cinc > 1"))


def test_sets_of_a_size(make: Make):
    """All sets of three among four states, each year; members in the order of their numbers."""
    panel = make("k-ad-year", 1991, 1992, members="TUR,AZE,KAZ,USA", size=3)
    rows = panel.rows().to_dicts()
    assert len(rows) == 8
    assert rows[0] == {
        "kad": "AZE-KAZ-TUR", "year": 1991, "k": 3, "members": "AZE; TUR; KAZ", "in_system": 1,
        "ccode1": 373, "ccode2": 640, "ccode3": 705, "state1": "AZE", "state2": "TUR", "state3": "KAZ",
    }  # fmt: skip


def test_a_set_keeps_its_row_where_a_member_is_no_state(make: Make, tmp_path):
    """Kazakhstan in 1990, Narnia ever: the row is there, without values; findings say who is missing."""
    file = tmp_path / "sets.csv"
    file.write_text("set,members,from,to\nbridge,TUR; KAZ,1990,1991\nother,TUR; Narnia,,\n", encoding="utf-8")
    panel = make("k-ad-year", 1989, 1992, sets=file, with_="cinc", reasons=True)
    rows = panel.rows().to_dicts()
    assert [(row["kad"], row["year"], row["in_system"]) for row in rows] == [
        ("bridge", 1990, 0), ("bridge", 1991, 1), *(("other", year, 0) for year in range(1989, 1993)),
    ]  # fmt: skip
    assert rows[0]["cinc_sum"] is None
    assert rows[0]["cinc_sum_why"] == "no state of the system in 1990: KAZ"
    assert rows[1]["cinc_sum"] == pytest.approx(0.064 + 0.0705)
    assert [(one.code, one.file, one.line) for one in panel.findings] == [("unknown-state", "sets.csv", 3)]
    written = panel.write(tmp_path / "sets.parquet")
    assert ("no-state-then", "KAZ is no state of the system in 1 of the years asked for (1990-1990).") in [
        (one.code, one.message) for one in written.findings
    ]
