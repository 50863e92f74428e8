"""Leaders in every script: known by the consonants of the surname, where country and office or first name agree."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import msgspec

from foedus.reader.names.entries import rows
from foedus.terms.words import slug

_ALIKE = (
    ("sch", "s"),
    ("tsz", "s"),
    ("sh", "s"),
    ("ch", "k"),
    ("zh", "s"),
    ("kh", ""),
    ("ts", "s"),
    ("dzh", "s"),
    ("dj", "s"),
)
_SAME = str.maketrans(
    {"c": "k", "q": "k", "w": "v", "z": "s", "j": "s", "x": "", **dict.fromkeys("aeiouyh-0123456789")}
)
_DOUBLED = re.compile(r"(.)\1")


@lru_cache(maxsize=50_000)
def skeleton(name: str) -> str:
    """The consonants of a name, alike in all transliterations: "Токаев", "Tokayev" and "Toqaev" are `tkv`."""
    text = slug(name)
    for many, one in _ALIKE:
        text = text.replace(many, one)
    return _DOUBLED.sub(r"\1", text.translate(_SAME))


class Leader(msgspec.Struct, frozen=True):
    """Somebody of the gazetteer, by the consonants of first and last name."""

    key: str
    country: str
    first: str
    last: str
    famous: bool
    """Whether the surname alone means them."""


@cache
def leaders() -> Mapping[str, tuple[Leader, ...]]:
    """Leaders by the consonants of their surname."""
    found: dict[str, dict[str, Leader]] = {}
    for row in rows("leaders"):
        parts = row["name"].split()
        famous = any(alias.strip().startswith("?") for alias in (row["aliases"] or "").split(";"))
        leader = Leader(row["entity"], row["country"], skeleton(parts[0]), skeleton(parts[-1]), famous)
        found.setdefault(leader.last, {})[leader.key] = leader
    return {last: tuple(group.values()) for last, group in found.items()}
