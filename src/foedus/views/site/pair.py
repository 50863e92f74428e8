"""The dossier of a pair: what is firm, contested and open, and all that ties the two or divides them."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import msgspec

from foedus.record import Record, Rows
from foedus.record.ask import AskError
from foedus.record.words import Words
from foedus.views import card, dossier
from foedus.views.concluded import Concluded, sides
from foedus.views.counting import tied
from foedus.views.evidence import Evidence
from foedus.views.site.asked import Asked
from foedus.views.site.behind import Behind
from foedus.views.site.citing import cited as citing
from foedus.views.site.dealt import AGREEMENTS, AID, TRANSFERS, Dealt, dealt
from foedus.views.site.entity import event_rows
from foedus.views.site.known import Known, known
from foedus.views.site.lines import ClaimLine, cited
from foedus.views.site.standings import Lane, OfKind, Stood, by_kind, lanes, stood

STATEMENTS = "statements"
IN_FORCE = ("agreed", "done")
"""Phases of an agreement that counts as in force until a claim says that it ended."""


class SideOf(msgspec.Struct, frozen=True):
    """One side of a contradiction."""

    words: str
    claims: tuple[ClaimLine, ...]


class Contested(msgspec.Struct, frozen=True):
    """Something on which claims contradict each other."""

    event: str
    title: str
    label: str
    says: str
    """What the rule says by which it was decided, or why it was left open."""
    sides: tuple[SideOf, ...]


class Spoken(msgspec.Struct, frozen=True):
    """What one side says of the other."""

    by: str
    line: ClaimLine


class YearCount(msgspec.Struct, frozen=True):
    """How many events of a kind have their first dated stage in each year."""

    kind: str
    label: str
    tone: str
    counts: tuple[int, ...]
    undated: int


class Pair(msgspec.Struct, frozen=True):
    """What the record has of two entities together."""

    title: str
    a: str
    b: str
    names: tuple[str, str]
    claims: int
    events: int
    firm: int
    soft: int
    conflicts: int
    """Single disputes and restrictions between them."""
    undated: int
    firmest: tuple[Stood, ...]
    contested: tuple[Contested, ...]
    disputed: tuple[Stood, ...]
    open: tuple[Stood, ...]
    quotes: tuple[ClaimLine, ...]
    agreements: tuple[Dealt, ...]
    """In force from their signature until a claim says that they ended."""
    transfers: tuple[Dealt, ...]
    aid: tuple[Dealt, ...]
    statements: tuple[Spoken, ...]
    kinds: tuple[OfKind, ...]
    rest: tuple[OfKind, ...]
    """The events that do not stand among agreements in force, transfers and aid."""
    groups: tuple[OfKind, ...]
    """What is told of groups to which both belong: it is not counted for the two."""
    years: tuple[str, ...]
    by_year: tuple[YearCount, ...]
    lanes: tuple[Lane, ...]
    known: Known
    """What the case's profile of data sets has of the two."""
    source_line: str
    sources: tuple[str, ...]

    def rows(self) -> Rows:
        """The events of the two."""
        return event_rows(self.kinds)


def pair(asked: Asked) -> Pair:
    """Two entities by key, name or alias. Raises `AskError` where one is not there, or both are one."""
    record = asked.record
    entities = Words.of(record).entities
    a, b = (text if text in entities else record.entity(text) for text in asked.key)
    if a == b:
        raise AskError(f"“{asked.key[0]}” and “{asked.key[1]}” are the same.", "A pair is of two.")
    words, behind = Words.of(record), Behind.of(record)
    claims = list(behind.evidence(_claims(asked, a, b)).values())
    whole = dossier.of(record, words, a, b, claims)
    short = card.of(record, whole)
    outright, grouped = _apart(record, a, b, claims)
    kinds = by_kind(record, outright)
    years, counted = _years(kinds)
    agreements = tuple(one for one in dealt(record, kinds, outright, AGREEMENTS) if one.stood.phase in IN_FORCE)
    transfers, aid = (tuple(dealt(record, kinds, outright, kind)) for kind in (TRANSFERS, AID))
    quarrels = {one.event for of in kinds if of.tone == "conflict" for one in of.events}
    names = (words.label(a), words.label(b))
    return Pair(
        title=f"{names[0]} – {names[1]}",
        a=a,
        b=b,
        names=names,
        claims=len(claims),
        events=len({claim.event for claim in claims}),
        firm=whole.firm,
        soft=whole.soft,
        conflicts=len(quarrels),
        undated=whole.undated,
        firmest=tuple(stood(behind, one) for one in short.firm),
        contested=tuple(_contested(behind, one) for one in short.contested),
        disputed=tuple(stood(behind, one) for one in short.disputed),
        open=tuple(stood(behind, one) for one in short.open),
        quotes=tuple(behind.line(claim) for claim in short.quotes),
        agreements=agreements,
        transfers=transfers,
        aid=aid,
        statements=tuple(_spoken(asked, behind, a, b)),
        kinds=kinds,
        rest=tuple(_rest(kinds, [one.stood for one in (*agreements, *transfers, *aid)])),
        groups=by_kind(record, grouped),
        years=years,
        by_year=counted,
        lanes=lanes(record, outright),
        known=known(record, a, b),
        source_line=citing(record).line,
        sources=cited(line for of in kinds for one in of.events for line in one.claims),
    )


def _claims(asked: Asked, a: str, b: str) -> list[str]:
    """The claims that tie two states, or, of others, in which both have a part."""
    record = asked.record
    where, values = asked.selection.conditions(record)
    if {a, b} <= _Sides.of(record).tied:
        both = "SELECT claim FROM ties WHERE (a = ? AND b = ?) OR (b = ? AND a = ?)"
        keys = [a, b, a, b]
    else:
        part = "SELECT claim FROM roles WHERE actor = ? OR entity = ?"
        both, keys = f"{part} INTERSECT {part}", [a, a, b, b]
    sql = f"SELECT claim FROM claims WHERE claim IN ({both}) AND {where}" if where != "true" else both
    return [claim for (claim,) in record.con.execute(sql, [*keys, *values]).fetchall()]


def _apart(record: Record, a: str, b: str, claims: list[Evidence]) -> tuple[list[Evidence], list[Evidence]]:
    """The claims on events of the two, and those on events that only name groups to which both belong."""
    pair = (min(a, b), max(a, b))
    only = set(tied(record, actor=a, expanded=True).get(pair, ()))
    events = {claim.event for claim in claims if claim.claim not in only}
    return [c for c in claims if c.event in events], [c for c in claims if c.event not in events]


def _contested(behind: Behind, one: Concluded) -> Contested:
    found = tuple(SideOf(words, tuple(behind.line(claim) for claim in claims)) for words, claims in sides(one))
    return Contested(one.event, one.title, one.label, one.says, found)


def _rest(kinds: Iterable[OfKind], listed: Iterable[Stood]) -> Iterable[OfKind]:
    """The kinds without the events that are listed elsewhere."""
    there = {(one.kind, one.event) for one in listed}
    for of in kinds:
        left = tuple(one for one in of.events if (one.kind, one.event) not in there)
        if left:
            undated = sum(not one.year for one in left)
            claims = sum(len(one.claims) for one in left)
            yield msgspec.structs.replace(of, events=left, total=len(left), undated=undated, claims=claims)


# -- statements, years ---------------------------------------------------------------------------------------


def _spoken(asked: Asked, behind: Behind, a: str, b: str) -> Iterable[Spoken]:
    """Statements of the one side about the other, about what is the other's, or about an event that it is a part of."""
    record = asked.record
    if STATEMENTS not in record.codebook.kinds:
        return
    where, values = asked.selection.conditions(record)
    sides = _Sides.of(record) if where == "true" else _Sides(record, where, values)
    for one, other in ((a, b), (b, a)):
        ids = sides.speaks.get(one, set()) & sides.about.get(other, set())
        found = sorted(behind.evidence(ids).values(), key=lambda claim: (claim.row["earliest"] is None, claim.date))
        for claim in found:
            yield Spoken(behind.words.label(one), behind.line(claim))


class _Sides:
    """Who speaks in which statement, and about whom; and which states are tied at all: asked once for all pairs."""

    def __init__(self, record: Record, where: str = "true", values: Sequence[Any] = ()) -> None:
        self.record, self.where, self.values = record, where, values

    @classmethod
    def of(cls, record: Record) -> "_Sides":
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            found = record.kept[cls] = cls(record)
        return found

    @cached_property
    def tied(self) -> set[str]:
        rows = self.record.con.execute("SELECT a FROM ties UNION SELECT b FROM ties").fetchall()
        return {state for (state,) in rows}

    @cached_property
    def speaks(self) -> dict[str, set[str]]:
        """Claims by who speaks in them."""
        return self._by_actor("SELECT actor, claim FROM roles WHERE kind = 'statements' "
                              "AND role IN ('speaker', 'speaks_for')")  # fmt: skip

    @cached_property
    def about(self) -> dict[str, set[str]]:
        """Claims by whom they are about, or whose event."""
        return self._by_actor(
            "SELECT actor, claim FROM roles WHERE kind = 'statements' AND role = 'about' UNION "
            "SELECT r.actor, s.claim FROM statements s JOIN roles r ON s.about = r.event WHERE r.via = 'named'"
        )

    def _by_actor(self, sql: str) -> dict[str, set[str]]:
        chosen = f" WHERE claim IN (SELECT claim FROM claims WHERE {self.where})" if self.where != "true" else ""
        found: dict[str, set[str]] = {}
        for actor, claim in self.record.con.execute(
            f"SELECT actor, claim FROM ({sql}){chosen}", self.values
        ).fetchall():
            found.setdefault(actor, set()).add(claim)
        return found


def _years(kinds: Sequence[OfKind]) -> tuple[tuple[str, ...], tuple[YearCount, ...]]:
    """Events by kind and year; years in which there is none are left out."""
    years = sorted({one.year for of in kinds for one in of.events if one.year})
    found = []
    for of in kinds:
        counts = tuple(sum(one.year == year for one in of.events) for year in years)
        found.append(YearCount(of.kind, of.label, of.tone, counts, of.undated))
    return tuple(years), tuple(found)
