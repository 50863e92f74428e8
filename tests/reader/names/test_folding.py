"""Folding keeps the way back to every character."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reader.names.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Türkiye", "turkiye"), ("İSTANBUL", "istanbul"), ("Straße", "strasse"), ("Ærø", "aero"), ("Łódź", "lodz"),
        ("Azərbaycan", "azerbaycan"), ("e\u0301te\u0301", "ete"), ("Mali, Chad", "mali  chad"), ("a \n\t b", "a b"),
        ("co\u00adop", "coop"), ("", ""),
    ],
)  # fmt: skip
def test_folded(text, folded):
    assert fold(text).text == folded


@given(st.text())
def test_places_go_up_and_stay_inside(text):
    folded = fold(text)
    places = [folded.origin(place) for place in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert places[-1] == len(text) or not folded.text or unicodedata.category(text[-1])[0] in "MC"


@given(st.text(), st.text(alphabet="abcdef", min_size=1), st.text())
def test_a_word_between_anything_is_found_where_it_stands(before, word, after):
    text = f"{before} {word} {after}"
    folded = fold(text)
    at = folded.text.find(f" {word} ")
    if at >= 0:
        start = folded.origin(at + 1)
        assert fold(text[start : folded.origin(at + 1 + len(word))]).text == word


@given(st.text(alphabet="Áßæ İ\u0301x\n", max_size=30))
def test_what_is_folded_by_pieces_is_folded_as_a_whole(text):
    folded = fold(text)
    for place, char in enumerate(folded.text):
        start, end = folded.origin(place), folded.origin(place + 1)
        if char != " " and start < end:
            assert char in fold(text[start:end]).text
