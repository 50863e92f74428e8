"""What counts as evidence in which strand: `strands.toml` as it is used."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

Words = Mapping[str, tuple[str, ...]]
"""Words of closed lists, by column."""


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"side": "as"}):
    """Claims of a kind that are evidence in a strand: `[[strand.evidence]]`."""

    kind: str
    any: Words = {}
    """Of each column, one of these words must stand there."""
    none: Words = {}
    """Of each column, none of these words may."""
    by: str = ""
    """The column that names the body, for claims on bodies; without one a claim counts by its parties."""
    side: Literal["for", "against"] = "for"
    titled: bool = False
    """Whether the title must name a body of the strand."""
    voices: Literal["yes", "no", "else"] = "yes"
    """Whether positions and reasons on the events of its claims belong to the strand; else: if to no other."""

    def meets(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of the kind's table has the words asked for."""
        return all(_has(row[column], words) for column, words in self.any.items()) and not any(
            _has(row[column], words) for column, words in self.none.items()
        )


def mentions(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of some words stands in a text, as a word of its own."""
    return bool(words) and _any_of(words).search(text) is not None


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A strand: `[[strand]]`."""

    name: str
    short: str
    label: str
    says: str
    evidence: tuple[Evidence, ...]
    evaluated: bool = False
    bodies: tuple[str, ...] = ()
    dataset: str = ""
    obligation: str = ""
    lacking: str = ""


class Voices(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"favour": "for"}):
    """Which words of a statement or an argument take a side."""

    favour: tuple[str, ...]
    against: tuple[str, ...]


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it."""

    strand: tuple[Rule, ...]
    voices: Mapping[Literal["statements", "arguments"], Voices]


@cache
def rules() -> Rules:
    """The strands that ship."""
    return msgspec.convert(tomllib.loads((files(__package__) / "strands.toml").read_text(encoding="utf-8")), Rules)


def _has(cell: object, words: tuple[str, ...]) -> bool:
    cells = cell if isinstance(cell, list) else [cell]
    return any(one in words for one in cells)
