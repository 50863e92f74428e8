"""The figures of dependence for a state and a window: volume, shares, index, effective suppliers, top supplier."""

from collections.abc import Callable, Sequence
from functools import cached_property

from foedus.measures.dependence.concentration import Volume, Volumes, bounds, herfindahl, share
from foedus.measures.dependence.register import Delivery, Register
from foedus.record import Record
from foedus.record.figure import DataRow, Figure, missing
from foedus.record.words import Words

TIV = "million TIV"
SAME = 1e-9
NARROW, WIDE = 0.02, 0.25
"""Widths of an interval, as parts of the value, up to which three digits, or two, can be stood by."""
Made = Callable[[Volumes], tuple[float, float | None, float | None]]
"""A figure of volumes: as listed, at least and at most."""


class Asked:
    """What is asked of the register, and the figures that it gives."""

    def __init__(
        self, record: Record, register: Register, states: Sequence[str], window: int, least: float, start: int, end: int
    ) -> None:
        self.record, self.register, self.states = record, register, tuple(states)
        self.window, self.least, self.start, self.end = window, least, start, end
        self.words = Words.of(record)

    @cached_property
    def _by_state(self) -> dict[str, list[Delivery]]:
        found: dict[str, list[Delivery]] = {}
        for one in self.register.deliveries:
            found.setdefault(one.recipient, []).append(one)
        return found

    def volumes(self, state: str, end: int | None = None, category: str | None = None) -> dict[str, Volume]:
        """What a state received in a window, by supplier, the most first."""
        end = self.end if end is None else end
        sums: dict[str, list[float]] = {}
        for one in self._by_state.get(state, ()):
            if end - self.window < one.year <= end and category in (None, one.category):
                cell = sums.setdefault(one.supplier, [0.0, 0.0])
                cell[0] += one.volume.total
                cell[1] += one.volume.uncertain
        kept = {supplier: Volume(total, unsure) for supplier, (total, unsure) in sums.items() if total > 0}
        return dict(sorted(kept.items(), key=lambda item: (-item[1].total, item[0])))

    def covers(self, state: str, end: int | None = None) -> Figure | None:
        """Why there is no figure of a state in a window; None where there is one."""
        end = self.end if end is None else end
        if not self.register.release:
            return missing("not-covered", "No register of transfers is at hand.")
        if state not in self.register.whole:
            return missing("not-covered", f"{self.register.place} has no deliveries of all suppliers to {state}.")
        if end - self.window + 1 < self.register.since:
            return missing("not-covered", f"The register begins in {self.register.since}.")
        return None

    def coverage(self, end: int | None = None) -> str:
        """What a figure of a window covers, in a sentence."""
        end = self.end if end is None else end
        return f"{self.register.called}; deliveries {end - self.window + 1}–{end}."

    # -- figures -----------------------------------------------------------------------------------------

    def total(self, state: str, end: int | None = None, category: str | None = None) -> Figure:
        """The volume received; 0 is nil, as the register covers the years."""
        if (why := self.covers(state, end)) is not None:
            return why
        found = self.volumes(state, end, category)
        total, unsure = (sum(v[part] for v in found.values()) for part in (0, 1))
        return Figure(
            value=round(total, 2), unit=TIV, digits=digits(total, unsure, 2), coverage=self.coverage(end),
            low=round(total - unsure, 2) if unsure else None, high=round(total, 2) if unsure else None,
            rows=(self._row(state, end, category),),
        )  # fmt: skip

    def unsure(self, state: str, end: int | None = None, category: str | None = None) -> Figure:
        """The share of the volume that rests on rows of uncertain number."""
        return self._made(state, end, category, _unsure)

    def index(self, state: str, end: int | None = None, category: str | None = None) -> Figure:
        """The Herfindahl index of suppliers, 0 to 1."""
        return self._made(state, end, category, _index)

    def effective(self, state: str, end: int | None = None) -> Figure:
        """The number of equal suppliers that would give the same index."""
        index = self.index(state, end)
        if not isinstance(index.value, float):
            return missing(index.cover, index.coverage)
        low, high = (1 / bound if bound else None for bound in (index.high, index.low))
        return Figure(
            value=1 / index.value, low=low, high=high, digits=2, coverage=index.coverage, rows=index.rows,
        )  # fmt: skip

    def top(self, state: str, end: int | None = None, category: str | None = None) -> tuple[str, Figure]:
        """The greatest supplier by name ('' where there is no share), and its share."""
        found = self.volumes(state, end, category)
        first = next(iter(found), "")
        figure = self._made(state, end, category, lambda volumes: share(volumes, first), first)
        return (self.words.label(first) if figure.known else ""), figure

    def share(self, state: str, supplier: str) -> Figure:
        """A supplier's share of what a state received."""
        return self._made(state, None, None, lambda found: share(found, supplier), supplier)

    def _made(self, state: str, end: int | None, category: str | None, made: Made, supplier: str = "") -> Figure:
        if (why := self.covers(state, end)) is not None:
            return why
        found = self.volumes(state, end, category)
        total = sum(v.total for v in found.values())
        if not found:
            return missing("unknown", f"Nothing was delivered in the window, hence no shares. {self.coverage(end)}")
        if total < self.least:
            why_not = f"{total:.3g} {TIV} in the window is less than the least of {self.least:g}: a small deal decides."
            return missing("unknown", f"{why_not} {self.coverage(end)}")
        value, low, high = made(found)
        exact = low is None or high is None or high - low < SAME
        width = 0.0 if low is None or high is None else high - low
        return Figure(
            value=value, low=None if exact else low, high=None if exact else high,
            digits=digits(value, width),
            coverage=self.coverage(end), rows=(self._row(state, end, category, supplier),),
        )  # fmt: skip

    def _row(self, state: str, end: int | None, category: str | None, supplier: str = "") -> DataRow:
        end = self.end if end is None else end
        what = f"{category or 'all'} to {state}" + (f" from {supplier}" if supplier else "")
        return self.register.row(f"{what}, {end - self.window + 1}–{end}")


def digits(value: float, width: float, least: int = 1) -> int:
    """The significant digits of a value that the width of its interval leaves: 1 to 3, but so many at `least`.

    >>> digits(0.81, 0), digits(0.90, 0.19), digits(0.0074, 0.0166)
    (3, 2, 1)
    """
    part = width / abs(value) if value else 0.0
    return max(3 if part <= NARROW else 2 if part <= WIDE else 1, least)


def _unsure(found: Volumes) -> tuple[float, None, None]:
    return sum(v.uncertain for v in found.values()) / sum(v.total for v in found.values()), None, None


def _index(found: Volumes) -> tuple[float, float, float]:
    index = herfindahl([v.total for v in found.values()])
    assert index is not None  # there is something in the volumes
    return index, *bounds(found)
