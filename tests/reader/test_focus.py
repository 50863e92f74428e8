"""Whom a document is about: what its title names weighs more, and nothing is said where nothing stands out."""

from __future__ import annotations

import pytest

from foedus.reader.focus import body, focus
from foedus.reader.mention import Mention, Type


def named(*keys: str, kind: Type = "state", country: str = "") -> list[Mention]:
    return [Mention(place, place + 1, key, kind, country=country) for place, key in enumerate(keys)]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (["KEN"], ["KEN", "UGA", "UGA"], "KEN"),  # four and one against two
        ([], ["KEN", "KEN", "UGA"], ""),  # too seldom
        ([], ["KEN", "KEN", "KEN", "UGA"], "KEN"),
        ([], ["KEN"] * 3 + [f"{letter}AA" for letter in "BCDEFGHIJKLM"], ""),  # one of many
    ],
)
def test_the_state_that_stands_out(title: list[str], text: list[str], expected: str) -> None:
    assert focus(["A title", "A text. " * 40], [named(*title), named(*text)]) == expected


def test_bodies_and_places_count_for_their_country() -> None:
    ministry = named("kenyan-navy", "kenyan-army", "mod", kind="agency", country="KEN")
    assert focus(["Words. " * 40], [[*ministry, *named("KEN", "KEN", "UGA", "UGA", "UGA")]]) == "KEN"


def test_an_organisation_must_be_named_twice_as_often_as_the_next() -> None:
    text = "Words. " * 40
    assert body([text], [named("au", "au", "au", "au", "eu", "eu", kind="organisation")]) == "au"
    assert body([text], [named("au", "au", "au", "au", "eu", "eu", "eu", kind="organisation")]) == ""
    assert body([text], [named("au", "au", kind="organisation")]) == ""
