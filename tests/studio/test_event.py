"""An event: how far it got by whose word, what is concluded by which rule, both sides of a contradiction."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.views.site.asked import Asked
from foedus.views.site.event import event
from tests.cli.conftest import FILES
from tests.record.small import recorded


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory):
    with recorded(tmp_path_factory.mktemp("event") / "case", FILES) as made:
        yield made


def test_its_history_is_told_by_stage_and_manner(record: Record):
    """A denied stage stands beside the one that is passed on; neither is lost."""
    found = event(Asked(record, key=("sale",)))
    assert [(stage.label, stage.manner, stage.disputed, stage.roots) for stage in found.stages] == [
        ("ordered", "told", False, 1),
        ("delivered", "passed on", True, 1),
        ("delivered", "denied", False, 1),
    ]
    assert [[line.claim for line in stage.claims] for stage in found.stages] == [["tra-001"], ["tra-002"], ["tra-003"]]


def test_each_value_has_its_rule_and_its_claims(record: Record):
    found = event(Asked(record, key=("sale",)))
    (strand,) = found.strands
    values = {value.field: value for value in strand.values}
    stage = values["stage"]
    assert stage.words == "ordered"
    assert stage.says == {rule.key: rule.name for rule in found.rules}[stage.rule]
    shown = {line.claim for value in strand.values for line in value.claims}
    assert shown <= {line.claim for line in found.claims}
    against = {other.words: [line.claim for line in other.claims] for value in strand.values for other in value.against}
    assert against


def test_both_sides_of_a_contradiction_are_shown_with_their_sentences(studio: TestClient):
    """The bundled case has one on how the drones are to be made."""
    page = studio.get("/event/kaz-anka-licence")
    data = studio.get("/event/kaz-anka-licence.json").json()
    mode = next(v for strand in data["strands"] for v in strand["values"] if v["contradicted"])
    sides = [mode["claims"], *(other["claims"] for other in mode["against"])]
    assert len(sides) > 1
    assert page.text.count('class="side"') >= len(sides)
    for side in sides:
        for line in side:
            assert line["sentence"].replace("'", "&#39;") in page.text


def test_every_reference_leads_to_a_claim_on_the_page(studio: TestClient):
    import re

    text = studio.get("/event/kaz-anka-licence").text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    references = set(re.findall(r'class="ref" href="#([^"]+)"', text))
    assert references
    assert references <= set(ids)


def test_the_clocks_hold(small_studio: TestClient):
    """In 2020 nobody had said that anything was sold; only that it had not been sent."""
    data = small_studio.get("/event/sale.json?known=2020-12-31").json()
    assert [line["claim"] for line in data["claims"]] == ["tra-003"]
    assert data["about"]["record"]["clocks"] == "Shown is what was published by 31 December 2020."
    later = small_studio.get("/event/boats?known=2020-12-31")
    assert later.status_code == 404
    assert "Nothing on &#39;boats&#39; was there at these clocks." in later.text


def test_a_key_that_is_not_there(record: Record):
    with pytest.raises(AskError, match="There is no event 'sail'"):
        event(Asked(record, key=("sail",)))


def test_a_value_of_another_event_stands_with_its_sentence(tmp_path: Path):
    """What is said of a visit may stand against the day on which a paper was signed on it."""
    files = {
        **FILES,
        "events.csv": "event,title,part_of\npaper,The paper,visit\nvisit,The visit,\n",
        "claims/agreements.csv": """\
            claim,event,stage,date,assertion,source,locator,parties,instrument
            agr-001,paper,signed,2020-05-12,asserted,press-2022,¶2,KGZ; TUR,memorandum
            """,
        "claims/meetings.csv": """\
            claim,event,stage,date,assertion,source,locator,participants
            mee-001,visit,held,2020-06-20,asserted,paper-2020,p. 1,KGZ; TUR
            """,
    }
    with recorded(tmp_path / "case", files) as made:
        found = event(Asked(made, key=("paper",)))
        assert [one.key for one in found.part_of] == ["visit"]
        assert [one.key for one in event(Asked(made, key=("visit",))).parts] == ["paper"]
        every = [line for s in found.strands for v in s.values for o in v.against for line in o.claims]
        assert all(line.sentence for line in every)
