"""Where forces are when their own clause does not say: "there", "where", and a place that goes on from before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foedus.reader.proposal import Proposal

Said = Callable[[str], list[Proposal]]


def placed(found: list[Proposal]) -> set[tuple[str, str]]:
    """Whose forces the proposals put on whose soil."""
    return {(one.row["sender"], one.row["host"]) for one in found if one.kind == "presences"}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        # "there" is the place named last before its clause, not the soldiers' own country
        ("Kenya's roads are bad, yet some 300 British soldiers are said to be serving there.", {("GBR", "KEN")}),
        # "where" is the noun that the clause hangs on, however long its phrase
        ("The base in Oman, where two Indian corvettes have been moored since May, was shown.", {("IND", "OMN")}),
        # a clause that names no place goes on from the one before; a camp that nobody knows may lie there
        ("The mission is in Haiti. At Camp Ember 40 Chilean soldiers have served since May.", {("CHL", "HTI")}),
        # but not where it says that they are elsewhere
        ("The mission is in Haiti. Chilean soldiers were deployed abroad for the first time.", set()),
        # nor where another place is named
        ("Troops are in Haiti. Irish soldiers have served in southern Lebanon since 1978.", {("IRL", "LBN")}),
        # one preposition after another
        ("French troops pulled out of Niger in 2023.", {("FRA", "NER")}),
        ("Some 90 Peruvian soldiers are stationed at sea and in Gabon.", {("PER", "GAB")}),
    ],
)
def test_where_forces_are(said: Said, text: str, claims: set[tuple[str, str]]) -> None:
    assert placed(said(text)) == claims


@pytest.mark.parametrize(
    ("text", "entity", "milestone"),
    [
        ("Founded in 1949, NATO has 32 members.", "nato", "founded"),
        ("The alliance's mission, SFOR, was closed in 2004.", "sfor", "dissolved"),
    ],
)
def test_a_loose_participle_and_a_name_beside_a_phrase_say_who(
    said: Said, text: str, entity: str, milestone: str
) -> None:
    assert (entity, milestone) in {
        (one.row["entity"], one.row["milestone"]) for one in said(text) if one.kind == "milestones"
    }
