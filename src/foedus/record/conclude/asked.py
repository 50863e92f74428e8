"""Strands as they are asked for: read of the record where they are kept there, else concluded of its claims."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from foedus.codebook import Kind
from foedus.record.conclude import kept
from foedus.record.conclude.claims import Row, World, of_rows, said
from foedus.record.conclude.resolve import Resolver, Strand
from foedus.record.conclude.where import PARTS, Wholes, around
from foedus.record.read import by_event
from foedus.record.whole import Whole

if TYPE_CHECKING:
    from foedus.record.ask import Record


def conclude(
    record: "Record",
    events: Iterable[str] | None = None,
    kinds: Iterable[str] | None = None,
    read: Mapping[str, Sequence[Row]] | None = None,
    *,
    fields: Collection[str] | None = None,
) -> Iterator[Strand]:
    """The strands of some events and kinds, or of all, at the record's clocks, by kind and event.

    `read`: all claims of the events by kind, as rows of their tables, where they have been read already. `fields`:
    the only ones, beside how far it got, that are wanted: others may be missing.
    """
    if read is None and (whole := Whole.of(record)) is not None:
        yield from _kept(record, whole, events, kinds)
        return
    chosen = set(read) if read is not None else None if kinds is None else set(kinds)
    wanted = list(events) if events is not None else None
    if fields is not None and kept.FIELDS.issuperset(fields) and read is None:
        yield from _brief(record, wanted, chosen, fields)
        return
    if wanted is not None and read is None:
        read = _read(record, wanted, chosen)
        chosen = set(read)
    world = World.of(record)
    make = _resolvers(record, wanted, chosen)
    for kind in _contestable(record, chosen):
        resolver = make(kind)
        found = said(record, kind, world) if read is None else of_rows(kind, world, read[kind.kind])
        for event, claims in found:
            yield from resolver.event(event, claims)


def _read(record: "Record", events: Iterable[str], kinds: Collection[str] | None) -> dict[str, list[Row]]:
    """The claims on some events, by kind."""
    found: dict[str, list[Row]] = {}
    for row in by_event(record, events, [kind.kind for kind in _contestable(record, kinds)]):
        found.setdefault(row["kind"], []).append(row)
    return found


def _brief(
    record: "Record", events: Sequence[str] | None, kinds: Collection[str] | None, fields: Collection[str]
) -> Iterator[Strand]:
    """Strands with the few fields that a record keeps: only what a clock has changed is concluded anew."""
    chosen = _contestable(record, kinds)
    names = [kind.kind for kind in chosen]
    if not record.bounds:
        yield from kept.strands(record, names, events, fields)
        return
    found: dict[str, list[Strand]] = {}
    for strand in kept.strands(record, names, events, fields):
        found.setdefault(strand.kind, []).append(strand)
    lost: dict[str, set[str]] = {}
    for name, event in kept.changed(record, names, events):
        lost.setdefault(name, set()).add(event)
    anew = _read(record, set[str]().union(*lost.values()), names)
    off, world = frozenset(record.settings.conclude.off), World.of(record)
    for kind in chosen:
        mine = found.get(kind.kind, [])
        if kind.kind in lost:
            resolver = Resolver(kind, world, off)
            resolver.fields = [column for column in resolver.fields if column.name in fields]
            rows = [row for row in anew.get(kind.kind, ()) if row["event"] in lost[kind.kind]]
            mine += [one for event, claims in of_rows(kind, world, rows) for one in resolver.event(event, claims)]
            mine.sort(key=lambda strand: strand.event)  # the strands of an event stay in their order
        yield from mine


def _contestable(record: "Record", chosen: Collection[str] | None) -> list[Kind]:
    kinds = record.codebook.kinds.values()
    return [kind for kind in kinds if kind.contestable and (chosen is None or kind.kind in chosen)]


def _resolvers(
    record: "Record", events: Iterable[str] | None, kinds: Collection[str] | None
) -> "Callable[[Kind], Resolver]":
    """What makes the resolver of a kind, with all that those of some events and kinds share."""
    world = World.of(record)
    off = frozenset(record.settings.conclude.off)
    larger = around(record, world, events, record.codebook.kinds if kinds is None else kinds)
    return lambda kind: Resolver(kind, world, off, larger)


def _kept(
    record: "Record", whole: Whole, events: Iterable[str] | None, kinds: Iterable[str] | None
) -> Iterator[Strand]:
    """The same of a record whose claims are all held: each kind is concluded once, and what is asked for is picked."""
    wanted = None if events is None else set(events)
    asked = _contestable(record, None if kinds is None else set(kinds))
    new = [kind for kind in asked if kind.kind not in whole.strands]
    make = _resolvers(record, None, [kind.kind for kind in new])
    for kind in new:
        whole.strands[kind.kind] = _all_of(record, whole, kind, make(kind))
    for kind in asked:
        for event, found in whole.strands[kind.kind].items():
            if wanted is None or event in wanted:
                yield from found


def _all_of(record: "Record", whole: Whole, kind: Kind, resolver: "Resolver") -> dict[str, list[Strand]]:
    """The strands of a kind by event. What is concluded of an event of which all is there holds at every clock.

    But for where something was: that may hang on what is said of the larger event of which it is a part.
    """
    world = World.of(record)
    parts = Wholes.of(record).above if kind.kind in PARTS else {}
    shared = whole.build.strands.setdefault(kind.kind, {})
    made: dict[str, list[Strand]] = {}
    for event, rows in whole.events(kind.kind).items():
        untouched = event not in parts and whole.untouched(kind.kind, event)
        found = shared.get(event) if untouched else None
        if found is None:
            [(_, claims)] = of_rows(kind, world, rows)
            found = list(resolver.event(event, claims))
            if untouched:
                shared[event] = found
        made[event] = found
    return made
