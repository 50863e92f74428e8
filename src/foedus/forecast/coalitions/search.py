"""All coalitions of a pool, scored under a linear model: the best of each size, and what each state adds.

Nothing is held but lists of the best: memory does not grow with the number of sets. Blocks are shared out among
threads; what is found does not depend on how many there are.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from math import comb, fsum
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedus.forecast.coalitions.compiled import called
from foedus.forecast.coalitions.layout import Layout, layout
from foedus.forecast.coalitions.plan import Plan, plan
from foedus.forecast.coalitions.terms import Floats, Linear, Scored
from foedus.forecast.errors import ForecastError

Unknown = Literal["leave-out", "exclude"]
MOST = 1000
"""Sets of a size that may be asked for."""
CHUNK = 2**18
"""Sets of a run of blocks: a millisecond or two."""
CHUNKS = 64
"""Runs at most: enough that no thread waits long for another, nor Ctrl-C for all."""


class Found(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a search found, by size of the set."""

    keys: tuple[str, ...]
    """The pool, sorted."""
    unknown: Unknown
    sets: Mapping[int, int]
    """How many sets there are."""
    lacking: Mapping[int, int]
    """Of how many a term could not be told, since something is unknown: scored without it, or excluded."""
    best: Mapping[int, tuple[Scored, ...]]
    """The best, highest score first; equal ones by names."""
    with_it: Mapping[int, Mapping[str, float | None]]
    """The best score of a set with a state; None where there is none."""
    without: Mapping[int, Mapping[str, float | None]]

    def contribution(self, state: str, size: int) -> float | None:
        """What a state adds: the best score of sets of a size with it, less that of those without it."""
        one, other = self.with_it[size][state], self.without[size][state]
        return None if one is None or other is None else one - other


def search(
    model: Linear,
    *,
    largest: int | None = None,
    top: int = 10,
    unknown: Unknown = "exclude",
    threads: int | None = None,
) -> Found:
    """Score every set of two to `largest` states of a model's pool, by default of any size.

    `top`: how many sets of each size are kept. `unknown`: a set of which a term cannot be told is excluded, or
    scored without that term. Scores that differ by less than a billionth of the largest possible are equal: names
    decide. Raises `ForecastError` for a pool of one, and one that is too large: up to 24 states can be searched whole.
    """
    if not 1 <= top <= MOST:
        raise ForecastError(f"{top} sets of each size cannot be kept.", f"Ask for 1 to {MOST}.")
    if unknown not in ("leave-out", "exclude"):
        raise ForecastError(f"What is unknown cannot be '{unknown}'.", "Say leave-out or exclude.")
    way = plan(len(model.keys), largest)
    parts = _scanned(way, layout(model), top, unknown == "exclude", threads or _cores())
    return _found(model, way, parts, top, unknown)


class Adds(msgspec.Struct, frozen=True, kw_only=True):
    """What a member adds to a set: the set's score less that of the others."""

    score: float | None
    """By the terms that can be told of both, and the constants by size; None where no term can, or others are none."""
    parts: Mapping[str, float | None]
    """By term."""


def left_out(model: Linear, members: Sequence[str]) -> Mapping[str, Adds]:
    """What each member adds to a set. In a set of two nothing can be said: a state alone is no coalition.

    Raises `ForecastError` for a set of one, and a state that is not in the pool.
    """
    whole = model.score(members)
    if len(whole.members) == 2:
        return {one: Adds(score=None, parts=dict.fromkeys(whole.parts)) for one in whole.members}
    return {
        one: _adds(model, whole, model.score([other for other in whole.members if other != one]))
        for one in whole.members
    }


def _adds(model: Linear, whole: Scored, rest: Scored) -> Adds:
    parts = {
        name: None if part is None or other is None else part - other
        for (name, part), other in zip(whole.parts.items(), rest.parts.values(), strict=True)
    }
    told = [part for part in parts.values() if part is not None]
    size = len(whole.members)
    constant = model.by_size.get(size, 0.0) - model.by_size.get(size - 1, 0.0)
    return Adds(score=fsum([constant, *told]) if told else None, parts=parts)


class _Part(msgspec.Struct, frozen=True, eq=False):
    """What a run of blocks gave; sizes s, states n, upper ones u."""

    keys: Floats
    """Scores of the best in steps: shape (s, top)."""
    masks: NDArray[np.int64]
    folded: Floats
    """Best score by states in the prefix and lower part: shape (.., 2^low)."""
    with_it: Floats
    """Shape (s, u)."""
    without: Floats
    lacking: NDArray[np.int64]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _scanned(way: Plan, made: Layout, top: int, exclude: bool, threads: int) -> list[_Part]:
    from foedus.forecast.coalitions import kernel

    sums, least = made.sums, made.least
    sum_low = called(kernel.lower, sums.members, sums.pairs, way.low, False)
    min_low = called(kernel.lower, least.members, least.pairs, way.low, True)

    def scan(prefixes: NDArray[np.int64], call: Callable[..., object] = kernel.scan) -> _Part:
        part = _empty(way, top)
        call(
            prefixes, way.low, way.largest, exclude, made.step, made.constants,
            sums.members, sums.pairs, sums.paired, sums.unsure, sums.factors, sum_low,
            least.members, least.pairs, least.paired, least.unsure, least.weights, min_low,
            part.keys, part.masks, part.folded, part.with_it, part.without, part.lacking,
        )  # fmt: skip
        return part

    sure, prefixes = partial(called, kernel.scan), way.prefixes()
    first, *rest = np.array_split(prefixes, min(-(-way.work // CHUNK), CHUNKS, prefixes.size))
    parts = [scan(first, sure)]  # compiles, or takes what is compiled, once
    with ThreadPoolExecutor(threads) as workers:
        try:
            parts += workers.map(scan, rest)
        except BaseException:
            workers.shutdown(cancel_futures=True)
            raise
    return parts


def _empty(way: Plan, top: int) -> _Part:
    sizes, upper = way.states + 1, way.states - way.low
    return _Part(
        np.full((sizes, top), -np.inf), np.zeros((sizes, top), np.int64),
        np.full((min(upper, way.largest) + 1, 1 << way.low), -np.inf),
        np.full((sizes, upper), -np.inf), np.full((sizes, upper), -np.inf), np.zeros(sizes, np.int64),
    )  # fmt: skip


def _found(model: Linear, way: Plan, parts: Sequence[_Part], top: int, unknown: Unknown) -> Found:
    sizes = range(2, way.largest + 1)
    keys = np.concatenate([part.keys for part in parts], axis=1)
    masks = np.concatenate([part.masks for part in parts], axis=1)
    order = np.lexsort((-masks, -keys), axis=1)[:, :top]  # equal scores: the larger number is the first by names
    best = {
        size: tuple(model.at(_places(masks[size, order[size]][keys[size, order[size]] > -np.inf], way.states, size)))
        for size in sizes
    }
    folded = np.max([part.folded for part in parts], axis=0)
    lower = _of_lower(folded, way)
    with_it = np.hstack([lower[1], np.max([part.with_it for part in parts], axis=0)])
    without = np.hstack([lower[0], np.max([part.without for part in parts], axis=0)])
    lacking = np.sum([part.lacking for part in parts], axis=0)
    return Found(
        keys=model.keys, unknown=unknown, best=best,
        sets={size: comb(way.states, size) for size in sizes},
        lacking={size: int(lacking[size]) for size in sizes},
        with_it={size: _by_state(model.keys, with_it[size]) for size in sizes},
        without={size: _by_state(model.keys, without[size]) for size in sizes},
    )  # fmt: skip


def _places(masks: NDArray[np.int64], states: int, size: int) -> NDArray[np.int64]:
    """The places of the states of sets of a size, ascending: bit 0 is the last state."""
    bits = masks[:, None] >> np.arange(states)[::-1] & 1
    return np.nonzero(bits)[1].reshape(len(masks), size)


def _by_state(keys: Sequence[str], bits: Floats) -> dict[str, float | None]:
    return {key: float(value) if value > -np.inf else None for key, value in zip(keys, bits[::-1], strict=True)}


def _of_lower(folded: Floats, way: Plan) -> Floats:
    """The best score by size without and with each lower state: shape (2, sizes, low)."""
    sets = 1 << way.low
    size = np.bitwise_count(np.arange(sets)).astype(np.int64)
    above = np.arange(way.states + 1)[:, None] - size  # states of the prefix, of a set of a size
    there = (above >= 0) & (above < len(folded))
    best = np.where(there, folded[np.where(there, above, 0), np.arange(sets)], -np.inf)
    by_set = np.ascontiguousarray(best.T)
    halves = (by_set.reshape(-1, 2, 1 << bit, way.states + 1).max(axis=(0, 2)) for bit in range(way.low))
    return np.stack([*halves], axis=2)
