"""What is only pointed back at: things, the parties of a claim told before, pronouns, and passives with two objects."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foedus.reader.propose import Proposal

Said = Callable[[str], list[Proposal]]


def told(found: list[Proposal], kind: str) -> list[tuple[str, ...]]:
    """Giver, taker and thing of the proposals of a kind, in their order."""
    columns = {"transfers": ("supplier", "recipient", "item"), "assistance": ("donor", "recipient")}[kind]
    return [tuple(one.row.get(column, "") for column in columns) for one in found if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Ghana bought six helicopters from Italy. They were delivered in 2014.", [("ITA", "GHA", "helicopters")] * 2),
        ("Ghana bought twelve tanks from Italy. Malawi received the first of its eight in 2014.",
         [("ITA", "GHA", "tanks"), ("ITA", "MWI", "tanks")]),
        ("Ghana ordered six Gripen fighters in 2010. Peru has bought two of the aircraft, too.",
         [("SWE", "GHA", "gripen"), ("SWE", "PER", "gripen")]),
        ("Japan sold Ghana two frigates of the Mogami class.", [("JPN", "GHA", "mogami-class")]),
        ("Denmark and Norway supplied Ghana with tanks and helicopters respectively.",
         [("DNK", "GHA", "tanks"), ("NOR", "GHA", "helicopters")]),
    ],
)  # fmt: skip
def test_a_thing_that_is_pointed_at_is_the_one_named_before(
    said: Said, text: str, claims: list[tuple[str, ...]]
) -> None:
    assert told(said(text), "transfers") == claims


def test_a_thing_with_a_sort_of_its_own_is_not_the_one_named_before(said: Said) -> None:
    found = said("Ghana ordered six Gripen fighters in 2010. Peru has bought two transport aircraft from Spain.")
    assert ("ESP", "PER", "transport aircraft") in told(found, "transfers")


def test_whoever_gave_or_took_it_does_so_of_the_same_thing_again_but_not_of_another(said: Said) -> None:
    found = told(said("Ghana bought tanks from Italy. In 2014 it received trucks."), "transfers")
    assert ("ITA", "GHA", "tanks") in found
    assert ("ITA", "GHA", "trucks") not in found


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Ghana was offered helicopters by Italy.", ("ITA", "GHA", "helicopters")),
        ("Italy has offered helicopters to Ghana.", ("ITA", "GHA", "helicopters")),
    ],
)
def test_a_passive_of_giving_has_the_taker_for_its_subject(said: Said, text: str, claim: tuple[str, ...]) -> None:
    assert claim in told(said(text), "transfers")


def test_it_that_is_given_something_is_whom_the_sentence_before_was_about(said: Said) -> None:
    found = told(said("Togo has signed a pact with Mali. Ghana has given it money for a hospital."), "assistance")
    assert found == [("GHA", "TGO")]


def test_where_giver_and_taker_are_both_guessed_nothing_is_proposed(said: Said) -> None:
    assert told(said("Togo and Mali met. Aid is always welcome."), "assistance") == []
