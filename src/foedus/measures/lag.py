"""How long from one thing to the next, where both dates may be vague: an interval, or that it is not known."""

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from foedus.measures.told import TELL, Dated, Told
from foedus.record.figure import Figure, missing

MONTH = 365.2425 / 12
"""Days in a month of the Gregorian calendar."""


class Lag(NamedTuple):
    """Months from a cause to what followed: at least, at most. None: no such bound, for a date is open or missing."""

    low: float | None
    high: float | None

    @property
    def known(self) -> bool:
        """Whether it has both bounds, and what followed may have come after."""
        return self.low is not None and self.high is not None and self.high >= 0

    @property
    def backward(self) -> bool:
        """Whether what followed is dated before what it followed."""
        return self.high is not None and self.high < 0


def between(cause: Dated | None, effect: Dated | None) -> Lag:
    """Months from a cause to an effect: the latest day of the one to the first of the other, and the other way round.

    A source says that the one led to the other, so that a span of days that reaches below nil is cut there; one
    that lies below it as a whole is left as it is (`Lag.backward`).
    """
    if cause is None or effect is None:
        return Lag(None, None)
    low, high = _months(cause.by, effect.earliest), _months(cause.earliest, effect.by)
    if high is None or high >= 0:
        low = None if low is None else max(low, 0.0)
    return Lag(low, high)


def _months(start: date | None, end: date | None) -> float | None:
    return None if start is None or end is None else (end - start).days / MONTH


def figure(lag: Lag, claims: Iterable[str], note: str = "") -> Figure:
    """A lag as a figure in months: the middle of its interval, with the interval; unknown otherwise."""
    if lag.backward:
        return missing("unknown", "The claims date what followed before what prompted it.", "months")
    if lag.low is None and lag.high is None:
        return missing("unknown", "One of the two has no date that could be used.", "months")
    if lag.low is None or lag.high is None:
        bound = f"at least {lag.low:.0f}" if lag.low is not None else f"at most {lag.high:.0f}"
        return missing("unknown", f"One of the two dates is open at one end; {bound} months.", "months")
    low, high = math.floor(lag.low), math.ceil(lag.high)
    return Figure(
        value=round((lag.low + lag.high) / 2), unit="months", low=low, high=high,
        claims=tuple(dict.fromkeys(claims)), note=note or "The middle of what the dates allow.",
        coverage=TELL,
    )  # fmt: skip


def onset(strands: Sequence[Told]) -> Dated | None:
    """When something began: of all dated stages that are told, the one that was surely reached first."""
    dated = [when for one in strands if one.so for when in one.dates.values() if when.by]
    return min(dated, key=lambda when: (when.by, when.earliest is None, when.stage), default=None)
