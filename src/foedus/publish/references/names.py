"""Authors of a source as family and given names, which other programs sort and shorten by."""

import re
from collections.abc import Mapping

_LINKS = re.compile(r"\b(?:of|for|and|the|und|der|für|des|du|pour|et)\b|[,/&]", re.IGNORECASE)
_PARTICLES = frozenset(
    {"al", "bin", "da", "de", "del", "della", "di", "dos", "el", "la", "le", "ten", "ter", "van", "von"}
)


def authors(row: Mapping[str, str]) -> list[str]:
    """The authors of a source, a row of `sources.csv`."""
    return [name.strip() for name in row.get("authors", "").split(";") if name.strip()]


def split(name: str) -> tuple[str, str]:
    """Family and given names; what is no person's name by its look, or is one word, is all family.

    >>> split("Taras Kuzio"), split("Emma van der Berg"), split("Ministry of Defence"), split("Erhan")
    (('Kuzio', 'Taras'), ('van der Berg', 'Emma'), ('Ministry of Defence', ''), ('Erhan', ''))
    """
    words = name.split()
    if len(words) not in (2, 3, 4, 5) or _LINKS.search(_without_particles(name)):
        return name, ""
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES | {"der", "den"}:
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start])


def _without_particles(name: str) -> str:
    return re.sub(r"\b(?:van|von) (?:der|den|de)\b", "", name)
