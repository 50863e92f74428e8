"""A figure that can say who says so: a value with its unit, interval, coverage, and what it rests on.

Unknown, not covered and nil are three things. A figure without a value says in `coverage` why it has none; nil is the
value 0 within a window that is covered.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

Cover = Literal["covered", "partly", "not-covered", "unknown"]
"""covered: whatever there was would have been seen; partly: some of it; not-covered: nobody looked; unknown: looked
at, and not found out."""


class DataRow(msgspec.Struct, frozen=True):
    """What a figure takes from a dataset: a row, or rows alike, by what names them there."""

    dataset: str
    version: str
    key: str
    """Such as `ATOP 5.1, alliance 4165`."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure. `claims` and `rows` are what it rests on; without either it is a count of nothing."""

    value: float | int | str | bool | None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    """The interval in which the value lies, where it is not exact."""
    digits: int | None = None
    """Significant digits that can be stood by; None: all."""
    cover: Cover = "covered"
    coverage: str = ""
    """A sentence: what was looked at, from when to when, and what was not."""
    claims: tuple[str, ...] = ()
    rows: tuple[DataRow, ...] = ()
    roots: int | None = None
    """Independent roots behind the claims."""
    note: str = ""

    def __post_init__(self) -> None:
        if self.value is None and self.cover == "covered":
            raise ValueError("a figure without a value says why it has none")

    @property
    def known(self) -> bool:
        """Whether it has a value."""
        return self.value is not None


def missing(cover: Cover, coverage: str, unit: str = "") -> Figure:
    """A figure without a value, and why."""
    return Figure(value=None, unit=unit, cover=cover, coverage=coverage)


def count(claims: Iterable[str], roots: int | None = None, unit: str = "", coverage: str = "") -> Figure:
    """How many claims (or what they stand for) there are."""
    kept = tuple(dict.fromkeys(claims))
    return Figure(value=len(kept), unit=unit, claims=kept, roots=roots, coverage=coverage)
