"""Worldviews: areas whose status is disputed, and whose they are in whose eyes.

The facts lie in `data/worldviews.toml`. A worldview is silent on an area where whoever's view it is takes no side.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from foedus.terms.states import states

UNCHECKED = "Written from general knowledge, not held against the documents named."
"""What a map says of the grounds that it gives."""
APART = "apart"
"""The worldview of those who choose none: what is disputed is nobody's."""
_FILE = Path(__file__).with_name("data") / "worldviews.toml"


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whose an area is: a state of its own, part of another one, or neither; and on what that rests."""

    state: bool = False
    of: str = ""
    """Alpha-3 code of the state of which it is a part."""
    by: str = ""

    @property
    def taken(self) -> bool:
        """Whether a side is taken."""
        return self.state or bool(self.of)

    @property
    def words(self) -> str:
        """In words, to follow the area's name."""
        whose = "a state" if self.state else f"part of {states()[self.of].name}" if self.of else "of open status"
        return f"{whose} ({self.by})" if self.by else whose


@dataclass(frozen=True, slots=True)
class Worldview:
    """How somebody sees the areas that are disputed."""

    key: str
    label: str
    says: str
    """What a map says of it, as the beginning of a sentence."""
    rulings: Mapping[str, Ruling] = field(default_factory=lambda: MappingProxyType({}))

    def ruling(self, area: str) -> Ruling:
        """Whose an area is."""
        return self.rulings.get(area, Ruling())

    def policy(self, shown: Collection[str]) -> str:
        """How it treats the areas that a map shows, given by code, in sentences.

        >>> worldviews()["tur"].policy(["CYN", "FLK"]).partition(": ")[2].replace(UNCHECKED, "...")
        'Northern Cyprus a state (recognised on 15 November 1983). ... Without fill here: Falkland Islands.'
        """
        found = [(areas()[area], self.ruling(area)) for area in areas() if area in shown]
        told = dict.fromkeys(f"{name} {ruling.words}" for name, ruling in found if ruling.taken)
        open_ones = dict.fromkeys(name for name, ruling in found if not ruling.taken)
        sentences = [f"{self.says}{': ' if told else ''}{'; '.join(told)}.", *([UNCHECKED] if told else [])]
        if open_ones:
            sentences.append(f"Without fill here: {', '.join(open_ones)}.")
        return " ".join(sentences)


@cache
def areas() -> Mapping[str, str]:
    """The names of the disputed areas, by code: alpha-3 where there is one, else one that begins with x-."""
    return MappingProxyType(dict(_data()["areas"]))


@cache
def worldviews() -> Mapping[str, Worldview]:
    """Every worldview by key, that of those who choose none first."""
    found = {}
    for key, one in _data()["worldviews"].items():
        rulings = {area: Ruling(**ruling) for area, ruling in one.items() if area in areas()}
        found[key] = Worldview(key, one["label"], one["says"], MappingProxyType(rulings))
    return MappingProxyType(found)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
