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
    """The strands of some kinds, of some events or all, by kind and event; without conclusions on other fields."""
    where = "" if events is None else "AND event IN (SELECT unnest(?::VARCHAR[])) "
    return _read(
        record, f"list_contains(?::VARCHAR[], kind) {where}", [kinds, *([events] if where else [])], kinds, fields
    )


def of_pairs(
    record: "Record", pairs: Sequence[Pair], kinds: Sequence[str], fields: Collection[str]
) -> Iterator[Strand]:
    """The same of some events, each with its kind."""
    where = "(kind, event) IN (SELECT (unnest(?::VARCHAR[]), unnest(?::VARCHAR[]))) "
    return _read(record, where, [[kind for kind, _ in pairs], [event for _, event in pairs]], kinds, fields)


def _read(
    record: "Record", where: str, values: Sequence[Any], kinds: Sequence[str], fields: Collection[str]
) -> Iterator[Strand]:
    rows = record.con.execute(
        f"SELECT event, kind, coalesce(strand, ''), claims, concluded FROM store.{TABLE} WHERE {where}"
        "ORDER BY list_position(?::VARCHAR[], kind), event, number",
        [*values, kinds],
    ).fetchall()
    wanted = {"stage", *fields}
    for event, kind, strand, claims, concluded in rows:
        named = tuple(claims.split(" "))
        found = [_long(one, event, kind, strand, named) for one in _decode(concluded) if one.field in wanted]
        yield Strand(event, kind, strand, named, tuple(found))


def _long(one: Short, event: str, kind: str, strand: str, claims: Sequence[str]) -> Conclusion:
    return Conclusion(
        event, kind, strand, one.field, one.stage, one.value, one.rule, tuple([claims[at] for at in one.claims]),
        tuple([Opposed(value, tuple([claims[at] for at in of])) for value, of in one.against]),
        one.contradicted, one.roots,
    )  # fmt: skip


def touched(record: "Record", kinds: Sequence[str], events: Sequence[str] | None) -> tuple[list[Pair], list[Pair]]:
    """Of some events or all, with their kinds: those of which a clock takes no claim away, and those that lose some."""
    where = "" if events is None else "AND event IN (SELECT unnest(?::VARCHAR[])) "
    rows = record.con.execute(
        f"SELECT kind, event, count(*) = count(*) FILTER ({record.bounds}) FROM store.claims "
        f"WHERE list_contains(?::VARCHAR[], kind) {where}GROUP BY kind, event "
        f"HAVING count(*) FILTER ({record.bounds}) > 0 ORDER BY kind, event",
        [kinds, *([events] if where else [])],
    ).fetchall()
    return [(kind, event) for kind, event, whole in rows if whole], [
        (k, event) for k, event, whole in rows if not whole
    ]
