"""A claim reads as an editor would put it, and never as more than it is."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.codebook import Column, Kind, load
from foedus.codebook.names import Naming
from foedus.codebook.say import clause, sentence, title
from tests.conftest import BUNDLED_CASE

BOOK = load()
KINDS = list(BOOK.kinds.values())
ASSERTIONS = ("asserted", "attributed", "denied", "expected", "hypothetical")
MARKERS = {
    "denied": ("denied that ", "it is not so that "),
    "expected": ("it is expected that ",),
    "hypothetical": ("it is weighed as a possibility that ",),
}
NAMES = Naming(
    entities=[
        {"entity": "TUR", "type": "state", "name": "Türkiye"},
        {"entity": "KAZ", "type": "state", "name": "Kazakhstan"},
        {"entity": "USA", "type": "state", "name": "United States"},
        {"entity": "ots", "type": "organisation", "name": "Organization of Turkic States"},
        {"entity": "central-asian-states", "type": "group", "name": "Central Asian states"},
        {"entity": "turkish-press", "type": "group", "name": "Turkish press"},
        {"entity": "anka", "type": "platform", "name": "Anka"},
        {"entity": "gknb", "type": "agency", "name": "State Committee for National Security of Kyrgyzstan"},
        {"entity": "istanbul", "type": "place", "name": "İstanbul"},
    ],
    sources=[
        {"source": "kuzio-2024", "authors": "Taras Kuzio", "published": "2024-05-06", "title": "Turkic cooperation"},
        {"source": "blue-domes", "authors": "", "publisher": "Blue Domes", "published": "../2022"},
    ],
    topics=[{"topic": "army", "label": "Whether an army will come about"}],
    events=[{"event": "purchase", "title": "Reported purchase of drones"}],
)


def say(kind: str, **row: str) -> str:
    """The sentence for a row that is asserted unless it says otherwise."""
    return sentence(BOOK.kinds[kind], {"assertion": "asserted", **row}, NAMES.name, NAMES.plural)


def test_who_delivers_and_who_receives_stay_apart():
    row = {"stage": "delivered", "supplier": "TUR", "recipient": "KAZ", "item": "anka"}
    assert say("transfers", **row) == "Türkiye delivered the Anka to Kazakhstan."


def test_a_group_takes_the_plural_and_an_organisation_the_article():
    assert say("transfers", stage="in-service", recipient="central-asian-states", item="anka") == (
        "Central Asian states have the Anka in service."
    )
    assert say("memberships", stage="in-force", member="KAZ; TUR", organisation="ots", role="founding-member") == (
        "Kazakhstan and Türkiye are founding members of the Organization of Turkic States."
    )


def test_tense_follows_the_date():
    row = {"stage": "in-force", "member": "USA", "organisation": "ots", "role": "observer"}
    ots = "an observer at the Organization of Turkic States"
    assert say("memberships", **row) == f"The United States is {ots}."
    assert say("memberships", **row, date="2013/..") == f"The United States has been {ots} since 2013."
    assert say("memberships", **row, date="2013/2017") == f"The United States was {ots} from 2013 to 2017."
    assert say("memberships", **row, date="../2017") == f"The United States was {ots} until 2017."


def test_what_happened_at_a_moment_happened_by_a_day_not_until_it():
    row = {"stage": "ordered", "recipient": "KAZ", "item": "drones"}
    assert say("transfers", **row, date="../2022-04-27") == "Kazakhstan ordered drones by 27 April 2022."
    assert say("transfers", **row, date="2022-09/..") == "Kazakhstan ordered drones from September 2022 on."


def test_numbers_and_money_are_said_in_words():
    assert say("transfers", stage="delivered", supplier="TUR", item="anka", quantity=">=3") == (
        "Türkiye delivered at least 3 Anka."
    )
    row = {"stage": "pledged", "donor": "TUR", "recipient": "KAZ", "form": "equipment", "value": "~1500000"}
    assert say("assistance", **row, currency="USD") == (
        "Türkiye pledged equipment worth about USD 1.5 million to Kazakhstan."
    )


def test_a_total_says_what_it_covers_and_its_date_is_not_said_twice():
    row = {"stage": "delivered", "donor": "TUR", "recipient": "KAZ", "value": "2000000", "currency": "USD"}
    assert say("assistance", **row, covers="2007", date="2007").endswith("to Kazakhstan, a total for 2007.")
    assert say("assistance", **row, covers="unknown").endswith("a total over a time not stated.")


def test_partners_in_training_are_not_said_to_train_themselves():
    row = {"stage": "running", "provider": "KAZ; TUR", "recipient": "KAZ; TUR"}
    assert say("training", **row) == "Kazakhstan and Türkiye are training with one another."


def test_a_visit_knows_guest_and_host():
    row = {"stage": "held", "format": "visit", "participants": "KAZ; TUR", "host": "KAZ", "date": "2021"}
    assert say("meetings", **row) == "Türkiye paid a visit to Kazakhstan in 2021."
    row |= {"host": "USA"}
    assert say("meetings", **row).startswith("A visit involving Kazakhstan and Türkiye hosted by the United States")


def test_an_inferred_obligation_is_never_said_without_that_word():
    row = {"stage": "signed", "parties": "KAZ; TUR", "obligations": "defense", "obligation_basis": "inferred"}
    assert "with an obligation (inferred) to defend one another" in say("agreements", **row)


def test_a_position_is_taken_now_or_was_taken_then():
    row = {"stage": "made", "about": "purchase", "position": "denies"}
    assert say("statements", **row, speaker="turkish-press") == (
        "The Turkish press denies the reported purchase of drones."
    )
    assert say("statements", **row, speaker="gknb", speaks_for="KAZ", date="2022-04-30") == (
        "The State Committee for National Security of Kyrgyzstan, speaking for Kazakhstan, "
        "denied the reported purchase of drones on 30 April 2022."
    )


def test_an_argument_keeps_the_coders_line_whole():
    row = {"stage": "made", "by": "KAZ", "question": "army", "proposition": "It costs too much.", "role": "obstructs"}
    assert say("arguments", **row) == (
        "On the question whether an army will come about, Kazakhstan names an obstacle: It costs too much."
    )
    weighed = say("arguments", **row, assertion="hypothetical")
    assert weighed.startswith("It is weighed as a possibility that there might be an obstacle to name on ")


def test_a_figure_is_said_with_its_unit():
    row = {"stage": "reported", "subject": "TUR", "measure": "defence-exports", "value": ">4400000000", "unit": "USD"}
    assert say("indicators", **row, date="2022") == (
        "The defence exports stood at more than USD 4.4 billion for Türkiye in 2022."
    )
    row |= {"measure": "firms-in-the-top-100", "value": "5", "unit": "firms"}
    assert say("indicators", **row) == "The firms in the top 100 stand at 5 for Türkiye."
    row |= {"measure": "size", "value": "rising", "unit": ""}
    assert say("indicators", **row) == "The size is given as “rising” for Türkiye."


def test_somebodys_word_is_given_as_his():
    row = {"stage": "ordered", "recipient": "KAZ", "item": "drones"}
    assert say("transfers", **row, assertion="attributed", attribution="gknb") == (
        "According to the State Committee for National Security of Kyrgyzstan, Kazakhstan ordered drones."
    )
    assert say("transfers", **row, assertion="attributed", source="kuzio-2024") == (
        "It is reported, Kuzio (2024) says, that Kazakhstan ordered drones."
    )
    assert say("transfers", **row, assertion="denied", source="blue-domes") == (
        "According to Blue Domes, it is not so that Kazakhstan ordered drones."
    )
    assert say("transfers", **row, assertion="expected", attribution="kuzio-2024") == (
        "It is expected that Kazakhstan will order drones, according to Kuzio (2024)."
    )


def test_the_source_can_be_left_out_and_the_denial_stays():
    row = {"stage": "ordered", "recipient": "KAZ", "item": "drones", "assertion": "denied", "source": "kuzio-2024"}
    said = sentence(BOOK.kinds["transfers"], row, NAMES.name, NAMES.plural, source=False)
    assert said == "It is not so that Kazakhstan ordered drones."


def test_a_clause_for_a_table_keeps_the_mark_of_what_is_no_fact():
    row = {"stage": "ordered", "recipient": "KAZ", "item": "drones", "date": "2021"}
    kind = BOOK.kinds["transfers"]
    assert clause(kind, {**row, "assertion": "asserted"}, NAMES.name) == "Kazakhstan ordered drones"
    assert clause(kind, {**row, "assertion": "asserted"}, NAMES.name, dated=True).endswith(" in 2021")
    assert clause(kind, {**row, "assertion": "denied"}, NAMES.name) == "it is not so that Kazakhstan ordered drones"
    assert clause(kind, {**row, "assertion": "expected"}, NAMES.name) == "Kazakhstan will order drones"
    assert clause(kind, {**row, "assertion": "hypothetical"}, NAMES.name) == "Kazakhstan might order drones"


def test_an_event_without_a_title_gets_a_heading_that_claims_nothing():
    row = {"stage": "ordered", "assertion": "denied", "supplier": "TUR", "recipient": "KAZ", "item": "anka"}
    assert title(BOOK.kinds["transfers"], row, NAMES.name) == "Anka: Türkiye to Kazakhstan"
    assert title(BOOK.kinds["disputes"], {"type": "war", "parties": "KAZ; TUR"}, NAMES.name) == (
        "War: Kazakhstan and Türkiye"
    )


def test_a_row_with_words_that_nobody_knows_still_gives_a_careful_sentence():
    row = {"stage": "melted", "assertion": "shouted", "item": "drones", "date": "no date", "quantity": "many"}
    assert say("transfers", **row) == (
        "It is reported that an event of the kind “arms transfer” (item drones, quantity many) "
        "reached the stage “melted” (no date)."
    )


def cells(column: Column) -> st.SearchStrategy[str]:
    """Cells of a column as a case may hold them, the empty one among them."""
    match column.type:
        case "word":
            return st.sampled_from(["", *column.words])
        case "words":
            return st.lists(st.sampled_from([*column.words]), unique=True, max_size=3).map("; ".join)
        case "number" | "money":
            return st.sampled_from(["", "1", "~1500000", ">=3", "<=0.5"])
        case "number-or-word":
            return st.sampled_from(["", "80", ">170", "rising"])
        case "date" | "coverage":
            return st.sampled_from(["", "2021", "2021~", "2022?", "199X", "2016/..", "../2013", "[2021-10..2021-12]"])
        case "text":
            return st.sampled_from(["", "USD", "percent", "plain words", "rank-in-nato", "One. Two."])
        case _:
            keys = ("TUR", "KAZ", "USA", "ots", "central-asian-states", "anka", "gknb", "istanbul", "patrol boats")
            return st.lists(st.sampled_from(keys), unique=True, max_size=3).map("; ".join)


def rows(kind: Kind) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({column.name: cells(column) for column in kind.columns})


def is_well_formed(text: str, row: Mapping[str, str]) -> bool:
    whole = not re.search(r"[{}\[\]\0]|  | [.,;:]|\(\)|\bthe the\b|\ba an?\b|\ba the\b", text)
    return whole and (text[0].isupper() or not text[0].isalpha()) and text.endswith((".", ".”"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@given(data=st.data())
def test_every_row_gives_a_whole_sentence_and_what_is_no_fact_says_so_first(kind: Kind, data: st.DataObject):
    row = data.draw(rows(kind))
    text = sentence(kind, row, NAMES.name, NAMES.plural)
    assert is_well_formed(text, row), text
    fact = sentence(kind, {**row, "assertion": "asserted"}, NAMES.name, NAMES.plural)
    markers = MARKERS.get(row["assertion"])
    if markers:
        assert any(marker in text.casefold() for marker in markers), text
        before = min(text.casefold().find(marker) for marker in markers if marker in text.casefold())
        assert fact[1:-1] not in text[:before], text
        assert text != fact
    if row["assertion"] in ("expected", "hypothetical"):
        modal = " will " if row["assertion"] == "expected" else " might "
        assert modal in text.split(" that ", 1)[1], text
        assert modal in f" {clause(kind, row, NAMES.name, NAMES.plural)} "
    if row["assertion"] == "denied":
        assert clause(kind, row, NAMES.name, NAMES.plural).startswith("it is not so that ")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_stage_can_be_said_in_every_way_even_of_an_empty_row(kind: Kind):
    for stage in kind.stages:
        for assertion in ASSERTIONS:
            row = {"stage": stage.word, "assertion": assertion}
            text = sentence(kind, row, NAMES.name)
            assert is_well_formed(text, row), text
            if assertion in MARKERS:
                assert any(marker in text.casefold() for marker in MARKERS[assertion]), text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@given(data=st.data())
def test_every_row_gives_a_heading(kind: Kind, data: st.DataObject):
    row = data.draw(rows(kind))
    text = title(kind, row, NAMES.name, NAMES.plural)
    assert text
    assert not re.search(r"[{}\[\]\0]|  |\.$", text), text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_the_bundled_case_reads_like_prose(kind: Kind):
    """No doubled words, no leftover keys, nothing that falls back on the sentence of last resort."""

    def table(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    names = Naming(
        entities=table(BUNDLED_CASE / "entities.csv"),
        sources=table(BUNDLED_CASE / "sources.csv"),
        events=table(BUNDLED_CASE / "events.csv"),
        topics=table(BUNDLED_CASE / "topics.csv"),
    )
    slugs = [row["entity"] for row in table(BUNDLED_CASE / "entities.csv") if "-" in row["entity"]]
    claims = table(BUNDLED_CASE / "claims" / f"{kind.kind}.csv")
    assert claims
    for row in claims:
        text = sentence(kind, row, names.name, names.plural)
        assert is_well_formed(text, row), text
        assert not re.search(r"\b(\w+) \1\b", text), text
        assert "an event of the kind" not in text, text
        assert not any(f" {key} " in text for key in slugs), text
        if row["assertion"] in MARKERS:
            assert any(marker in text.casefold() for marker in MARKERS[row["assertion"]]), text
