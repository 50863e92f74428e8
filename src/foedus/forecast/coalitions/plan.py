"""What a search has to go through, and whether that can be done."""

import math

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedus.forecast.errors import ForecastError

FULL = 24
"""States of a pool of which all subsets are scored: 2^24 are 17 million."""
WIDEST = 60
"""States of a pool at most: a set is a number of 64 bits."""
WORK = 2**29
"""Sets that may be gone through where sizes are limited: some seconds."""
BLOCK = range(4, 12)
"""Lower states of a block: 2^11 numbers of eight bytes are what the nearest cache holds."""
OVERHEAD = 400
"""What a block costs beside its sets, in sets."""


class Plan(msgspec.Struct, frozen=True):
    """How a pool is gone through: each prefix of the upper states with all subsets of the `low` lower ones."""

    states: int
    largest: int
    low: int
    blocks: int

    @property
    def work(self) -> int:
        """Sets that are gone through, those that are too large among them."""
        return self.blocks << self.low

    def prefixes(self) -> NDArray[np.int64]:
        """The upper parts of all sets, as numbers, by how many states are in them; the larger number first."""
        upper = self.states - self.low
        levels = [np.zeros(1, np.int64)]
        for _ in range(min(upper, self.largest)):
            last = levels[-1]
            # Each set once: a state is added only below the lowest that is in it.
            lowest = np.where(last == 0, np.int64(1) << upper, last & -last)
            added = [last[lowest > (1 << bit)] | (1 << bit) for bit in range(upper)]
            levels.append(np.sort(np.concatenate(added))[::-1])
        return np.concatenate(levels)


def plan(states: int, largest: int | None = None) -> Plan:
    """How to go through the sets of two to `largest` of a pool of so many states.

    Raises `ForecastError` where there are none, or more than can be gone through, and says what is possible.
    """
    if states < 2:
        raise ForecastError(
            "A coalition has two states or more, and the pool has one.", "Name other states with --pool."
        )
    if largest is not None and largest < 2:
        raise ForecastError(f"A coalition has two states or more, so no size is {largest}.", "Write --size 2 or more.")
    if largest is not None and largest > states:
        raise ForecastError(
            f"The pool has {states} states: no coalition of it has {largest}.", f"At most --size {states}."
        )
    if states > WIDEST:
        raise ForecastError(f"The pool has {states} states; at most {WIDEST} can be searched.", _possible(WIDEST))
    made = _cheapest(states, largest or states)
    if states > FULL and (largest is None or made.work > WORK):
        which = f"of 2 to {largest} states" if largest else "of any size"
        sets = sum(math.comb(states, size) for size in range(2, made.largest + 1))
        message = f"A pool of {states} states has {sets:,} coalitions {which}: more than are scored."
        raise ForecastError(message, _possible(states))
    return made


def _possible(states: int) -> str:
    size = max(size for size in range(2, states) if _cheapest(states, size).work <= WORK)
    return f"A pool of up to {FULL} is searched whole; of {states} states, coalitions of up to {size}: --size {size}."


def _cheapest(states: int, largest: int) -> Plan:
    plans = []
    for low in {min(low, states) for low in BLOCK}:
        blocks = sum(math.comb(states - low, size) for size in range(min(states - low, largest) + 1))
        plans.append(Plan(states, largest, low, blocks))
    return min(plans, key=lambda one: (one.blocks * ((1 << one.low) + OVERHEAD), one.low))
