"""An event: its history by stage, who says so, where, and on how many independent roots it rests."""

from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.rows import plain
from foedus.record.words import Words
from foedus.views.concluded import Concluded, of_claims
from foedus.views.evidence import Evidence, evidence


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
    key = record.event_key(key)
    words = Words.of(record)
    row = record.query("SELECT * FROM events WHERE event = ?", [key])[0]
    stages = []
    for said in record.query("SELECT * FROM stages WHERE event = ? ORDER BY kind, step, assertion", [key]):
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
    prompted = record.query("SELECT DISTINCT cause FROM causes WHERE event = ? ORDER BY 1", [key]).column("cause")
    led = record.query("SELECT DISTINCT event FROM causes WHERE cause = ? ORDER BY 1", [key]).column("event")
    parts = record.query("SELECT event FROM titles WHERE list_contains(part_of, ?) ORDER BY 1", [key]).column("event")
    claims = evidence(words, where="event = ?", values=[key], kinds=row["kinds"])
    return EventView(
        event=key,
        title=words.title(key),
        kinds=tuple(row["kinds"]),
        actors=tuple(row["actors"]),
        part_of=tuple(row["part_of"] or ()),
        parts=tuple(parts),
        prompted_by=tuple(prompted),
        led_to=tuple(led),
        stages=tuple(stages),
        fields=tuple(of_claims(record, key, claims)),
        roots=row["roots"],
        sources=row["sources"],
        claims=tuple(claims),
    )
