"""Reasons for and against, recomputed by hand on an invented case; what has happened since; the bundled case."""

from collections.abc import Callable, Iterator

import pytest

from foedus.measures.arguments import NOTHING, arguments
from foedus.measures.arguments.question import below, question
from foedus.measures.measured import Measured, MeasureError
from foedus.record import Record
from foedus.record.figure import Figure
from tests.measures.armour import cell, claims, figure, labels
from tests.measures.blocs_case import FILES
from tests.record.small import Files, recorded

RecordOf = Callable[[Files], Record]
ARGUMENTS = "claim,event,stage,assertion,source,grain,prompted_by,by,question,proposition,role,concerns\n"


@pytest.fixture(scope="module")
def north(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with recorded(tmp_path_factory.mktemp("north") / "case", FILES) as record:
        yield record


@pytest.fixture(scope="module")
def found(north: Record) -> Measured:
    return arguments(north, topic="the-army")


# -- roles, givers, roots -------------------------------------------------------------------------------------


def test_a_reason_told_twice_is_one_reason_on_two_roots(found: Measured):
    """The minister says in two independent sources that cold binds."""
    assert figure(found, "roles", "enables", "Reasons").value == 1
    assert figure(found, "roles", "enables", "Given by").value == 1
    assert figure(found, "roles", "enables", "Independent roots").value == 2
    assert figure(found, "reasons", "Cold binds.", "Roots").claims == ("arg-001", "arg-002")


def test_what_obstructs_is_by_two_on_two_roots(found: Measured):
    """The scholar in the first source; the minister's word, which the second passes on, is a root of its own."""
    one = figure(found, "roles", "obstructs", "Reasons")
    assert (one.value, one.claims, one.roots) == (2, ("arg-003", "arg-004"), 2)
    assert figure(found, "roles", "obstructs", "Given by").value == 2
    assert cell(found, "reasons", "Fish divides.", "How") == "passed on; after Max Minister"


def test_what_is_only_weighed_is_shown_and_not_counted(found: Measured):
    assert figure(found, "roles", "motive", "Reasons").value == 0
    aside = figure(found, "roles", "motive", "Only weighed, expected, denied or general")
    assert (aside.value, aside.claims) == (1, ("arg-005",))
    assert cell(found, "reasons", "It may be talk.", "How") == "weighed"


def test_the_answer_in_words(found: Measured):
    """Keys lead on from what concerns two states, two blocs or a group, not from what concerns Finland alone."""
    assert found.answer == (
        "3 reasons by 2 on 3 independent roots: enables 1 (on 2 independent roots), obstructs 2 (on 2 independent "
        "roots). Besides, 1 only weighed, expected, denied or general. Keys lead on from 3: since then something dated "
        "has happened to what 1 of them rests on."
    )


# -- since ----------------------------------------------------------------------------------------------------


def test_what_has_happened_since_to_two_actors_that_a_reason_concerns(found: Measured):
    """Cold binds Finland and Norway, said in June 2020; they signed a deal in March 2021. Its denied twin is none."""
    one = figure(found, "reasons", "Cold binds.", "Since then")
    assert one.value == "Deal of Finland and Norway (signed, 1 March 2021)"
    assert one.claims == ("agr-003",)


def test_what_came_before_is_not_since(found: Measured):
    """The herring quarrel of 2018, which prompted the reason, lies before it; so do the memberships of 2015."""
    assert labels(found, "since") == ["Deal of Finland and Norway"]
    assert figure(found, "reasons", "Two pacts exclude.", "Since then").value == NOTHING


def test_where_no_key_leads_anywhere_it_is_not_covered(found: Measured):
    """A reason that concerns one state alone and names no event: that is not "nothing on record"."""
    one = figure(found, "reasons", "Fish divides.", "Since then")
    assert one.value is None
    assert one.cover == "not-covered"


def test_by_the_day_asked_it_had_not_happened_yet(north: Record):
    then = arguments(north.at(as_of="2020-12-31"), topic="the-army")
    assert figure(then, "reasons", "Cold binds.", "Since then").value == NOTHING
    assert labels(then, "since") == []


def test_an_event_that_prompted_a_reason_and_went_on_is_followed(record_of: RecordOf):
    """The claim names the quarrel; the quarrel ended later; another quarrel that is much like it is not followed."""
    record = record_of(
        {
            **FILES,
            "claims/arguments.csv": ARGUMENTS
            + "arg-001,idea,made,asserted,first-2020,single,herring,FIN,work,So.,enables,\n",
            "claims/disputes.csv": """
            claim,event,stage,date,source,grain,parties,type
            dis-001,herring,open,2018,first-2020,single,FIN; NOR,rivalry
            dis-002,herring,ended,2021-02,second-2022,single,FIN; NOR,rivalry
            dis-003,cod,ended,2021-02,second-2022,single,FIN; NOR,rivalry
            """,
        }
    )
    one = figure(arguments(record, topic="work"), "reasons", "So.", "Since then")
    assert one.value == "The herring quarrel (ended, February 2021)"
    assert one.claims == ("dis-002",)


def test_the_one_body_that_a_reason_concerns_is_followed(record_of: RecordOf):
    """A state joins the pact after it was said that nobody will; an undated membership is named, not placed."""
    record = record_of(
        {
            **FILES,
            "claims/arguments.csv": ARGUMENTS
            + "arg-001,idea,made,asserted,first-2020,single,,FIN,work,Nobody.,obstructs,pact\n",
            "claims/memberships.csv": """
            claim,event,stage,date,source,grain,member,organisation
            mem-001,swe,in-force,2021-07,second-2022,single,SWE,pact
            mem-002,nor,in-force,,second-2022,single,NOR,pact
            mem-003,dnk,in-force,2021-07,second-2022,single,DNK,union
            """,
        }
    )
    one = figure(arguments(record, topic="work"), "reasons", "Nobody.", "Since then")
    assert one.claims == ("mem-001",)
    assert "mem-002" in one.coverage


# -- what is asked --------------------------------------------------------------------------------------------


def test_a_topic_is_asked_with_what_is_under_it(north: Record):
    assert below(north, "work") == ("work", "the-army")
    assert labels(arguments(north, topic="work"), "reasons") == labels(arguments(north, topic="the-army"), "reasons")
    assert "Herring is dear." not in labels(arguments(north, topic="Work of the northern states"), "reasons")


def test_an_event_stands_for_the_one_topic_that_it_is_on(north: Record):
    found = arguments(north, topic="nets")
    assert labels(found, "reasons") == ["Herring is dear."]
    assert found.warnings == ("All arguments of this event are on “Fishing rights”, which is asked with it.",)


def test_an_actor_stands_for_what_concerns_it(north: Record):
    assert labels(arguments(north, topic="Eastern Union"), "reasons") == ["Two pacts exclude."]
    assert labels(arguments(north, topic="SWE"), "reasons") == ["Herring is dear."]


def test_without_a_topic_everything_is_told_by_what_it_is_on(north: Record):
    found = arguments(north)
    assert labels(found, "questions") == ["Whether an army will come about", "Fishing rights"]
    assert figure(found, "questions", "Fishing rights", "All reasons").value == 1


@pytest.mark.parametrize(
    ("asked", "near"), [("the-armi", "the-army"), ("idae", "idea"), ("zzzzzz", "lists the topics")]
)
def test_an_unknown_topic_is_told_with_what_is_near(north: Record, asked: str, near: str):
    with pytest.raises(MeasureError) as raised:
        question(north, asked)
    assert asked in raised.value.message
    assert near in raised.value.hint


def test_before_everything_nobody_has_said_anything(north: Record):
    """The key is known, so it is no error; that nobody gives a reason yet is silence, not a no."""
    for topic in ("the-army", "idea", "FIN", ""):
        then = arguments(north.at(as_of="1900-01-01"), topic=topic)
        assert "silence" in then.answer
        assert then.sheets == ()


def test_every_figure_has_claims_or_a_reason(found: Measured):
    for sheet in found.sheets:
        for line in sheet.lines:
            for one in line.cells:
                if isinstance(one, Figure):
                    assert one.claims or one.coverage, (sheet.name, line.label)


# -- the bundled case -----------------------------------------------------------------------------------------


def test_the_bundled_case(bundled: Record):
    """One author gives nearly all reasons on the army: five for it, nine against; a second one, of 2023, adds one."""
    found = arguments(bundled, topic="turan-army")
    enables, obstructs = (figure(found, "roles", role, "Reasons") for role in ("enables", "obstructs"))
    assert enables.claims == ("arg-011", "arg-012", "arg-013", "arg-014", "arg-015")
    assert obstructs.claims == (*(f"arg-00{n}" for n in (1, 2, 4, 5, 6, 7, 8, 9)), "arg-010", "arg-056")
    assert (enables.roots, obstructs.roots) == (2, 2)
    # A precondition of 2021, that members would have to give up NATO or the CSTO: agreements among them since.
    since = figure(found, "reasons", "Members would first have to give up NATO or the CSTO.", "Since then")
    assert "agr-015" in since.claims
    assert figure(found, "reasons", "Its foundations are growing firmer.", "Since then").value == NOTHING
    assert claims(found) >= {"arg-057", "arg-058"}


def test_what_was_known_in_2022_lacks_the_article_of_2023(bundled: Record):
    then = arguments(bundled.at(known="2022-06-01"), topic="turan-army")
    assert "arg-056" not in claims(then)
    assert figure(then, "roles", "obstructs", "Independent roots").value == 1
