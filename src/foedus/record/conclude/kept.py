"""Strands as a record keeps them: how far each got, and the few fields that are asked of thousands at once.

A clock changes nothing of an event of which it takes no claim away, so what is kept of that holds at every clock.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from foedus.record.conclude.resolve import Conclusion, Opposed, Strand

if TYPE_CHECKING:
    from foedus.record.ask import Record

TABLE = "strands"
COLUMNS = {"event": "VARCHAR", "kind": "VARCHAR", "number": "INTEGER", "strand": "VARCHAR", "claims": "VARCHAR",
           "concluded": "VARCHAR"}  # fmt: skip
"""`number`: its place among the event's strands; `claims`: apart by blanks; `concluded`: `Short`s as JSON."""
FIELDS = frozenset({"date", "role", "value"})
"""Fields that are kept beside how far it got."""
LABELS = {"stage", *FIELDS}
Pair = tuple[str, str]
"""A kind and an event."""
Places = tuple[int, ...]
"""Claims by their places in the strand."""


class Short(msgspec.Struct, frozen=True, array_like=True):
    """A conclusion without what its strand says already."""

    field: str
    stage: str
    value: str | None
    rule: str
    claims: Places
    against: tuple[tuple[str | None, Places], ...]
    contradicted: bool
    roots: int


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(list[Short]).decode


def row(strand: Strand, number: int) -> tuple[Any, ...]:
    """A strand as a row of the table."""
    place = {claim: at for at, claim in enumerate(strand.claims)}

    def places(claims: Iterable[str]) -> Places:
        return tuple([place[claim] for claim in claims])

    short = [
        Short(
            one.field, one.stage, one.value, one.rule, places(one.claims),
            tuple([(other.value, places(other.claims)) for other in one.against]), one.contradicted, one.roots,
        )
        for one in strand.conclusions if one.field in LABELS
    ]  # fmt: skip
    return strand.event, strand.kind, number, strand.strand, " ".join(strand.claims), _encode(short).decode()


def strands(
    record: "Record", kinds: Sequence[str], events: Sequence[str] | None, fields: Collection[str]
) -> Iterator[Strand]:
    """The strands of some kinds, of some events or all, by kind and event; without conclusions on other fields.

    At a clock those of events of which it takes no claim away.
    """
    where, values = _among(kinds, events)
    whole = f"ANTI JOIN ({CHANGED.format(record.bounds)}) USING (kind, event)" if record.bounds else ""
    rows = record.con.execute(
        f"SELECT event, kind, number, coalesce(strand, ''), claims, concluded FROM store.{TABLE} {whole} WHERE {where}",
        values,
    ).fetchall()
    wanted, order = {"stage", *fields}, {kind: place for place, kind in enumerate(kinds)}
    rows.sort(key=lambda row: (order[row[1]], row[0], row[2]))
    for event, kind, _, strand, claims, concluded in rows:
        named = tuple(claims.split(" "))
        found = [_long(one, event, kind, strand, named) for one in _decode(concluded) if one.field in wanted]
        yield Strand(event, kind, strand, named, tuple(found))


CHANGED = "SELECT DISTINCT kind, event FROM store.claims WHERE ({}) IS NOT TRUE"


def changed(record: "Record", kinds: Sequence[str], events: Sequence[str] | None) -> list[Pair]:
    """Of some events or all, with their kinds: those of which a clock takes claims away, or all that there are."""
    where, values = _among(kinds, events)
    return record.con.execute(f"{CHANGED.format(record.bounds)} AND {where}", values).fetchall()


def _among(kinds: Sequence[str], events: Sequence[str] | None) -> tuple[str, list[Sequence[str]]]:
    """SQL that kinds and events meet, with its values."""
    if events is None:
        return "list_contains(?::VARCHAR[], kind)", [kinds]
    return "list_contains(?::VARCHAR[], kind) AND event IN (SELECT unnest(?::VARCHAR[]))", [kinds, events]


def _long(one: Short, event: str, kind: str, strand: str, claims: Sequence[str]) -> Conclusion:
    return Conclusion(
        event, kind, strand, one.field, one.stage, one.value, one.rule, tuple([claims[at] for at in one.claims]),
        tuple([Opposed(value, tuple([claims[at] for at in of])) for value, of in one.against]),
        one.contradicted, one.roots,
    )  # fmt: skip
