"""What is denied, and what only came late or was still to come."""

import pytest

from foedus.reader.frames.phase import standing
from foedus.reader.frames.sentence import Sentence
from foedus.reader.frames.tree import plain


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Denmark did not join the programme.", "join", "denied"),
        ("Denmark did not join the programme until May 2023.", "join", "asserted"),
        ("It was not until 1999 that Norway began to provide assistance to Ghana.", "assistance", "asserted"),
        ("Japan did not join the sanctions, but ended its training in 2022.", "ended", "asserted"),
        ("The minister announced that a brigade would be stationed in Peru.", "stationed", "expected"),
        ("A brigade would be stationed in Peru.", "stationed", "hypothetical"),
    ],
)
def test_how_a_sentence_vouches(parse, named, text, word, expected):
    sentence = Sentence(plain(parse(text)).sents[0], named(text))
    assert standing(sentence, next(token for token in sentence.span if token.text == word)).assertion == expected


def test_neither_of_two_that_stand_side_by_side_is_on_the_other_side(said):
    found = said("At its request Australia, Malaysia and Portugal dispatched 2,500 soldiers to East Timor.")
    assert {(one.row["sender"], one.row["host"]) for one in found if one.kind == "presences"} == {
        ("AUS", "TLS"), ("MYS", "TLS"), ("PRT", "TLS")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "stage"),
    [
        ("Norway and Ghana will hold a joint exercise in May.", "exercises", "planned"),
        ("Norway is to send troops to Ghana.", "presences", "planned"),
        ("Norway will not send troops to Ghana.", "presences", "planned"),
        ("Norway and Ghana are due to hold a joint exercise in May.", "exercises", "planned"),
        ("Norway and Ghana held a joint exercise in May.", "exercises", "held"),
        ("Norwegian officers taught Ghanaian sailors for two years.", "training", "ended"),
        ("Norwegian officers have taught Ghanaian sailors since 2019.", "training", "running"),
    ],
)
def test_what_is_to_come_is_planned_and_what_was_taught_is_over(said, text, kind, stage):
    assert {one.row["stage"] for one in said(text) if one.kind == kind} == {stage}


@pytest.mark.parametrize(
    ("text", "kind", "assertion"),
    [
        ("The M23, which took Goma from Congo in January, is not a party.", "disputes", "asserted"),
        ("Norway and Chad have yet to send troops to Ghana.", "presences", "denied"),
        ("Reports that Ghana had received tanks from Norway were denied by the embassy.", "transfers", "denied"),
        ("Troops of Norway are to be sent to Ghana.", "presences", "expected"),
        ("Norway and Ghana decided to hold a joint exercise.", "exercises", "expected"),
        ("Norway and Ghana held a joint exercise.", "exercises", "asserted"),
    ],
)
def test_a_no_counts_only_where_it_is_said(said, text, kind, assertion):
    assert {one.row["assertion"] for one in said(text) if one.kind == kind} == {assertion}


def test_an_agreement_according_to_which_something_is_done_vouches_for_nothing(said):
    text = "An agreement was signed, according to which Norway provided trucks to Ghana."
    assert "attributed" not in {one.row["assertion"] for one in said(text)}


def test_what_came_under_an_agreement_stands_by_itself(said):
    text = "In May an agreement was signed in Oslo, under which Norway provided Ghana with 5 million dollars in aid."
    assert {one.row["stage"] for one in said(text) if one.kind == "assistance"} == {"delivered"}
    text = (
        "In May an agreement was signed in Oslo, under which Norway will provide Ghana with 5 million dollars in aid."
    )
    assert {one.row["assertion"] for one in said(text) if one.kind == "assistance"} == {"expected"}
