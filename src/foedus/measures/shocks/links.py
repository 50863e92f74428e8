"""Links that claims draw: one event that prompted another, how it is said, and how long lay between."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from foedus.measures import lag
from foedus.measures.lag import Lag
from foedus.measures.told import SAID_SO, Dated, Told, of_strand
from foedus.record import Record
from foedus.record.conclude import Strand, conclude
from foedus.record.once import once


class Link(msgspec.Struct, frozen=True):
    """That one event prompted another, as claims of one kind on the other say."""

    cause: str
    causes: str
    """The kind in which most roots tell of the cause; '' where no claim does."""
    event: str
    kind: str
    claims: tuple[str, ...]
    so: bool
    """Whether a source says that the prompted thing is so; not where it is denied, expected or weighed."""
    single: bool
    manner: str
    began: Dated | None
    followed: Dated | None
    lag: Lag


Drawn = tuple[str, str, str, tuple[str, ...]]
"""A cause, what it prompted, the kind of that, and the claims that say so."""


def links(record: Record, cause: str = "", kind: str = "") -> list[Link]:
    """The links that claims draw, from one cause or all, to things of one kind or all; by cause and event."""
    if not cause:
        return [one for one in _Every.of(record).links if kind in ("", one.kind)]
    return _made(record, _drawn(record, cause, kind))


class _Every:
    """All links of a record, made once; at a clock anew only those to which it makes a difference."""

    def __init__(self, record: Record) -> None:
        drawn, same = _drawn(record), once(record, _AtNoClock, _AtNoClock)
        if not record.bounds:
            self.links = _made(record, drawn)
            same.links = {(one.cause, one.event, one.kind, one.claims): one for one in self.links}
            return
        changed = _changed(record) if same.links else set()
        kept = {one: same.links[one] for one in drawn if one in same.links and changed.isdisjoint(one[:2])}
        kept.update(zip(left := [one for one in drawn if one not in kept], _made(record, left), strict=True))
        self.links = [kept[one] for one in drawn]

    @classmethod
    def of(cls, record: Record) -> "_Every":
        """Those of a record."""
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            found = record.kept[cls] = cls(record)
        return found


class _AtNoClock:
    """The links of a build when nothing is left out; none before anybody has asked for them so."""

    def __init__(self, _: Record) -> None:
        self.links: Mapping[Drawn, Link] = {}


def _changed(record: Record) -> set[str]:
    """The events of which a record's clocks take claims away."""
    rows = record.con.execute(f"SELECT DISTINCT event FROM store.claims WHERE ({record.bounds}) IS NOT TRUE").fetchall()
    return {row[0] for row in rows}


def _drawn(record: Record, cause: str = "", kind: str = "") -> list[Drawn]:
    rows = record.con.execute(
        "SELECT x.cause, x.event, c.kind, list(x.claim ORDER BY x.claim) FROM causes x JOIN claims c USING (claim) "
        "WHERE (? = '' OR x.cause = ?) AND (? = '' OR c.kind = ?) GROUP BY ALL ORDER BY ALL",
        [cause, cause, kind, kind],
    ).fetchall()
    return [(one, event, of, tuple(claims)) for one, event, of, claims in rows]


def _made(record: Record, drawn: Sequence[Drawn]) -> list[Link]:
    contestable = [name for name, one in record.codebook.kinds.items() if one.contestable]
    causes = {one[0] for one in drawn}
    strands: dict[str, list[tuple[Strand, Told]]] = {}
    for strand in conclude(record, sorted(causes.union(one[1] for one in drawn)), contestable, fields=["date"]):
        strands.setdefault(strand.event, []).append((strand, of_strand(strand)))
    main = _kinds(record, causes, contestable)
    said = _said(record, [claim for one in drawn for claim in one[3]])
    began = {one: _began([told for _, told in strands.get(one, ())], main.get(one, "")) for one in causes}
    found = []
    for one, event, of, claims in drawn:
        rows = [said[claim] for claim in claims]
        came = [
            told for strand, told in strands.get(event, ())
            if strand.kind == of and not set(claims).isdisjoint(strand.claims)
        ]  # fmt: skip
        so, single, manner = _manner(rows)
        followed = _when(came, rows) if so else None
        found.append(
            Link(
                cause=one, causes=main.get(one, ""), event=event, kind=of, claims=claims, so=so, single=single,
                manner=manner, began=began[one], followed=followed, lag=lag.between(began[one], followed),
            )
        )  # fmt: skip
    return found


def _began(strands: Sequence[Told], kind: str) -> Dated | None:
    """When an event began: what is told of it in its main kind, else in any."""
    return lag.onset([one for one in strands if one.kind == kind]) or lag.onset(strands)


def _kinds(record: Record, events: Iterable[str], kinds: Sequence[str]) -> dict[str, str]:
    """The kind in which most roots tell of each event; of as many, the one that the codebook has first."""
    rows = record.con.execute(
        "SELECT event, kind FROM claims WHERE event IN (SELECT unnest(?::VARCHAR[])) "
        "AND list_contains(?::VARCHAR[], kind) GROUP BY event, kind "
        "ORDER BY event, count(DISTINCT roots), list_position(?::VARCHAR[], kind) DESC",
        [sorted(events), kinds, kinds],
    ).fetchall()
    return dict(rows)  # the last of an event stands


def _said(record: Record, claims: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """How each of some claims is said, and of which stage and date."""
    rows = record.rows(
        "SELECT claim, stage, date, assertion, grain FROM claims WHERE claim IN (SELECT unnest(?::VARCHAR[]))",
        [list(dict.fromkeys(claims))],
    )
    return {row["claim"]: row for row in rows}


def _manner(rows: Sequence[Mapping[str, Any]]) -> tuple[bool, bool, str]:
    """Whether the link is told, of a single event, and how it is said if not."""
    told = [row for row in rows if row["assertion"] in SAID_SO]
    if told:
        only = all(row["assertion"] == "attributed" for row in told)
        return True, any(row["grain"] == "single" for row in told), "passed on" if only else "told"
    return False, False, ", ".join(dict.fromkeys(str(row["assertion"]) for row in rows))


def _when(strands: Sequence[Told], rows: Sequence[Mapping[str, Any]]) -> Dated | None:
    """When what was prompted came about: the first date concluded of the stages that the claims speak of.

    Talk has no conclusions; its own dates serve.
    """
    stages = {row["stage"] for row in rows if row["assertion"] in SAID_SO}
    dated = [when for one in strands if one.so for stage, when in one.dates.items() if stage in stages and when.by]
    if not strands:
        dated = [Dated(r["stage"], r["date"], (r["claim"],)) for r in rows if r["date"] and r["assertion"] in SAID_SO]
    return min(dated, key=lambda when: (when.by is None, when.by, when.earliest is None, when.date), default=None)


def within(when: Dated | None, first: int | None, last: int | None) -> bool:
    """Whether something may have come about within some years."""
    if when is None or when.by is None:
        return False
    return (first is None or when.by.year >= first) and (last is None or (when.earliest or when.by).year <= last)
