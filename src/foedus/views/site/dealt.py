"""Agreements, arms and aid event by event, with what their claims give: from whom to whom, of what, for how much."""

from collections.abc import Iterable, Sequence

import msgspec

from foedus.record import Record
from foedus.record.words import Words
from foedus.terms.numbers import NumberError, parse, say
from foedus.views.evidence import Evidence
from foedus.views.site.standings import OfKind, Stood

AGREEMENTS, TRANSFERS, AID = "agreements", "transfers", "assistance"
FACTS = {AGREEMENTS: ("instrument", "sectors"), TRANSFERS: ("item", "quantity", "value"), AID: ("form", "value")}
"""What a table of a kind tells of each event, by columns of the codebook."""


class Dealt(msgspec.Struct, frozen=True):
    """An event with what its claims give: from whom to whom, of what, for how much."""

    stood: Stood
    way: str
    """Who gives whom; '' where both are parties alike."""
    facts: tuple[str, ...]


def dealt(record: Record, kinds: Sequence[OfKind], claims: Sequence[Evidence], kind: str) -> Iterable[Dealt]:
    """The events of a kind, as `by_kind` lists them, with what some claims give of each."""
    of = next((of for of in kinds if of.kind == kind), None)
    if of is None:
        return
    words = Words.of(record)
    by_event: dict[str, list[Evidence]] = {}
    for claim in claims:
        if claim.kind == kind:
            by_event.setdefault(claim.event, []).append(claim)
    for one in of.events:
        mine = by_event[one.event]
        yield Dealt(one, _way(words, mine), tuple(_fact(record, words, mine, column) for column in FACTS[kind]))


def _way(words: Words, claims: Sequence[Evidence]) -> str:
    """From whom to whom."""
    ties = words.record.codebook.kinds[claims[0].kind].ties
    if ties is None or not ties.source:
        return ""
    givers, takers = _values(claims, ties.source), _values(claims, ties.target)
    return f"{_labels(words, givers)} to {_labels(words, takers)}" if givers and takers else ""


def _fact(record: Record, words: Words, claims: Sequence[Evidence], column: str) -> str:
    """What claims give in a column, in words; what they give differently stands side by side."""
    found = record.codebook.kinds[claims[0].kind].by_name[column]
    figure = found.type in ("money", "number")
    told = (
        _amount(claim, value) if figure else found.words.get(value, value)
        for claim in claims
        for value in _values([claim], column)
    )
    return "; ".join(dict.fromkeys(words.label(one) for one in told))


def _values(claims: Iterable[Evidence], column: str) -> list[str]:
    found: dict[str, None] = {}
    for claim in claims:
        cell = claim.row[column]
        found.update(dict.fromkeys(cell if isinstance(cell, list) else [cell] if cell else []))
    return list(found)


def _amount(claim: Evidence, value: str) -> str:
    try:
        return say(parse(value), claim.row.get("currency"))
    except NumberError:
        return value


def _labels(words: Words, keys: Iterable[str]) -> str:
    return ", ".join(words.label(key) for key in keys)
