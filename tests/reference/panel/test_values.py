"""What a value is: a number, 0 where a list has no entry, null where nothing is known; and why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.reference.errors import DataError
from tests.reference.panel.conftest import Make

COVERED = {"contiguity": (1816, 2016), "mid": (1816, 2014), "distance": (1886, 2019), "nmc": (1816, 2022)}


def cell(make: Make, year: int, first: str, second: str, column: str, **said):
    """One value of a pair."""
    said.setdefault("directed", True)
    rows = make("dyad-year", year, year, states=f"{first},{second}", **said).rows()
    return next(row[column] for row in rows if row["state1"] == first)


def test_a_list_of_occurrences_says_nil_inside_its_window_only(make: Make):
    """Disputes end in 2014: no entry is 0 until then, and null, "not covered", after."""
    assert cell(make, 1960, "USA", "TUR", "mid_ongoing", with_="mid") == 1
    assert cell(make, 2014, "USA", "TUR", "mid_ongoing", with_="mid") == 0
    assert cell(make, 2015, "USA", "TUR", "mid_ongoing", with_="mid") is None
    why = cell(make, 2015, "USA", "TUR", "mid_ongoing_why", with_="mid", reasons=True)
    assert why == "not covered: MID ends in 2014"


def test_a_measurement_without_a_row_is_missing(make: Make):
    """Kazakhstan's capabilities in 2000 are unknown, not 0; -9 is unknown as well."""
    rows = make("state-year", 2000, 2000, states="KAZ", with_="cinc", reasons=True).rows()
    assert rows[0]["cinc"] is None
    assert rows[0]["cinc_why"] == "missing in NMC 7.0"
    soldiers = make("state-year", 1970, 1970, states="USA", with_="nmc_milper", reasons=True).rows()[0]
    assert soldiers["nmc_milper"] is None
    assert soldiers["nmc_milper_why"] == "missing in NMC 7.0"
    assert (
        make("state-year", 1970, 1970, states="UKG", with_="nmc_milper", reasons=True).rows()[0]["nmc_milper_why"]
        is None
    )


def test_a_state_that_a_dataset_does_not_have_is_told_from_one_that_is_missing(make: Make):
    """The German Democratic Republic has no ideal point in any year of this world."""
    row = make("state-year", 1980, 1980, states="DDR", with_="unga_idealpoint", reasons=True).rows()[0]
    assert row["unga_idealpoint"] is None
    assert row["unga_idealpoint_why"].startswith("no such state in ")
    pair = make("dyad-year", 1980, 1980, states="DDR,USA", with_="unga_distance", reasons=True).rows()[0]
    assert pair["unga_distance"] is None
    assert pair["unga_distance_why"].startswith("no such state in ")


def test_several_entries_of_a_pair_become_one_row(make: Make):
    """Two disputes of 1960: counted, the worst level of hostility, and each state's own."""
    said = {"with_": "mid_disputes_count,mid_hostility"}
    assert cell(make, 1960, "USA", "TUR", "mid_disputes_count", **said) == 2
    assert cell(make, 1960, "USA", "TUR", "mid_hostility", **said) == 4
    assert cell(make, 1960, "TUR", "USA", "mid_hostility", **said) == 1
    assert cell(make, 1960, "USA", "TUR", "mid_hostility", **said, directed=False) == 4


def test_a_variable_of_two_sides_is_the_same_from_both(make: Make):
    """The distance of ideal points, from the points of each."""
    points = {row["state"]: row["unga_idealpoint"] for row in make("state-year", 2000, 2000, with_="unga").rows()}
    for first, second in (("USA", "TUR"), ("TUR", "USA")):
        found = cell(make, 2000, first, second, "unga_distance", with_="unga_distance")
        assert found == pytest.approx(abs(points["USA"] - points["TUR"]))


def test_a_variable_may_be_covered_for_less_than_its_dataset(make: Make):
    """Ideal points by all votes end a year before the others."""
    row = make("state-year", 2024, 2024, states="TUR", with_="unga", reasons=True).rows()[0]
    assert row["unga_idealpoint"] is not None
    assert row["unga_idealpoint_all"] is None
    assert "ends in 2023" in row["unga_idealpoint_all_why"]


@settings(max_examples=20, deadline=None)
@given(year=st.integers(1816, 2040), name=st.sampled_from(sorted(COVERED)), carry=st.integers(0, 4))
def test_outside_its_window_a_dataset_says_nothing(make: Make, year: int, name: str, carry: int):
    """Nor can anything make it, save --carry-forward, within its years, and marked."""
    begins, ends = COVERED[name]
    panel = make("dyad-year", year, year, with_=name, carry_forward=carry, reasons=True)
    rows = panel.rows()
    for column in (one for one in panel.columns if one.role == "value"):
        values, whys = rows.column(column.name), rows.column(f"{column.name}_why")
        assert [value is None for value in values] == [why is not None for why in whys]
        if not begins <= year <= ends + carry:
            assert set(values) == {None}
            assert all(why.startswith("not covered") for why in whys)
        marks = set(rows.column(f"{column.name}_carried")) if f"{column.name}_carried" in rows.columns else set()
        assert marks <= {None, max(year - ends, 0)}
        if year > ends and any(value is not None for value in values):
            assert year - ends in marks


def test_what_is_carried_is_the_last_value_and_only_of_states_that_were_there(make: Make):
    """Contiguity ends in 2016: in 2018 it says what it said then, and that it is two years old."""
    said = {"with_": "nmc,contiguity", "carry_forward": 3}
    assert cell(make, 2018, "AZE", "TUR", "contiguous", **said) == 0
    assert cell(make, 2018, "AZE", "TUR", "contiguous_carried", **said) == 2
    assert cell(make, 2019, "AZE", "TUR", "contiguous", **said) == 0
    assert cell(make, 2020, "AZE", "TUR", "contiguous", **said) is None
    assert [cell(make, year, "AZE", "KAZ", "contiguity", **said) for year in range(2015, 2021)] == [0, 4, 4, 4, 4, None]
    lagged = [cell(make, year, "KAZ", "AZE", "contiguity_lag2", lag=2, **said) for year in range(2017, 2023)]
    assert lagged == [0, 4, 4, 4, 4, None]
    panel = make("state-year", 2023, 2025, states="TUR", with_="cinc,nmc_tpop", carry_forward=2)
    assert [(row["nmc_tpop"], row["nmc_tpop_carried"]) for row in panel.rows()] == [(2022, 1), (2022, 2), (None, None)]
    inside = make("state-year", 2020, 2022, with_="cinc", carry_forward=2)
    assert "cinc_carried" not in [column.name for column in inside.columns]


def test_a_lag_goes_by_the_calendar(make: Make):
    """Last year's value, from before the panel begins too; none where there was no state last year."""
    rows = make("state-year", 1991, 1992, with_="nmc_tpop,cow_member", states="KAZ,TUR", lag=1, reasons=True).rows()
    found = {(row["state"], row["year"]): row for row in rows}
    assert found["TUR", 1991]["nmc_tpop_lag1"] == 1990
    assert found["KAZ", 1992]["nmc_tpop_lag1"] == 1991
    assert found["KAZ", 1991]["nmc_tpop_lag1"] is None
    assert found["KAZ", 1991]["nmc_tpop_lag1_why"] == "no state of the system in 1990"
    assert found["KAZ", 1991]["cow_member_lag1"] is None, "a list's nil is not for those who were not there"


@settings(max_examples=10, deadline=None)
@given(year=st.integers(1900, 2022), lag=st.integers(0, 5))
def test_lagged_values_are_those_of_the_year_before(make: Make, year: int, lag: int):
    """Whatever the lag, of states that were there in both years."""
    names = "nmc_tpop,distance_min,contiguous,unga_distance"
    now = {(r["ccode1"], r["ccode2"]): r for r in make("dyad-year", year - lag, year - lag, with_=names).rows()}
    later = make("dyad-year", year, year, with_=names).lag(lag)
    mark = f"_lag{lag}" if lag else ""
    for row in later.rows():
        before = now.get((row["ccode1"], row["ccode2"]))
        for name in ("nmc_tpop1", "nmc_tpop2", "distance_min", "contiguous", "unga_distance"):
            assert row[name + mark] == (before[name] if before and name in before else None) or before is None


def test_the_same_variable_at_two_lags(make: Make):
    """`.with_` beside `.lag`: this year's value and last year's in one row."""
    panel = make("state-year", 2000, 2000, states="TUR", with_="nmc_tpop").with_("nmc_tpop", lag=1).with_("nmc_tpop")
    assert panel.rows()[0] == {"ccode": 640, "year": 2000, "state": "TUR", "nmc_tpop": 2000, "nmc_tpop_lag1": 1999}
    only = make("state-year", 2000, 2000, states="TUR", with_="nmc_tpop,cinc").lag(2, "nmc_tpop")
    assert [column.name for column in only.columns][3:] == ["nmc_tpop_lag2", "cinc"]
    with pytest.raises(DataError, match="Did you mean nmc_tpop"):
        only.lag(1, "nmc_tpopp")


@settings(max_examples=10, deadline=None)
@given(year=st.integers(1946, 2022))
def test_an_undirected_pair_is_both_directions_as_one(make: Make, year: int):
    """By the rule that the variable's description has: here the greatest, or whether any."""
    names = "mid_hostility,mid_initiated,mid_ongoing,distance_min"
    both = {(r["ccode1"], r["ccode2"]): r for r in make("dyad-year", year, year, directed=True, with_=names).rows()}
    for row in make("dyad-year", year, year, with_=names).rows():
        one, other = both[row["ccode1"], row["ccode2"]], both[row["ccode2"], row["ccode1"]]
        for name in ("mid_hostility", "mid_initiated"):
            known = one[name] is not None and other[name] is not None
            assert row[name] == (max(one[name], other[name]) if known else None)
        assert row["mid_ongoing"] == one["mid_ongoing"] == other["mid_ongoing"]
        assert row["distance_min"] == one["distance_min"]


@settings(max_examples=10, deadline=None)
@given(year=st.integers(1946, 2022))
def test_sets_of_two_are_undirected_pairs(make: Make, year: int):
    """Whatever the rule by which pairs become a set: of one pair it is that pair."""
    names = "mid_hostility,mid_ongoing,distance_min,unga_distance,cinc"
    pairs = {
        frozenset((r["ccode1"], r["ccode2"])): r
        for r in make("dyad-year", year, year, with_=names, states="USA,GBR,TUR,AZE,KAZ").rows()
    }
    sets = make("k-ad-year", year, year, members="USA,GBR,TUR,AZE,KAZ", size=2, with_=names).rows()
    assert len(sets) == 10
    for row in sets:
        pair = pairs.get(frozenset((row["ccode1"], row["ccode2"])))
        assert (pair is not None) == (row["in_system"] == 1)
        for name in ("mid_hostility_max", "mid_ongoing_any", "distance_min_max", "unga_distance_mean"):
            assert row[name] == (pair[name.rpartition("_")[0]] if pair else None)
        known = pair and pair["cinc1"] is not None and pair["cinc2"] is not None
        assert row["cinc_sum"] == (pytest.approx(pair["cinc1"] + pair["cinc2"]) if pair and known else None)


def test_a_set_of_which_one_value_is_unknown_has_none(make: Make):
    """The sum of what is known is not the sum; but one dispute settles whether there is any."""
    panel = make("k-ad-year", 2000, 2000, members="TUR,AZE,KAZ", size=3, with_="nmc,distance", reasons=True)
    row = panel.rows()[0]
    assert row["cinc_sum"] is None
    assert row["cinc_sum_why"] == "missing in NMC 7.0"
    assert row["distance_min_max"] == 705 - 373 + 0.5
    usa = make("k-ad-year", 1960, 1960, members="TUR,GBR,USA", size=3, with_="mid,distance").rows()[0]
    assert usa["mid_ongoing_any"] == 1
    assert usa["mid_ongoing_share"] == pytest.approx(1 / 3)
    assert usa["distance_min_max"] is None


@pytest.mark.needs("shared")
def test_oddities_are_dropped_where_asked(real: Make):
    """Alliance 4400 still binds states that left: with or without them."""
    kept = real("dyad-year", 2000, 2015, with_="atop_defense")
    dropped = real("dyad-year", 2000, 2015, with_="atop_defense", oddities={"left-the-security-treaty": "drop"})
    count = [sum(panel.rows().column("atop_defense")) for panel in (kept, dropped)]
    assert count[0] > count[1] > 0 or count[0] < count[1]
    with pytest.raises(DataError, match="Did you mean left-the-security-treaty"):
        len(real("dyad-year", 2000, 2000, oddities={"left-the-security-treat": "drop"}))
    with pytest.raises(DataError, match="kept or dropped"):
        len(real("dyad-year", 2000, 2000, oddities={"left-the-security-treaty": "cut"}))
