"""The rules of conclusion, in the order in which they are tried. The first that decides is named.

Each rule is given what stands against each other and says which sides it keeps: all of them where it has
nothing to say, fewer where it decides. A case can switch rules off: `[conclude] off = ["nearer"]`.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from foedus.record.conclude.claims import Said, World
from foedus.terms.dates import parse

NEAR, LATE = 3, 5
"""Years between a date and the source: up to `NEAR` a source writes of its own time, from `LATE` on it looks back."""


@dataclass(slots=True)
class Side:
    """One of the things that cannot all be so, with the claims that say it."""

    value: object
    claims: list[Said]
    denies: bool = False
    parties: frozenset[str] = field(default_factory=frozenset)
    """The states in the event's core roles, for sides of a denial."""


OPPOSED, READ = "opposed", "read"
OPEN = frozenset({"unresolved", OPPOSED, READ})
"""Rules that decide nothing: both sides stand."""

Decide = Callable[[Sequence[Side], World], Sequence[Side]]


@dataclass(frozen=True)
class Rule:
    """A rule: its name, what it says, an example, and how it decides. Some are applied where values are grouped."""

    name: str
    says: str
    example: str
    decide: Decide | None = None


def outdated(one: Said, denials: Sequence[Said]) -> bool:
    """Whether a claim is dated after all of these denials: each speaks of the time up to its day, or its source's.

    A denial that is only repeated was made when it was first.
    """
    first: dict[tuple[tuple[str, ...], str], datetime.date | None] = {}
    for denial in sorted(denials, key=lambda denial: (denial.known is None, denial.known)):
        until = parse(denial.date).latest if denial.date else None
        first.setdefault((denial.roots, denial.date), until or denial.known)
    return all(until is not None and one.earliest is not None and one.earliest > until for until in first.values())


def retracted(sides: Sequence[Side], world: World) -> Sequence[Side]:
    """A later denial by a body of the state whose body was the source of the report takes the report back."""
    denials = [one for side in sides if side.denies for one in side.claims if one.attribution]
    if not denials:
        return sides
    return _without(sides, lambda one: any(_takes_back(denial, one, world) for denial in denials))


def _takes_back(denial: Said, one: Said, world: World) -> bool:
    if one.assertion != "attributed" or not one.attribution:
        return False
    same = world.rolled(denial.attribution) & world.rolled(one.attribution)
    states = {key for key in same if world.types.get(key, "state") == "state"}
    return bool(states) and _later(denial, one)


def _later(one: Said, other: Said) -> bool:
    if one.date and other.date and one.begun_by and other.begun_by:
        return one.begun_by > other.begun_by
    return bool(one.known and other.known and one.known > other.known)


def party_denies(sides: Sequence[Side], world: World) -> Sequence[Side]:
    """A denial by a state in the event's roles beats what a third party is reported to have said."""
    denying = [
        side
        for side in sides
        if side.denies and any(one.attribution and world.rolled(one.attribution) & side.parties for one in side.claims)
    ]
    if not denying:
        return sides
    parties = denying[0].parties
    return _without(sides, lambda one: one.assertion == "attributed" and not world.rolled(one.attribution) & parties)


def own_word(sides: Sequence[Side], world: World) -> Sequence[Side]:
    """A primary text, or one's own word, beats what is passed on."""
    return _best(sides, lambda side: max(world.standing(one) for one in side.claims))


def nearer(sides: Sequence[Side], world: World) -> Sequence[Side]:
    """For a date: a source of the time beats one that looks back from years later."""
    gaps = [min((_gap(one, world) for one in side.claims if one.date), default=None) for side in sides]
    if any(gap is None for gap in gaps):
        return sides
    near = [side for side, gap in zip(sides, gaps, strict=True) if gap is not None and gap <= NEAR]
    late = [side for side, gap in zip(sides, gaps, strict=True) if gap is not None and gap >= LATE]
    return near if near and len(near) + len(late) == len(sides) else sides


def _gap(one: Said, world: World) -> int:
    """Years from the date to the nearest source that the claim rests on."""
    day = parse(one.date).begun_by or one.begun_by
    knowns = [one.known, *(world.source_known(root) for root in one.roots if not world.too_early(root, one))]
    years = [abs(known.year - day.year) for known in knowns if known and day]
    return min(years, default=10**6)


def more_roots(sides: Sequence[Side], world: World) -> Sequence[Side]:
    """What rests on more independent roots."""
    return _best(sides, lambda side: independent([one.roots for one in side.claims]))


def judged(sides: Sequence[Side], world: World) -> Sequence[Side]:
    """What rests on the more reliable source and the more credible claim, where all sides were judged."""
    grades = [[grade for one in side.claims if (grade := world.grade(one)) is not None] for side in sides]
    if not all(grades):
        return sides
    best = [min(of) for of in grades]
    return [side for side, grade in zip(sides, best, strict=True) if grade == min(best)]


def _without(sides: Sequence[Side], falls: Callable[[Said], bool]) -> Sequence[Side]:
    """The sides that keep a claim once those that fall are taken out; all of them if none would be left."""
    kept = [side for side in sides if side.denies or not all(falls(one) for one in side.claims)]
    return kept or sides


def _best(sides: Sequence[Side], rank: Callable[[Side], int]) -> Sequence[Side]:
    ranks = [rank(side) for side in sides]
    return [side for side, value in zip(sides, ranks, strict=True) if value == max(ranks)]


def independent(roots: Sequence[tuple[str, ...]]) -> int:
    """How many claims can be found of which no two share a root, those with the fewest roots taken first."""
    if len(roots) < 2:
        return len(roots)
    taken: set[str] = set()
    count = 0
    for one in sorted(set(roots), key=lambda r: (len(r), r)):
        if not taken.intersection(one):
            taken.update(one)
            count += 1
    return count


RULES: tuple[Rule, ...] = (
    Rule(
        "only",
        "Nothing on record stands against it.",
        "Two sources have the treaty signed in May 2022, none says otherwise.",
    ),
    Rule(
        "passed-on",
        "Nothing on record stands against it, but it is only passed on: no source vouches for it.",
        "A minister is reported to have said that the drones were sent.",
    ),
    Rule(
        "finer",
        "A more exact value inside a vaguer one is agreement, and the more exact one is concluded.",
        "10 May 2022 over 2022; Bayraktar TB2 over drones; the firm over its country.",
    ),
    Rule(
        "agree",
        "The values differ and can all be so; the one on most roots is given, the first known of those.",
        "Ordered in 2022, and by 27 April 2022.",
    ),
    Rule(
        "general",
        "A general statement, or one on several events, does not show how far a single event has got.",
        "'They make drones together' does not show that the plant agreed upon last year is at work.",
    ),
    Rule(
        "later",
        "What is dated after a denial stands: a denial speaks of its own time.",
        "No order by April; an order in May.",
    ),
    Rule(
        "retracted",
        "A later denial by a body of the same state takes back what its other body was reported to have said.",
        "A minister is reported to have said that the drones were bought; his state's committee denies it later.",
        retracted,
    ),
    Rule(
        "party-denies",
        "A denial by a state that has a part in the event beats what a third party is reported to have said.",
        "The buyer denies the purchase of which a neighbour had spoken.",
        party_denies,
    ),
    Rule(
        "own-word",
        "A primary text, or the source's own word, beats what it passes on from others.",
        "The date in the treaty's text over the date in a newspaper's report of it.",
        own_word,
    ),
    Rule(
        "nearer",
        f"For a date, a source written within {NEAR} years of it beats one that looks back from {LATE} years or more.",
        "An article of 2012 on a venture of 2011 over a survey of 2024 that has 2006.",
        nearer,
    ),
    Rule(
        "more-roots",
        "What rests on more independent roots.",
        "Three sources have the war in 2020, one in 2021.",
        more_roots,
    ),
    Rule(
        "judged",
        "What rests on the more reliable source or the more credible claim, where all sides have been judged.",
        "B2 over D4; F and 6 mean that it cannot be judged, and never count.",
        judged,
    ),
    Rule("denied", "Nobody on record says that it is so; somebody says that it is not.", "No sign of an order."),
    Rule("expected", "Nobody on record says that it is so; it is only expected or weighed.", "Due by 2023."),
    Rule(
        OPPOSED,
        "One confirms it and another denies it; what is concluded of the matter itself stands with the claims on it.",
        "A minister confirms the purchase, a committee denies it.",
    ),
    Rule(
        READ,
        "A person who read them holds that they cannot all be so; no rule compares what they say.",
        "One source has drones made in a country that, another says, chose other makers.",
    ),
    Rule("unresolved", "No rule decides, and the record does not pretend to.", "2020 against 2022, one root each."),
)
"""Every rule by its place; those with `decide` are tried in this order."""
