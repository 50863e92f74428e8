"""Whom a document is about: what its title names weighs more, and nothing is said where nothing stands out."""

from __future__ import annotations

import pytest

from foedus.reader.focus import body, foci, focus, partners, party_to_it
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


def test_an_entry_on_a_body_is_about_no_state() -> None:
    of_it = named(*["au"] * 4, kind="organisation")
    texts = ["African Union", "Words. " * 40]
    assert focus(texts, [of_it[:1], [*of_it, *named("KEN", "KEN", "KEN", "KEN")]]) == ""
    assert focus(["Kenya", texts[1]], [named("KEN"), [*of_it, *named("KEN", "KEN", "KEN", "KEN")]]) == "KEN"


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        (["OMN", "GBR"], ["OMN", "GBR", "OMN", "USA"], ("OMN", "GBR")),
        (["AUS", "NZL"], ["AUS", "AUS", "NZL", "JPN", "JPN", "JPN"], ()),  # the title's two are not the text's
        ([], ["CHL", "CHL", "CHL", "PER", "PER", "PER", "USA"], ("CHL", "PER")),
        ([], ["CHL", "CHL", "CHL", "PER", "PER", "PER", "USA", "USA"], ()),  # a third is not far enough behind
    ],
)
def test_whom_both_delegations_are(head: list[str], text: list[str], expected: tuple[str, ...]) -> None:
    assert party_to_it(["A joint statement", "Words. " * 40], [named(*head), named(*text)]) == expected


def test_bodies_and_places_count_for_their_country() -> None:
    ministry = named("kenyan-navy", "kenyan-army", "mod", kind="agency", country="KEN")
    assert focus(["Words. " * 40], [[*ministry, *named("KEN", "KEN", "UGA", "UGA", "UGA")]]) == "KEN"


def test_an_organisation_must_be_named_twice_as_often_as_the_next() -> None:
    text = "Words. " * 40
    assert body([text], [named("au", "au", "au", "au", "eu", "eu", kind="organisation")]) == "au"
    assert body([text], [named("au", "au", "au", "au", "eu", "eu", "eu", kind="organisation")]) == ""
    assert body([text], [named("au", "au", kind="organisation")]) == ""


def at(text: str, **states: str) -> list[Mention]:
    """Mentions of states where their names stand in a text."""
    found = [Mention(text.index(name), text.index(name) + len(name), key, "state") for key, name in states.items()]
    return sorted(found, key=lambda one: one.start)


def test_the_only_state_of_a_title_comes_before_one_that_is_named_more_often() -> None:
    title, text = "Lebanon: help for the army", "Words. " * 40
    found = [at(title, LBN="Lebanon"), named("LBN", *["USA", "FRA", "ITA", "QAT", "SAU"] * 4)]
    assert focus([title, text], found) == "LBN"
    town = Mention(20, 25, "sfax", "place", country="TUN")
    assert focus([title, text], [[*found[0], town], found[1]]) == ""  # two come to mind, and neither stands out


def test_whoever_says_our_seldom_names_his_own_state() -> None:
    text = "Our navy is small. They leaned on us. It trains our sailors. " * 5
    found = [*named("IND", "IND", "IND", "IND"), *named("rajapaksa", "navy", "colombo", kind="person", country="LKA")]
    assert focus([text], [found]) == "LKA"
    assert focus([text.replace("ur", "ld").replace("us", "it")], [found]) == "IND"


def test_sections_are_about_the_state_that_labels_them() -> None:
    texts = ["Two states in brief.", "Kuwait. Soldiers are stationed here.", "They train.", "Oman. It has bases."]
    found = [[], at(texts[1], KWT="Kuwait"), [], at(texts[3], OMN="Oman")]
    assert foci(texts, found) == ["", "KWT", "KWT", "OMN"]
    assert foci(texts[:3], found[:3]) == ["", "", ""]  # one alone is the end of a sentence that was cut


def test_a_heading_on_a_line_of_its_own_heads_its_paragraph() -> None:
    text = (
        "The Seychelles\n" + "Victoria received an aircraft in 2013, and a radar chain along the coast of its islands. "
    )
    assert foci(["Words. " * 40, text], [[], at(text, SYC="Seychelles")]) == ["", "SYC"]
    both = text.replace("The Seychelles", "India and Mauritius")
    found = [[], at(both, IND="India", MUS="Mauritius")]
    assert partners(["Words. " * 40, both], found, ["IND", "IND"]) == ["", "MUS"]
    assert partners(["Words. " * 40, both], found, ["", ""]) == ["", ""]
