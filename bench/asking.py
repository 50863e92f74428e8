"""Questions to a large record, side by side with pandas as an analyst writes it: dyad-years, and an event by key.

Dyad-year counts: how many single events of arms transfers tie each pair of states in each year, some 200,000 rows of
a million claims, handed over as a pandas frame by both sides; pandas has the ties in memory before it is asked, the
record reads them from its file. The answers must be the same. How long the same rows take as a Polars frame and as
Python dictionaries is said beside it, without a bound.

An event by key: all that `foedus event` shows, with stages, what is concluded and why, and each claim in words. An
event that was not asked for before each time; names of states and sources are read once, before the first. Pandas
only picks out the event's claims.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench import synthetic

if TYPE_CHECKING:
    import pandas

BOUNDS = {"dyad-year counts": 0.100, "event by key": 0.010}
RUNS = 30
EVENTS = 100

DYAD_YEARS = """
SELECT a, b, year(earliest) AS year, count(DISTINCT event) AS events FROM ties
WHERE grain = 'single' AND assertion IN ('asserted', 'attributed') AND earliest IS NOT NULL AND kind = 'transfers'
GROUP BY ALL
"""


def _median(questions: Iterable[Callable[[], object]]) -> float:
    times = []
    for question in questions:
        began = time.perf_counter()
        question()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _dyad_years(ties: "pandas.DataFrame") -> "pandas.DataFrame":
    """The same as `DYAD_YEARS`, in pandas."""
    import pandas

    chosen = ties[
        (ties.grain == "single")
        & ties.assertion.isin(["asserted", "attributed"])
        & ties.earliest.notna()
        & (ties.kind == "transfers")
    ]
    dated = chosen.assign(year=pandas.to_datetime(chosen.earliest).dt.year)
    return dated.groupby(["a", "b", "year"]).event.nunique().reset_index(name="events")


def _same(one: "pandas.DataFrame", other: "pandas.DataFrame") -> bool:
    """Whether two frames have the same rows, in whatever order."""
    rows = [sorted(frame[["a", "b", "year", "events"]].itertuples(index=False, name=None)) for frame in (one, other)]
    return rows[0] == rows[1]


def report(claims: int = 1_000_000) -> bool:
    """Print medians for the record and for pandas over the same Parquet files, against the bounds."""
    import pandas

    from foedus.record import Record, build
    from foedus.views.event import event

    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder:
        built = build(synthetic.write(Path(folder) / "case", claims))
        with Record(built.path) as record:
            drawn = record.query("SELECT event FROM events ORDER BY hash(event) LIMIT ?", [EVENTS + 1]).column("event")
            first, keys = drawn[0], drawn[1:]
            event(record, first)
            counted = record.query(DYAD_YEARS).to_pandas()  # imports pandas and Arrow as well
            record.query(DYAD_YEARS).to_polars()
            found = {
                "dyad-year counts": _median([lambda: record.query(DYAD_YEARS).to_pandas()] * RUNS),
                "event by key": _median(partial(event, record, key) for key in keys),
            }
            polars = _median([lambda: record.query(DYAD_YEARS).to_polars()] * RUNS)
            tuples = _median([lambda: list(record.query(DYAD_YEARS))] * RUNS)
        ties = pandas.read_parquet(built.parquet / "ties.parquet")
        all_claims = pandas.read_parquet(built.parquet / "claims.parquet")

        def picked_out(key: str) -> object:
            return all_claims[all_claims.event == key]

        beside = {
            "dyad-year counts": _median([lambda: _dyad_years(ties)] * 5),
            "event by key": _median(partial(picked_out, key) for key in keys[:20]),
        }
        good = _same(counted, _dyad_years(ties))
    print(
        f"dyad-year counts: {len(counted)} rows, {'the same as' if good else 'NOT THE SAME AS'} those of pandas; "
        f"as a Polars frame {polars * 1000:.1f} ms, as Python dictionaries {tuples * 1000:.1f} ms"
    )
    for name, bound in BOUNDS.items():
        good &= found[name] <= bound
        print(
            f"{name}: {found[name] * 1000:.1f} ms (bound {bound * 1000:.0f} ms), "
            f"pandas {pandas.__version__} {beside[name] * 1000:.1f} ms"
        )
    return good
