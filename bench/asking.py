"""Questions to a large record, side by side with pandas as an analyst writes it: dyad-years, and an event by key."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import synthetic

BOUNDS = {"dyad-year counts": 0.100, "event by key": 0.010}
RUNS = 30

DYAD_YEARS = """
SELECT a, b, year(earliest) AS year, count(DISTINCT event) AS events FROM ties
WHERE grain = 'single' AND assertion IN ('asserted', 'attributed') AND earliest IS NOT NULL AND kind = 'transfers'
GROUP BY ALL
"""


def _median(question: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        question()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def report(claims: int = 1_000_000) -> bool:
    """Print medians for the record and for pandas over the same Parquet files, against the bounds."""
    import pandas

    from foedus.record import Record, build
    from foedus.views.event import event

    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder:
        case = synthetic.write(Path(folder) / "case", claims)
        built = build(case)
        record = Record(built.path)
        rng = random.Random(2)
        keys = [row[0] for row in record.con.execute("SELECT event FROM events USING SAMPLE 200").fetchall()]
        event(record, keys[0])  # the names of entities and sources are read once
        found = {
            "dyad-year counts": _median(lambda: record.query(DYAD_YEARS)),
            "event by key": _median(lambda: event(record, rng.choice(keys)), 100),
        }
        ties = pandas.read_parquet(built.parquet / "ties.parquet")
        all_claims = pandas.read_parquet(built.parquet / "claims.parquet")

        def dyad_years() -> object:
            chosen = ties[
                (ties.grain == "single")
                & ties.assertion.isin(["asserted", "attributed"])
                & ties.earliest.notna()
                & (ties.kind == "transfers")
            ]
            dated = chosen.assign(year=pandas.to_datetime(chosen.earliest).dt.year)
            return dated.groupby(["a", "b", "year"]).event.nunique()

        beside = {
            "dyad-year counts": _median(dyad_years, 5),
            "event by key": _median(lambda: all_claims[all_claims.event == rng.choice(keys)], 20),
        }
    good = True
    for name, bound in BOUNDS.items():
        good &= found[name] <= bound
        print(
            f"{name}: {found[name] * 1000:.1f} ms (bound {bound * 1000:.0f} ms), "
            f"pandas {pandas.__version__} {beside[name] * 1000:.1f} ms"
        )
    return good
