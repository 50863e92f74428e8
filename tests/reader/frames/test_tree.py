"""A parse kept as plain Python says what spaCy's says, of every token and stretch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from foedus.reader.frames.tree import kept, plain

TEXTS = (
    "Peru, whose navy has two ships, sold Chad's army (in 2019) ten trucks that it had bought from Mali.  They left!",
    "Kenya signed\nand Togo, which had not, followed; “never again”, said the U.S. ambassador.\n\n- Ghana agreed.",
    "",
)
LABELS = ("text", "text_with_ws", "lower_", "lemma_", "pos_", "dep_", "tag_", "is_alpha", "i", "idx")


@pytest.mark.parametrize("text", TEXTS)
def test_every_token_is_as_spacy_has_it(parse: Callable[[str], Any], text: str) -> None:
    theirs = parse(text)
    ours = plain(theirs)
    assert ours.text == theirs.text
    assert len(ours) == len(theirs)
    for one, other in zip(ours, theirs, strict=True):
        assert [getattr(one, name) for name in LABELS] == [getattr(other, name) for name in LABELS]
        assert (one.head.i, one.left_edge.i) == (other.head.i, other.left_edge.i)
        assert [child.i for child in one.children] == [child.i for child in other.children]
        assert [part.i for part in one.subtree] == [part.i for part in other.subtree]
        assert [one.is_ancestor(part) for part in ours] == [other.is_ancestor(part) for part in theirs]


@pytest.mark.parametrize("text", TEXTS)
def test_sentences_and_stretches_are_as_spacy_has_them(parse: Callable[[str], Any], text: str) -> None:
    theirs = parse(text)
    ours = plain(theirs)
    pairs = list(zip(ours.sents, theirs.sents, strict=True))
    for start in range(len(text)):
        for end in (start + 1, start + 9, len(text) + 3):
            one, other = ours.char_span(start, end), theirs.char_span(start, end, alignment_mode="expand")
            assert (one is None) == (other is None)
            pairs += [(one, other)] if one is not None and len(one) else []
    for one, other in pairs:
        assert (one.start, one.end, one.text, one.root.i) == (other.start, other.end, other.text, other.root.i)
        assert (one.start_char, one.end_char) == (other.start_char, other.end_char)


def test_what_is_kept_is_worked_out_once(parse: Callable[[str], Any]) -> None:
    asked: list[str] = []

    @kept
    def loud(token: Any) -> str:
        asked.append(token.text)
        return str(token.text).upper()

    first = plain(parse("Kenya signed."))[0]
    assert [loud(first), loud(first)] == ["KENYA", "KENYA"]
    assert asked == ["Kenya"]
    assert plain(first.doc) is first.doc
