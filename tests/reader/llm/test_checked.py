"""What stands between an answer and a proposal, for anything that an answer can hold."""

import json
import re
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from foedus.case.proposals import Proposed
from foedus.codebook import load
from foedus.reader.document import Block, Document
from foedus.reader.llm import prompt
from foedus.reader.llm.answers import MOST, claims
from foedus.reader.llm.check import checked
from foedus.reader.llm.join import joined
from foedus.reader.llm.questions import Question
from foedus.reader.llm.quotes import locate, words
from foedus.reader.llm.resolve import Known
from foedus.reader.names import Gazetteer
from foedus.reader.write_rows import clean
from tests.reader.llm.conftest import BOATS, PACT

TEXT = (
    "In January 2023 Norway delivered four patrol boats to Ghana. "
    "“No more,” said Peru’s co‑ordinator; Chile was silent."
)


def question(text: str) -> Question:
    """A block as a question."""
    block = Block(number=7, text=text)
    document = Document(name="tale", sha256="", format="text", blocks=(block,))
    return Question(source="tale", about={}, passage=next(document.passages()), keys={"NOR": "Norway", "GHA": "Ghana"})


QUESTION = question(TEXT)


@pytest.fixture(scope="module")
def known(gazetteer: Gazetteer) -> Known:
    """The names that are known."""
    return Known(gazetteer)


# --- quotations ---


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("norway  delivered\nfour patrol boats", "Norway delivered four patrol boats"),
        ('"No more," said Peru\'s co-ordinator', "No more,” said Peru’s co‑ordinator"),
        ("...four patrol boats to Ghana.", "four patrol boats to Ghana"),
        ("Norway delivered five patrol boats", ""),
        ("Norway … boats", ""),
        ("Chile", ""),
        ("", ""),
    ],
)
def test_a_quotation_may_differ_in_white_space_and_marks_and_nothing_else(quote: str, found: str):
    """What is found are the text's own characters."""
    place = locate(TEXT, quote)
    assert (TEXT[place[0] : place[1]] if place else "") == found


LETTERS = st.text(st.sampled_from("abcdeéİжқ 日本,.-’“\u00a0\u0301\u200b\n"), min_size=1, max_size=60)


@given(LETTERS, st.data())
@example("ℌellenic ﬁre ½ or so", None).via("letters that fold to several")
def test_every_stretch_of_a_text_is_found_in_it(text: str, data: Any):
    """At itself, or at an earlier place that reads the same; offsets never leave the text."""
    start = data.draw(st.integers(0, len(text) - 1)) if data else 0
    end = data.draw(st.integers(start + 1, len(text))) if data else len(text)
    quote = text[start:end]
    place = locate(text, quote)
    if place is not None:
        assert 0 <= place[0] < place[1] <= len(text)
        assert locate(text[place[0] : place[1]], quote) is not None
    elif sum(map(str.isalnum, quote)) >= 12:
        pytest.fail(f"{quote!r} was not found in {text!r}")


def test_a_name_is_found_as_a_word_of_its_own():
    """Not inside another word; numbers not inside longer ones."""
    assert words("The Omani navy", "Oman") == (4, 8)  # a stem with its ending is one
    assert words("The Romanian navy", "Oman") is None
    assert words("1500 boats", "150") is None
    assert words("Romanian, then Oman’s navy", "Oman") == (15, 19)
    assert words("ships", "") is None


# --- answers ---


@given(st.text(max_size=200))
@example('{"claims": [{"kind": 1e999}, {"kind": "a"}]}')
@example('{"claims":' * 3000)
def test_any_answer_is_taken_or_is_a_fault(text: str):
    """Nothing that a model writes is an error of ours."""
    found = claims(text)
    assert found.fault or all(isinstance(one, dict) for one in found.found)


@given(st.integers(0, 700))
def test_of_an_answer_that_breaks_off_the_whole_claims_are_taken(length: int):
    """As many as end before the place, and a fault unless it is the end."""
    text = json.dumps({"claims": [BOATS, PACT]})
    found = claims(text[:length])
    whole = [one for one in (BOATS, PACT) if text.find(json.dumps(one)) + len(json.dumps(one)) <= length]
    assert list(found.found) == whole
    assert bool(found.fault) is (length < len(text))


def test_the_example_that_models_are_given_is_a_proposal(known: Known):
    """What they are shown as right is right by our own rules."""
    told = prompt.rules("schema")
    block, answer = re.findall(r'The block "(.+?)", published|is answered with (\{"claims": \[\{.+?\}\]\})', told)
    (raw,) = claims(answer[1]).found
    asked = msgspec.structs.replace(question(block[0]), mentions=tuple(known.names.find(block[0])))
    found = checked(raw, asked, known, "small-1")
    assert not found.faults
    assert found.proposal is not None
    assert found.proposal.spans.keys() == {"attribution", "supplier", "recipient", "item"}


def test_a_model_that_goes_round_in_circles_is_stopped():
    """Of very many claims the first are taken, and the others counted."""
    found = claims(json.dumps({"claims": [BOATS] * (MOST + 5)}))
    assert (len(found.found), found.over) == (MOST, 5)


# --- claims ---

CELL = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12),
    st.sampled_from(["NOR", "Norway", "the navy", "2023-01", "4", "delivered", "~4", "unknown", "=1", "four", "EUR"]),
    st.lists(st.sampled_from(["NOR", "GHA", "Peru", "", "training", "nobody"]), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=1),
)  # fmt: skip
COLUMNS = sorted({column.name for kind in load().kinds.values() for column in kind.columns})
RAW = st.builds(
    lambda base, more: {**base, **more},
    st.sampled_from([BOATS, {**PACT, "quote": "said Peru's co-ordinator"}]),
    st.dictionaries(st.sampled_from([*COLUMNS, "kind", "quote", "odd"]), CELL, max_size=5),
)


@settings(max_examples=300)
@given(raw=RAW)
def test_what_becomes_a_proposal_is_allowed_by_the_codebook_and_stands_in_the_text(raw: dict[str, Any], known: Known):
    """Whatever a claim of an answer holds; what is left out is a fault."""
    found = checked(raw, QUESTION, known, "small-1")
    if found.proposal is None:
        assert found.faults
        return
    one = found.proposal
    kind = load().kinds[one.kind]
    assert clean(kind, one.row) == one.row
    assert one.sentence in TEXT
    assert one.row["quote"] in TEXT
    assert (one.row["source"], one.row["locator"], one.row["origin"]) == ("tale", "¶7", "model")
    for column, spans in one.spans.items():
        assert column in one.row
        assert all(0 <= start < end <= len(one.sentence) for start, end in spans)


def test_the_letters_of_a_code_are_no_words_of_the_text(known: Known):
    """PER does not stand in Peru; what stands for a key is what the text has for it."""
    found = checked({**BOATS, "supplier": ["PER"]}, QUESTION, known, "small-1").proposal
    assert found is not None
    assert "supplier" not in found.spans
    assert [found.sentence[a:b] for a, b in found.spans["recipient"]] == ["Ghana"]


# --- both readers ---


def proposed(by: str, **row: str) -> Proposed:
    """A proposal of a transfer."""
    base = {
        "source": "tale", "locator": "¶2", "stage": "delivered", "assertion": "asserted", "grain": "single",
        "supplier": "NOR", "recipient": "GHA", "item": "patrol boats",
    }  # fmt: skip
    return Proposed(
        id=by + "".join(row.values()), kind="transfers", row={**base, **row}, sentence="", why="So.",
        by=() if by == "reader" else (by,),
    )  # fmt: skip


def test_what_both_readers_say_stands_once_with_who_says_it():
    """The reader's row stays as it is; what the model adds is said beside it."""
    ours = proposed("reader", quantity="4")
    (one,) = joined([ours], [proposed("model m", quantity="5", date="2023-01", locator="¶2; ¶5")])
    assert one.row == ours.row
    assert one.id == ours.id
    assert one.readers == ("reader", "model m")
    assert one.scored
    assert one.why == "So. The model m proposes it, too, with date 2023-01 and quantity 5."


@pytest.mark.parametrize(
    "other",
    [
        {"locator": "¶3"}, {"source": "other"}, {"stage": "ordered"}, {"assertion": "denied"}, {"recipient": "PER"},
        {"item": "radars"}, {"date": "2019"},
    ],
    ids=str,
)  # fmt: skip
def test_what_differs_stands_twice(other: dict[str, str]):
    """In place, stage, who takes part, what, and a day that cannot be the same."""
    found = joined([proposed("reader", date="2023")], [proposed("model m", **other)])
    assert [one.readers for one in found] == [("reader",), ("model m",)]


def test_proposals_of_both_stand_in_the_order_of_the_text():
    """And each of the model's is joined to one of the reader's at most."""
    ours = [proposed("reader", locator=f"¶{place}") for place in (2, 10)]
    theirs = [proposed("model m", locator="¶10"), proposed("model m", locator="¶3; ¶1")]
    found = joined(ours, theirs)
    assert [(one.row["locator"], len(one.readers)) for one in found] == [("¶2", 1), ("¶3; ¶1", 1), ("¶10", 2)]
