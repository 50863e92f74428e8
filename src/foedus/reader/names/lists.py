"""Lists of words that the rules ask about: `data/lists.toml`."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).with_name("data") / "lists.toml"


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType({name: tuple(" ".join(text.split()).split(", ")) for name, text in found.items()})


def words(*names: str) -> frozenset[str]:
    """The words of lists by name.

    >>> sorted(words("one_of_two"))[:2]
    ['capital', 'country']
    """
    return frozenset(word.rstrip(",") for name in names for word in _lists()[name])


def either(*names: str) -> str:
    """The words of lists as alternatives of a regular expression, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words(*names), key=lambda w: (-len(w), w)))
