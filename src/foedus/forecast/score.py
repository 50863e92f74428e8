"""Scores of a frozen forecast: what the world has answered, how near each model was, and what is still open.

Answers come from pacts newer than the datasets (`reference/updates/`, files of one's own) and from releases of ATOP.
That something did not come about is known only up to a day until which somebody vouches for the list, or to which a
dataset reaches. Scores: Brier (1950, Monthly Weather Review 78 (1), 1-3) and the log score in nats (Good 1952, Journal
of the Royal Statistical Society B 14 (1), 107-114).
"""

import math
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from foedus.forecast.frozen import Frozen, Said
from foedus.reference.updates import NewPact
from foedus.terms.dates import parse

FLOOR = 1e-9
"""A chance of nought is scored as this: the log score of what was ruled out and came has no bound."""
DEFENCE = "defense"


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """One chance held against the world."""

    said: Said
    came: bool | None
    """Whether it came about; None while that is open."""
    brier: float | None
    """Squared error: 0 is best, 1 worst."""
    nats: float | None
    """Log score: nearer to 0 is better."""
    by: str
    """The pact that answered it, or until when the list is vouched for; why it is open."""


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen forecast, scored."""

    frozen: Frozen
    scored: tuple[Scored, ...]
    near: tuple[str, ...]
    """Pacts among the states, or with others, that are not the one asked about."""

    @property
    def answered(self) -> tuple[Scored, ...]:
        """Those that the world has answered."""
        return tuple(one for one in self.scored if one.came is not None)

    @property
    def open(self) -> tuple[Scored, ...]:
        """Those that it has not."""
        return tuple(one for one in self.scored if one.came is None)


def score(frozen: Frozen, pacts: Iterable[NewPact], until: date | None) -> Scores:
    """A frozen forecast held against pacts; `until`: the last day for which the list of pacts is vouched for."""
    since = [one for one in pacts if DEFENCE in one.obligations and _in_time(one, frozen)]
    scored = tuple(_scored(frozen, one, since, until) for one in frozen.said)
    members = set(frozen.members)
    near = [one for one in since if set(one.members) != members and len(members.intersection(one.members)) > 1]
    return Scores(frozen=frozen, scored=scored, near=tuple(_told(one) for one in near))


def _in_time(pact: NewPact, frozen: Frozen) -> bool:
    """Whether it was signed within the horizons; one dated vaguely by its first day."""
    day = parse(pact.signed).earliest
    return day is not None and day >= frozen.since


def _scored(frozen: Frozen, said: Said, pacts: Sequence[NewPact], until: date | None) -> Scored:
    if said.probability is None:
        return Scored(said=said, came=None, brier=None, nats=None, by="no chance was given")
    answer = next((one for one in pacts if _answers(one, said, frozen)), None)
    if answer is None and (until is None or until < said.until):
        reach = f"the list is vouched for until {until} only" if until else "nobody vouches for the list of pacts"
        return Scored(said=said, came=None, brier=None, nats=None, by=f"open until {said.until}: {reach}")
    came = answer is not None
    chance = said.probability
    nats = math.log(max(chance if came else 1 - chance, FLOOR))
    by = _told(answer) if answer else f"none until {said.until}"
    return Scored(said=said, came=came, brier=(chance - came) ** 2, nats=nats, by=by)


def _answers(pact: NewPact, said: Said, frozen: Frozen) -> bool:
    day = parse(pact.signed).latest
    if day is None or day > said.until:
        return False
    members = set(frozen.members)
    return set(pact.members) == members if said.outcome == "exactly" else set(pact.members) <= members


def _told(pact: NewPact) -> str:
    return f"{', '.join(pact.members)}, signed {pact.signed} ({pact.place})"
