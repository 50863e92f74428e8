"""Production by partner and mode: what was announced against what is told of as at work, and what came to an end."""

from collections.abc import Iterable, Sequence

import msgspec

from foedus.measures.told import Told, by_actor
from foedus.record import Record
from foedus.record.conclude.claims import World

ALONE = ""
"""The partner of what a state makes by itself."""


class Ventures(msgspec.Struct, frozen=True):
    """What a state makes with one partner in one mode, each venture once, by how far it is told to have got."""

    partner: str
    mode: str
    announced: tuple[Told, ...]
    """Single ventures proposed, negotiated or agreed, with nothing told beyond that."""
    at_work: tuple[Told, ...]
    passed_on: tuple[Told, ...]
    """At work on somebody's word only."""
    over: tuple[Told, ...]
    awaited: tuple[Told, ...]
    """Only expected, weighed or denied."""
    general: tuple[Told, ...]
    """Series and general statements: shown, not counted."""

    @property
    def strands(self) -> tuple[Told, ...]:
        """All of them."""
        return (*self.announced, *self.at_work, *self.passed_on, *self.over, *self.awaited, *self.general)


def ventures(record: Record, states: Sequence[str]) -> list[tuple[str, list[Ventures]]]:
    """For each of some states its ventures, by partner and mode."""
    found = by_actor(record, "production", "partners", states)
    return [(state, _of_state(record, state, found[state])) for state in states]


def _of_state(record: Record, state: str, strands: Iterable[Told]) -> list[Ventures]:
    world = World.of(record)
    grouped: dict[tuple[str, str], list[Told]] = {}
    for one in strands:
        partners = [key for key in sorted(world.rolled(one.values("partners"))) if key != state]
        mode = next(iter(one.values("mode")), "")
        for partner in partners or [ALONE]:
            grouped.setdefault((partner, mode), []).append(one)
    return [_sorted(record, partner, mode, of) for (partner, mode), of in sorted(grouped.items())]


def _sorted(record: Record, partner: str, mode: str, strands: Iterable[Told]) -> Ventures:
    kind = record.codebook.kinds["production"]
    places: dict[str, dict[str, Told]] = {}
    for one in strands:
        if one.stage is None:
            place = "awaited"
        elif not one.single:
            place = "general"
        else:
            phase = kind.stage[one.stage].phase
            place = {"prospect": "announced", "agreed": "announced", "over": "over"}.get(phase, "at_work")
            if place == "at_work" and one.rule == "passed-on":
                place = "passed_on"
        places.setdefault(place, {}).setdefault(one.event, one)
    names = ("announced", "at_work", "passed_on", "over", "awaited", "general")
    return Ventures(partner, mode, **{name: tuple(places.get(name, {}).values()) for name in names})
