"""What is contested: contradictions with both sides in a line each, those on which most is said first."""

from collections.abc import Sequence

import msgspec

from foedus.record import Record
from foedus.record.conclude import OPEN, Conclusion
from foedus.record.once import once
from foedus.record.words import Words
from foedus.views.concluded import Concluded, contradicted, shown, sides
from foedus.views.site.lines import ClaimLine, lines

LOOKED, STEP = 200, 20
"""Events that are concluded anew at a clock, and of very many how many at a time."""


class Side(msgspec.Struct, frozen=True):
    """What is said on one side, and the claims that say it."""

    words: str
    claims: tuple[ClaimLine, ...]


class Contested(msgspec.Struct, frozen=True):
    """A contradiction: on what, what the record concludes and by which rule, and what is said."""

    event: str
    title: str
    label: str
    """Of the field: 'How far it got'."""
    words: str
    """What the record concludes."""
    open: bool
    """Whether no rule decides."""
    rule: str
    says: str
    """What the rule says."""
    sides: tuple[Side, ...]


def contested(record: Record, most: int) -> tuple[tuple[Contested, ...], int | None]:
    """Contradictions on the events of which most claims take a side, and on how many events there are any.

    At a clock those events are looked at that are contested at no clock, as far as they are so then already; of very
    many only those of most claims, and how many there are is then not known.
    """
    events, whole = once(record, _Ever, _ever).events, True
    if record.as_of or record.known:
        whole = len(events) <= LOOKED
        found = contradicted(record, events) if whole else _first(record, events[:LOOKED], most)
        still = {one.event for one in found}
        events = [event for event in events if event in still]
    else:
        found = contradicted(record, events[:most])
    place = {event: number for number, event in enumerate(events)}
    first = shown(record, sorted(found, key=lambda one: place[one.event])[:most])
    words = Words.of(record)
    words.read(claim.event for one in first for _, of in sides(one) for claim in of)
    return tuple(_contested(words, one) for one in first), len(events) if whole else None


class _Ever(msgspec.Struct, frozen=True):
    """The events that are contested at no clock, those first on which most is said."""

    events: list[str]


def _ever(record: Record) -> _Ever:
    rows = record.con.execute(
        "SELECT event, max(len(claims) + len(other_claims)) AS said FROM store.contradictions "
        "GROUP BY event ORDER BY said DESC, event"
    ).fetchall()
    return _Ever([row[0] for row in rows])


def _first(record: Record, events: Sequence[str], most: int) -> list[Conclusion]:
    """The contradictions of the first events that are contested at the clocks: no more are looked at than needed."""
    found: list[Conclusion] = []
    for start in range(0, len(events), STEP):
        found += contradicted(record, events[start : start + STEP])
        if len(found) >= most:
            break
    return found


def _contested(words: Words, one: Concluded) -> Contested:
    return Contested(
        event=one.event,
        title=one.title,
        label=one.label,
        words=one.words,
        open=one.rule in OPEN,
        rule=one.rule,
        says=one.says,
        sides=tuple(Side(_side(said), lines(words, claims)) for said, claims in sides(one)),
    )


def _side(said: str) -> str:
    return said.removeprefix("for ").removeprefix("against it, ")


def claims(found: Sequence[Contested]) -> list[ClaimLine]:
    """The claims on all sides."""
    return [line for one in found for side in one.sides for line in side.claims]
