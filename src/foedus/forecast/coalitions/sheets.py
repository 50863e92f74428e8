"""A search over coalitions as an answer with tables: the best of each size, what each state adds, the terms."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np

from foedus.forecast.coalitions.pool import Series, states
from foedus.forecast.coalitions.search import Found, Unknown, left_out, search
from foedus.forecast.coalitions.terms import Linear, Scored, Term
from foedus.forecast.coalitions.weights import default, scoring
from foedus.forecast.errors import ForecastError
from foedus.measures.measured import Line, Measure, Measured, Sheet
from foedus.record import Record
from foedus.record.figure import DataRow, Figure, missing
from foedus.terms.words import join_words

T = TypeVar("T")
DIGITS = 3
SMALLEST = 2
"""States of the smallest coalition that there is."""
TOLD = 4
"""Sizes whose best set the answer names."""
WIDE = 8
"""Sizes that one table sets side by side."""


def coalitions(
    record: Record,
    *,
    pool: Iterable[str] = (),
    group: str | None = None,
    size: int | None = None,
    top: int = 3,
    model: str = "",
    unknown: Unknown = "exclude",
    folder: Path | None = None,
) -> Measured:
    """All coalitions of a pool of states under the linear part of a model, by what the case's profile has of them.

    `pool`, `group`: the states, else those of the case's coalition. `size`: the most states of a coalition. `top`: how
    many of each size are shown. `unknown`: whether a coalition of which a term cannot be told is excluded, or scored
    without that term. `folder`: the case's; else the one in whose `build/` the record lies. Raises `ForecastError` for
    a pool of one and one that is too large, saying what is possible; `MeasureError` or `AskError` for what is no state
    or group.
    """
    keys, warnings = states(record, pool, group)
    model = model or default(record, keys, folder)
    by = scoring(model, record, keys, folder)
    if by.smallest > SMALLEST and min(len(keys), size or len(keys)) < by.smallest:
        raise ForecastError(
            f"The {model} model scores coalitions of {by.smallest} or more.", "Name more states, or --model structural."
        )
    linear = Linear(keys, by.terms)
    found = _from(search(linear, largest=size, top=top, unknown=unknown), by.smallest)
    return Measured(
        measure="coalitions",
        title=f"Coalitions of {len(keys)} states",
        answer=_answer(found),
        asked={
            "pool": ", ".join(keys), "model": model, "unknown": unknown, "top": str(top),
            **({"size": f"up to {size}"} if size else {}),
        },
        sheets=(_best(found), *_contributions(found), *_left_out(linear), _terms(linear, by.series)),
        warnings=(*warnings, *by.warnings, *_lacking(found)),
        limits=by.limits,
        sources=by.sources,
    )  # fmt: skip


def _from(found: Found, smallest: int) -> Found:
    """What was found of sets of so many states or more."""

    def kept(by_size: Mapping[int, T]) -> dict[int, T]:
        return {size: value for size, value in by_size.items() if size >= smallest}

    return msgspec.structs.replace(
        found, sets=kept(found.sets), lacking=kept(found.lacking), best=kept(found.best),
        with_it=kept(found.with_it), without=kept(found.without),
    )  # fmt: skip


def _answer(found: Found) -> str:
    sizes = [size for size in found.best if found.best[size]]
    if not sizes:
        return f"Of {sum(found.sets.values()):,} coalitions none can be scored: of each something is unknown."
    of = [f"of {size}: {_said(found.best[size][0])}" for size in sizes[:TOLD]]
    more = f", and so on to {sizes[-1]}" if len(sizes) > TOLD else ""
    core = [state for state in found.keys if all(state in found.best[size][0].members for size in sizes[:TOLD])]
    which = f"{join_words(core)} {'is' if len(core) == 1 else 'are'}"
    always = f" {which} in each of these." if core and len(sizes) > 1 else ""
    return f"Of {sum(found.sets.values()):,} coalitions the best are, {'; '.join(of)}{more}.{always}"


def _said(one: Scored) -> str:
    lacks = len(one.unknown)
    without = f" (without {lacks} {'term' if lacks == 1 else 'terms'} that cannot be told)" if lacks else ""
    return f"{', '.join(one.members)}{without}"


def _best(found: Found) -> Sheet:
    columns = (
        Measure("members"), Measure("score", "sum of the weighted terms"),
        Measure("left out", "terms that cannot be told of it, since something is unknown"),
    )  # fmt: skip
    lines = [
        Line(f"{size}, {rank}.", (", ".join(one.members), _figure(one.score), ", ".join(one.unknown)))
        for size, best in found.best.items()
        for rank, one in enumerate(best, 1)
    ]
    note = "Equal scores stand in the order of names."
    return Sheet("best", "Best coalitions of each size", "size", columns, tuple(lines), note)


def _contributions(found: Found) -> Iterator[Sheet]:
    """What each state adds by size: a table for every so many sizes."""
    sizes = [size for size in found.best if size < len(found.keys)]
    note = "The best score of a coalition with the state less that of one without it. Above 0: the best has it."
    for at in range(0, len(sizes), WIDE):
        some = sizes[at : at + WIDE]
        columns = tuple(Measure(f"of {size}") for size in some)
        lines = tuple(
            Line(state, tuple(_figure(found.contribution(state, size)) for size in some), state) for state in found.keys
        )
        name = "contributions" if not at else f"contributions-{some[0]}"
        yield Sheet(name, "What each state adds", "state", columns, lines, note)


def _left_out(linear: Linear) -> Iterator[Sheet]:
    """What each state adds to the whole pool, term by term; nothing where no term can be told of it."""
    adds = left_out(linear, linear.keys)
    if all(one.score is None for one in adds.values()):
        return
    names = [term.name for term in linear.terms]
    columns = (Measure("adds", "score of all less that of all but this state"), *map(Measure, names))
    lines = tuple(
        Line(state, (_figure(one.score), *(_figure(one.parts[name]) for name in names)), state)
        for state, one in adds.items()
    )
    note = "The score of the whole pool less that of all others, by the terms that can be told of both."
    yield Sheet("pool", "What each state adds to the whole pool", "state", columns, lines, note)


def _terms(linear: Linear, series_of: Mapping[str, Series]) -> Sheet:
    columns = (
        Measure("weight"), Measure("what it is"), Measure("of", "the last year that the dataset covers"),
        Measure("unknown", "states or pairs of the pool of which there is no value"),
    )  # fmt: skip
    lines = []
    for term in linear.terms:
        series = series_of.get(term.rests_on)
        rows = (
            tuple(DataRow(name, version, f"{term.rests_on}, {series.years}") for name, version in series.datasets)
            if series
            else ()
        )
        lacks, of = _unknown(term)
        lines.append(Line(term.name, (
            Figure(value=term.weight, rows=rows),
            term.says,
            series.years if series else "not covered",
            Figure(value=lacks, coverage=f"of {of} {term.over if term.over == 'pairs' else 'states'}"),
        )))  # fmt: skip
    return Sheet("terms", "What coalitions are scored by", "term", columns, tuple(lines))


def _unknown(term: Term) -> tuple[int, int]:
    """Of how many states or pairs there is no value, and of how many altogether."""
    values = term.values if term.over == "members" else term.values[np.triu_indices(len(term.values), 1)]
    return int(np.isnan(values).sum()), values.size


def _lacking(found: Found) -> tuple[str, ...]:
    lacking, sets = sum(found.lacking.values()), sum(found.sets.values())
    if not lacking:
        return ()
    how = (
        "excluded; --unknown leave-out scores them without what is unknown"
        if found.unknown == "exclude"
        else "scored without it, which lifts those of which the unknown would tell against them"
    )
    return (f"Of {lacking:,} of {sets:,} coalitions something is unknown: they are {how}.",)


def _figure(value: float | None) -> Figure:
    if value is None:
        return missing("unknown", "there is no such coalition, or a term of it cannot be told")
    return Figure(value=value, digits=DIGITS)
