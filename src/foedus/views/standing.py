"""How far an event of a kind has got, and how firmly that is said: one line for a table or a sentence.

The furthest stage that somebody says was reached is not the truth, but what is on record; what is denied,
expected or only weighed is kept apart and never counts as reached.
"""

from collections.abc import Iterable, Sequence

import msgspec

from foedus.codebook import Kind
from foedus.record import Record
from foedus.record.conclude import rules
from foedus.record.held import Held
from foedus.record.whole import Whole
from foedus.terms.dates import parse, say
from foedus.views.evidence import Evidence

TOLD = ("asserted", "attributed")


class Standing(msgspec.Struct, frozen=True):
    """Where an event stands in one kind."""

    event: str
    title: str
    kind: str
    reached: str
    """Label of the furthest stage that is told as a fact; '' where none is."""
    phase: str
    when: str
    """When it reached that stage, in words: the most precise date given; '' where none is. Where it has reached no
    stage, the date that is awaited or denied."""
    firmness: str
    """told | passed on (only attributed) | disputed (also denied) | denied | expected | weighed"""
    awaited: str
    """Label of the furthest stage that is expected beyond the one reached; '' where none is."""
    roots: int
    claims: tuple[Evidence, ...]
    order: str
    """A text to sort by time: the earliest day known."""


def standings(kind: Kind, claims: Iterable[Evidence], titles: dict[str, str], roots: dict[str, int]) -> list[Standing]:
    """One standing per event among claims of one kind, by time."""
    by_event: dict[str, list[Evidence]] = {}
    for claim in claims:
        by_event.setdefault(claim.event, []).append(claim)
    found = [
        _standing(kind, event, group, titles.get(event, event), roots.get(event, 0))
        for event, group in by_event.items()
    ]
    return sorted(found, key=lambda s: (s.order, s.event))


def rooted(record: Record, events: Iterable[str]) -> dict[str, int]:
    """On how many independent roots each of some events rests: asked of their claims, for at a clock the table of
    events is made anew of all."""
    wanted = set(events)
    if whole := Whole.of(record):
        held: dict[str, list[tuple[str, ...]]] = {}
        for kind in record.codebook.kinds:
            of = whole.events(kind)
            for event in wanted & of.keys():
                held.setdefault(event, []).extend(tuple(row["roots"]) for row in of[event])
        return {event: rules.independent(many) for event, many in held.items()}
    if all_held := Held.of(record):
        kinds = record.codebook.kinds
        told = {event: [row for kind in kinds for row in all_held.rows(kind, "event", event)] for event in wanted}
        return {event: rules.independent([tuple(row["roots"]) for row in rows]) for event, rows in told.items()}
    rows = record.con.execute(
        "SELECT event, list(roots) FROM claims WHERE event IN (SELECT unnest(?::VARCHAR[])) GROUP BY event",
        [sorted(wanted)],
    ).fetchall()
    return {event: rules.independent([tuple(of) for of in roots]) for event, roots in rows}


def _standing(kind: Kind, event: str, claims: Sequence[Evidence], title: str, roots: int) -> Standing:
    step = {stage.word: number for number, stage in enumerate(kind.stages)}
    told = [claim for claim in claims if claim.assertion in TOLD]
    # A general statement does not show how far a single event has got.
    told = [claim for claim in told if claim.grain == "single"] or told
    denied = [claim for claim in claims if claim.assertion == "denied"]
    expected = [claim for claim in claims if claim.assertion == "expected"]
    furthest = max((step[claim.stage] for claim in told), default=-1)
    reached = kind.stages[furthest] if furthest >= 0 else None
    at = [claim for claim in told if reached and claim.stage == reached.word]
    if at:
        # Who denies that it was ordered denies that it was delivered; an end that is told stays told.
        over = reached is not None and reached.phase == "over"
        against = not over and any(step[claim.stage] <= furthest for claim in denied)
        passed_on = all(claim.assertion == "attributed" for claim in at)
        firmness = "disputed" if against else "passed on" if passed_on else "told"
    else:
        firmness = "denied" if denied else "expected" if expected else "weighed"
    further = max((step[claim.stage] for claim in expected), default=-1)
    awaited = kind.stages[further].label if further > furthest else ""
    earliest = [claim.row["earliest"] or claim.row["begun_by"] for claim in claims if claim.date]
    return Standing(
        event=event,
        title=title,
        kind=kind.kind,
        reached=reached.label if reached else "",
        phase=reached.phase if reached else "",
        when=_when(at or claims),
        firmness=firmness,
        awaited=awaited,
        roots=roots,
        claims=tuple(claims),
        order=min((day.isoformat() for day in earliest if day), default="9999"),
    )


def _when(claims: Sequence[Evidence]) -> str:
    """The most precise date among claims, in words."""
    rank = {"day": 0, "month": 1, "season": 2, "one-of": 2, "year": 3, "span": 4, "open": 5, "decade": 6, "century": 7}
    dates = [parse(claim.date) for claim in claims if claim.date]
    return say(min(dates, key=lambda d: (rank[d.precision], d.text))) if dates else ""
