"""Whom a document is about: the state, and the organisation, that it names most; what its title names weighs more."""

from collections import Counter
from collections.abc import Iterable, Sequence

from foedus.reader.mention import Mention

TITLE = 120
"""Characters: a first passage that is shorter is a title."""
WEIGHT = 4
"""Of what a title names."""
LEAST = 3.0
"""Times that it must be named."""
SHARE = 0.25
"""Of all that are named."""
LEAD = 2
"""Times that an organisation must be named as often as the next."""


def focus(texts: Sequence[str], found: Iterable[Iterable[Mention]]) -> str:
    """The state that a document is about; empty where none stands out.

    A body, place, person or firm counts half for its country.
    """
    counts: Counter[str] = Counter()
    for weight, one in _weighed(texts, found):
        if one.type == "state":
            counts[one.key] += 2 * weight
        elif one.country and one.type in ("agency", "place", "facility", "person", "firm"):
            counts[one.country] += weight
    if not counts:
        return ""
    first, times = counts.most_common(1)[0]
    return first if times >= 2 * LEAST and times >= SHARE * counts.total() else ""


def body(texts: Sequence[str], found: Iterable[Iterable[Mention]]) -> str:
    """The organisation that a document is about; empty where none stands out."""
    counts = Counter[str]()
    for weight, one in _weighed(texts, found):
        if one.type == "organisation":
            counts[one.key] += weight
    if not counts:
        return ""
    (first, times), *rest = counts.most_common(2)
    return first if times > LEAST and (not rest or times >= LEAD * rest[0][1]) else ""


def _weighed(texts: Sequence[str], found: Iterable[Iterable[Mention]]) -> Iterable[tuple[int, Mention]]:
    for place, (text, mentions) in enumerate(zip(texts, found, strict=True)):
        weight = WEIGHT if place == 0 and len(text) < TITLE else 1
        yield from ((weight, one) for one in mentions)
