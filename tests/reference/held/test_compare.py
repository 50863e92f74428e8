"""A case held against datasets: right pairs, honest gaps, and nothing paired that might be something else."""

from pathlib import Path

import pytest

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.reference.compare import Comparison, Line, compare
from foedus.reference.compare.model import Fit, Ours, Theirs
from foedus.reference.compare.pairing import Pairing
from foedus.reference.compare.weapons import NAMED, SAME, VARIANT, same_weapon, sort_of
from foedus.reference.errors import DataError
from foedus.reference.store import Library


def of(found: Comparison, event: str) -> Line:
    """The line of an event of the case."""
    return next(line for line in found.lines if line.ours and line.ours.event == event)


@pytest.fixture(scope="module")
def sipri(record: Record, books: Library) -> Comparison:
    return compare(record, books, "sipri")


@pytest.fixture(scope="module")
def dcad(record: Record, books: Library) -> Comparison:
    return compare(record, books, "dcad")


def test_a_deal_is_matched_by_parties_weapon_and_year_and_the_number_that_differs_is_said(sipri: Comparison) -> None:
    """Ten vehicles in the case, twelve in the register: one deal, and a disagreement."""
    line = of(sipri, "moose-sale")
    assert line.theirs
    assert line.theirs.key == "deal 1"
    assert line.matched_by == "supplier, recipient, weapon, year"
    assert [(one.field, one.ours, one.theirs) for one in line.differences] == [
        ("number", "10", "12"),
        ("stage", "ordered", "12 delivered 2006; 2007"),
    ]
    assert line.ours
    assert [(claim.claim, claim.cite, claim.locator) for claim in line.ours.claims] == [
        ("tra-001", "“The Gazette” (2012)", "¶2")
    ]


def test_a_licence_goes_with_the_deal_that_is_made_under_one(sipri: Comparison) -> None:
    line = of(sipri, "moose-plant")
    assert line.status == "both"
    assert line.theirs
    assert line.theirs.key == "deal 2"
    assert "made under licence" in line.matched_by


def test_what_fits_two_rows_as_well_stays_unpaired_and_says_so(sipri: Comparison) -> None:
    line = of(sipri, "otter-sale")
    assert line.status == "ambiguous"
    assert line.why == "It fits deal 4, deal 5 as well."
    rows = [line for line in sipri.of("ambiguous") if line.theirs]
    assert {(row.theirs.key, row.why) for row in rows if row.theirs} == {
        ("deal 4", "It may be otter-sale of the case."),
        ("deal 5", "It may be otter-sale of the case."),
    }


def test_what_the_register_does_not_cover_is_not_called_missing(sipri: Comparison) -> None:
    assert of(sipri, "radio-sale").status == "not-covered"
    assert "small arms, communications" in of(sipri, "radio-sale").why
    assert of(sipri, "late-sale").status == "not-covered"
    assert of(sipri, "late-sale").why == "The register covers 1950-2012."
    assert of(sipri, "drones").status == "not-compared"


def test_rows_that_the_case_lacks_are_those_of_its_own_states_and_groups(sipri: Comparison) -> None:
    rows = {(line.theirs.key, line.theirs.states) for line in sipri.of("dataset") if line.theirs}
    assert rows == {("deal 6", ("DEU", "FIN")), ("deal 7", ("NOR", "FIN"))}


def test_every_row_and_every_event_stands_in_exactly_one_line(sipri: Comparison) -> None:
    theirs = [line.theirs.key for line in sipri.lines if line.theirs]
    ours = [line.ours.event for line in sipri.lines if line.ours]
    assert sorted(theirs) == [f"deal {number}" for number in range(1, 8)]
    assert len(ours) == len(set(ours)) == 7


def test_agreements_match_by_parties_and_date_and_their_sectors_may_disagree(dcad: Comparison) -> None:
    line = of(dcad, "school")
    assert line.theirs
    assert line.theirs.key == "D-1"
    assert line.matched_by == "parties, month of signature"
    assert [(one.field, one.ours, one.theirs) for one in line.differences] == [("sectors", "training", "PROCUREMENT")]
    assert of(dcad, "shipyard").status == "both"
    assert of(dcad, "rescue").why == "The dataset has no category for civil-protection."
    assert of(dcad, "newer").why == "The dataset covers agreements signed 1980-2010."
    assert of(dcad, "firm-deal").why == "A firm is a party: the dataset holds agreements of governments."
    assert [line.theirs.key for line in dcad.of("dataset") if line.theirs] == ["D-3"]


def test_an_alliance_is_matched_by_parties_year_and_a_common_obligation(record: Record, books: Library) -> None:
    found = compare(record, books, "atop")
    line = of(found, "oath")
    assert line.theirs
    assert line.theirs.key == "ATOP 9001"
    assert [(one.field, one.ours, one.theirs) for one in line.differences] == [
        ("obligations", "nonaggression", "defense, nonaggression")
    ]
    assert [line.theirs.key for line in found.of("dataset") if line.theirs] == ["ATOP 9002"]


def test_exercises_match_by_month_and_name_the_participants_that_the_case_lacks(record: Record, books: Library) -> None:
    found = compare(record, books, "mme")
    line = of(found, "cold-wind")
    assert line.matched_by == "2 participants, month, name"
    assert [(one.field, one.theirs) for one in line.differences] == [("participants", "also NOR")]
    assert of(found, "warm-wind").status == "not-covered"


def test_chosen_actors_and_years_narrow_what_is_compared(record: Record, books: Library) -> None:
    found = compare(record, books, "sipri", actors=["Norway"], start=2007, end=2009)
    assert found.states == ("NOR",)
    assert {line.theirs.key for line in found.lines if line.theirs} == {"deal 3"}


def test_questions_that_cannot_be_put_say_why(record: Record, books: Library, tmp_path: Path) -> None:
    with pytest.raises(AskError, match="cannot be compared with 'sipry'"):
        compare(record, books, "sipry")
    with pytest.raises(AskError, match="is no state"):
        compare(record, books, "sipri", actors=["nato"])
    with pytest.raises(AskError, match="no years from 2020 to 2010"):
        compare(record, books, "sipri", start=2020, end=2010)
    with pytest.raises(DataError, match="not on this machine"):
        compare(record, Library([tmp_path], cache=tmp_path / "cache"), "sipri")


def test_names_of_weapons_are_held_against_each_other_with_care() -> None:
    """A maker's name is no part of it, a number behind it is another model, a letter a version."""
    assert same_weapon(["Elkworks Moose"], "Moose", makers=["Elkworks"]) == SAME
    assert same_weapon(["Elkworks Moose"], "Moose-2", makers=["Elkworks"]) == VARIANT
    assert same_weapon(["S-400"], "S-400 Triumf") == NAMED
    assert same_weapon(["S-400"], "48N6", "For use with S-400 SAM systems") == 0
    assert same_weapon(["Deniz Han"], "C-92", "Turkmen version; Turkmenistan designation Deniz Han") == NAMED
    assert same_weapon(["F-35"], "F-350") == 0
    assert same_weapon(["drones"], "Bayraktar TB2") == 0
    assert same_weapon([], "Moose") == same_weapon(["Moose"], "") == 0


@pytest.mark.parametrize(
    ("description", "sort"),
    [
        ("armed UAV", "uav"), ("missile boat", "ships"), ("anti-submarine helicopter", "aircraft"),
        ("SAM system", "air-defence"), ("portable SAM", "missiles"), ("towed gun", "artillery"),
        ("naval gun", "naval-weapons"), ("vehicle engine", "engines"), ("fire-control radar", "sensors"),
        ("light tank", "armoured-vehicles"), ("tanker/transport aircraft", "aircraft"), ("submarine", "ships"),
        ("anti-submarine torpedo", "missiles"), ("reconnaissance satellite", "satellites"), ("laser dazzler", "other"),
    ],
)  # fmt: skip
def test_a_description_falls_into_one_sort(description: str, sort: str) -> None:
    assert sort_of(description) == sort


def test_pairs_are_made_only_where_each_is_the_others_single_best() -> None:
    """Two of ours that fit one row as well: no pair. One that fits better than the rest: a pair, and the rest go on."""
    ours = [Ours(event=key, kind="k", title="", states=(), claims=(), whens=(), stages=()) for key in "abc"]
    theirs = [Theirs(key=key, states=(), says="") for key in "xy"]
    fits = {("a", "x"): 2.0, ("b", "x"): 2.0, ("c", "x"): 1.0, ("c", "y"): 1.0}

    def fit(one: Ours, other: Theirs) -> Fit | None:
        rank = fits.get((one.event, other.key))
        return Fit((rank,)) if rank else None

    pairing = Pairing(ours, theirs, fit)
    assert {at: to for at, (to, _) in pairing.pairs.items()} == {}
    assert pairing.open_to(0) == [0]
    assert pairing.open_of(0) == [0, 1, 2]
    fits["a", "x"] = 3.0
    pairing = Pairing(ours, theirs, fit)
    assert {at: to for at, (to, _) in pairing.pairs.items()} == {0: 0, 2: 1}
