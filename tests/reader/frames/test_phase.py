"""What is denied, and what only came late or was still to come."""

import pytest

from foedus.reader.frames.phase import standing
from foedus.reader.frames.sentence import Sentence


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
    sentence = Sentence(next(iter(parse(text).sents)), named(text))
    assert standing(sentence, next(token for token in sentence.span if token.text == word)).assertion == expected


def test_neither_of_two_that_stand_side_by_side_is_on_the_other_side(said):
    found = said("At its request Australia, Malaysia and Portugal dispatched 2,500 soldiers to East Timor.")
    assert {(one.row["sender"], one.row["host"]) for one in found if one.kind == "presences"} == {
        ("AUS", "TLS"), ("MYS", "TLS"), ("PRT", "TLS")
    }  # fmt: skip
