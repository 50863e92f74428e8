"""Documented ties: what counts by component and year, what stands beside, and what the sources looked at; by hand."""

from collections.abc import Callable, Iterator

import pytest

from foedus.measures.measured import MeasureError
from foedus.measures.ties import ties
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.figure import Figure
from foedus.terms.states import states
from tests.measures.invented import cells, claims, made, sheet, values
from tests.record.small import Files

CASE = {
    "case.toml": """
        format = 1
        title = "Three"
        question = "Who with whom?"
        [coalition]
        label = "the three"
        members = ["KAZ", "KGZ", "TUR"]
        [groups.alone]
        label = "One"
        members = ["TUR"]
        """,
    "sources.csv": """
        source,title,published,access,derived_from
        press-2022,A report,2022-06-15,read,
        book-2010,A book,2010,read,
        copy-2023,A copy,2023-01-01,read,press-2022
        """,
    "entities.csv": """
        entity,type,name,aliases,country,members
        KAZ,state,Kazakhstan,,,
        KGZ,state,Kyrgyzstan,,,
        TUR,state,Türkiye,Turkey,,
        a-body,organisation,The Body,,,
        both,group,Both,,,KAZ; KGZ
        """,
    # KGZ and TUR: of agreements treaty (2000), pact (2004 to 2010) and undated firm, talks soft; a series and what
    # names KGZ only as one of a group do not count. One event is told of as agreement and as exercise.
    "claims/agreements.csv": """
        claim,event,stage,date,assertion,source,grain,parties
        agr-001,treaty,signed,2000-05,asserted,press-2022,single,KGZ; TUR
        agr-002,pact,signed,2004,asserted,press-2022,single,KGZ; TUR
        agr-003,pact,ended,2010,asserted,press-2022,single,KGZ; TUR
        agr-004,loose,signed,,asserted,book-2010,single,KGZ; TUR
        agr-005,talks,negotiated,2006,asserted,press-2022,single,KGZ; TUR
        agr-006,several,signed,2007,asserted,press-2022,series,KGZ; TUR
        agr-007,grouped,signed,2008,asserted,press-2022,single,both; TUR
        agr-008,denied,signed,2009,denied,press-2022,single,KGZ; TUR
        """,
    "claims/transfers.csv": "claim,supplier,recipient\n",
    "claims/exercises.csv": """
        claim,event,stage,date,assertion,source,grain,participants
        exe-001,treaty,held,2001,asserted,press-2022,single,KGZ; TUR
        exe-002,drill,held,2003,asserted,book-2010,single,KAZ; TUR
        """,
    "claims/disputes.csv": """
        claim,event,stage,date,assertion,source,grain,parties,type
        dis-001,row,open,2005,asserted,press-2022,single,KGZ; TUR,political-dispute
        """,
    "claims/memberships.csv": """
        claim,event,stage,date,assertion,source,grain,member,organisation,role
        mem-001,kgz-in,in-force,2009,asserted,press-2022,single,KGZ,a-body,member
        mem-002,tur-in,in-force,,asserted,press-2022,single,TUR,a-body,member
        mem-003,kaz-in,in-force,,asserted,press-2022,single,KAZ,a-body,observer
        """,
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with made(tmp_path_factory.mktemp("ties") / "case", CASE) as record:
        yield record


def events(record: Record, key: str) -> Figure:
    found = cells(ties(record), "pairs", key)["events"]
    assert isinstance(found, Figure)
    return found


def test_single_events_count_by_component_each_once(record: Record):
    """Three agreements and the talks less sure; the treaty once together, though it is an exercise as well."""
    agreements = events(record, "KGZ TUR agreements")
    assert (agreements.value, agreements.low, agreements.high) == (3, 3, 4)
    assert set(agreements.claims) == {"agr-001", "agr-002", "agr-003", "agr-004", "agr-005"}
    assert agreements.roots == 2
    together = events(record, "KGZ TUR together")
    assert (together.value, together.high) == (3, 4)
    assert values(ties(record), "pairs", "KGZ TUR together")["undated"] == 1


def test_disputes_stand_beside_and_are_never_subtracted(record: Record):
    assert events(record, "KGZ TUR disputes (beside)").value == 1
    assert "dis-001" not in events(record, "KGZ TUR together").claims


def test_agreements_in_force_begin_and_end_as_claims_tell(record: Record):
    """The treaty from 2000, the pact 2004 to 2010; the undated one is in force, in no year."""
    found = ties(record)
    by_year = {
        one.key: one.cells[2].value for one in sheet(found, "years").lines
        if one.key.endswith("in force") and isinstance(one.cells[2], Figure)
    }  # fmt: skip
    assert by_year["KGZ TUR 2000 agreements in force"] == 1
    assert by_year["KGZ TUR 2004 agreements in force"] == 2
    assert events(record, "KGZ TUR agreements in force").value == 2


def test_both_must_be_members_not_observers(record: Record):
    found = sheet(ties(record), "memberships")
    assert [(one.key, one.cells[1]) for one in found.lines] == [("KGZ TUR", "The Body")]


def test_it_says_what_the_sources_looked_at_and_does_not_rank(record: Record):
    """KGZ and TUR have most told of; the pairs stand in order of key all the same."""
    found = ties(record)
    assert "Most is told of Kyrgyzstan and Türkiye (3)" in found.answer
    assert "pairs are not ranked by it" in found.answer
    keys = [one.key for one in sheet(found, "pairs").lines]
    assert [key[:7] for key in keys] == sorted(key[:7] for key in keys)
    assert found.warnings == ("No claim ties Kazakhstan – Kyrgyzstan: silence of the sources, not a finding.",)
    assert values(found, "coverage", "KGZ TUR")["rest on one source alone"] == "“A report” (2022): 3 of 4"


def test_a_span_of_years_shows_only_those(record: Record):
    found = sheet(ties(record, since=2004, until=2005), "years")
    assert {one.cells[0] for one in found.lines} == {"2004", "2005"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"group": "alone"}, "The group 'alone' has one member only"),
        ({"state": ["KAZ"]}, "one member only"),
        ({"state": ["KAZ", "Atlantis"]}, "There is no state 'Atlantis'"),
        ({"group": "nobody"}, "no group 'nobody'"),
        ({"state": ["KAZ", "a-body"]}, "no state but of type organisation"),
        ({"since": 99}, "99 is no year"),
    ],
)
def test_what_cannot_be_asked_is_said(record: Record, options: dict[str, object], message: str):
    with pytest.raises((MeasureError, AskError), match=message):
        ties(record, **options)  # type: ignore[arg-type]


def test_a_source_that_repeats_another_adds_nothing(record: Record, record_of: Callable[[Files], Record]):
    more = CASE["claims/agreements.csv"] + "agr-009,treaty,signed,2000-05,asserted,copy-2023,single,KGZ; TUR\n        "
    after = events(record_of({**CASE, "claims/agreements.csv": more}), "KGZ TUR together")
    before = events(record, "KGZ TUR together")
    assert (after.value, after.low, after.high, after.roots) == (before.value, before.low, before.high, before.roots)


def test_the_order_of_rows_changes_nothing(record: Record, record_of: Callable[[Files], Record]):
    head, *rows = [one.strip() for one in CASE["claims/agreements.csv"].strip().splitlines()]
    turned = record_of({**CASE, "claims/agreements.csv": "\n".join([head, *reversed(rows)]) + "\n"})
    assert ties(turned) == ties(record)


def test_a_claim_taken_out_is_behind_no_figure(record: Record, record_of: Callable[[Files], Record]):
    rows = [one.strip() for one in CASE["claims/agreements.csv"].strip().splitlines() if "agr-001" not in one]
    found = record_of({**CASE, "claims/agreements.csv": "\n".join(rows) + "\n"})
    assert events(found, "KGZ TUR agreements").value == 2
    assert "agr-001" not in claims(ties(found))


def test_in_the_bundled_case_the_model_pair_has_fewer_and_that_is_said(bundled: Record):
    """KGZ has more events with TUR than AZE, which a treaty binds to TUR's defence: told, and not ranked by."""
    found = ties(bundled, state=["AZE", "KGZ", "TUR"])
    kgz, aze = (values(found, "pairs", f"{pair} together")["events"] for pair in ("KGZ TUR", "AZE TUR"))
    assert isinstance(kgz, int)
    assert isinstance(aze, int)
    assert kgz > 2 * aze
    assert "Azerbaijan and Türkiye, bound to each other's defence by a treaty" in found.answer
    assert "what sources looked at" in found.answer
    keys = [one.key[:7] for one in sheet(found, "pairs").lines]
    assert keys == sorted(keys)


def test_more_states_than_anybody_could_read_are_not_taken(record: Record):
    with pytest.raises(MeasureError, match="These are 61 states"):
        ties(record, state=[key for key, one in states().items() if one.status == "state"][:61])
