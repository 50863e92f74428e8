"""The history of an event in one kind: each stage as it is said - told, passed on, denied, expected, weighed.

Nothing is merged that is said in another manner: a stage that one claim has reached and another one expected
stands there twice.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from foedus.codebook import Kind
from foedus.codebook.model import Stage
from foedus.record.conclude import rules
from foedus.terms.dates import Date, Relation, compare, parse, say
from foedus.views.evidence import Evidence

Manner = Literal["told", "passed on", "denied", "expected", "weighed"]
MANNERS: dict[str, Manner] = {
    "asserted": "told",
    "attributed": "passed on",
    "denied": "denied",
    "expected": "expected",
    "hypothetical": "weighed",
}
ORDER: tuple[Manner, ...] = ("told", "passed on", "denied", "expected", "weighed")
PRECISION = ("day", "month", "season", "one-of", "year", "span", "open", "decade", "century")
"""From the most precise date to the vaguest."""


class Said(msgspec.Struct, frozen=True):
    """A stage, as claims of one manner have it."""

    stage: Stage
    manner: Manner
    grain: str
    """single | series | summary: the finest grain among the claims."""
    disputed: bool
    """Whether another claim denies this stage, or one that comes before it."""
    whens: tuple[str, ...]
    """The dates in words, the vaguer left out where a more precise one lies within; several where they differ."""
    differ: bool
    """Whether claims on the same matter give dates that cannot both be right."""
    claims: tuple[Evidence, ...]


def history(kind: Kind, claims: Iterable[Evidence]) -> list[Said]:
    """The stages of one event of a kind in the kind's order, told before denied before expected."""
    step = {stage.word: number for number, stage in enumerate(kind.stages)}
    grouped: dict[tuple[int, int], list[Evidence]] = {}
    told: set[int] = set()
    for claim in claims:
        place = step[claim.stage]
        manner = MANNERS[claim.assertion]
        if manner == "told":
            told.add(place)
        grouped.setdefault((place, ORDER.index(manner)), []).append(claim)
    passed_on = ORDER.index("passed on")
    for place in told:
        # What a source vouches for and another one passes on is told.
        grouped[place, 0] += grouped.pop((place, passed_on), [])
    denials = [claim for (_, manner), group in grouped.items() if ORDER[manner] == "denied" for claim in group]

    def against(place: int, group: Sequence[Evidence]) -> bool:
        """Whether somebody denies this stage, or one before it, of the same parties."""
        return kind.contestable and any(
            step[denial.stage] <= place and _same_parties(kind, denial, claim) for denial in denials for claim in group
        )

    return _in_time([
        _said(kind, kind.stages[place], ORDER[manner], against(place, group), group)
        for (place, manner), group in sorted(grouped.items())
    ])  # fmt: skip


def _in_time(stages: list[Said]) -> list[Said]:
    """Stages in the kind's order, but none before one that was surely earlier."""
    ordered: list[Said] = []
    for said in stages:
        place = len(ordered)
        while place and _before(said, ordered[place - 1]):
            place -= 1
        ordered.insert(place, said)
    return ordered


def _before(one: Said, other: Said) -> bool:
    ends = [claim.row["begun_by"] for claim in one.claims if claim.date]
    starts = [claim.row["earliest"] for claim in other.claims if claim.date and claim.row["earliest"]]
    return bool(ends and starts) and max(ends) < min(starts)


def _said(kind: Kind, stage: Stage, manner: Manner, against: bool, claims: Sequence[Evidence]) -> Said:
    grains = {claim.grain for claim in claims}
    whens, differ = _whens(kind, stage, claims)
    return Said(
        stage=stage,
        manner=manner,
        grain=next((grain for grain in ("single", "series") if grain in grains), "summary"),
        disputed=against and manner in ("told", "passed on") and stage.phase != "over",
        whens=whens,
        differ=differ,
        claims=tuple(claims),
    )


def _whens(kind: Kind, stage: Stage, claims: Sequence[Evidence]) -> tuple[tuple[str, ...], bool]:
    dated = sorted(
        ((parse(claim.date), claim) for claim in claims if claim.date),
        key=lambda pair: (PRECISION.index(pair[0].precision), pair[0].text),
    )
    kept: list[tuple[Date, Evidence]] = []
    for date, claim in dated:
        if all(compare(date, other) is Relation.DISJOINT for other, _ in kept):
            kept.append((date, claim))
    kept.sort(key=lambda pair: (pair[1].row["earliest"] or pair[1].row["begun_by"]).isoformat())
    differ = kind.contestable and any(
        one.grain == other.grain == "single" and _core(kind, one) == _core(kind, other)
        for number, (_, one) in enumerate(kept)
        for _, other in kept[number + 1 :]
    )
    return tuple(_say(date, stage) for date, _ in kept), differ


def _core(kind: Kind, claim: Evidence) -> list[object]:
    return [claim.row[column.name] for column in kind.own if column.core]


def _same_parties(kind: Kind, one: Evidence, other: Evidence) -> bool:
    return all(
        one.row[column.name] == other.row[column.name]
        for column in kind.own
        if column.core and column.party and one.row[column.name] and other.row[column.name]
    )


def _say(date: Date, stage: Stage) -> str:
    if stage.lasting and date.earliest is None:
        return say(date)  # in force until 2013, not by 2013
    return say(date, preposition=True)


def independent(claims: Iterable[Evidence]) -> int:
    """On how many independent roots claims rest, counted as the record's conclusions count them."""
    return rules.independent([claim.roots for claim in claims])
