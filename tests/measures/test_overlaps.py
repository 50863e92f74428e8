"""Who is in which blocs and what that means, recomputed by hand on an invented case; bad questions."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from foedus.measures.measured import Measured, MeasureError
from foedus.measures.membership import bodies, members
from foedus.measures.overlaps import overlaps
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.figure import Figure
from tests.measures.armour import cell, claims, figure, labels
from tests.measures.blocs_case import FILES, with_profile
from tests.record.small import Files, recorded

BOTH = "NPT and EAU"
RecordOf = Callable[[Files], Record]


@pytest.fixture(scope="module")
def north(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with with_profile(tmp_path_factory.mktemp("north") / "case") as record:
        yield record


@pytest.fixture(scope="module")
def found(north: Record) -> Measured:
    return overlaps(north)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The same without a profile."""
    with recorded(tmp_path_factory.mktemp("bare") / "case", FILES) as record:
        yield record


# -- who is in which ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "bloc", "value", "behind"),
    [
        ("Finland", "NPT", "member", ("mem-001",)),
        ("Norway", "NPT", "leader", ("mem-002",)),
        ("Sweden", "NPT", "denied", ("mem-003",)),
        ("Finland", "EAU", "member", ("mem-005",)),
        ("Norway", "EAU", "until 2014", ("mem-006",)),
        ("Sweden", "EAU", "invited; data: associate 2001–2014", ("mem-007",)),
    ],
)
def test_a_cell_says_how_a_state_stands_and_by_which_claims(
    found: Measured, state: str, bloc: str, value: str, behind: tuple[str, ...]
):
    one = figure(found, "members", state, bloc)
    assert one.value == value
    assert one.claims == behind


def test_a_bloc_of_which_nothing_speaks_is_not_covered(found: Measured):
    """Not nil: no claim tells of the league, and no dataset has it."""
    one = figure(found, "members", "Finland", "Fishing League")
    assert one.value is None
    assert one.cover == "not-covered"
    assert any("Fishing League" in text for text in found.warnings)


def test_at_an_earlier_day_the_world_was_another(north: Record):
    """In 2012 Norway was in the union (2010 to 2014) and nobody in the pact, which claims have from 2015 on."""
    then = overlaps(north.at(as_of="2012-06-01"))
    assert figure(then, "members", "Norway", "EAU").value == "member"
    assert figure(then, "members", "Finland", "NPT").value == "data: member 2000–2014"
    assert figure(then, "members", "Finland", "NPT").claims == ()


def test_a_state_that_left_and_joined_is_left_open_where_no_claim_says_which_came_last(record_of: RecordOf):
    record = record_of(
        {
            **FILES,
            "claims/memberships.csv": """
            claim,event,stage,source,member,organisation
            mem-001,once,in-force,first-2020,FIN,pact
            mem-002,later,ended,first-2020,FIN,pact
            """,
        }
    )
    one = figure(overlaps(record), "members", "Finland", "NPT")
    assert one.value == "told as in force and as over"
    assert set(one.claims) == {"mem-001", "mem-002"}


def test_an_organisation_stands_for_its_members_and_not_for_observers(north: Record):
    """Denmark observes the pact, Sweden is denied to be in it: two members, by key, name or alias."""
    assert members(north, "pact") == members(north, "Northern Pact") == members(north, "npt") == ["FIN", "NOR"]
    assert labels(overlaps(north, group="pact"), "members") == ["Finland", "Norway"]


def test_without_named_blocs_those_with_most_members_stand_side_by_side(record_of: RecordOf):
    files = {**FILES, "case.toml": 'format = 1\ntitle = "T"\n'}
    assert bodies(record_of(files)) == ["union", "pact"]


# -- two at once ----------------------------------------------------------------------------------------------


def test_who_is_in_both(found: Measured):
    """Finland by claims; Norway has left the union, Sweden is denied the pact: two noes, so all is known."""
    one = figure(found, "pairs", BOTH, "States in both")
    assert one.value == "Finland"
    assert set(one.claims) == {"mem-001", "mem-005"}
    assert one.cover == "covered"


def test_an_observer_is_not_in_both(north: Record):
    """Denmark is a member of the union and watches the pact."""
    one = figure(overlaps(north, states=["FIN", "DNK"]), "pairs", BOTH, "States in both")
    assert one.value == "Finland"


def test_texts_say_what_both_bind_to_and_what_one_alone(found: Measured):
    """The pact by its treaty's text, the union by an alliance of its members; what a coder inferred is left out."""
    one = figure(found, "pairs", BOTH, "Texts")
    assert one.value == "both: defence; NPT alone: consultation"
    assert one.claims == ("agr-001",)
    assert [(row.dataset, row.key) for row in one.rows] == [("atop", "alliance 7")]


def test_an_obligation_that_lapsed_is_not_there(north: Record):
    then, now = overlaps(north.at(as_of="2003-01-01")), overlaps(north)
    assert figure(then, "duties", "EAU", "Obligations").value == "defence and neutrality"
    assert figure(now, "duties", "EAU", "Obligations").value == "defence"


def test_an_inferred_obligation_is_named_but_no_text(bare: Record):
    one = figure(overlaps(bare), "duties", "EAU", "Obligations")
    assert one.value is None
    assert one.cover == "not-covered"
    assert "agr-002" in one.coverage


def test_statements_on_one_by_those_in_the_other(found: Measured):
    """Russia leads the union; the Norwegian minister speaks for a member of the pact; two pacts are named at once.

    A scholar speaks for nobody, Sweden is not in the pact, and what is only weighed is not told.
    """
    one = figure(found, "pairs", BOTH, "Statements")
    assert one.value == "Norway on EAU: doubts; Russia on NPT: opposes; Sam Scholar on both: obstructs"
    assert set(one.claims) == {"sta-001", "sta-002", "arg-003"}
    assert one.roots == 2
    assert "not told here: 1" in one.coverage


def test_how_often_states_have_held_both_in_the_data(found: Measured):
    """Finland 2005 to 2010 and Norway 2012 to 2013: two states, eight state-years; 2014 has no value for Norway."""
    assert figure(found, "pairs", BOTH, "Held both, in data").value == 2
    years = figure(found, "pairs", BOTH, "For how long")
    assert (years.value, years.low, years.high) == (8, 8, 9)
    assert [row.key for row in years.rows] == ["FIN: pact and union, 2005–2010", "NOR: pact and union, 2012–2013"]
    assert "1990–2014" in years.coverage


def test_years_cut_the_window_and_beyond_it_nothing_is_covered(north: Record):
    assert figure(overlaps(north, since=2008, until=2009), "pairs", BOTH, "For how long").value == 2
    assert figure(overlaps(north, since=1990, until=1999), "pairs", BOTH, "For how long").value == 0
    late = figure(overlaps(north, since=2015), "pairs", BOTH, "For how long")
    assert late.value is None
    assert late.cover == "not-covered"


def test_without_a_profile_data_are_not_covered_and_it_says_so(bare: Record):
    found = overlaps(bare)
    for column in ("Held both, in data", "For how long"):
        assert figure(found, "pairs", BOTH, column).cover == "not-covered"
    assert any("foedus profile" in text for text in found.warnings)
    then = overlaps(bare.at(known="2021-01-01"))
    assert any("earlier day of knowledge" in text for text in then.warnings)


# -- quarrels, suppliers, opponents ---------------------------------------------------------------------------


def test_quarrels_among_them_by_claims_and_by_data(found: Measured):
    one = figure(found, "quarrels", "The herring quarrel", "How far")
    assert one.value == "open, March 2018"
    assert figure(found, "quarrels", "The herring quarrel", "Independent roots").value == 2
    data = figure(found, "quarrels", "Quarrels of the North: dispute", "How far")
    assert data.value == "1999, 2003–2004"
    assert cell(found, "quarrels", "Quarrels of the North: dispute", "Between") == "Finland, Sweden"
    assert labels(found, "quarrels") == ["The herring quarrel", "Quarrels of the North: dispute"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("Arms to them, events", 2),
        ("Volume, in data", 42.5),
        ("Quarrels, events", 1),
        ("Restricts them, events", 1),
    ],
)
def test_a_state_outside_is_counted_by_single_events(found: Measured, column: str, value: float):
    """Boats and planes, not guns that are expected; 12.5 and 30 of volume, none to itself; the cod, not a maybe."""
    assert figure(found, "outside", "Russia", column).value == value


def test_what_is_told_in_general_is_no_count_and_silence_no_nil(found: Measured):
    assert figure(found, "outside", "Denmark", "Arms to them, events").value == "in general only"
    assert figure(found, "outside", "Denmark", "Volume, in data").value == 0
    assert figure(found, "outside", "Denmark", "Quarrels, events").cover == "unknown"
    assert figure(found, "outside", "Denmark", "Quarrels, events").value is None
    assert cell(found, "outside", "Russia", "To whom") == "Finland"
    assert "Norway" not in labels(found, "outside")


def test_the_answer_says_how_many_are_in_two_and_who_is_bound_to_defend(found: Measured):
    assert found.answer == (
        "Of 3 states 1 is known to be in two blocs or more. Blocs whose texts bind to defence: NPT (Finland, Norway); "
        "EAU (Finland). Quarrels among them: 1 by claims, 1 pairs in datasets."
    )


def test_every_figure_has_claims_rows_or_a_reason(found: Measured):
    for sheet in found.sheets:
        for line in sheet.lines:
            for one in line.cells:
                if isinstance(one, Figure):
                    assert one.claims or one.rows or one.coverage, (sheet.name, line.label)


# -- bad questions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "said", "hint"),
    [
        ({"group": "alone"}, "one member only", "two states"),
        ({"group": "pakt"}, "no group 'pakt'", "'pact'"),
        ({"group": "league"}, "no group 'league'", "pact"),
        ({"states": ["FIN"]}, "one member only", "two states"),
        ({"states": ["FIN", "Narnia"]}, "no state 'Narnia'", ""),
        ({"states": ["FIN", "pact"]}, "no state but of type organisation", "state"),
        ({"since": "x"}, "'x' is no year", "2014"),
        ({"since": "2010", "until": "2001"}, "end (2001) before they begin", "round"),
    ],
)
def test_what_cannot_be_asked_is_said(north: Record, asked: dict[str, object], said: str, hint: str):
    with pytest.raises((MeasureError, AskError)) as raised:
        overlaps(north, **asked)  # type: ignore[arg-type]
    error = raised.value
    assert isinstance(error, MeasureError | AskError)
    assert said in error.message
    assert hint in error.hint


def test_before_everything_nothing_is_known_and_nothing_is_nil(north: Record):
    then = overlaps(north.at(as_of="1900-01-01"))
    assert not claims(then)
    cells = [one for sheet in then.sheets for line in sheet.lines for one in line.cells if isinstance(one, Figure)]
    assert cells
    assert all(one.value is None or one.rows for one in cells)
    with pytest.raises(MeasureError, match="No claim has a state as a member of the Northern Pact"):
        overlaps(north.at(as_of="1900-01-01"), group="pact")


# -- the bundled case -----------------------------------------------------------------------------------------


def test_the_bundled_case(bundled: Record):
    """Two members are in the CSTO, one in NATO, nobody in both, both of which bind to defence."""
    found = overlaps(bundled, group="ots")
    assert labels(found, "members") == ["Azerbaijan", "Kazakhstan", "Kyrgyzstan", "Türkiye", "Uzbekistan"]
    assert figure(found, "pairs", "OTS and CSTO", "States in both").value == "Kazakhstan, Kyrgyzstan"
    assert figure(found, "pairs", "OTS and NATO", "States in both").value == "Türkiye"
    nobody = figure(found, "pairs", "CSTO and NATO", "States in both")
    assert (nobody.value, nobody.cover) == ("nobody", "covered")
    assert figure(found, "pairs", "CSTO and NATO", "Texts").value == "both: defence, non-aggression and consultation"
    assert {"arg-002", "arg-003"} <= set(figure(found, "pairs", "CSTO and NATO", "Statements").claims)
    held = figure(found, "pairs", "CSTO and NATO", "Held both, in data")
    assert (held.value, held.cover) == (0, "covered")
    assert figure(found, "pairs", "OTS and CSTO", "Held both, in data").cover == "not-covered"
    # KAZ, KGZ, RUS and TJK 13 years each, UZB from 2002 to 2011: 62.
    assert figure(found, "pairs", "CSTO and CIS", "For how long").value == 62
    assert figure(found, "quarrels", "Unstable relations of Türkiye and Uzbekistan", "How far").claims == ("dis-038",)
    assert figure(found, "outside", "Canada", "Restricts them, events").value == 1


def test_in_2011_uzbekistan_was_in_the_csto_by_data(built_case: Path):
    from foedus.record.build import NAME

    with Record(built_case / "build" / NAME, as_of="2011-06-01") as record:
        found = overlaps(record, states=["KAZ", "UZB"])
        assert str(figure(found, "members", "Uzbekistan", "CSTO").value).endswith("data: member 2002–2011")
