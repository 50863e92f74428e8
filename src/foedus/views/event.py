"""An event: its history by stage, who says so, where, and on how many independent roots it rests."""

from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.held import rows_of
from foedus.record.rows import plain
from foedus.record.words import Words
from foedus.views.concluded import Concluded, of_claims
from foedus.views.evidence import Evidence, of_event


class StageSaid(msgspec.Struct, frozen=True):
    """A stage as it is said: asserted, attributed, denied, expected or weighed."""

    kind: str
    stage: str
    label: str
    phase: str
    assertion: str
    date: str
    dates: tuple[str, ...]
    claims: tuple[str, ...]
    roots: int


class EventView(msgspec.Struct, frozen=True):
    """What is known of an event at the record's clocks."""

    event: str
    title: str
    kinds: tuple[str, ...]
    actors: tuple[str, ...]
    part_of: tuple[str, ...]
    parts: tuple[str, ...]
    """Events that are a part of this one."""
    prompted_by: tuple[str, ...]
    led_to: tuple[str, ...]
    stages: tuple[StageSaid, ...]
    fields: tuple[Concluded, ...]
    """What the record concludes, by kind and strand, with the rule and what stands against it."""
    roots: int
    sources: int
    claims: tuple[Evidence, ...]

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        data = msgspec.to_builtins(self, builtin_types=(object,), order=None)
        data["fields"] = [one.as_dict() for one in self.fields]
        data["claims"] = [claim_dict(claim) for claim in self.claims]
        return {key: plain(value) for key, value in data.items()}


def claim_dict(claim: Evidence) -> dict[str, Any]:
    """A claim for `--json`: its columns, and the sentence that says it."""
    return {**{key: plain(value) for key, value in claim.row.items()}, "sentence": claim.sentence}


def event(record: Record, key: str) -> EventView:
    """An event by its key. Raises `AskError` where there is none at these clocks."""
    found = rows_of(record, "events", "event", key, "kinds, actors, part_of, roots, sources")
    if not found:
        record.event_key(key)  # says what there is instead
    row = found[0]
    words = Words.of(record)
    stages = []
    told = rows_of(record, "stages", "event", key)
    for said in sorted(told, key=lambda said: (said["kind"], said["step"], said["assertion"])):
        label = record.codebook.kinds[said["kind"]].stage[said["stage"]].label
        dates = tuple(date for date in said["dates"] if date)
        stages.append(
            StageSaid(
                kind=said["kind"],
                stage=said["stage"],
                label=label,
                phase=said["phase"],
                assertion=said["assertion"],
                date=dates[0] if len(dates) == 1 else "",
                dates=dates,
                claims=tuple(said["claims"]),
                roots=said["roots"],
            )
        )
    claims = of_event(words, key, row["kinds"])
    led = {row["event"] for row in rows_of(record, "causes", "cause", key)}
    first = min(claims, key=lambda claim: claim.claim)
    return EventView(
        event=key,
        title=words.title(key, first.row),
        kinds=tuple(row["kinds"]),
        actors=tuple(row["actors"]),
        part_of=tuple(row["part_of"] or ()),
        parts=words.parts.get(key, ()),
        prompted_by=tuple(sorted({cause for claim in claims for cause in claim.row["prompted_by"] or ()})),
        led_to=tuple(sorted(led)),
        stages=tuple(stages),
        fields=tuple(of_claims(record, key, claims)),
        roots=row["roots"],
        sources=row["sources"],
        claims=tuple(claims),
    )
