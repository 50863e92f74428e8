"""Whom datasets mean: their own names, the numbers of two lists, letters, and what is known to be no state."""

import csv
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.terms import bearers
from foedus.terms.bearers import SCHEMES, Bearer, Scheme, bearer
from foedus.terms.states import states as known_states
from foedus.terms.words import fold
from tests.conftest import SHARED

NAMES = sorted(bearers.LISTS.glob("*.csv"))
LISTS = [path for path in NAMES if path.stem in SCHEMES]
SORTS = {
    "", "organisation", "armed-group", "unknown", "territory", "before-statehood", "several", "region",
    "former-state", "member-not-state",
}  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_list_belongs_to_a_scheme():
    assert {path.stem for path in NAMES} <= set(SCHEMES)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_says_of_each_name_who_it_is_or_why_it_is_nobody(path: Path):
    for row in rows(path):
        assert row["sort"] in SORTS, row
        assert bool(row["key"]) != bool(row["sort"]), f"{row}: a state has no sort, and what is none has one"
        assert not row["key"] or row["key"] in known_states(), row


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_name_has_one_meaning_in_a_year(path: Path):
    """No two rows of a name overlap, so that their order does not matter."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in rows(path):
        spans.setdefault(fold(row["name"]), []).append((int(row["begins"] or 0), int(row["ends"] or 9999)))
    for name, found in spans.items():
        for (begins, ends), (other, last) in combinations(found, 2):
            assert ends < other or last < begins, name


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_listed_state_existed_in_the_years_of_its_row(path: Path):
    """It existed, or bore a number of COW's: the USSR's from 1918 and Serbia's of 1878 to 1917 come before its span."""
    for row in rows(path):
        state = known_states().get(row["key"])
        for year in (row["begins"], row["ends"]):
            if state and year:
                assert state.exists(int(year)) or state.cow_in(int(year)), row


@pytest.mark.parametrize(
    ("scheme", "value", "year", "expected"),
    [
        ("cow", "640", 2000, Bearer("TUR", 640)),
        ("cow", "345", 2004, Bearer("SCG", 345)),
        ("cow", "315", 1992, Bearer("CSK", 315)),
        ("cow", "316", 1993, Bearer("CZE", 316)),
        ("cow", "679", 1995, Bearer("YEM", 679)),
        ("gw", "678", 1995, Bearer("YEM", 679)),
        ("gw", "260", 2010, Bearer("DEU", 255)),
        ("gw", "340", 2010, Bearer("SRB", 345)),
        ("gw", "345", 2014, Bearer("SRB", 345)),
        ("gw", "345", 1995, Bearer("YUG", 345)),
        ("gw", "816", 1960, Bearer("VDR", 816)),
        ("gw", "817", 1960, Bearer("XSV", 817)),
        ("gw", "817", 1990, Bearer(None, None)),
        ("iso3", "CZE", 2000, Bearer("CZE", 316)),
        ("iso3", "YEM", 2000, Bearer("YEM", 679)),
        ("iso3", "VNM", 2000, Bearer("VNM", 816)),
        ("vdem", "VDR", 1960, Bearer("XSV", 817)),
        ("vdem", "SRB", 1900, Bearer("SRB", 345)),
        ("vdem", "KAZ", 1990, Bearer(None, None, "before-statehood")),
        ("sipri", "Turkiye", 2000, Bearer("TUR", 640)),
        ("sipri", "Congo", 2000, Bearer("COG", 484)),
        ("sipri", "DR Congo", 2000, Bearer("COD", 490)),
        ("sipri", "Libya GNC", 2019, Bearer("LBY", 620)),
        ("sipri", "HoR (Libya)*", 2019, Bearer(None, None, "armed-group")),
        ("sipri", "African Union**", 2019, Bearer(None, None, "organisation")),
        ("sipri", "unknown supplier(s)", 2019, Bearer(None, None, "unknown")),
        ("sipri", "Atlantis", 2019, Bearer(None, None)),
        ("un", "369", 1960, Bearer(None, None, "member-not-state")),
        ("un", "369", 2000, Bearer("UKR", 369)),
        ("un", "713", 1947, Bearer("CHN", 710)),
        ("un", "713", 1960, Bearer("TWN", 713)),
        ("mme", "Russia", 1991, Bearer("SUN", 365)),
        ("mme", "Russia", 1992, Bearer("RUS", 365)),
        ("mme", "st. christopher", 1992, Bearer("KNA", 60)),
        ("gdelt", "RUS", 1982, Bearer("SUN", 365)),
        ("gdelt", "AFR", 1982, Bearer(None, None, "region")),
        ("gdelt", "BLR", 1982, Bearer(None, None, "before-statehood")),
        ("icews", "Moldova, Republic of", 2018, Bearer("MDA", 359)),
    ],
)
def test_who_is_meant(scheme: Scheme, value: str, year: int, expected: Bearer):
    assert bearer(scheme, value, year) == expected


@given(st.sampled_from(SCHEMES), st.text(max_size=12), st.none() | st.integers(1700, 2100))
def test_nothing_is_guessed_and_nothing_breaks(scheme: Scheme, value: str, year: int | None):
    """Whatever a cell holds: a state that existed, or nobody."""
    found = bearer(scheme, value, year)
    assert found.key is None or found.key in known_states()
    assert found.cow is None or isinstance(found.cow, int)


@pytest.mark.needs("shared")
def test_published_tables_of_codes_agree_with_ours():
    """COW and Gleditsch-Ward numbers of today's states by ISO letters, save the known slips of both tables.

    country_converter has Czechoslovakia's number for Czechia and South Yemen's for Yemen; both have that of South
    Vietnam, which ended in 1975, for Vietnam.
    """
    codes = SHARED / "data" / "codes"
    with (codes / "countrycode_codelist.csv").open(encoding="utf-8", newline="") as file:
        theirs = {row["iso3c"]: (row["cown"], row["gwn"]) for row in csv.DictReader(file)}
    differ: dict[str, set[str]] = {"cow": set(), "gw": set()}
    checked = 0
    for key, (cown, gwn) in theirs.items():
        state = known_states().get(key)
        if state is None or state.status != "state" or state.ends is not None:
            continue
        pairs: list[tuple[Scheme, str]] = [("cow", cown), ("gw", gwn)]
        for scheme, number in pairs:
            if number not in ("", "NA"):
                checked += 1
                if bearer(scheme, number, 2016).key != key:
                    differ[scheme].add(key)
    assert checked > 360
    assert differ == {"cow": {"VAT"}, "gw": {"VAT", "VNM"}}, (
        "the Holy See has a number, and is in neither list of states"
    )
    with (codes / "country_converter_country_data.tsv").open(encoding="utf-8", newline="") as file:
        rows = [(row["ISO3"], row["GWcode"]) for row in csv.DictReader(file, delimiter="\t")]
    wrong = {
        iso: number
        for iso, number in rows
        if number
        and iso in known_states()
        and known_states()[iso].status == "state"
        and bearer("gw", number, 2016).key != iso
    }
    assert wrong == {"CZE": "315", "YEM": "680", "VNM": "817"}
