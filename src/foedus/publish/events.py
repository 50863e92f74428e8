"""Event data of PLOVER and CAMEO: who did what to whom and when, one row for each pair of sides.

A row is a stage of a single event that sources tell of as reached: claims that share it are one row, which names them.
A tie without direction is two rows, the sides reversed, as both schemes code reciprocal events (Schrodt 2012, on
CAMEO 030). What the crosswalk has no code for, and what is only expected, weighed or denied, is counted, not written.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Literal

import msgspec

from foedus.codebook.crosswalk import NAMES, Row, event_code
from foedus.publish.losses import Losses
from foedus.record import Record
from foedus.record.rows import csv_text
from foedus.record.words import Words

Scheme = Literal["plover", "cameo"]
Sides = Mapping[str, set[tuple[str, str]]]
"""By claim who acts towards whom."""
TOLD = ("asserted", "attributed")
SIDES: Mapping[str, tuple[str, str]] = {"memberships": ("member", "organisation"), "statements": ("speaker", "about")}
"""Kinds that tie no states to each other, and the columns that name who acts and towards whom."""
BACKWARDS = frozenset({"invited", "ordered", "rejected", "requested"})
"""Stages at which the side that receives, or the body that is joined, does what is done: `recipient` asks `donor`."""
MILITARY = frozenset({"exercises", "production", "presences", "training", "transfers"})
"""Kinds that go out in PLOVER's context `military`."""
ALWAYS = (
    "What was cooperated in or over: items, quantities, sums, places, sectors, obligations.",
    "On whose word a claim rests, how it is put, and where it stands in the source: `claims` leads back there.",
    "That sources disagree: a row says only whether some claim denies it.",
    "States of affairs (membership, treaties in force): both schemes record acts.",
    "What stands behind the states: firms and persons count for their country.",
)


class EventRow(msgspec.Struct, frozen=True):
    """One row, before it is written as either scheme has it."""

    event: str
    kind: str
    stage: str
    actor: str
    recipient: str
    reciprocal: bool
    code: Row
    first: date
    last: date
    contested: bool
    claims: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def day(self) -> str:
        """The day, where it is certain."""
        return self.first.isoformat() if self.first == self.last else ""


def events(record: Record, scheme: Scheme) -> tuple[str, Losses]:
    """The event data of a case as CSV, and what was lost."""
    losses = Losses(f"{NAMES[scheme]} events of “{record.settings.title}”", "", always=ALWAYS)
    rows = sorted(
        _rows(record, scheme, losses), key=lambda row: (row.first, row.event, row.stage, row.actor, row.recipient)
    )
    words = Words.of(record)
    head = ["event_type", "event_mode", "context"] if scheme == "plover" else ["event_code", "event_root"]
    lines: list[Sequence[str]] = [
        ["event_id", "event_date", "date_start", "date_end", *head, "actor", "actor_name", "recipient",
         "recipient_name", "reciprocal", "contested", "fit", "event", "claims", "sources"]
    ]  # fmt: skip
    for row in rows:
        name = ":".join((row.event, row.kind, row.stage, row.actor, row.recipient))
        lines.append(
            [name, row.day, row.first.isoformat(), row.last.isoformat(), *_coded(row, scheme), row.actor,
             words.label(row.actor), row.recipient, words.label(row.recipient), _yes(row.reciprocal),
             _yes(row.contested), row.code.fit, row.event, "; ".join(row.claims), "; ".join(row.sources)]
        )  # fmt: skip
        losses.change(
            "Dates vaguer than a day: `event_date` is empty, `date_start` and `date_end` bound it", not row.day
        )
        losses.change("Rows of a tie without direction, written once from each side", row.reciprocal)
        losses.change(f"{row.code.ours} as {row.code.theirs} ({row.code.fit}): {row.code.lost}")
    losses.taken = f"{len(rows)} rows from {len({claim for row in rows for claim in row.claims})} claims."
    losses.changed = {what: number for what, number in losses.changed.items() if number}
    return csv_text(lines), losses


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _coded(row: EventRow, scheme: Scheme) -> list[str]:
    if scheme == "cameo":
        return [row.code.theirs, row.code.theirs[:2]]
    type_, _, mode = row.code.theirs.partition(":")
    return [type_, mode, "military" if row.kind in MILITARY else ""]


def _rows(record: Record, scheme: Scheme, losses: Losses) -> Iterator[EventRow]:
    for name, kind in record.codebook.kinds.items():
        claims = record.rows(f'SELECT * FROM "{name}" ORDER BY event, step, claim')
        if not claims:
            continue
        sides = _sides(record, name)
        directed = bool(kind.ties and not kind.ties.among) or name in SIDES
        for (event, stage), group in groupby(claims, key=lambda row: (row["event"], row["stage"])):
            of = [*group]
            told = [row for row in of if _counts(row, losses)]
            denied = any(row["assertion"] == "denied" for row in of)
            yield from _stage(event, stage, told, sides, directed, denied, scheme, losses)


def _counts(row: Mapping[str, Any], losses: Losses) -> bool:
    """Whether a claim says of a single event that it came to pass."""
    if row["assertion"] not in TOLD:
        losses.leave(f"Claims that are only {row['assertion']}")
    elif row["grain"] != "single":
        losses.leave("Claims on series of events, or general statements")
    else:
        return True
    return False


def _stage(
    event: str, stage: str, told: Sequence[Mapping[str, Any]], sides: Sides, directed: bool, denied: bool,
    scheme: Scheme, losses: Losses,
) -> Iterator[EventRow]:  # fmt: skip
    """The rows of what an event's claims tell of one stage."""
    found: dict[tuple[str, str, str], list[tuple[Mapping[str, Any], Row]]] = {}
    for row in told:
        code = event_code(scheme, row)
        pairs = sides.get(row["claim"], set())
        if code is None:
            losses.leave(f"Claims without a code: {row['kind']}/{stage}")
        elif not pairs:
            losses.leave(f"Claims that do not name two sides: {row['kind']}")
        elif row["begun_by"] is None or row["date"] is None:
            losses.leave("Claims without a date")
        else:
            for one, other in sorted(pairs):
                actor, recipient = (other, one) if directed and stage in BACKWARDS else (one, other)
                found.setdefault((actor, recipient, code.theirs), []).append((row, code))
    for (actor, recipient, _), group in found.items():
        rows = [row for row, _ in group]
        ends = [row["latest"] if _moment(row) else row["begun_by"] for row in rows]
        yield EventRow(
            event, rows[0]["kind"], stage, actor, recipient, not directed, group[0][1],
            min(row["earliest"] or row["begun_by"] for row in rows), max(end for end in ends if end), denied,
            tuple(sorted(row["claim"] for row in rows)), tuple(sorted({row["source"] for row in rows})),
        )  # fmt: skip


def _moment(row: Mapping[str, Any]) -> bool:
    """Whether the date of a claim has a last day: one that is open is told by when it began."""
    return row["latest"] is not None and not str(row["date"]).endswith("/..")


def _sides(record: Record, kind: str) -> dict[str, set[tuple[str, str]]]:
    """By claim who acts towards whom: of a tie without direction, both ways."""
    found: dict[str, set[tuple[str, str]]] = {}
    if kind in SIDES:
        actor, recipient = SIDES[kind]
        query = (
            f"SELECT claim, one, unnest({_listed(record, kind, recipient)}) AS other FROM "
            f'(SELECT *, unnest({_listed(record, kind, actor)}) AS one FROM "{kind}")'
        )
        entities = {row[0] for row in record.con.execute("SELECT entity FROM entities").fetchall()}
        for claim, one, other in record.con.execute(query).fetchall():
            if one in entities and other in entities and one != other:
                found.setdefault(claim, set()).add((one, other))
        return found
    query = "SELECT claim, a, b, directed FROM ties WHERE kind = ? AND NOT expanded"
    for claim, a, b, directed in record.con.execute(query, [kind]).fetchall():
        found.setdefault(claim, set()).update([(a, b)] if directed else [(a, b), (b, a)])
    return found


def _listed(record: Record, kind: str, column: str) -> str:
    """SQL for a column's cells as lists."""
    return f'"{column}"' if record.codebook.kinds[kind].by_name[column].many else f'["{column}"]'
