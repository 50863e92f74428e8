"""States by what they are: "the sultanate", "the archipelago", "the island", "the country" of which a text is full.

What refers back within a few sentences is resolved before (`refer`); here a word of this sort is left that stands for
the one state of its sort that the text names, or for the state that the text is about.
"""

import re
from collections.abc import Mapping, Sequence

import msgspec

from foedus.reader.focus import foci
from foedus.reader.mention import Mention
from foedus.reader.names.lists import either, words

_SORTS: Mapping[str, frozenset[str]] = {
    "kingdom": words("kingdoms"),
    "monarchy": words("kingdoms"),
    "sultanate": words("sultanates"),
    "emirate": words("emirates"),
    "archipelago": words("archipelagos"),
    "island": words("islands"),
    "city-state": words("city_states"),
    "islands": words("archipelagos"),
}
_WORD = re.compile(
    rf"\bthe\s(?P<noun>country|nation|republic|island (?:nation|state|republic)|{'|'.join(_SORTS)})"
    rf"(?=['’]s\b|[,.;:)]|\s(?:{either('after_the_country')}|[a-z]+ed|[a-z]+s)\b)",
    re.IGNORECASE,
)


def epithets(texts: Sequence[str], blocks: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """The mentions of a document's blocks with those added that such words make, in order."""
    blocks = _seats(texts, blocks)
    named = {one.key if one.type == "state" else one.country for mentions in blocks for one in mentions}
    done = []
    for text, mentions, about in zip(texts, blocks, foci(texts, blocks), strict=True):
        more = []
        for found in _WORD.finditer(text):
            state = _meant(found["noun"].lower().split()[0], named, about)
            if state and all(one.end <= found.start() or found.end() <= one.start for one in mentions):
                more.append(Mention(found.start(), found.end(), state, "state", "pronoun"))
        done.append(sorted([*mentions, *more], key=lambda one: one.start) if more else list(mentions))
    return done


_PLACED = re.compile(r"\b(?:in|at|near|from|to|outside|through|via|of)\s$")


def _seats(texts: Sequence[str], blocks: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """The mentions with a "Brussels" that does something for the European Union, where nothing else is Belgian."""
    if any(one.form != "capital" and "BEL" in (one.key, one.country) for mentions in blocks for one in mentions):
        return [list(mentions) for mentions in blocks]
    return [
        [
            msgspec.structs.replace(one, key="eu", type="organisation")
            if one.key == "BEL" and _PLACED.search(text, max(0, one.start - 9), one.start) is None
            else one
            for one in mentions
        ]
        for text, mentions in zip(texts, blocks, strict=True)
    ]


def _meant(noun: str, named: set[str], about: str) -> str:
    """The state of a sort that a text is about, else the only one that it names."""
    sort = _SORTS.get(noun)
    if sort is None or about in sort:
        return about
    here = sort & named
    return next(iter(here)) if len(here) == 1 else ""
