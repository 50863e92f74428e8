import pytest


def test_an_unknown_entity_is_an_error_with_the_nearest_key(make_case, found, pointed):
    """A slip in a party would give its deeds to nobody."""
    case = make_case(
        {
            "entities.csv": "entity,type\nkazakh-army,agency\n",
            "claims/transfers.csv": "claim,supplier,recipient\ntra-001,TUR,KGZ; kazak-army\n",
        }
    )
    [finding] = found(case, "unknown-entity")
    assert finding.severity == "error"
    assert finding.place == "claims/transfers.csv:2:13"
    assert pointed(case, finding) == "KGZ; kazak-army"
    assert finding.message == "There is no entity 'kazak-army'."
    assert finding.hint == "Did you mean 'kazakh-army'? Otherwise add it to entities.csv."


def test_states_need_no_row(make_case, found):
    """A state may be named by its alpha-3."""
    case = make_case({"claims/transfers.csv": "claim,supplier,recipient\ntra-001,TUR,KGZ; UZB\n"})
    assert not found(case)


def test_an_unknown_source_is_an_error(make_case, found, pointed):
    """No claim without a source that can be looked up."""
    case = make_case({"claims/transfers.csv": "claim,source\ntra-001,press-2022\ntra-002,press-2023\n"})
    [finding] = found(case, "unknown-source")
    assert finding.place == "claims/transfers.csv:3:9"
    assert pointed(case, finding) == "press-2023"
    assert "Did you mean 'press-2022'?" in finding.hint
    assert "sources.csv" in finding.hint


def test_an_unknown_event_is_an_error(make_case, found):
    """What prompted an event is an event, of a claim or of events.csv."""
    case = make_case(
        {
            "events.csv": "event,part_of\nsummit,\nan-event,sumit\n",
            "claims/transfers.csv": "claim,event,prompted_by\ntra-001,an-event,summit\ntra-002,b,an-event; nowhere\n",
        }
    )
    first, second = found(case, "unknown-event")
    assert (first.place, second.place) == ("claims/transfers.csv:3:11", "events.csv:3:10")
    assert first.message == "There is no event 'nowhere'."
    assert first.hint == "Add it to a claim or events.csv."
    assert "Did you mean 'summit'?" in second.hint


def test_unknown_topics_are_errors(make_case, found):
    """A question is a topic or an event, a wider topic is a topic."""
    case = make_case(
        {
            "topics.csv": "topic,parent\npact,army\narmy,\nlost,amry\n",
            "claims/arguments.csv": "claim,question\narg-001,pact\narg-002,an-event\narg-003,pakt\n",
        }
    )
    first, second = found(case, "unknown-topic")
    assert (first.place, second.place) == ("claims/arguments.csv:4:9", "topics.csv:4:6")
    assert "no topic or event 'pakt'" in first.message


def test_an_attribution_is_an_entity_or_a_source(make_case, found):
    """Either will do, and anything else is an error."""
    case = make_case(
        {
            "sources.csv": "source\npress-2022\nbook\n",
            "claims/transfers.csv": "claim,assertion,attribution\ntra-001,attributed,book; TUR\n"
            "tra-002,attributed,boook\n",
        }
    )
    [finding] = found(case, "unknown-entity")
    assert finding.message == "There is no entity or source 'boook'."


def test_the_subject_of_a_finding_is_the_claim(make_case, found):
    """Also in indicators, which have a column called subject."""
    case = make_case({"claims/indicators.csv": "claim,subject\nind-001,XXX\n"})
    [finding] = found(case, "unknown-entity")
    assert finding.subject == "ind-001"


def test_a_word_near_to_a_key_is_a_warning(make_case, found, pointed):
    """An item may be plain words, but `bayraktar-tb` was meant as the key."""
    case = make_case(
        {
            "entities.csv": "entity,type\nbayraktar-tb2,platform\n",
            "claims/transfers.csv": "claim,item\ntra-001,bayraktar-tb2\ntra-002,bayraktar-tb\n",
        }
    )
    [finding] = found(case, "near-key")
    assert finding.severity == "warning"
    assert finding.place == "claims/transfers.csv:3:9"
    assert pointed(case, finding) == "bayraktar-tb"
    assert "Did you mean 'bayraktar-tb2'?" in finding.hint


@pytest.mark.parametrize("item", ["patrol boats", "drones", "short-range missiles", "air-to-ground-rockets", "F-16"])
def test_plain_words_for_a_thing_without_an_entry_are_fine(make_case, found, item):
    """Not everything has a key, and a hyphen does not make one."""
    case = make_case(
        {
            "entities.csv": "entity,type\nbayraktar-tb2,platform\n",
            "claims/transfers.csv": f"claim,item\ntra-001,{item}\n",
        }
    )
    assert not found(case, "near-key")


@pytest.mark.parametrize(("covers", "fine"), [
    ("2007", True), ("1999/2002", True), ("unknown", True), ("an-event", True), ("an-event; summit", True), ("", True),
    ("an-event; nowhere", False), ("the nineties", False), ("1999-2002", False),
])  # fmt: skip
def test_what_a_total_spans(make_case, found, pointed, covers, fine):
    """A date, events of the case, or `unknown`."""
    case = make_case({"events.csv": "event\nsummit\n", "claims/assistance.csv": f"claim,covers\nass-001,{covers}\n"})
    findings = found(case, "coverage-form")
    assert bool(findings) != fine
    for finding in findings:
        assert finding.severity == "error"
        assert finding.place == "claims/assistance.csv:2:9"
        assert pointed(case, finding) == covers


def test_thousands_of_unknown_keys_take_seconds(make_case, found):
    """Suggestions are made for the first of them only, and places are found by joining, not by comparing each."""
    rows = "".join(f"tra-{n},sup-{n},rec-{n}\n" for n in range(1, 6000))
    case = make_case({"claims/transfers.csv": "claim,supplier,recipient\n" + rows})
    findings = found(case, "unknown-entity")
    assert len(findings) == 1001
    assert sum("There are 10998 more" in finding.message for finding in findings) == 1
