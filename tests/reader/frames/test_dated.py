"""When a claim is dated: by its own phrase and clause, by the sentences before, by the head of a chronology."""

import pytest

from foedus.reader.clock import Clock
from foedus.reader.document import Part, Passage
from foedus.reader.expressions.dates import Anchor
from foedus.reader.propose import Marked, proposals


@pytest.fixture
def when(parse, named):
    """The dates of the proposals of a kind in a passage, by parties; `time` is that with which it begins."""

    def told(text, kind, column, time=None, published="2024-06-15"):
        passage = Passage(text=text, parts=(Part(0, len(text), 1, 0),))
        marked = Marked(passage, named(text), time=time, published=published)
        return {one.row[column]: one.row.get("date", "") for one in proposals(marked, parse) if one.kind == kind}

    return told


def test_each_of_two_deeds_has_its_own_date(when):
    text = "In October 2005 Chile donated radios to Peru, and in May 2007 Brazil donated trucks to Bolivia."
    assert when(text, "assistance", "recipient") == {"PER": "2005-10", "BOL": "2007-05"}


def test_a_clause_without_a_date_takes_that_of_the_clause_around_it(when):
    text = "In June 2009 a pact was signed under which Chile donated radios to Peru."
    assert when(text, "assistance", "recipient")["PER"] == "2009-06"


def test_what_came_of_it_is_told_in_the_next_sentence(when):
    text = "In March 2015 Fiji and Tonga held talks in Suva. They signed a memorandum on training."
    assert when(text, "agreements", "parties") == {"FJI; TON": "2015-03"}


def test_what_has_happened_since_is_not_dated_by_the_sentence_before(when):
    text = "In March 2015 Fiji held talks in Suva. Chile has donated radios to Peru."
    assert when(text, "assistance", "recipient").get("PER", "") == ""


def test_a_date_lasts_for_four_sentences(when):
    text = "In March 2015 Fiji held talks. It rained. It snowed. It hailed. Chile donated radios to Peru."
    assert when(text, "assistance", "recipient")["PER"] == "2015-03"
    text = "In March 2015 Fiji held talks. It rained. It snowed. It hailed. It cleared. Chile donated radios to Peru."
    assert when(text, "assistance", "recipient")["PER"] == ""


def test_a_chronologys_day_holds_for_all_of_its_entry(when, named):
    text = "12 May 2019 – It rained. It snowed. It hailed. Chile donates radios to Peru."
    passage = Passage(text=text, parts=(Part(0, len(text), 1, 0),))
    time = Clock([text], [named(text)], Anchor("2024-06-15"), "2024-06-15").begin(passage, named(text))
    assert time is not None
    assert when(text, "assistance", "recipient", time)["PER"] == "2019-05-12"


def test_a_report_tells_of_the_day_in_its_first_lines(named):
    texts = ["Fiji and Tonga signed a treaty on Friday.", "Chile donated radios."]
    found = [named(text) for text in texts]
    clock = Clock(texts, found, Anchor("2024-06-15"), "2024-06-15")
    passages = [Passage(text=text, parts=(Part(0, len(text), 1, 0),)) for text in texts]
    times = [clock.begin(passage, mentions) for passage, mentions in zip(passages, found, strict=True)]
    assert [time.lead.key for time in times if time and time.lead] == ["2024-06-14", "2024-06-14"]


def test_a_day_that_is_still_to_come_is_not_that_of_a_position_taken(when):
    text = "Ghana supports the plan to found a joint army by 2040."
    assert when(text, "statements", "speaker") == {"GHA": ""}


def test_the_year_of_a_cited_work_dates_nothing(when):
    text = "Chile donated radios to Peru (Okafor, 2019)."
    assert when(text, "assistance", "recipient") == {"PER": ""}


def test_a_communiques_day_is_that_of_the_meeting_in_its_first_lines(named):
    texts = ["The ministers of Fiji and Tonga met in Suva on 13 and 14 June 2024.", "Fiji and Tonga signed a protocol."]
    clock = Clock(texts, [named(text) for text in texts], Anchor("2024-06-15"), "2024-06-15")
    assert clock.lead is not None
    assert clock.lead.key == "2024-06-13/2024-06-14"
    old = ["The ministers met in Suva on 13 and 14 June 2019.", "Fiji and Tonga signed a protocol."]
    assert Clock(old, [named(text) for text in old], Anchor("2024-06-15"), "2024-06-15").lead is None


def test_what_somebody_thanks_for_is_not_of_the_day_of_his_thanks(when):
    text = "The minister of Peru thanked Chile for the trucks that it had ordered in 2019."
    assert set(when(text, "statements", "position").values()) <= {""}


def test_what_a_work_tells_that_somebody_said_he_said_by_its_year(when):
    text = "Chile supports the plan to found a joint army (Lima Herald, 2019)."
    assert when(text, "statements", "speaker") == {"CHL": "../2019"}


def test_as_many_days_as_things_go_one_by_one_and_a_number_comes_once(said):
    text = "Ghana bought T-90 tanks and Mi-28 helicopters from Norway in 2014 and 2012."
    found = {(one.row["item"], one.row["date"]) for one in said(text) if one.kind == "transfers"}
    assert found == {("t-90", "2014"), ("mi-28", "2012")}
    text = "Norway delivered 12 Typhoon aircraft to Ghana in 2017 and 2018."
    assert {one.row["date"] for one in said(text) if one.kind == "transfers"} == {"2017/2018"}
    text = "Norway donated trucks to Ghana in 2019 and 2021."
    assert {one.row["date"] for one in said(text) if one.kind == "assistance"} == {"2019", "2021"}
