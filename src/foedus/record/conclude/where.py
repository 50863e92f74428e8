"""Where it was: a host and a place say the same, and what is part of a meeting happens where the meeting does.

A claim that names only the host stands against one that names only the town, and what sources say of a visit stands
against where they put the agreement that was signed in its course. Only single events are held against each other
so, and only by country: two towns of one country are both possible.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from foedus.codebook import Column
from foedus.record.conclude.claims import Said, World, of_rows
from foedus.record.read import by_event

if TYPE_CHECKING:
    from foedus.record.ask import Record

HAPPENINGS = ("meetings", "exercises")
"""Kinds whose events are at one place at one time, with a `host` and a `place`."""
PARTS = ("agreements", *HAPPENINGS)
"""Kinds whose place is where the thing was done, so that it is that of the meeting in whose course it was."""

Around = Callable[[str], Sequence[Said]]
"""For an event: what is said of the meetings and exercises of which it is a part."""


def nowhere(_event: str) -> Sequence[Said]:
    """Where no event is known to be a part of another."""
    return ()


class Wholes:
    """For each event that is a part, every larger event above it; read once for a record."""

    def __init__(self, parents: Mapping[str, Sequence[str]]) -> None:
        """`parents`: for each event, those of which the case says that it is a part."""
        self.above = {event: _above(event, parents) for event in parents}

    @classmethod
    def of(cls, record: "Record") -> "Wholes":
        """Those of a record."""
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            rows = record.con.execute("SELECT event, part_of FROM titles WHERE len(part_of) > 0").fetchall()
            found = record.kept[cls] = cls(dict(rows))
        return found

    def below(self, events: Iterable[str]) -> set[str]:
        """The parts of some events, and theirs."""
        wholes = set(events)
        return {event for event, above in self.above.items() if not wholes.isdisjoint(above)}


def _above(event: str, parents: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    found: set[str] = set()
    stack = list(parents[event])
    while stack:
        whole = stack.pop()
        if whole not in found and whole != event:
            found.add(whole)
            stack.extend(parents.get(whole, ()))
    return tuple(sorted(found))


def around(record: "Record", world: World, events: Iterable[str] | None, kinds: Iterable[str]) -> Around:
    """What is said of the larger events of some events, or of all, at the record's clocks; for kinds that look."""
    if not set(kinds) & set(PARTS):
        return nowhere
    above = Wholes.of(record).above
    larger = sorted({whole for event in (above if events is None else events) for whole in above.get(event, ())})
    if not larger:
        return nowhere
    told: dict[str, list[Said]] = {}
    rows = by_event(record, larger, HAPPENINGS)
    for kind in (kind for kind in record.codebook.kinds.values() if kind.kind in HAPPENINGS):
        for event, claims in of_rows(kind, world, [row for row in rows if row["kind"] == kind.kind]):
            done = [one for one in claims if one.told and kind.stage[one.stage].phase == "done"]
            told.setdefault(event, []).extend(done)
    return lambda event: [one for whole in above.get(event, ()) for one in told.get(whole, ())]


def contested(
    column: Column, groups: Mapping[Any, list[Said]], strand: Iterable[Said], larger: Sequence[Said], world: World
) -> Mapping[Any, list[Said]]:
    """The values of a `host` or `place` with what is said elsewhere, where some of that stands apart from them."""
    inside = [_countries(column.name, value, world) for value, of in groups.items() if any(_single(one) for one in of)]
    silent = [one for one in strand if column.name not in one.cells]
    others = [one for one in (*silent, *larger) if _single(one)]
    reach = _reach(_spot(column.name, one, world) for one in others)
    if not any(not here & there for here in _reach(inside) for there in reach):
        return groups
    widened = {value: list(of) for value, of in groups.items()}
    for one in others:
        if value := one.cells.get("host") if column.name == "host" else _place(one, inside, world):
            widened.setdefault(value, []).append(one)
    return widened


def _single(one: Said) -> bool:
    return one.grain == "single" and one.told


def _reach(spots: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Each set of countries with those that share one: who went to two is not contradicted by who names one."""
    told = {one for one in spots if one}
    return [frozenset().union(*(other for other in told if other & one)) for one in told]


def _spot(name: str, one: Said, world: World) -> frozenset[str]:
    """The states in which a claim has it, for a place by its place or else its host; empty where it does not say."""
    place, host = one.cells.get("place"), one.cells.get("host")
    spot = _countries("place", place, world) if place and name == "place" else None
    return spot or (_countries("host", host, world) if host else frozenset())


def _place(one: Said, inside: Sequence[frozenset[str]], world: World) -> str | None:
    """What a claim says of the place: its own, unless it lies in a country told already; else its only host."""
    spot = _spot("place", one, world)
    if "place" in one.cells and not any(spot & here for here in inside):
        return str(one.cells["place"])
    return next(iter(spot)) if len(spot) == 1 else None


def _countries(name: str, value: Any, world: World) -> frozenset[str]:
    """The states in which a host or a place is; empty where that is not known of all of them."""
    if name == "place":
        found = (value,) if world.types.get(value) == "state" else world.countries(value)
    else:
        found = tuple(state for key in value for state in world.states(key))
    return frozenset(found) if all(world.types.get(key, "state") == "state" for key in found) else frozenset()
