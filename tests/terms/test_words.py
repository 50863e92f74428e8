"""Folding, keys from names, suggestions and lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.terms.words import fold, is_key, join_words, nearest, quoted, slug


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Türkiye", "turkiye"), ("TÜRKİYE", "turkiye"), ("Kırgızistan", "kirgizistan"),
     ("KIRGIZİSTAN", "kirgizistan"),
     ("Azərbaycan", "azerbaycan"), ("Großbritannien", "grossbritannien"), ("Łódź", "lodz"),
     ("Tromsø", "tromso"),
     ("Côte d’Ivoire", "cote-d-ivoire"), ("Cote d'Ivoire", "cote-d-ivoire"), ("U.S.", "us"), ("U.S.A", "usa"),
     ("St. Lucia", "st-lucia"), ("Turkey's", "turkeys"), ("  a -- b ", "a-b"), ("Киргизия", "киргизия"),
     ("Объединённые", "объединенные"), ("", ""), ("…", "")],
)  # fmt: skip
def test_fold(text: str, folded: str) -> None:
    """Spellings that differ in case, marks or punctuation fold to the same."""
    assert fold(text) == folded


@given(st.text())
def test_fold_and_slug_are_done_in_one_go(text: str) -> None:
    """Folding what is folded changes nothing, and a slug is a key or nothing."""
    assert fold(fold(text)) == fold(text)
    made = slug(text)
    assert made == "" or is_key(made)
    assert slug(made) == made


@pytest.mark.parametrize(
    ("name", "key"),
    [("Bayraktar TB2", "bayraktar-tb2"), ("KAZ-Anka licence", "kaz-anka-licence"), ("Ростех", "rostekh"),
     ("Türk Devletleri Teşkilatı", "turk-devletleri-teskilati"), ("Щит-2022", "shchit-2022"), ("中国", ""),
     ("Organisation of Turkic States (OTS)", "organisation-of-turkic-states-ots")],
)  # fmt: skip
def test_slug(name: str, key: str) -> None:
    """A name gives the key that a person would have given it."""
    assert slug(name) == key


def test_is_key() -> None:
    """A key is a slug or a state's three capitals, and nothing else."""
    assert all(map(is_key, ("ots", "bayraktar-tb2", "TUR", "3a", "a-1")))
    assert not any(map(is_key, ("", "TURK", "Tur", "a--b", "-a", "a-", "a b", "ä", "a\n", "TUR\n", "a_b")))


def test_nearest() -> None:
    """A misspelt word finds the one meant, and a strange one none."""
    stages = ["ordered", "delivered", "in-service", "cancelled"]
    assert nearest("deliverd", stages) == "delivered"
    assert nearest("In Service", stages) == "in-service"
    assert nearest("canceled", stages) == "cancelled"
    assert nearest("zebra", stages) is None
    assert nearest("", stages) is None
    assert nearest("x", []) is None


def test_join_words() -> None:
    """A list reads as it would in a sentence."""
    assert [join_words("abcd"[:n]) for n in range(5)] == ["", "a", "a and b", "a, b and c", "a, b, c and d"]


@given(st.text())
def test_quoted_fits_on_a_line(text: str) -> None:
    """Whatever stands in a cell can be shown in a message."""
    assert quoted(text).isprintable()
    quoted(text).encode()
