"""Searching coalitions: all sets of pools of 20 and 24 states, beside numpy and itertools as one would write it.

Seven features of mixed kinds: sums, means, least and greatest values and spreads, over members and over pairs; then
the same with one pair in fifty unknown. Each time is the best of several after compilation; how long compiling takes,
and taking up what was compiled before, is said beside it. numpy doubles an array for each feature (the sets with a
state are those without it and something more) and looks only for the best score of each size, which must be the same;
itertools goes through the sets of a small pool one by one. Others may be at work on the machine: load and the time
that the process was really running, on all its cores, are said.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foedus.forecast.coalitions import Linear

ROOT = Path(__file__).resolve().parent.parent
BOUNDS = {20: 0.020, 24: 0.250}
"""Seconds by states of the pool, on two cores."""
RUNS = 15
SMALL = 14
"""States of the pool that itertools goes through."""
UNKNOWN = 0.02
FEATURES = (
    ("sum", "pairs"), ("mean", "pairs"), ("max", "pairs"), ("min", "pairs"), ("mean", "members"),
    ("sum", "members"), ("spread", "members"),
)  # fmt: skip

FIRST = """
import sys, time
from bench.coalitions import model
from foedus.forecast.coalitions import search
began = time.perf_counter()
search(model(8))
print(time.perf_counter() - began)
"""


def model(states: int, unknown: float = 0.0) -> "Linear":
    """An invented model of seven features."""
    import numpy as np

    from foedus.forecast.coalitions import Linear, Term

    chance = np.random.default_rng(states)

    def values(over: str) -> Any:
        shape = (states, states) if over == "pairs" else (states,)
        made = chance.normal(size=shape)
        made[chance.random(shape) < unknown] = np.nan
        return np.triu(made, 1) + np.triu(made, 1).T if over == "pairs" else made

    terms = [
        Term(f"feature {n}", over, op, values(over), float(chance.normal()))  # type: ignore[arg-type]
        for n, (op, over) in enumerate(FEATURES)
    ]
    return Linear([f"S{n:02d}" for n in range(states)], terms)


def best(question: Callable[[], object], runs: int) -> tuple[float, float]:
    """Seconds of the quickest of several runs, and of the one that ran least on a core."""
    walls, ran = [], []
    for _ in range(runs):
        began, at = time.perf_counter(), time.process_time()
        question()
        walls.append(time.perf_counter() - began)
        ran.append(time.process_time() - at)
    return min(walls), min(ran)


def _doubled(values: Any, combine: Any, start: float) -> Any:
    """A feature of all subsets by doubling, over members or pairs."""
    import numpy as np

    n = len(values)
    made = np.full(1 << n, start)
    for bit in range(n):
        half = 1 << bit
        if values.ndim == 1:
            combine(made[:half], values[bit], out=made[half : 2 * half])
        else:
            combine(made[:half], _doubled(values[bit, :bit], combine, start), out=made[half : 2 * half])
    return made


def with_numpy(linear: "Linear") -> list[float]:
    """The best score of each size from two on."""
    import numpy as np

    n = len(linear.keys)
    size = np.bitwise_count(np.arange(1 << n, dtype=np.uint32))
    many = np.maximum(size, 1).astype(np.float64)
    total = np.zeros(1 << n)
    for term in linear.terms:
        if term.op in ("sum", "mean"):
            part = _doubled(term.values, np.add, 0.0)
            if term.op == "mean":
                part /= many if term.over == "members" else np.maximum(many * (many - 1) / 2, 1)
        else:
            part = np.zeros(1 << n)
            if term.op in ("max", "spread"):
                part += _doubled(term.values, np.maximum, -np.inf)
            if term.op in ("min", "spread"):
                part -= (1 if term.op == "spread" else -1) * _doubled(term.values, np.minimum, np.inf)
        part[size < 2] = 0
        part *= term.weight
        total += part
    return [float(total[size == k].max()) for k in range(2, n + 1)]


def with_itertools(linear: "Linear") -> list[float]:
    """The same, one set after the other."""
    n = len(linear.keys)
    terms = [(term.values.tolist(), term.over == "pairs", term.op, term.weight) for term in linear.terms]
    found = []
    for k in range(2, n + 1):
        highest = float("-inf")
        for members in combinations(range(n), k):
            score = 0.0
            for values, paired, op, weight in terms:
                told = [values[a][b] for a, b in combinations(members, 2)] if paired else [values[a] for a in members]
                match op:
                    case "sum":
                        score += weight * sum(told)
                    case "mean":
                        score += weight * sum(told) / len(told)
                    case "max":
                        score += weight * max(told)
                    case "min":
                        score += weight * min(told)
                    case _:
                        score += weight * (max(told) - min(told))
            highest = max(highest, score)
        found.append(highest)
    return found


def _same(linear: "Linear", others: list[float]) -> bool:
    from foedus.forecast.coalitions import search

    found = search(linear, top=1).best
    return all(abs(best[0].score - other) < 1e-8 for best, other in zip(found.values(), others, strict=True))


def report() -> bool:
    """Print times against the bounds, beside numpy and itertools."""
    from foedus.forecast.coalitions import search

    good = True
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder:
        command, environment = [sys.executable, "-c", FIRST], os.environ | {"FOEDUS_CACHE": folder}
        firsts = [
            float(subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True).stdout)
            for _ in range(2)
        ]
    print(f"\ncoalitions: first search compiles in {firsts[0]:.1f} s; in the next process it takes {firsts[1]:.2f} s")
    search(model(8))
    for states, bound in BOUNDS.items():
        for unknown in (0.0, UNKNOWN):
            linear = model(states, unknown)
            wall, ran = best(partial(search, linear, unknown="leave-out"), RUNS)
            good &= wall <= bound
            what = f"{UNKNOWN:.0%} of pairs unknown" if unknown else "all known"
            print(
                f"2^{states} sets, {len(FEATURES)} features, {what}: {wall * 1000:.1f} ms, best of {RUNS} "
                f"(bound {bound * 1000:.0f} ms), {ran * 1000:.1f} ms of both cores' time; "
                f"load average {os.getloadavg()[0]:.1f}"
            )
        linear = model(states)
        wall, ran = best(partial(with_numpy, linear), 2)
        same = _same(linear, with_numpy(linear))
        good &= same
        print(
            f"  numpy, best score of each size only: {wall * 1000:.0f} ms, {ran * 1000:.0f} ms of cores' time; "
            f"{'the same' if same else 'NOT THE SAME'}"
        )
    linear = model(SMALL)
    wall, _ = best(partial(search, linear), RUNS)
    beside, _ = best(partial(with_itertools, linear), 1)
    same = _same(linear, with_itertools(linear))
    print(f"2^{SMALL} sets: {wall * 1000:.1f} ms, itertools {beside:.2f} s; {'the same' if same else 'NOT THE SAME'}")
    return good and same
