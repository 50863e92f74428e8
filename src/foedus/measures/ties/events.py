"""The events that tie pairs of states, by component: which count, how firmly, and in which year."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import msgspec

from foedus.codebook import Kind
from foedus.measures.measured import MeasureError
from foedus.measures.told import held
from foedus.record import Record
from foedus.record.conclude import Strand, conclude
from foedus.record.counting import REAL, Firmness, firmness
from foedus.record.read import by_claim
from foedus.terms.dates import parse

Pair = tuple[str, str]
Row = Mapping[str, Any]
MOST = 60
"""States at once: of more nobody could read the pairs, and all claims of a large case would have to be weighed."""


class Component(msgspec.Struct, frozen=True):
    """What claims of one kind tell of a pair."""

    kind: str
    counted: Firmness
    rows: tuple[Row, ...]
    years: Mapping[str, int]
    """The year of each counted event that has a certain one: of the first stage agreed or carried out, else told."""
    ends: Mapping[str, int]
    """The year by which it is told to be over."""
    over: frozenset[str]
    """Counted events that are told to be over, in whatever year."""

    def claims(self, events: Iterable[str]) -> tuple[str, ...]:
        """The claims on some of its events."""
        wanted = set(events)
        return tuple(row["claim"] for row in self.rows if row["event"] in wanted)

    @property
    def undated(self) -> frozenset[str]:
        """Counted events of no certain year."""
        return self.counted.every - self.years.keys()

    def in_year(self, year: int) -> Firmness:
        """Those of a year."""
        return Firmness(*(frozenset(e for e in of if self.years.get(e) == year) for of in self.counted))


Profile = dict[Pair, dict[str, Component]]


def pairs(states: Iterable[str]) -> list[Pair]:
    """The pairs of some states, in order of key."""
    return list(combinations(sorted(set(states)), 2))


def profiles(record: Record, states: Sequence[str]) -> Profile:
    """For each pair of states that claims name together what they tell, by kind; pairs without a claim are missing.

    Raises `MeasureError` for more than `MOST` states.
    """
    if len(states) > MOST:
        raise MeasureError(
            f"These are {len(states)} states: more than are taken at once ({MOST}).", "Name some, or a group."
        )
    tied: dict[str, dict[str, set[Pair]]] = {}
    for kind, claim, a, b in record.con.execute(
        "SELECT DISTINCT kind, claim, least(a, b), greatest(a, b) FROM ties WHERE NOT expanded "
        "AND a IN (SELECT unnest(?::VARCHAR[])) AND b IN (SELECT unnest(?::VARCHAR[]))",
        [list(states), list(states)],
    ).fetchall():
        tied.setdefault(kind, {}).setdefault(claim, set()).add((a, b))
    found: Profile = {pair: {} for pair in pairs(states)}
    read = _read(record, {claim for claims in tied.values() for claim in claims})
    concluded = _concluded(record, read)
    for name, rows in read.items():
        kind, claims = record.codebook.kinds[name], tied[name]
        by_pair: dict[Pair, list[Row]] = {}
        for row in rows:
            for pair in claims[row["claim"]]:
                by_pair.setdefault(pair, []).append(row)
        dates = _dates(kind, rows, concluded.get(name, ()))
        for pair, mine in by_pair.items():
            found[pair][name] = _component(kind, mine, dates)
    return {pair: components for pair, components in found.items() if components}


def _read(record: Record, claims: Collection[str]) -> dict[str, list[Row]]:
    """Some claims by kind, in order of key."""
    rows: list[Row] = sorted(by_claim(record, claims), key=lambda row: str(row["claim"]))
    held(record, rows)
    return {kind: mine for kind in record.codebook.kinds if (mine := [row for row in rows if row["kind"] == kind])}


Dates = Mapping[tuple[str, str], Mapping[str, str]]
"""By event and claim: the date that the record concludes of each stage; a stage of which dates differ is missing."""


def _concluded(record: Record, read: Mapping[str, Iterable[Row]]) -> dict[str, list[Strand]]:
    """The strands of the single events of some claims, by kind."""
    events = {kind: {row["event"] for row in rows if row["grain"] == "single"} for kind, rows in read.items()}
    found: dict[str, list[Strand]] = {}
    wanted = sorted(set[str]().union(*events.values()))
    for strand in conclude(record, wanted, list(read), fields=["date"]) if wanted else ():
        if strand.event in events[strand.kind]:
            found.setdefault(strand.kind, []).append(strand)
    return found


def _dates(kind: Kind, rows: Iterable[Row], strands: Iterable[Strand]) -> Dates:
    found: dict[tuple[str, str], dict[str, str]] = {}
    if not any(row["grain"] == "single" for row in rows):
        return found
    for strand in strands:
        dates = {one.stage: one.value for one in strand.conclusions if one.field == "date" and one.value}
        for claim in strand.claims:
            found[strand.event, claim] = dates
    if not kind.contestable:
        found = {(row["event"], row["claim"]): {row["stage"]: row["date"]} for row in rows if row["date"]}
    return found


def _component(kind: Kind, rows: Sequence[Row], dates: Dates) -> Component:
    counted = firmness(kind, rows)
    phases = {stage.word: stage.phase for stage in kind.stages}
    years: dict[str, int] = {}
    ends: dict[str, int] = {}
    over: set[str] = set()
    for event in sorted(counted.every):
        stages: dict[str, str] = {}
        told = set()
        for row in rows:
            if row["event"] == event and row["grain"] == "single" and row["assertion"] in ("asserted", "attributed"):
                stages.update(dates.get((event, row["claim"]), {}))
                told.add(phases[row["stage"]])
        real = {stage: date for stage, date in stages.items() if phases[stage] in REAL}
        begun = [_year(date) for date in (real or stages).values()]  # of what was only talked of: when it was
        ended = [_year(date) for stage, date in stages.items() if phases[stage] == "over"]
        if begun and None not in begun:
            years[event] = min(year for year in begun if year is not None)
        if "over" in told:
            over.add(event)
            if ended and None not in ended:
                ends[event] = max(year for year in ended if year is not None)
    return Component(kind.kind, counted, tuple(rows), years, ends, frozenset(over))


def _year(date: str) -> int | None:
    read = parse(date)
    first, last = read.earliest, read.begun_by
    return first.year if first and last and first.year == last.year else None
