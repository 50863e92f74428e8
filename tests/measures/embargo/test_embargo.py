"""Embargo exposure on a small made-up case: what is withheld, what needs it, who has that, what took its place."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from foedus.measures.embargo import embargo
from foedus.measures.measured import MeasureError
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.figure import Figure
from foedus.views.measured import say
from tests.measures import armour
from tests.measures.armour import FILES, cell, figure, labels
from tests.record.small import recorded

Ask = Callable[[dict[str, str]], Record]
PART, WHOLE, NEW = "Norwegian gearbox of the Wolf", "Wolf", "Swedish gearbox of the Wolf"


@pytest.fixture(scope="module")
def north(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with recorded(tmp_path_factory.mktemp("north") / "case", FILES) as record:
        yield record


def added(name: str, *rows: str) -> dict[str, str]:
    """The case with rows more in one of its tables."""
    indent = FILES[name].split("\n")[1][: -len(FILES[name].split("\n")[1].lstrip())]
    return {**FILES, name: FILES[name].rstrip() + "".join(f"\n{indent}{row}" for row in rows) + "\n"}


# -- the chain ---------------------------------------------------------------------------------------------------


def test_what_needs_the_withheld_part_and_who_has_it(north: Record):
    """Norway's gearbox goes into the Wolf, which Finland makes and Estonia received; all with their claims."""
    found = embargo(north, imposer="NOR")
    assert cell(found, "platforms", WHOLE, "What of it") == PART
    assert figure(found, "platforms", WHOLE, "Supply").value == "stopped"
    assert figure(found, "platforms", WHOLE, "Supply").claims == ("pro-001", "res-001")
    assert figure(found, "platforms", WHOLE, "Makers").value == "Finland (Finworks)"
    assert figure(found, "platforms", WHOLE, "Owners and orders").value == "Estonia (delivered)"
    assert figure(found, "platforms", WHOLE, "Owners and orders").claims == ("tra-001",)
    assert figure(found, "class", WHOLE, "Who has it").value == "Latvia (in service)"


def test_a_part_of_a_part_leads_up_to_the_platform(north: Record):
    """Denmark's bearing goes into Norway's gearbox, and that into the Wolf: two links, each with its claims."""
    found = embargo(north, imposer="DNK")
    assert labels(found, "platforms") == [WHOLE]
    [links] = [sheet for sheet in found.sheets if sheet.name == "links"]
    into = [line for line in links.lines if line.cells[0] == "goes into"]
    steps = {(one.label, one.cells[1]): c.claims for one in into for c in one.cells if isinstance(c, Figure)}
    assert steps == {("Bearing", PART): ("pro-005",), (PART, WHOLE): ("pro-001",)}
    assert "No claim has Denmark restrict anything" in " ".join(found.warnings)


def test_who_only_works_on_a_part_is_not_taken_for_a_maker_of_the_whole(north: Record):
    """Nordgear has a share in the bearing; that does not make Norway a maker of the Wolf."""
    assert "Norway" not in str(figure(embargo(north, imposer="DNK"), "platforms", WHOLE, "Makers").value)


# -- what is withheld --------------------------------------------------------------------------------------------


def test_restrictions_with_stage_and_dates(north: Record):
    """Imposed with its month, lifted with its year, undated said to be so, denied kept apart."""
    found = embargo(north, imposer="NOR")
    assert figure(found, "denied", "Gearbox of the Wolf", "Imposed").value == "February 2015"
    assert figure(found, "denied", "Norwegian embargo on Finland", "Imposed").cover == "unknown"
    assert figure(found, "denied", "Arms embargo: Norway on Sweden", "How far").value == "lifted"
    assert figure(found, "denied", "Arms embargo: Norway on Sweden", "Eased or lifted").value == "lifted, 2001"
    assert figure(found, "denied", "Boats built together", "How far").value == "denied: imposed"
    assert "3 restrictions by Norway on Finland, Sweden (2 told of as imposed, 1 as lifted)" in found.answer


def test_what_goes_on_in_spite_of_it(north: Record):
    """Boats go on though two restrictions on Finland are in force, and are said not to be under one."""
    found = embargo(north, imposer="NOR")
    assert figure(found, "going-on", "patrol boats", "In spite of").claims == ("res-001", "res-002")
    assert figure(found, "going-on", "patrol boats", "Said not to be restricted").claims == ("res-003",)
    assert figure(found, "platforms", "patrol boats", "Stands still").value == "no"


def test_a_general_embargo_hits_nothing_by_itself(record_of: Ask):
    """An embargo on arms at large is in force; that the gearbox was stopped by it nobody says."""
    files = {**FILES, "claims/restrictions.csv": "\n".join(
        line for line in FILES["claims/restrictions.csv"].splitlines() if "res-001" not in line
    )}  # fmt: skip
    files["claims/production.csv"] = FILES["claims/production.csv"].replace(",ended,2015-03,", ",operating,2015-03,")
    found = embargo(record_of(files), imposer="NOR")
    assert figure(found, "platforms", WHOLE, "Supply").value == "goes on"
    assert labels(found, "going-on").count(PART) == 1


def test_a_pause_that_ended_is_told_as_such(record_of: Ask):
    """Suspended in 2017 and resumed in 2018: it does not stand still, and since when it did is told."""
    files = added(
        "claims/production.csv",
        "pro-010,bus,suspended,2017,asserted,,first-2020,,,FIN; NOR,bus,other,co-development,,",
        "pro-011,bus,resumed,2018,asserted,,first-2020,,,FIN; NOR,bus,other,co-development,,",
    )
    found = embargo(record_of(files), imposer="NOR")
    assert figure(found, "platforms", "bus", "Supply").value == "stopped, then resumed"
    assert figure(found, "platforms", "bus", "Stopped since").value == "2017"
    assert figure(found, "platforms", "bus", "Stands still").value == "no"


def test_supply_that_is_told_of_after_the_stop_has_been_resumed(record_of: Ask):
    """Gearboxes delivered in 2017, two years after the stop: whatever became of the restriction, they came again."""
    more = "tra-021,again,delivered,{},asserted,first-2020,single,NOR,FIN,wolf-gearbox,engines"
    after = embargo(record_of(added("claims/transfers.csv", more.format("2017"))), imposer="NOR")
    assert figure(after, "platforms", WHOLE, "Supply").value == "stopped, then resumed"
    before = embargo(record_of(added("claims/transfers.csv", more.format("2014"))), imposer="NOR")
    assert figure(before, "platforms", WHOLE, "Supply").value == "stopped"


def test_what_ended_without_a_restriction_is_not_called_stopped(record_of: Ask):
    """A common bus came to an end, nobody says through whom: whether anybody still needs it is not said."""
    files = added(
        "claims/production.csv",
        "pro-010,bus,ended,2017,asserted,,first-2020,,,FIN; NOR,bus,other,co-development,,",
    )
    found = embargo(record_of(files), imposer="NOR")
    assert figure(found, "platforms", "bus", "Supply").value == "ended"
    assert figure(found, "platforms", "bus", "Stands still").cover == "unknown"


def test_things_that_are_only_called_alike_stay_two(record_of: Ask):
    """Boats for Finland and boats for Estonia are not one thing because both are boats; no claim is lost of either."""
    files = added(
        "claims/transfers.csv",
        "tra-020,more-boats,delivered,2012,asserted,first-2020,single,NOR,EST,patrol boats,ships",
    )
    found = embargo(record_of(files), imposer="NOR")
    assert labels(found, "platforms").count("patrol boats") == 2
    assert {"pro-006", "tra-020"} <= armour.claims(found)
    [picture] = found.pictures
    assert [one["label"] for one in picture.data["nodes"]].count("patrol boats") == 2


# -- substitutes -------------------------------------------------------------------------------------------------


def test_substitute_by_date_and_by_whose_word(north: Record):
    """Agreed on a source's own word, in use only on the minister's; how good is his opinion, with his name."""
    found = embargo(north, imposer="NOR")
    assert cell(found, "substitutes", PART, "Substitute") == NEW
    assert cell(found, "substitutes", PART, "Made by") == "Sweden"
    assert figure(found, "substitutes", PART, "Agreed").value == "agreed 1 June 2016"
    assert figure(found, "substitutes", PART, "In use").value == "passed on as in use 2018"
    said = figure(found, "opinions", NEW, "Said of it")
    assert (said.value, said.claims) == ("“The new one is as good.” – Max Minister", ("arg-001",))
    assert cell(found, "opinions", NEW, "Coders’ notes") == "Said to last longer."
    assert figure(found, "platforms", WHOLE, "Stands still").value == "yes"


def test_how_long_without_recomputed_by_hand(north: Record):
    """From some day of February 2015 to 1 June 2016, and to some day of 2018, in months of 30.436875 days."""
    found = embargo(north, imposer="NOR")
    agreed = figure(found, "substitutes", PART, "Gap to agreement")
    least, most = (date(2016, 6, 1) - date(2015, 2, 28)).days, (date(2016, 6, 1) - date(2015, 2, 1)).days
    assert (least, most) == (459, 486)
    assert (agreed.low, agreed.high) == (15, 16)  # 459 / 30.436875 = 15.08, 486 / 30.436875 = 15.97
    used = figure(found, "substitutes", PART, "Gap to use")
    assert (used.low, used.high) == (34, 47)  # 1038 and 1429 days: 34.1 and 46.9


def test_a_substitute_that_a_source_vouches_for_ends_the_standstill(record_of: Ask):
    """With the source's own word for its use, the Wolf no longer stands still."""
    files = {**FILES, "claims/production.csv": FILES["claims/production.csv"].replace(
        "operating,2018,attributed,minister", "operating,2018,asserted,"
    )}  # fmt: skip
    found = embargo(record_of(files), imposer="NOR")
    assert figure(found, "platforms", WHOLE, "Stands still").value == "no"
    assert figure(found, "substitutes", PART, "In use").value == "in use 2018"


# -- clocks and filters -------------------------------------------------------------------------------------------


def test_as_of_the_year_before_there_was_no_substitute(north: Record):
    """At the end of 2015 the gearbox is stopped and nothing in its place; in 2017 one is agreed."""
    before = embargo(north.at(as_of="2015-12-31"), imposer="NOR")
    assert labels(before, "substitutes") == []
    assert "no substitute told of" in before.answer
    between = embargo(north.at(as_of="2017"), imposer="NOR")
    assert figure(between, "substitutes", PART, "Agreed").known
    assert figure(between, "substitutes", PART, "In use").cover == "unknown"


def test_known_before_the_second_source_was_out(north: Record):
    """Who had only the first source in 2021 knew of the stop, not of the substitute nor of the boats."""
    found = embargo(north.at(known="2021-12-31"), imposer="NOR")
    assert labels(found, "platforms") == [WHOLE]
    assert labels(found, "substitutes") == []


@pytest.mark.parametrize("item", ["engines", "wolf-gearbox", "Norwegian gearbox of the Wolf", "wolf", "gearbox"])
def test_an_item_by_class_key_name_platform_or_word(north: Record, item: str):
    """Whichever way it is asked for, the answer is on the gearbox and leaves the boats out."""
    found = embargo(north, imposer="NOR", item=item)
    assert labels(found, "platforms") == [WHOLE]
    assert "Boats built together" not in labels(found, "denied")


def test_only_what_touches_a_target(north: Record):
    """On Sweden there was an old embargo, and nothing of Norway's goes there."""
    found = embargo(north, imposer="Norway", target="sweden")
    assert labels(found, "denied") == ["Arms embargo: Norway on Sweden"]
    assert labels(found, "platforms") == []


# -- how little is known -------------------------------------------------------------------------------------------


def test_known_chokepoints_and_the_rest_not_covered(north: Record):
    """Three foreign parts in all: gearbox, its successor, bearing; one of Norway's, and that one was withheld."""
    found = embargo(north, imposer="NOR")
    counts = [figure(found, "known", label, "How many") for label in labels(found, "known")]
    assert [one.value for one in counts] == [3, 1, 1, 1, 1, 1]
    assert counts[0].claims == ("pro-001", "pro-003", "pro-004", "pro-005")
    assert all(one.cover == "partly" for one in counts[:3])
    assert "Known chokepoints: 1 of Norway, 3 in all; the rest is not covered." in found.answer
    assert any("No platform, part or supplier is ranked" in limit for limit in found.limits)


def test_components_without_a_platform_are_said(north: Record):
    """The lenses go into nothing that a claim names."""
    assert any("into which platform 1 component goes" in one and "pro-007" in one for one in
               embargo(north, imposer="NOR").warnings)  # fmt: skip


def test_general_statements_stand_apart(north: Record):
    """Radios for Latvia, of no model and no single event: shown, not followed."""
    found = embargo(north, imposer="NOR")
    assert labels(found, "general") == ["radios"]
    assert "radios" not in labels(found, "platforms")


# -- bad input --------------------------------------------------------------------------------------------------


def test_a_cycle_in_part_of_is_said_and_followed_once(record_of: Ask):
    """The Wolf is said to be part of its own gearbox: the chain stops there, and the claims are named."""
    files = added(
        "claims/production.csv",
        "pro-012,odd,operating,2012,asserted,,first-2020,,,finworks,wolf,other,own-development,wolf-gearbox,",
    )
    found = embargo(record_of(files), imposer="NOR")
    assert labels(found, "platforms").count(WHOLE) == 1
    [said] = [one for one in found.warnings if "circle" in one]
    assert "pro-001" in said
    assert "pro-012" in said


def test_a_state_that_supplies_itself_is_said_and_left_out(record_of: Ask):
    """A Norwegian firm's sale to Norway is no exposure of anybody."""
    files = added(
        "claims/transfers.csv", "tra-010,home,delivered,2012,asserted,first-2020,single,nordgear,NOR,radios,other"
    )
    found = embargo(record_of(files), imposer="NOR")
    assert any("as supplier and as recipient" in one and "tra-010" in one for one in found.warnings)
    assert "tra-010" not in armour.claims(found)


def test_a_group_without_members_is_nobodys_embargo(record_of: Ask):
    """What unlisted 'Northern peoples' imposed on Finland is not put down to Norway, and that is said."""
    files = added(
        "claims/restrictions.csv",
        "res-010,peoples,imposed,2014,asserted,first-2020,single,,northerners,FIN,arms-embargo,,",
    )
    found = embargo(record_of(files), imposer="NOR")
    assert "res-010" not in armour.claims(found)
    assert any("Northern peoples" in one for one in found.warnings)


def test_a_state_of_which_no_claim_tells_is_unknown_not_nil(north: Record):
    """Japan stands in no claim: nothing is listed, and that is said to be unknown."""
    found = embargo(north, imposer="JPN")
    assert labels(found, "platforms") == []
    assert any("unknown, not nil" in one for one in found.warnings)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"imposer": "Atlantis"}, "Atlantis"),
        ({"imposer": "finworks"}, "firm"),
        ({"imposer": "NOR", "target": "NOR"}, "cannot withhold from itself"),
        ({"imposer": "NOR", "item": "gearbocks"}, "gearbocks"),
    ],
)
def test_what_cannot_be_asked(north: Record, asked: dict[str, str], says: str):
    """Each says what is wrong."""
    with pytest.raises((MeasureError, AskError)) as error:
        embargo(north, **asked)
    assert isinstance(error.value, MeasureError | AskError)
    assert says in error.value.message
    assert error.value.hint


def test_an_item_that_is_nearly_right_is_suggested(north: Record):
    """A slip of the pen in a class gets the class."""
    with pytest.raises(MeasureError) as error:
        embargo(north, imposer="NOR", item="enginse")
    assert "engines" in error.value.hint


# -- the picture --------------------------------------------------------------------------------------------------


def test_the_picture_tells_stopped_from_what_took_its_place(north: Record):
    """Norway's line is stopped, Sweden's only planned, for nobody vouches for its use; its claims are the table's."""
    [picture] = embargo(north, imposer="NOR", item="engines").pictures
    forms = {(one["one"], one["other"]): one["form"] for one in picture.data["links"]}
    assert forms["0:NOR", "1:wolf-gearbox"] == "stopped"
    assert forms["1:wolf-gearbox", "2:wolf"] == "stopped"
    assert forms["0:SWE", "1:new-gearbox"] == "planned"
    assert forms["2:wolf", "3:EST"] == "works"
    assert {"pro-001", "res-001", "tra-001", "pro-003"} <= set(picture.claims)


# -- the whole answer ---------------------------------------------------------------------------------------------


def test_the_whole_answer_to_read(north: Record, golden: Callable[[str, str], None]):
    """All tables of the made-up case as one reads them, each figure with its claims."""
    found = embargo(north, imposer="NOR")
    text = [found.answer]
    for sheet in found.sheets:
        text += ["", sheet.title, " | ".join([sheet.about, *(column.label for column in sheet.columns)])]
        text += [" | ".join([line.label, *(_told(c) for c in line.cells)]) for line in sheet.lines]
    golden("measure-embargo.txt", "\n".join([*text, "", *found.warnings, ""]))


def _told(one: Figure | str) -> str:
    if isinstance(one, str):
        return one
    return f"{say(one)} [{', '.join(one.claims)}]" if one.claims else say(one)
