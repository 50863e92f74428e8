"""What every measure gives: an answer, sheets of figures, pictures, limits, and what it could not do."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

import msgspec

from foedus.record.figure import Figure

T = TypeVar("T")


class Measure(msgspec.Struct, frozen=True):
    """A column of a sheet."""

    label: str
    says: str = ""
    """What it is, with unit and formula, for whoever asks."""


class Line(msgspec.Struct, frozen=True):
    """A row of a sheet: what it is about, and a figure or words for each column."""

    label: str
    cells: tuple[Figure | str, ...]
    key: str = ""
    """Of the entity or event that the row is about."""


class Lines(Sequence[Line], Generic[T]):
    """Lines that are made when they are looked at: a page shows the first of thousands."""

    def __init__(self, things: Sequence[T], make: Callable[[Sequence[T]], Iterable[Line]]) -> None:
        """`make`: lines of some of the things, in their order."""
        self._things, self._make = things, make
        self._made: dict[tuple[int, int, int], tuple[Line, ...]] = {}

    def __len__(self) -> int:
        return len(self._things)

    def __iter__(self) -> Iterator[Line]:
        return iter(self[:])

    @overload
    def __getitem__(self, place: int) -> Line: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Line, ...]: ...

    def __getitem__(self, place: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(place, int):
            return self[:][place]
        asked = place.indices(len(self))
        if asked not in self._made:
            self._made[asked] = tuple(self._make(self._things[place]))
        return self._made[asked]


class Sheet(msgspec.Struct, frozen=True):
    """A table of figures. The first column names the rows."""

    name: str
    title: str
    about: str
    """What the rows are: `supplier`, `year`."""
    columns: tuple[Measure, ...]
    lines: Sequence[Line]
    note: str = ""


class Picture(msgspec.Struct, frozen=True):
    """A picture of `charts/` by name, its plain data, and what is to be seen in words."""

    chart: str
    data: Mapping[str, Any]
    caption: str
    alt: str
    claims: tuple[str, ...] = ()


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a measure."""

    measure: str
    title: str
    answer: str
    """One to three sentences that a careful person would say, figures and their uncertainty included."""
    asked: Mapping[str, str] = {}
    """The options that it was asked with, as text."""
    sheets: tuple[Sheet, ...] = ()
    pictures: tuple[Picture, ...] = ()
    warnings: tuple[str, ...] = ()
    """What was asked and could not be done: an unknown state, a currency without a rate, a cycle."""
    limits: tuple[str, ...] = ()
    """What the figures do not say, in sentences."""
    sources: tuple[str, ...] = ()
    """Literature and datasets that the method and the figures come from, as references."""


class MeasureError(Exception):
    """A measure that cannot be taken as asked: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
