"""How far events have got, kind by kind: what the dossiers of an entity and of a pair list, and draw in time."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from foedus.record import Record
from foedus.views.evidence import Evidence
from foedus.views.site.behind import Behind
from foedus.views.site.lines import ClaimLine
from foedus.views.standing import TOLD, Standing, rooted, standings

UNDATED = "9999"


class Stood(msgspec.Struct, frozen=True):
    """An event in one kind: the furthest stage that is told, and what stands behind that."""

    event: str
    title: str
    kind: str
    year: str
    """Of its earliest day; '' where no claim gives a date."""
    when: str
    reached: str
    """Label of the furthest stage that is told; '' where none is."""
    phase: str
    firmness: str
    """told | passed on | disputed | denied | expected | weighed"""
    awaited: str
    """Label of a stage beyond it that is expected; '' where none is."""
    roots: int
    claims: tuple[ClaimLine, ...]


class OfKind(msgspec.Struct, frozen=True):
    """Events of one kind, the latest first, those without a date last."""

    kind: str
    label: str
    tone: str
    """cooperation | conflict"""
    total: int
    undated: int
    claims: int
    events: tuple[Stood, ...]
    """As many as are listed."""


class Spell(msgspec.Struct, frozen=True):
    """An event as a mark on a line of time."""

    event: str
    title: str
    start: str
    """First day on which it may have come about; '' where no claim says."""
    end: str
    """Last day by which it had."""
    form: str
    """done | agreed | soft"""


class Lane(msgspec.Struct, frozen=True):
    """The events of one kind in time."""

    kind: str
    label: str
    tone: str
    undated: int
    marks: tuple[Spell, ...]


def by_kind(record: Record, claims: Sequence[Evidence], most: int = 0) -> tuple[OfKind, ...]:
    """The events of some claims by kind, in the order of the codebook; at most so many of each listed, 0 for all."""
    behind = Behind.of(record)
    behind.words.read({claim.event for claim in claims})
    roots = rooted(record, {claim.event for claim in claims})
    found = []
    for kind in record.codebook.kinds.values():
        mine = [claim for claim in claims if claim.kind == kind.kind]
        if not mine:
            continue
        titles = {claim.event: behind.words.title(claim.event) for claim in mine}
        told = latest_first(standings(kind, mine, titles, roots))
        found.append(
            OfKind(
                kind=kind.kind,
                label=kind.plural,
                tone=kind.ties.tone if kind.ties else "",
                total=len(told),
                undated=sum(one.order == UNDATED for one in told),
                claims=len(mine),
                events=tuple(stood(behind, one) for one in (told[:most] if most else told)),
            )
        )
    return tuple(found)


def latest_first(found: Iterable[Standing]) -> list[Standing]:
    """Events with the latest first, those without a date last."""
    return sorted(found, key=lambda one: ("" if one.order == UNDATED else one.order, one.event), reverse=True)


def stood(behind: Behind, one: Standing) -> Stood:
    """A standing as a line of a page."""
    return Stood(
        event=one.event,
        title=one.title,
        kind=one.kind,
        year="" if one.order == UNDATED else one.order[:4],
        when=one.when,
        reached=one.reached,
        phase=one.phase,
        firmness=one.firmness,
        awaited=one.awaited,
        roots=one.roots,
        claims=tuple(behind.line(claim) for claim in one.claims),
    )


# -- in time -------------------------------------------------------------------------------------------------


def lanes(record: Record, claims: Sequence[Evidence]) -> tuple[Lane, ...]:
    """Single events by kind as marks in time; kinds without one are left out."""
    return tuple(lane for lane in _lanes(record, claims) if lane.marks or lane.undated)


def _lanes(record: Record, claims: Sequence[Evidence]) -> Iterator[Lane]:
    words = Behind.of(record).words
    for kind in record.codebook.kinds.values():
        by_event: dict[str, list[Evidence]] = {}
        for claim in claims:
            if claim.kind == kind.kind and claim.grain == "single" and kind.contestable:
                by_event.setdefault(claim.event, []).append(claim)
        marks = [_spell(words.title(event), of) for event, of in by_event.items()]
        dated = sorted((mark for mark in marks if mark.end), key=lambda mark: (mark.start or mark.end, mark.end))
        tone = kind.ties.tone if kind.ties else ""
        yield Lane(kind.kind, kind.plural, tone, len(marks) - len(dated), tuple(dated))


def _spell(title: str, claims: Sequence[Evidence]) -> Spell:
    """An event at its first dated stage that is told; one of which nothing is told at the first that is said at all."""
    told = [claim for claim in claims if claim.assertion in TOLD and claim.phase != "over"]
    dated = [claim for claim in told or claims if claim.date]
    event = claims[0].event
    if not dated:
        return Spell(event, title, "", "", "soft")
    first = min(dated, key=lambda claim: (claim.row["earliest"] or claim.row["begun_by"], claim.row["step"]))
    end = first.row["begun_by"] or first.row["earliest"]
    start = first.row["earliest"]
    denied = any(claim.assertion == "denied" for claim in claims)
    own = [claim.phase for claim in told if claim.assertion == "asserted"]
    form = "soft" if denied or not own else "done" if "done" in own else "agreed" if "agreed" in own else "soft"
    return Spell(event, f"{title}, {first.when}", start.isoformat() if start else "", end.isoformat(), form)
