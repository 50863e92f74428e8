"""Strands with their rows: what claims of one event and kind tell of one thing, and what the record concludes of it."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.conclude import Conclusion, Strand, conclude
from foedus.record.conclude.rules import independent
from foedus.record.figure import Figure
from foedus.record.read import by_event
from foedus.record.words import Words
from foedus.terms.dates import parse, say

Row = Mapping[str, Any]
SAID_SO = ("asserted", "attributed")
TELL = "As far as the claims of the case tell, at its clocks."
"""What most figures here cover."""
MANNERS = {"denied": "denied", "expected": "expected", "hypothetical": "weighed"}


class Dated(msgspec.Struct, frozen=True):
    """When a strand reached a stage, as the record concludes; '' where the dates of claims leave it open."""

    stage: str
    date: str
    claims: tuple[str, ...]

    @property
    def earliest(self) -> datetime.date | None:
        """First day on which it may have been reached."""
        return parse(self.date).earliest if self.date else None

    @property
    def by(self) -> datetime.date | None:
        """Last day by which it had been reached."""
        return parse(self.date).begun_by if self.date else None

    @property
    def words(self) -> str:
        """The date in words."""
        return say(parse(self.date)) if self.date else "dates differ"


class Told(msgspec.Struct, frozen=True):
    """A strand: the rows of its claims, and how far the record concludes that it got."""

    event: str
    kind: str
    rows: tuple[Row, ...]
    stage: str | None
    """None: denied, only expected or weighed, or left open; `rule` says which."""
    rule: str
    carrying: tuple[str, ...]
    """The claims that carry the conclusion on the stage."""
    dates: Mapping[str, Dated]

    @property
    def claims(self) -> tuple[str, ...]:
        """All its claims."""
        return tuple(row["claim"] for row in self.rows)

    @property
    def so(self) -> bool:
        """Whether some source says that it is so; what is denied, expected or weighed is not."""
        return self.stage is not None

    @property
    def single(self) -> bool:
        """Whether one identifiable event is told of: what may be counted."""
        return any(row["grain"] == "single" and row["assertion"] in SAID_SO for row in self.rows)

    def at(self, *stages: str) -> tuple[str, ...]:
        """The claims that have it at one of some stages, and say so."""
        return tuple(r["claim"] for r in self.rows if r["stage"] in stages and r["assertion"] in SAID_SO)

    def values(self, column: str) -> tuple[str, ...]:
        """What its claims have in a column, each once, denied claims aside where others say that it is so."""
        rows = [row for row in self.rows if row["assertion"] != "denied"] or self.rows
        found: dict[str, None] = {}
        for row in rows:
            cell = row[column]
            found.update(dict.fromkeys(cell if isinstance(cell, list) else [cell] if cell else []))
        return tuple(found)


def told(record: Record, kind: str, where: str, values: Sequence[Any] = ()) -> list[Told]:
    """The strands of a kind in which a claim meets an SQL condition on the kind's table; by event."""
    found = record.con.execute(f'SELECT event, claim FROM "{kind}" WHERE {where}', values).fetchall()
    chosen = {claim for _, claim in found}
    strands = of_events(record, {event for event, _ in found}, [kind])
    return [one for one in strands if not chosen.isdisjoint(one.claims)]


def by_actor(record: Record, kind: str, role: str, actors: Sequence[str]) -> dict[str, list[Told]]:
    """For each of some states the strands of a kind in which it, or a firm of its, has a role by name; by event."""
    rows = record.con.execute(
        "SELECT DISTINCT actor, event, claim FROM roles WHERE kind = ? AND role = ? AND via IN ('named', 'country') "
        "AND actor IN (SELECT unnest(?::VARCHAR[]))",
        [kind, role, list(actors)],
    ).fetchall()
    chosen: dict[str, set[str]] = {actor: set() for actor in actors}
    for actor, _, claim in rows:
        chosen[actor].add(claim)
    strands = list(of_events(record, {event for _, event, _ in rows}, [kind]))
    return {actor: [one for one in strands if not of.isdisjoint(one.claims)] for actor, of in chosen.items()}


def of_events(record: Record, events: Iterable[str], kinds: Iterable[str]) -> Iterator[Told]:
    """The strands of some events and kinds with their rows, by kind and event."""
    wanted = sorted(set(events))
    if not wanted:
        return
    asked = list(kinds)
    strands: dict[str, list[Strand]] = {}
    for strand in conclude(record, wanted, asked, fields=["date"]):
        strands.setdefault(strand.kind, []).append(strand)
    rows = {row["claim"]: row for row in by_event(record, wanted, strands)}
    held(record, rows.values())
    for kind in asked:
        for strand in strands.get(kind, ()):
            yield of_strand(strand, [rows[claim] for claim in strand.claims])


def of_strand(strand: Strand, rows: Iterable[Row] = ()) -> Told:
    """A strand with the rows of its claims; without them where how far it got, and when, is all that is asked."""
    stage = next((one for one in strand.conclusions if one.field == "stage"), None)
    return Told(
        event=strand.event, kind=strand.kind, rows=tuple(rows),
        stage=stage.value if stage else None,
        rule=stage.rule if stage else "",
        carrying=stage.claims if stage else (),
        dates=_dates(strand.conclusions) if stage and stage.value else {},
    )  # fmt: skip


def _dates(conclusions: Iterable[Conclusion]) -> dict[str, Dated]:
    found = {}
    for one in conclusions:
        if one.field == "date":
            against = tuple(claim for other in one.against for claim in other.claims)
            claims = one.claims if one.value else (*one.claims, *against)
            found[one.stage] = Dated(one.stage, one.value or "", claims)
    return found


def reached(record: Record, one: Told, *, dated: bool = True) -> str:
    """How far a strand got, in words: "ended, 2019 (uncertain)"; "expected: operating" where nobody says it is so."""
    if one.stage is None:
        manners = dict.fromkeys(MANNERS.get(row["assertion"], "disputed") for row in one.rows)
        stages = dict.fromkeys(record.codebook.kinds[one.kind].stage[row["stage"]].label for row in one.rows)
        return f"{', '.join(manners)}: {', '.join(stages)}"
    label = record.codebook.kinds[one.kind].stage[one.stage].label
    if one.rule == "passed-on":
        label += " (passed on)"
    if not dated:
        return label
    when = one.dates.get(one.stage)
    return f"{label}, {when.words}" if when else f"{label}, undated"


def stated(text: str, claims: Iterable[str], record: Record, note: str = "", coverage: str = TELL) -> Figure:
    """A figure whose value is in words, with the claims behind it and on how many independent roots these rest."""
    kept = tuple(dict.fromkeys(claims))
    return Figure(value=text, claims=kept, roots=roots(record, kept), note=note, coverage=coverage)


def held(record: Record, rows: Iterable[Row]) -> None:
    """Have the roots of claims at hand that have been read: nobody asks for them again."""
    _Roots.of(record).known.update((row["claim"], tuple(row["roots"])) for row in rows)


def roots(record: Record, claims: Iterable[str]) -> int:
    """On how many independent roots claims rest."""
    return independent(_Roots.of(record).among(claims))


class _Roots:
    """The roots of claims, each read once: of a case that people write by hand all at the first question."""

    ALL = 20_000
    """Claims of a case up to which all are read at once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.known: dict[str, tuple[str, ...]] = {}
        self.asked = False

    @classmethod
    def of(cls, record: Record) -> "_Roots":
        """Those of a record, made once."""
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            found = record.kept[cls] = cls(record)
        return found

    def among(self, claims: Iterable[str]) -> list[tuple[str, ...]]:
        """The roots of each claim that there is, in order of the claims' keys."""
        wanted = sorted(set(claims))
        missing = [claim for claim in wanted if claim not in self.known]
        if missing:
            con = self.record.con
            small = not self.asked and con.execute("SELECT count(*) FROM claims").fetchall()[0][0] <= self.ALL
            self.asked = True
            where, values = ("TRUE", []) if small else ("claim IN (SELECT unnest(?::VARCHAR[]))", [missing])
            found = con.execute(f"SELECT claim, roots FROM claims WHERE {where}", values).fetchall()
            self.known.update((claim, tuple(of)) for claim, of in found)
        return [self.known[claim] for claim in wanted if claim in self.known]


def names(record: Record, keys: Iterable[str]) -> str:
    """Labels one after the other."""
    words = Words.of(record)
    return ", ".join(words.label(key) for key in keys)
