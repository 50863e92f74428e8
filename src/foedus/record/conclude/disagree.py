"""What contradicts each other without a cell that says so: positions on a fact, and what a reader has found.

Claims of two kinds, or on two events, have no column in common, and words are never compared. Two things are known
all the same: that one confirms what another denies; and what a person who has read both has written down in
`disagreements.csv`. Nothing is concluded from either: both sides are shown.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from foedus.record.conclude.claims import Said, World, of_rows
from foedus.record.conclude.resolve import Conclusion, Opposed
from foedus.record.conclude.rules import OPPOSED, READ, outdated
from foedus.record.read import by_claim

if TYPE_CHECKING:
    from foedus.record.ask import Record

STATEMENTS = "statements"
CONFIRMS, DENIES = "confirms", "denies"


def disagreements(record: "Record", events: Collection[str] | None = None) -> list[Conclusion]:
    """Disagreements at the record's clocks, all or those that have a claim on one of some events.

    A disagreement stands with the event of its first claim; `strand` says what it is about.
    """
    whole = _whole(record)
    if events is None:
        return list(whole.found)
    places = sorted({place for event in events for place in whole.of.get(event, ())})
    return [whole.found[place] for place in places]


def _whole(record: "Record") -> "_Whole":
    """All of them, and where those of each event stand: found once as long as a record is open."""
    kept = record.kept.get(_Whole)
    if not isinstance(kept, _Whole):
        off = record.settings.conclude.off
        found = [*(() if OPPOSED in off else _opposed(record)), *(() if READ in off else _read(record))]
        stands = _places(record, sorted({claim for one in found for claim in one.named}))
        of: dict[str, set[int]] = {}
        for place, one in enumerate(found):
            for claim in one.named:
                of.setdefault(stands[claim][0], set()).add(place)
        kept = record.kept[_Whole] = _Whole(found, of)
    return kept


class _Whole(NamedTuple):
    """What is kept of a record."""

    found: list[Conclusion]
    of: dict[str, set[int]]
    """Places in `found`, by event."""


def _opposed(record: "Record") -> Iterator[Conclusion]:
    """Statements of which one confirms and another denies the same, by what they are about."""
    kind = record.codebook.kinds[STATEMENTS]
    both = (
        f"about IN (SELECT about FROM {STATEMENTS} WHERE position = ?) "
        f"AND about IN (SELECT about FROM {STATEMENTS} WHERE position = ?)"
    )
    rows = record.con.execute(
        f"SELECT claim, about, position FROM {STATEMENTS} WHERE position IN (?, ?) AND {both}",
        [CONFIRMS, DENIES, CONFIRMS, DENIES],
    ).fetchall()
    taken = {claim: (about, position) for claim, about, position in rows}
    told: dict[str, list[tuple[str, Said]]] = {}
    for event, claims in of_rows(kind, World.of(record), by_claim(record, taken, [STATEMENTS])):
        for one in claims:
            if one.told:
                told.setdefault(taken[one.claim][0], []).append((event, one))
    for about, group in sorted(told.items()):
        confirm, deny = ([one for _, one in group if taken[one.claim][1] == word] for word in (CONFIRMS, DENIES))
        if confirm and deny and not all(outdated(one, deny) for one in confirm):
            event = min(event for event, _ in group)
            against = (Opposed(CONFIRMS, _names(confirm)), Opposed(DENIES, _names(deny)))
            yield Conclusion(event, STATEMENTS, about, "position", "", None, OPPOSED, (), against, True, 0)


def _read(record: "Record") -> Iterator[Conclusion]:
    """What a person has found, as far as both sides are known at the record's clocks."""
    rows = record.con.execute("SELECT about, claims, against FROM disagreements ORDER BY ALL").fetchall()
    of = _places(record, sorted({claim for _, one, other in rows for claim in (*one, *other)}))
    for about, one, other in rows:
        sides = [tuple(sorted(claim for claim in side if claim in of)) for side in (one, other)]
        if all(sides):
            event, kind = of[sides[0][0]]
            against = (Opposed(None, sides[1]),)
            yield Conclusion(event, kind, about, "reading", "", None, READ, sides[0], against, True, 0)


def _places(record: "Record", claims: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The event and kind of claims, of those that are there at the record's clocks."""
    rows = record.con.execute(
        "SELECT claim, event, kind FROM claims WHERE claim IN (SELECT unnest(?::VARCHAR[]))", [claims]
    ).fetchall()
    return {claim: (event, kind) for claim, event, kind in rows}


def _names(claims: Sequence[Said]) -> tuple[str, ...]:
    return tuple(sorted(one.claim for one in claims))
