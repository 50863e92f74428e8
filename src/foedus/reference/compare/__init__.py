"""A case held against a dataset: what either has and the other lacks, and where they do not say the same.

Comes in: a `Record` and the datasets on this machine. Goes out: a `Comparison` of lines, each with the claims and
places of the case's side and the row's key of the dataset's. One file a dataset says what is compared with what, by
which rule two things are one (`RULE`), what the dataset could not have (`scope`), and what they differ on. `pairing`
makes pairs only where each is the other's single best. A new comparison is a new file here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import Any, Protocol, cast

import duckdb

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.reference.about import dataset
from foedus.reference.compare.model import STATUSES, Comparison, Difference, Fit, Line, Ours, Status, Theirs
from foedus.reference.compare.ours import Case
from foedus.reference.compare.pairing import Pairing
from foedus.reference.own import first_year, sides
from foedus.reference.store import Library, owner
from foedus.terms.words import nearest

__all__ = ["NAMES", "STATUSES", "Comparison", "Line", "Status", "compare"]

NAMES: Mapping[str, str] = {"sipri": "sipri", "atop": "atop", "dcad": "dcad", "mme": "mme"}
"""What can be compared with, and the module that says how."""
MOST_NAMED = 5
"""Rows that a line names; of more it says how many there are."""


class _Way(Protocol):
    """What a module of a dataset has."""

    DATASET: str
    PART: str
    TABLES: tuple[str, ...]
    HELPED: tuple[str, ...]
    """Tables of other datasets that help where they are on this machine."""
    RULE: str
    ours: Callable[[Case], Iterator[Ours]]
    theirs: Callable[[duckdb.DuckDBPyConnection, Sequence[str], Sequence[str]], Iterator[Theirs]]
    scope: Callable[[Ours, tuple[int, int]], str]
    limits: Callable[[Ours], str]
    fits: Callable[[Ours, Theirs], Fit | None]
    differences: Callable[[Ours, Theirs], Iterator[Difference]]
    may_be: Callable[[Ours, Theirs], bool]


def compare(
    record: Record,
    library: Library,
    name: str,
    *,
    actors: Sequence[str] = (),
    start: int | None = None,
    end: int | None = None,
) -> Comparison:
    """Hold a case against a dataset by name: `sipri`, `atop`, `dcad` or `mme`.

    Looked at is what one of the coalition's states (or of `actors`) has with another of them, or with a state of the
    case's groups, in the years from `start` to `end`: without these from when the youngest of the states was in being
    to the end of the dataset's window. Raises `AskError` for a question that cannot be put, `DataError` where the
    dataset is not on this machine.
    """
    if name not in NAMES:
        near = nearest(name, NAMES)
        hint = f"Did you mean '{near}'?" if near else f"Choose one of {', '.join(NAMES)}."
        raise AskError(f"A case cannot be compared with '{name}'.", hint)
    way = cast("_Way", import_module(f"foedus.reference.compare.{NAMES[name]}"))
    case = Case(record)
    inner, outer = sides(record, actors)
    found = library.part(way.DATASET, way.PART)[0]
    span = start or max(found.span[0], first_year(inner)), end or found.span[1]
    if span[0] > span[1]:
        raise AskError(
            f"There are no years from {span[0]} to {span[1]}.",
            f"{dataset(way.DATASET).title} covers {found.span[0]} to {found.span[1]}.",
        )
    with duckdb.connect() as con:
        for table in (*way.TABLES, *(one for one in way.HELPED if library.has(owner(one).name))):
            con.execute(f'CREATE VIEW "{table}" AS SELECT * FROM {library.table(table)}')
        ours = [one for one in way.ours(case) if _ours_in(one, inner, span)]
        others = sorted({state for one in ours for state in one.states} - {*inner, *outer})
        theirs = [row for row in way.theirs(con, inner, [*outer, *others]) if _within(row.first, row.last, span)]
    return Comparison(
        dataset=way.DATASET,
        title=dataset(way.DATASET).title,
        version=found.version,
        window=found.span,
        span=span,
        states=tuple(inner),
        rule=way.RULE,
        lines=tuple(sorted(_lines(way, ours, theirs, found.span, {*inner, *outer}), key=_order)),
    )


def _within(first: date | None, last: date | None, span: tuple[int, int]) -> bool:
    begins = first.year if first else span[0]
    ends = last.year if last else max(begins, span[1])
    return begins <= span[1] and ends >= span[0]


def _ours_in(one: Ours, inner: Sequence[str], span: tuple[int, int]) -> bool:
    if not set(one.states) & set(inner):
        return False
    whens = [when for when in one.whens if when.assertion != "expected"]
    return not whens or any(when.last.year >= span[0] for when in whens)


def _lines(
    way: _Way, ours: Sequence[Ours], theirs: Sequence[Theirs], window: tuple[int, int], asked: set[str]
) -> Iterator[Line]:
    """Every thing of ours, and every row of theirs that is paired, or between states that are looked at."""
    pairing = Pairing(ours, theirs, way.fits)
    for at, one in enumerate(ours):
        if one.aside:
            yield Line(status="not-compared", ours=one, why=one.aside)
        elif at in pairing.pairs:
            to, fit = pairing.pairs[at]
            found = tuple(way.differences(one, theirs[to]))
            yield Line(
                status="differ" if found else "both",
                ours=one,
                theirs=theirs[to],
                matched_by=fit.by,
                differences=found,
            )
        elif why := way.scope(one, window):
            yield Line(status="not-covered", ours=one, why=why)
        elif several := pairing.open_to(at):
            rows = _named([theirs[to].key for to in several])
            yield Line(status="ambiguous", ours=one, why=f"It fits {rows} as well.")
        else:
            yield Line(status="case", ours=one, why=_why(way, one, theirs, pairing))
    paired = {to for to, _ in pairing.pairs.values()}
    for to, other in enumerate(theirs):
        if to in paired:
            continue
        may = pairing.open_of(to)
        if may:
            events = _named([ours[at].event for at in may])
            yield Line(status="ambiguous", theirs=other, why=f"It may be {events} of the case.")
        elif len(asked & set(other.states)) > 1:
            yield Line(status="dataset", theirs=other)


def _why(way: _Way, one: Ours, theirs: Sequence[Theirs], pairing: Pairing) -> str:
    taken = {to for to, _ in pairing.pairs.values()}
    near = [row for to, row in enumerate(theirs) if to not in taken and way.may_be(one, row)]
    rows = _named([f"{row.key} ({row.name})" if row.name else row.key for row in near])
    said = [f"Of these parties and this sort the dataset has {rows}."] if near else []
    return " ".join([*said, *filter(None, [way.limits(one)])])


def _named(keys: Sequence[str]) -> str:
    return ", ".join(keys) if len(keys) <= MOST_NAMED else f"{len(keys)} rows"


def _order(line: Line) -> tuple[Any, ...]:
    side = line.ours.states if line.ours else line.theirs.states if line.theirs else ()
    whens = [when.first for when in line.ours.whens] if line.ours else []
    day = min(whens, default=None) or (line.theirs.first if line.theirs else None) or date.max
    key = line.ours.event if line.ours else line.theirs.key if line.theirs else ""
    return list(STATUSES).index(line.status), side, day, key
