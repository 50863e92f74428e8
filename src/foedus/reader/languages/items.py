"""Arms in a clause that no platform's name stands for, in English words; and how many."""

from collections.abc import Iterator, Sequence
from functools import cache

from foedus.reader.languages.amounts import Counted
from foedus.reader.languages.data import language
from foedus.reader.languages.names import Named
from foedus.reader.languages.rules import classes
from foedus.reader.languages.tokens import Patterns, Token, fold, patterns
from foedus.reader.mention import Mention

_BETWEEN = 4
"""Words between a number and what is counted, at most."""


def items(words: Sequence[Token], first: int, last: int, names: Sequence[Named], code: str) -> Iterator[Named]:
    """The arms between two places, platforms by their names first; words for arms beside them say nothing more."""
    platforms = [one for one in names if one.mention.type == "platform"]
    yield from platforms
    taken = {n for one in names for n in range(one.first, one.last)}
    for start, end, value in classes(code, "items").within(words, first, last):
        if taken & set(range(start, end)) or (
            platforms and not any(_listed(one, start, end, words) for one in platforms)
        ):
            continue
        key, _, category = str(value).partition("|")
        mention = Mention(words[start].start, words[end - 1].end, key, "item", category=category)
        yield Named(mention, start, end, frozenset())


def _listed(platform: Named, start: int, end: int, words: Sequence[Token]) -> bool:
    """Whether arms stand in one list with a platform, one word between them at least: "trainers and Mi-35s"."""
    between = platform.first - end if platform.first >= end else start - platform.last
    first = min(end, platform.last)
    return 1 <= between <= _BETWEEN and any(
        len(word.form) <= 2 and word.form.isalpha() for word in words[first : first + between]
    )


@cache
def _units(code: str) -> Patterns:
    return patterns(code, language(code).amounts.units)


def quantity(item: Named, words: Sequence[Token], amounts: Sequence[Counted], code: str) -> Counted | None:
    """How many of an item: the number right before it, or with words like "pieces" between."""
    before = [
        one
        for one in amounts
        if one.mention.type == "number" and one.last <= item.first and item.first - one.last <= _BETWEEN
    ]
    if not before:
        return None
    nearest = before[-1]
    of = frozenset(map(fold(code), language(code).amounts.of))
    if (
        len(before) > 1
        and nearest.first
        and words[nearest.first - 1].form in of
        and before[-2].last >= nearest.first - 2
    ):
        return before[-2]
    between = words[nearest.last : item.first]
    units = _units(code)
    plain = sum(units.at(words, nearest.last + n) is None for n in range(len(between)))
    return nearest if plain <= 2 else None
