"""Chances in words: natural frequencies with one significant digit, and the range of several.

"1 in 50 a decade" is read more rightly than "2.0 %" (Gigerenzer and Hoffrage 1995, Psychological Review 102 (4),
684-704), and a second digit would claim a precision that models which differ a hundredfold do not have.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

LEAST = 1e-6
"""Chances below are said to be less than this: no event of its size has been evaluated that finely."""
SPANS = {1: "a year", 5: "in five years", 10: "a decade"}
"""How a span of years is said after a frequency."""


class _Step(NamedTuple):
    """A frequency with one significant digit."""

    value: float
    text: str


def _steps() -> tuple[_Step, ...]:
    """1 in 1,000,000 ... 1 in 20, 1 in 10, 1 in 9 ... 1 in 4, then 3 in 10 ... 9 in 10."""
    small = sorted({digit * 10**power for power in range(7) for digit in range(1, 10)}, reverse=True)
    steps = [_Step(1 / one, f"1 in {one:,}") for one in small if 4 <= one <= 1 / LEAST]
    return (*steps, *(_Step(n / 10, "1 in 2" if n == 5 else f"{n} in 10") for n in range(3, 10)))


STEPS = _steps()
MOST = 0.95
"""Chances above are said to be more than 9 in 10."""


def frequency(chance: float) -> str:
    """A chance as a natural frequency: the nearest with one significant digit, by ratio.

    Raises ValueError for what is no chance.

    >>> frequency(0.021), frequency(0.00011), frequency(0.7), frequency(0)
    ('1 in 50', '1 in 9,000', '7 in 10', 'less than 1 in 1,000,000')
    """
    if not 0 <= chance <= 1:  # NaN is neither
        raise ValueError(f"{chance} is no chance: it does not lie between 0 and 1")
    if chance < LEAST:
        return f"less than 1 in {1 / LEAST:,.0f}"
    if chance > MOST:
        return "more than 9 in 10"
    return min(STEPS, key=lambda step: abs(math.log(step.value / chance))).text


def over(years: int) -> str:
    """A span of years, said after a frequency.

    >>> over(10), over(3)
    ('a decade', 'in 3 years')
    """
    return SPANS.get(years, f"in {years} years")


def spread(chances: Sequence[float], years: int) -> str:
    """The range of several chances within a span of years, in words.

    Raises ValueError where there are none.

    >>> spread([0.0001, 0.02], 10), spread([0.02, 0.0201], 1), spread([0.0, 0.02], 10)
    ('between 1 in 10,000 and 1 in 50 a decade', 'about 1 in 50 a year', 'at most 1 in 50 a decade')
    """
    if not chances:
        raise ValueError("there are no chances to be said")
    low, high = frequency(min(chances)), frequency(max(chances))
    if low == high:
        return f"{low} {over(years)}" if high.startswith(("less", "more")) else f"about {low} {over(years)}"
    if low.startswith("less"):
        return f"at most {high} {over(years)}"
    if high.startswith("more"):
        return f"at least {low} {over(years)}"
    return f"between {low} and {high} {over(years)}"


def times(low: float, high: float) -> str:
    """How far apart the ends of a range lie, in one significant digit; '' where an end is 0.

    >>> times(0.0001, 0.02), times(0.01, 0.012)
    ('200 times', '')
    """
    if low <= 0 or high / low < 1.5:
        return ""
    ratio = high / low
    power = 10 ** math.floor(math.log10(ratio))
    return f"{round(ratio / power) * power:,} times"
