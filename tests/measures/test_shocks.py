"""What is said to have been prompted by what, with lags; links that sources draw, and nothing more."""

from collections.abc import Callable, Iterator

import pytest

from foedus.measures.measured import MeasureError
from foedus.measures.shocks import links, shocks
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.figure import Figure
from tests.measures.armour import FILES, figure, labels
from tests.record.small import recorded

SMALL = {
    "sources.csv": "source,published\npress-2022,2022-06-15\n",
    "entities.csv": "entity,name,type\nFIN,Finland,state\nNOR,Norway,state\n",
    "events.csv": """
        event,title
        clash,The clash
        early,An early sale
        nobody-tells,A squall
        """,
    "topics.csv": "topic,label\nthe-sea,The sea\n",
    "claims/disputes.csv": """
        claim,event,stage,date,parties,type
        dis-001,clash,open,2015-03-10,FIN; NOR,armed-clash
        """,
    "claims/transfers.csv": """
        claim,event,stage,date,assertion,grain,prompted_by,supplier,recipient,item
        tra-001,boats,ordered,2015-05,asserted,single,clash,NOR,FIN,boats
        tra-002,boats,delivered,2017,asserted,single,,NOR,FIN,boats
        tra-003,more,delivered,2016,asserted,series,clash,NOR,FIN,boats
        tra-004,early,delivered,2014,asserted,single,clash,NOR,FIN,guns
        tra-005,planned,ordered,2023,expected,single,clash,NOR,FIN,planes
        tra-006,undated,ordered,,asserted,single,clash,NOR,FIN,radios
        tra-007,orphan,ordered,2016-01,asserted,single,nobody-tells,NOR,FIN,mines
        tra-008,three,delivered,2015-03-20,asserted,single,clash,NOR,FIN,maps
        tra-009,four,delivered,2015-09-10,asserted,single,clash,NOR,FIN,ropes
        """,
    "claims/statements.csv": """
        claim,event,stage,date,assertion,prompted_by,speaker,about,position
        sta-001,idle,made,2015-04,asserted,clash,FIN,the-sea,supports
        """,
}


@pytest.fixture(scope="module")
def sea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with recorded(tmp_path_factory.mktemp("sea") / "case", SMALL) as record:
        yield record


PAIR = "disputes → arms transfers"


def test_links_by_kind_counted_and_shown(sea: Record):
    """Of seven links from the clash to transfers five are single and told; a series and an expectation are not."""
    found = shocks(sea)
    assert figure(found, "pairs", PAIR, "Links").value == 5
    assert set(figure(found, "pairs", PAIR, "Links").claims) == {"tra-001", "tra-004", "tra-006", "tra-008", "tra-009"}
    assert figure(found, "pairs", PAIR, "Not counted").claims == ("tra-003", "tra-005")
    assert figure(found, "pairs", PAIR, "With a known lag").value == 3  # not the undated, nor the one before its cause


def test_lags_recomputed_by_hand(sea: Record):
    """10 March to 20 March: 10 days; to 10 September: 184 days; to May: 52 to 82. The middle one is that of May."""
    found = shocks(sea)
    assert (figure(found, "pairs", PAIR, "Shortest").low, figure(found, "pairs", PAIR, "Shortest").high) == (0, 1)
    assert (figure(found, "pairs", PAIR, "Longest").low, figure(found, "pairs", PAIR, "Longest").high) == (6, 7)
    middle = figure(found, "pairs", PAIR, "Middle one")
    assert (middle.low, middle.high, middle.value) == (1, 3, 2)
    assert figure(found, "pairs", PAIR, "Shortest").claims == ("tra-008", "dis-001")


def test_the_stage_that_the_claim_speaks_of_is_dated(sea: Record):
    """The order was prompted, in May 2015; the delivery of 2017 is another matter."""
    [one] = [link for link in links(sea) if link.event == "boats"]
    assert one.followed is not None
    assert one.followed.date == "2015-05"


def test_unknown_lags_stay_unknown(sea: Record):
    """Undated, expected, dated before its cause: no figure, and the last is said."""
    found = shocks(sea)
    [sheet] = [one for one in found.sheets if one.name == "links"]
    lags = {line.cells[1]: line.cells[5] for line in sheet.lines}
    early = lags["An early sale"]
    assert isinstance(early, Figure)
    assert early.value is None
    assert any("An early sale is dated before The clash" in one for one in found.warnings)
    assert not next(link for link in links(sea) if link.event == "planned").so
    assert next(link for link in links(sea) if link.event == "undated").lag == (None, None)


def test_talk_is_counted_apart(sea: Record):
    """A statement prompted by the clash is no deed."""
    found = shocks(sea)
    assert figure(found, "talk", "The clash", "Links").claims == ("sta-001",)
    assert not any("statements" in label for label in labels(found, "pairs"))


def test_a_cause_of_which_no_claim_tells(sea: Record):
    """Its kind and its date are not known, and that is said."""
    found = shocks(sea, cause="")
    assert any("nobody-tells" in one for one in found.warnings)
    assert figure(found, "pairs", "not told of → arms transfers", "With a known lag").value == 0


def test_years_leave_out_what_is_undated_and_say_so(sea: Record):
    """Of 2015 alone: May, March and September."""
    found = shocks(sea, since="2015", until="2015", kind="transfers")
    assert figure(found, "pairs", PAIR, "Links").value == 3
    assert any("undated were left out" in one for one in found.warnings)


def test_a_case_without_links_says_that_none_is_covered(record_of: Callable[[dict[str, str]], Record]):
    """Nothing drawn together is not the same as nothing prompted."""
    found = shocks(
        record_of({name: text for name, text in SMALL.items() if "transfers" not in name and "state" not in name})
    )
    assert "not covered" in found.answer
    assert found.sheets == ()


@pytest.mark.parametrize(
    "asked", [{"kind": "transfer-s"}, {"cause": "klash"}, {"since": "2016", "until": "2015"}, {"since": "soon"}]
)
def test_what_cannot_be_asked(sea: Record, asked: dict[str, str]):
    """Each says what is wrong, and what to do."""
    with pytest.raises((MeasureError, AskError)) as error:
        shocks(sea, **asked)
    assert isinstance(error.value, MeasureError | AskError)
    assert error.value.message
    assert error.value.hint


def test_clocks_hold(record_of: Callable[[dict[str, str]], Record]):
    """At the end of 2015 the gearbox had been stopped for a quarrel; nothing had taken its place."""
    record = record_of(FILES)
    events = {(one.cause, one.kind) for one in links(record.at(as_of="2015-12-31"))}
    assert ("island-quarrel", "production") in events
    assert ("gearbox", "production") not in events


def test_the_bundled_cases_clashes_embargoes_and_february_2022(bundled: Record):
    """Clash to drones, embargo to own industry, the war of 2022 to agreements: as the documents have it."""
    found = {(one.cause, one.event, one.kind): one for one in links(bundled)}
    drones = found["kgz-tjk-clashes-2021", "kgz-bayraktar-purchase", "transfers"]
    assert drones.claims == ("tra-027",)
    own = found["can-embargo-tur", "tb2-camera", "production"]
    assert own.claims == ("pro-040", "pro-041")
    pact = found["russia-ukraine-war", "kaz-tur-enhanced-strategic-partnership-2022", "agreements"]
    assert pact.lag.low == pytest.approx(71 / 30.436875)  # 28 February to 10 May 2022
    assert pact.lag.high == pytest.approx(98 / 30.436875)  # from 1 February
    assert found["deu-embargo-tur", "altay-engine", "production"].lag == (None, None)  # the embargo is undated
    assert shocks(bundled).answer.startswith("Sources draw ")


@pytest.mark.parametrize("clock", [{"as_of": "2015-12-31"}, {"as_of": "2016-06-30"}, {"known": "2022-01-01"}])
def test_what_is_kept_of_links_holds_at_a_clock(sea: Record, clock: dict[str, str]):
    """Links of no clock serve at one only where it changes nothing; those from one cause are always made anew."""
    every = links(sea)
    with sea.at(**clock) as then:
        found = links(then)
        assert found == [one for cause in ("clash", "nobody-tells") for one in links(then, cause)]
        assert len(found) < len(every)
