"""When two cells disagree: the relation between two values of a column, as its `compare` says.

A vaguer value is no disagreement: 2022 and May 2022, drones and Bayraktar TB2, Kazakhstan and the Kazakh firm.
"""

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from typing import Any

from foedus.codebook import Column
from foedus.record.conclude.claims import World
from foedus.terms import dates, numbers
from foedus.terms.relation import Relation
from foedus.terms.words import fold


class Bond(Enum):
    """How one value stands to another."""

    SAME = "same"
    FINER = "finer"
    """It says the same more exactly."""
    VAGUER = "vaguer"
    APART = "apart"
    """Both cannot be so."""
    OPEN = "open"
    """Both may be so: spans that overlap, sets that share members."""


_BONDS = {
    Relation.EQUAL: Bond.SAME,
    Relation.INSIDE: Bond.FINER,
    Relation.CONTAINS: Bond.VAGUER,
    Relation.OVERLAPS: Bond.OPEN,
    Relation.DISJOINT: Bond.APART,
}


@lru_cache(maxsize=65536)
def of_dates(one: str, other: str) -> Bond:
    """Two dates: a finer one lies inside a vaguer one. An uncertain date (`?`) never stands apart."""
    if one == other:
        return Bond.SAME
    a, b = dates.parse(one), dates.parse(other)
    bond = _BONDS[dates.compare(a, b)]
    if bond is Bond.SAME:  # 2021~ and 2021: what is sure is finer
        return Bond.VAGUER if a.approximate or a.uncertain else Bond.FINER
    return Bond.OPEN if bond is Bond.APART and (a.uncertain or b.uncertain) else bond


@lru_cache(maxsize=65536)
def of_numbers(one: str, other: str) -> Bond:
    """Two figures with their signs; two words are the same or apart, a figure and a word are not compared."""
    if one == other:
        return Bond.SAME
    try:
        a, b = numbers.parse(one), numbers.parse(other)
    except numbers.NumberError:
        return Bond.OPEN
    return _BONDS[numbers.compare(a, b)]


_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def tokens(text: str) -> frozenset[str]:
    """The words of a text, folded, without a plural s."""
    return frozenset(word.removesuffix("s") or word for word in _WORD.findall(fold(text).replace("-", " ")))


def of_items(one: str, other: str, world: World, same_class: bool) -> Bond:
    """Two things or places: a model is finer than its class, a town than its country, more words than fewer."""
    if one == other:
        return Bond.SAME
    if world.platform(one) or world.platform(other):
        if (world.platform(one) and world.platform(other)) or not same_class:
            return Bond.APART
        return Bond.FINER if world.platform(one) else Bond.VAGUER
    if other in world.countries(one):
        return Bond.FINER
    if one in world.countries(other):
        return Bond.VAGUER
    a, b = tokens(one), tokens(other)
    if a == b:
        return Bond.SAME
    return Bond.FINER if a > b else Bond.VAGUER if a < b else Bond.APART


def of_parties(one: tuple[str, ...], other: tuple[str, ...], world: World) -> Bond:
    """Two sets of parties: firms are finer than their states, a longer list than a shorter one within it."""
    if set(one) == set(other):
        return Bond.SAME
    a, b = world.rolled(one), world.rolled(other)
    if a == b:
        finer_a, finer_b = len(set(one) - a), len(set(other) - b)
        return Bond.FINER if finer_a > finer_b else Bond.VAGUER if finer_a < finer_b else Bond.OPEN
    return Bond.FINER if a > b else Bond.VAGUER if a < b else Bond.APART


def of_sets(one: Iterable[str], other: Iterable[str]) -> Bond:
    """Two sets of words."""
    a, b = set(one), set(other)
    if a == b:
        return Bond.SAME
    return Bond.FINER if a > b else Bond.VAGUER if a < b else Bond.APART


def bond(column: Column, one: Any, other: Any, world: World, same_class: bool = True) -> Bond:
    """The relation of two values of a column, both of which hold something."""
    if one == other:
        return Bond.SAME
    match column.compare:
        case "date":
            return of_dates(one, other)
        case "number":
            return of_numbers(one, other)
        case "set" if column.type in ("entities", "entity"):
            return of_parties(_several(one), _several(other), world)
        case "set":
            return of_sets(_several(one), _several(other))
        case "narrower" if column.words:
            if other in _wider(column, one):
                return Bond.FINER
            return Bond.VAGUER if one in _wider(column, other) else Bond.APART
        case "narrower":
            return of_items(str(one), str(other), world, same_class)
        case _:
            return Bond.APART


def _wider(column: Column, word: str) -> list[str]:
    """The words of which one is a case, followed up."""
    found: list[str] = []
    while (word := column.wider.get(word, "")) and word not in found:
        found.append(word)
    return found


def _several(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)
