"""How far an event has got: what is denied, expected or weighed never counts as reached."""

from collections.abc import Callable

import pytest

from foedus.record import Record
from foedus.record.words import Words
from foedus.views.evidence import evidence
from foedus.views.standing import Standing, standings

HEADER = "claim,event,stage,date,assertion,attribution,supplier,recipient"

TOLD: dict[str, tuple[list[tuple[str, str, str]], tuple[str, str, str, str]]] = {
    # stage, date, assertion of each claim -> reached, when, firmness, awaited
    "told": ([("ordered", "2019", "asserted")], ("ordered", "2019", "told", "")),
    "the furthest of two": (
        [("ordered", "2019", "asserted"), ("delivered", "2021", "asserted")], ("delivered", "2021", "told", ""),
    ),
    "passed on": ([("ordered", "2019", "attributed")], ("ordered", "2019", "passed on", "")),
    "vouched for by one": (
        [("ordered", "2019", "attributed"), ("ordered", "", "asserted")], ("ordered", "2019", "told", ""),
    ),
    "denied": ([("delivered", "2021", "denied")], ("", "2021", "denied", "")),
    "ordered, delivery denied": (
        [("ordered", "2019", "asserted"), ("delivered", "2021", "denied")], ("ordered", "2019", "told", ""),
    ),
    "delivered, order denied": (
        [("delivered", "2021", "attributed"), ("ordered", "2019", "denied")], ("delivered", "2021", "disputed", ""),
    ),
    "told and denied": (
        [("ordered", "2019", "asserted"), ("ordered", "", "denied")], ("ordered", "2019", "disputed", ""),
    ),
    "cancelled, order denied": (
        [("cancelled", "2022", "asserted"), ("ordered", "", "denied")], ("cancelled", "2022", "told", ""),
    ),
    "expected": ([("delivered", "2030", "expected")], ("", "2030", "expected", "delivered")),
    "ordered, delivery expected": (
        [("ordered", "2019", "asserted"), ("delivered", "2030", "expected")], ("ordered", "2019", "told", "delivered"),
    ),
    "delivered, order was expected": (
        [("delivered", "2021", "asserted"), ("ordered", "2020", "expected")], ("delivered", "2021", "told", ""),
    ),
    "weighed": ([("ordered", "2030", "hypothetical")], ("", "2030", "weighed", "")),
    "weighed and expected": (
        [("ordered", "", "hypothetical"), ("ordered", "2030", "expected")], ("", "2030", "expected", "ordered"),
    ),
    "expected and denied": (
        [("ordered", "", "expected"), ("ordered", "", "denied")], ("", "", "denied", "ordered"),
    ),
    "the most precise date": (
        [("ordered", "2019", "asserted"), ("ordered", "2019-05-03", "asserted"), ("ordered", "../2020", "asserted")],
        ("ordered", "3 May 2019", "told", ""),
    ),
    "undated": ([("ordered", "", "asserted")], ("ordered", "", "told", "")),
}  # fmt: skip


@pytest.fixture(scope="module")
def stands(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Standing]:
    """One event for each of the stories above, in one record."""
    from tests.record.small import recorded

    lines = [
        f"tra-{story:02d}{number},{name.replace(',', '').replace(' ', '-')},{stage},{date},{assertion},"
        f"{'KAZ' if assertion == 'attributed' else ''},TUR,KGZ"
        for story, (name, (claims, _)) in enumerate(TOLD.items(), 10)
        for number, (stage, date, assertion) in enumerate(claims)
    ]
    files = {"claims/transfers.csv": "\n".join([HEADER, *lines]) + "\n"}
    with recorded(tmp_path_factory.mktemp("standing") / "case", files) as record:
        kind = record.codebook.kinds["transfers"]
        found = standings(kind, evidence(Words(record), kinds=["transfers"]), {}, {})
    return {standing.event: standing for standing in found}


@pytest.mark.parametrize("story", TOLD)
def test_how_far_it_got_and_how_firmly(stands: dict[str, Standing], story: str):
    """Each way to tell of an event: what is reached, when, how firmly it is said, and what is awaited."""
    found = stands[story.replace(",", "").replace(" ", "-")]
    assert (found.reached, found.when, found.firmness, found.awaited) == TOLD[story][1]


def test_no_denial_expectation_or_thought_is_a_stage_reached(stands: dict[str, Standing]):
    """Whatever the story: what is reached was asserted or passed on by somebody."""
    for standing in stands.values():
        told = {claim.stage for claim in standing.claims if claim.assertion in ("asserted", "attributed")}
        assert standing.reached == "" or standing.reached in told


def test_events_stand_in_order_of_time_the_undated_last(record_of: Callable[..., Record]):
    """A list of standings reads as a history; an open beginning counts by its end."""
    record = record_of(
        {
            "claims/transfers.csv": f"""\
            {HEADER}
            tra-001,c-undated,ordered,,asserted,,TUR,KGZ
            tra-002,b-later,ordered,2019,asserted,,TUR,KGZ
            tra-003,a-before,ordered,../2013,asserted,,TUR,KGZ
            tra-004,d-first,ordered,2000,asserted,,TUR,KGZ
            """
        }
    )
    found = standings(
        record.codebook.kinds["transfers"], evidence(Words(record)), {"d-first": "The first"}, {"d-first": 2}
    )
    assert [standing.event for standing in found] == ["d-first", "a-before", "b-later", "c-undated"]
    assert (found[0].title, found[0].roots, found[1].title) == ("The first", 2, "a-before")
