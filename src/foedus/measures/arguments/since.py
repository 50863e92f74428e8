"""What has happened since to the fact that a reason rests on: linked through keys in the claims, never by likeness.

Two links: an event that the argument names (its own, the one it is a question of, what prompted it); and a
membership, dispute, agreement or milestone that names two of the actors it concerns, or the one body it concerns.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from foedus.measures.arguments.reasons import Reason
from foedus.measures.told import Dated, Told, of_events
from foedus.record import Record
from foedus.record.words import Words

ABOUT = ("arguments", "statements", "indicators")
"""Kinds that say what somebody holds or measures, not what happened."""
STANDING = ("memberships", "disputes", "agreements", "milestones")
"""Kinds whose stages change how two actors, or one body, stand."""
PARTIES = ("parties", "member", "organisation", "entity")
"""The columns of these in which actors stand."""
BODIES = ("organisation", "group")


class Step(msgspec.Struct, frozen=True):
    """A stage that a strand has reached, and when."""

    told: Told
    when: Dated

    def words(self, record: Record) -> str:
        """It in a line: "Anka licence (signed, May 2022)"."""
        stage = record.codebook.kinds[self.told.kind].stage[self.when.stage].label
        return f"{Words.of(record).title(self.told.event)} ({stage}, {self.when.words})"


class Since(msgspec.Struct, frozen=True):
    """What a reason's keys lead to."""

    linked: bool
    """Whether any key leads anywhere: else nothing could be looked at."""
    steps: tuple[Step, ...]
    """Dated after the reason was first given, in order of time."""
    undated: tuple[str, ...]
    """Claims of what is linked that are told as so and have no date: before or since is not known."""


def since(record: Record, reasons: Sequence[Reason]) -> list[Since]:
    """For each reason what has happened since to what it rests on, as the record concludes at its clocks."""
    kinds = [name for name, kind in record.codebook.kinds.items() if name not in ABOUT and kind.contestable]
    named = [_named(reason) for reason in reasons]
    standing = [_standing(record, reason) for reason in reasons]
    actors = _actors(record, {key for keys in standing for key in keys})
    wanted = {event for events in named for event in events}
    by_event: dict[str, list[Told]] = {}
    for one in of_events(record, wanted, kinds):
        by_event.setdefault(one.event, []).append(one)
    meant = {event for keys in standing for event, _ in _joined(actors, keys)}
    by_kind: dict[tuple[str, str], list[Told]] = {}
    for one in of_events(record, meant, STANDING):
        by_kind.setdefault((one.event, one.kind), []).append(one)
    found = []
    for reason, events, keys in zip(reasons, named, standing, strict=True):
        strands = [strand for event in sorted(events) for strand in by_event.get(event, ())]
        for pair in sorted(_joined(actors, keys)):
            strands += [one for one in by_kind.get(pair, ()) if _names(one, keys)]
        found.append(_since(reason, strands, bool(strands or len(keys) > 0)))
    return found


def _named(reason: Reason) -> set[str]:
    """The events that a reason's claims name."""
    return {
        event for row in reason.rows for event in (row["event"], row["question"], *(row["prompted_by"] or ())) if event
    }


def _standing(record: Record, reason: Reason) -> frozenset[str]:
    """The actors that must stand together in a claim for it to be linked; none where one state alone is concerned."""
    entities = Words.of(record).entities
    keys = frozenset(reason.concerns)
    if len(keys) == 1 and entities.get(min(keys), ("", ""))[1] not in BODIES:
        return frozenset()
    return keys


def _actors(record: Record, keys: Iterable[str]) -> dict[str, set[tuple[str, str]]]:
    """For each actor the events, by kind, in which claims name it as a party."""
    rows = record.con.execute(
        "SELECT DISTINCT entity, event, kind FROM roles WHERE via = 'named' AND list_contains(?::VARCHAR[], kind) "
        "AND entity IN (SELECT unnest(?::VARCHAR[]))",
        [list(STANDING), sorted(keys)],
    ).fetchall()
    found: dict[str, set[tuple[str, str]]] = {}
    for entity, event, kind in rows:
        found.setdefault(entity, set()).add((event, kind))
    return found


def _joined(actors: dict[str, set[tuple[str, str]]], keys: frozenset[str]) -> set[tuple[str, str]]:
    """Events and kinds that name two of some actors, or the only one."""
    fewest = min(2, len(keys))
    seen: dict[tuple[str, str], int] = {}
    for key in keys:
        for pair in actors.get(key, ()):
            seen[pair] = seen.get(pair, 0) + 1
    return {pair for pair, count in seen.items() if count >= fewest}


def _names(one: Told, keys: frozenset[str]) -> bool:
    """Whether a strand itself, not only another one of its event, names two of the actors or the only one."""
    parties = {key for row in one.rows for name in PARTIES for key in row.get(name) or ()}
    return len(parties & keys) >= min(2, len(keys))


def _since(reason: Reason, strands: Sequence[Told], linked: bool) -> Since:
    given = reason.since
    steps: dict[tuple[str, str, tuple[str, ...]], Step] = {}
    undated: set[str] = set()
    for one in strands:
        if not one.so:
            continue
        for when in one.dates.values():
            if given and when.earliest and when.earliest > given:
                steps[one.event, when.stage, one.claims] = Step(one, when)
        dated = {claim for when in one.dates.values() for claim in when.claims}
        undated.update(claim for claim in one.carrying if claim not in dated)
    ordered = sorted(
        steps.values(), key=lambda step: (step.when.earliest or date.max, step.told.event, step.when.stage)
    )
    return Since(linked, tuple(ordered), tuple(sorted(undated - set(reason.claims))))
