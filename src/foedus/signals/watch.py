"""A reading list: pairs of states whose reported cooperation moves while the case has no claim on it.

For each pair the events of the last months are held against what the months before would have led one to expect. The
press grows and shrinks, so a pair's share of all reported cooperation is what is taken to go on: with y events of the
pair and E of all pairs in the months before, and E' of all pairs in the last ones, e = (y + 1/2) E' / E are expected.
The score is (x - e) / sqrt(f e (1 + E' / E)), where x were reported: the difference in standard errors, as for a count
whose variance is f times its mean (McCullagh and Nelder 1989, 4.5 and 6.2), with f, never below 1, from how the months
before differ among themselves. The half keeps a pair that was never heard of from an expectation of nil.

It says where to read, no more: a report is no event, and nothing here becomes a claim.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import msgspec

from foedus.case.parquet import sql_path
from foedus.signals.errors import SignalsError
from foedus.signals.expression import SERIES

if TYPE_CHECKING:
    from foedus.record import Record

MONTHS, BEFORE = 6, 36
"""Months that are looked at, and before them those that they are held against."""
FEWEST = 6
"""Months before, below which nothing can be expected."""
COVERED = 0.9
"""Share of a month's days that files must cover for it to count."""
LEAST = 3.0
"""Score, up or down, from which a pair moves."""


class Moving(msgspec.Struct, frozen=True):
    """A pair whose reported cooperation moves."""

    dataset: str
    a: str
    b: str
    score: float
    """Standard errors above what was to be expected, or below it."""
    events: int
    """Reported in the last months, either way between them."""
    expected: float
    reports: int
    types: tuple[str, ...]
    """PLOVER's, the most frequent first."""
    last_claim: str
    """The latest day of a claim of cooperation between them in the case; empty where it has none."""
    claims: int
    """Such claims of the months looked at."""


class Window(msgspec.Struct, frozen=True):
    """The months of a dataset that were held against each other, as 2016-07."""

    dataset: str
    before: tuple[str, ...]
    months: tuple[str, ...]


class List(msgspec.Struct, frozen=True):
    """The reading list."""

    moving: tuple[Moving, ...]
    """The strongest move first."""
    windows: tuple[Window, ...]
    pairs: int
    """That were looked at."""
    with_claims: int
    """That move, too, and on which the case has a claim of these months."""


class _Pair(msgspec.Struct):
    """What was reported of a pair, by month."""

    events: dict[str, int] = {}
    reports: dict[str, int] = {}
    types: dict[str, int] = {}
    """Events of the last months."""


def watch(
    record: "Record", series: Path, *, months: int = MONTHS, before: int = BEFORE, least: float = LEAST,
    among: Collection[str] = (), actors: Collection[str] = (), every: bool = False,
) -> List:  # fmt: skip
    """The pairs that move, of those of which both are in `among`; else of states that a claim of the case ties to any.

    `actors`: only pairs with one of these. `every`: also those on which the case has a claim of these months. Raises
    `SignalsError` where there is no series, or where it covers too few months.
    """
    if months < 1 or before < FEWEST:
        raise SignalsError(
            "There is nothing to hold the months against.", f"--months is 1 at least, --before {FEWEST}."
        )
    with duckdb.connect() as con:
        _open(con, series)
        windows = _windows(con, months, before)
        states = set(among) or _tied(record) | set(actors)
        found = {window.dataset: _pairs(con, window, states) for window in windows}
        totals = {window.dataset: _totals(con, window.dataset) for window in windows}
    claims = _claims(record)
    moving: list[Moving] = []
    looked_at = 0
    for window in windows:
        for pair, one in found[window.dataset].items():
            if actors and not set(pair) & set(actors):
                continue
            looked_at += 1
            moved = _moved(window, pair, one, totals[window.dataset], claims.get(pair, ()))
            if abs(moved.score) >= least:
                moving.append(moved)
    moving.sort(key=lambda one: (-abs(one.score), one.dataset, one.a, one.b))
    without = [one for one in moving if not one.claims]
    return List(tuple(moving if every else without), tuple(windows), looked_at, len(moving) - len(without))


def _open(con: duckdb.DuckDBPyConnection, series: Path) -> None:
    reader = "read_csv" if series.suffix.lower() == ".csv" else "read_parquet"
    types = ", types = {'month': 'VARCHAR'}" if reader == "read_csv" else ""
    try:
        con.execute(f"CREATE TABLE series AS SELECT {', '.join(SERIES)} FROM {reader}({sql_path(series)}{types})")
    except duckdb.Error as error:
        what = "There is no file" if not series.is_file() else "This is no series:"
        raise SignalsError(f"{what} {series}.", "`foedus signals count PATH... -o FILE` makes one.") from error


def _windows(con: duckdb.DuckDBPyConnection, months: int, before: int) -> list[Window]:
    covered = con.execute(
        "SELECT DISTINCT dataset, month FROM series WHERE days >= ? * day(last_day((month || '-01')::DATE)) "
        "ORDER BY ALL",
        [COVERED],
    ).fetchall()
    windows = []
    for dataset in sorted({row[0] for row in covered}):
        held = [month for of, month in covered if of == dataset]
        earlier = held[:-months][-before:]
        if len(earlier) >= FEWEST:
            windows.append(Window(dataset, tuple(earlier), tuple(held[-months:])))
    if not windows:
        raise SignalsError(
            f"The series covers too few months: the last {months} are held against {FEWEST} before them at least.",
            f"Count more files, or ask with fewer --months. A month counts when files cover {COVERED:.0%} of its days.",
        )
    return windows


def _tied(record: "Record") -> set[str]:
    return {state for row in record.rows("SELECT DISTINCT a, b FROM ties") for state in (row["a"], row["b"])}


def _pairs(con: duckdb.DuckDBPyConnection, window: Window, states: Collection[str]) -> dict[tuple[str, str], _Pair]:
    found: dict[tuple[str, str], _Pair] = {}
    rows = con.execute(
        "SELECT least(state1, state2), greatest(state1, state2), month, type, sum(events)::BIGINT, "
        "sum(reports)::BIGINT FROM series WHERE dataset = ? AND tone = 'cooperation' AND month IN (SELECT unnest(?)) "
        "AND state1 IN (SELECT unnest(?)) AND state2 IN (SELECT unnest(?)) GROUP BY ALL",
        [window.dataset, [*window.before, *window.months], sorted(states), sorted(states)],
    ).fetchall()
    for a, b, month, type_, events, reports in rows:
        one = found.setdefault((a, b), _Pair())
        one.events[month] = one.events.get(month, 0) + events
        if month in window.months:
            one.reports[month] = one.reports.get(month, 0) + reports
            one.types[type_] = one.types.get(type_, 0) + events
    return found


def _totals(con: duckdb.DuckDBPyConnection, dataset: str) -> dict[str, int]:
    """Events of cooperation of all pairs, by month."""
    rows = con.execute(
        "SELECT month, sum(events)::BIGINT FROM series WHERE dataset = ? AND tone = 'cooperation' GROUP BY month",
        [dataset],
    ).fetchall()
    return {month: events for month, events in rows}  # noqa: C416 - a row is no pair to a reader


def _moved(
    window: Window, pair: tuple[str, str], one: _Pair, totals: Mapping[str, int], claims: Iterable[str]
) -> Moving:
    expected, score = scored(
        [one.events.get(month, 0) for month in window.before], [totals.get(month, 0) for month in window.before],
        sum(one.events.get(month, 0) for month in window.months), sum(totals.get(month, 0) for month in window.months),
    )  # fmt: skip
    days = sorted(claims)
    types = sorted(one.types, key=lambda name: (-one.types[name], name))
    return Moving(
        window.dataset, *pair, round(score, 2), sum(one.events.get(month, 0) for month in window.months),
        round(expected, 1), sum(one.reports.values()), tuple(types),
        days[-1] if days else "", sum(day >= window.months[0] for day in days),
    )  # fmt: skip


def scored(before: Sequence[int], all_before: Sequence[int], now: int, all_now: int) -> tuple[float, float]:
    """How many events were to be expected of a pair, and by how many standard errors there were more.

    `before` and `all_before`: events of the pair and of all pairs in each month before; `now`, `all_now`: in the last.
    """
    whole = sum(all_before)
    if not whole or not all_now:
        return 0.0, 0.0
    share = (sum(before) + 0.5) / whole
    ratio = all_now / whole
    expected = share * all_now
    means = [share * of for of in all_before]
    spread = sum((y - mean) ** 2 / mean for y, mean in zip(before, means, strict=True) if mean) / (len(before) - 1)
    return expected, (now - expected) / sqrt(max(1.0, spread) * expected * (1 + ratio))


def _claims(record: "Record") -> dict[tuple[str, str], list[str]]:
    """The days of claims of cooperation, by pair."""
    rows = record.rows(
        "SELECT least(t.a, t.b) AS a, greatest(t.a, t.b) AS b, "
        "strftime(coalesce(c.earliest, c.begun_by), '%Y-%m-%d') AS day FROM ties t JOIN claims c USING (claim) "
        "WHERE t.tone = 'cooperation' AND coalesce(c.earliest, c.begun_by) IS NOT NULL"
    )
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        found.setdefault((row["a"], row["b"]), []).append(row["day"])
    return found
