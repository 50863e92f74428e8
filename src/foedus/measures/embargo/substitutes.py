"""What took the place of what was withheld: since when agreed, since when fielded, and who says how good it is."""

from collections.abc import Iterable
from typing import Any

import msgspec

from foedus.measures.embargo.things import Thing, rolled, thing_of
from foedus.measures.told import Dated, Told, told
from foedus.record import Record
from foedus.record.conclude.claims import World
from foedus.record.words import Words
from foedus.terms.words import fold

AGREED, FIELDED = "agreed", "done"
IN_USE = ("first-use", "operational")
"""Milestones that say that a thing is in use."""
EFFECT = "consequence"
"""The role of an argument that says what something led to."""


class Step(msgspec.Struct, frozen=True):
    """That a substitute was agreed, or is fielded: by whose word, and since when."""

    words: str
    when: Dated | None
    claims: tuple[str, ...]
    vouched: bool
    """Whether a source vouches for it; else it is only passed on."""


class Opinion(msgspec.Struct, frozen=True):
    """What somebody says of a substitute."""

    words: str
    claim: str


class Substitute(msgspec.Struct, frozen=True):
    """A thing that claims say took the place of another."""

    key: str
    label: str
    makers: tuple[str, ...]
    agreed: Step | None
    fielded: Step | None
    opinions: tuple[Opinion, ...]
    notes: tuple[str, ...]
    """What coders noted on its claims."""
    claims: tuple[str, ...]
    so: bool
    """Whether a source says that there is such a substitute; else it is only expected or weighed."""


def substitutes(record: Record, thing: Thing, related: Iterable[str]) -> list[Substitute]:
    """What claims say stands in the place of a thing; for one without an entry only in its events or those related."""
    world = World.of(record)
    if thing.listed:
        strands = told(record, "production", "replaces = ?", [thing.key])
    else:
        near = set(related) | thing.events
        strands = [
            one
            for one in told(record, "production", "lower(replaces) = lower(?)", [thing.key])
            if one.event in near or near.intersection(one.values("prompted_by"))
        ]
    grouped: dict[str, list[Told]] = {}
    for one in strands:
        key = thing_of(world, one) or Words.of(record).title(one.event)
        grouped.setdefault(key if key in world.types else fold(key), []).append(one)
    return [_substitute(record, world, of) for _, of in sorted(grouped.items())]


def _substitute(record: Record, world: World, strands: list[Told]) -> Substitute:
    words = Words.of(record)
    key = thing_of(world, strands[0])
    events = {one.event for one in strands}
    more: list[Told] = []
    if key in world.types:
        more = told(record, "transfers", "item = ?", [key]) + told(
            record, "milestones", "list_contains(entity, ?)", [key]
        )
        more = [one for one in more if one.kind != "milestones" or set(IN_USE) & set(one.values("milestone"))]
    every = [*strands, *more]
    makers = rolled(world, [party for one in strands for party in one.values("partners")])
    return Substitute(
        key=key, label=words.label(key) if key else words.title(strands[0].event),
        makers=world.countries(key) or makers,
        agreed=_step(record, every, AGREED), fielded=_step(record, every, FIELDED),
        opinions=tuple(_opinions(record, key, events)),
        notes=tuple(dict.fromkeys(row["note"] for one in strands for row in one.rows if row["note"])),
        claims=tuple(dict.fromkeys(claim for one in every for claim in one.claims)),
        so=any(one.so for one in strands),
    )  # fmt: skip


def _step(record: Record, strands: Iterable[Told], phase: str) -> Step | None:
    """The first stage of a phase that the strands reached."""
    reached = []
    for one in strands:
        kind = record.codebook.kinds[one.kind]
        limit = kind.stage_step[one.stage] if one.stage else 0
        for stage in kind.stages[:limit]:
            claims = one.at(stage.word)
            if stage.phase == phase and claims:
                vouched = any(row["assertion"] == "asserted" for row in one.rows if row["claim"] in claims)
                reached.append(Step(stage.label, one.dates.get(stage.word), claims, vouched))
    dated = [step for step in reached if step.when and step.when.by]
    first = min(dated or reached, key=_when, default=None)
    if first is None:
        return None
    together = dict.fromkeys(claim for step in reached for claim in step.claims)
    return msgspec.structs.replace(first, claims=tuple(together), vouched=any(step.vouched for step in reached))


def _when(step: Step) -> tuple[str, tuple[str, ...]]:
    by = step.when.by if step.when else None
    return by.isoformat() if by else "", step.claims


def _opinions(record: Record, key: str, events: Iterable[str]) -> Iterable[Opinion]:
    """What is argued to have followed in its events, and what is stated about it."""
    words = Words.of(record)
    for one in _effects(record, sorted(events)):
        by = ", ".join(words.label(k) for k in one["by"]) or "; ".join(words.label(root) for root in one["roots"])
        on = "; ".join(words.label(root) for root in one["attribution"])
        yield Opinion(f"“{one['proposition']}” – {by}{f' (on the word of {on})' if on else ''}", one["claim"])
    if key:
        for one in record.rows("SELECT * FROM statements WHERE about = ? ORDER BY claim", [key]):
            speakers = ", ".join(words.label(k) for k in one["speaker"])
            yield Opinion(f"{one['position']} – {speakers}", one["claim"])


def _effects(record: Record, events: list[str]) -> list[dict[str, Any]]:
    """The arguments in some events that say what something led to."""
    return record.rows(
        "SELECT * FROM arguments WHERE event IN (SELECT unnest(?::VARCHAR[])) AND role = ? AND assertion IN "
        "('asserted', 'attributed') ORDER BY claim",
        [events, EFFECT],
    )
