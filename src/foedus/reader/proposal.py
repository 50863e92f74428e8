"""What the reader proposes: a claim as it might stand in its table, and where every part of it was read."""

import msgspec

from foedus.reader.frames import model

ROLES = frozenset(role for kind in model.rules().values() for frame in kind.frames for role in frame.roles)
"""All roles of all frames: the columns in which a proposal says who and what."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that a document seems to make. `spans`: by column, characters of the passage that it was read from."""

    kind: str
    row: dict[str, str]
    """The kind's columns that are filled; without `claim` and `event`."""
    block: int
    """Where its sentence begins."""
    sentence: tuple[int, int]
    spans: dict[str, tuple[tuple[int, int], ...]]
    frame: str
    groups: frozenset[str] = frozenset()
    """Keys in it that stand for several, who may yet be named."""
    score: float = 0.0
    features: dict[str, float] = {}
    language: str = ""
    """ISO 639-1; none for English."""


_TOLD_APART = ("position", "milestone", "measure")
"""Words of closed lists in which two claims differ that have the same roles."""


def roles_of(one: Proposal) -> tuple[str, ...]:
    """Who and what a proposal is about: its kind, and its roles with their fillers."""
    told = [column for column in _TOLD_APART if column in one.row]
    return (one.kind, *(f"{column}={one.row[column]}" for column in [*sorted(ROLES & one.spans.keys()), *told]))
