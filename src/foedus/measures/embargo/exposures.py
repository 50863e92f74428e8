"""A thing that a state supplies, the platform that needs it, who has that, and how it stands: one row of the answer."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Literal, NamedTuple

import msgspec

from foedus.measures.embargo import things
from foedus.measures.embargo.chains import MOST, Chain, Cycle, Parts, chains
from foedus.measures.embargo.denials import Denial, hits
from foedus.measures.embargo.substitutes import Substitute, substitutes
from foedus.measures.embargo.things import Hand, Thing
from foedus.measures.told import Dated, Told
from foedus.record import Record
from foedus.record.conclude.claims import World

State = Literal[
    "stopped",
    "stopped, then resumed",
    "stopped, then lifted",
    "goes on",
    "said to go on",
    "agreed or talked of",
    "ended",
]
"""How the supply of a thing stands; `said to go on` where that is only passed on."""
OVER = ("ended", "suspended", "cancelled")
"""Stages of production and transfers at which nothing more comes."""


class Exposure(msgspec.Struct, frozen=True):
    """A chain from a thing of the state to a platform that others make or have."""

    thing: Thing
    chain: Chain
    state: State
    since: Dated | None
    """Since when it has been stopped."""
    over: tuple[str, ...]
    """The claims on its end, and on the restrictions that hit it."""
    denials: tuple[Denial, ...]
    """Restrictions that hit it, told of as imposed or lifted."""
    spared: tuple[Denial, ...]
    """Restrictions on it that are said not to be so."""
    substitutes: tuple[Substitute, ...]
    makers: tuple[Hand, ...]
    holders: tuple[Hand, ...]
    unnamed: tuple[Hand, ...]
    """Who has something of its class, the model not named."""

    @property
    def others(self) -> tuple[str, ...]:
        """The other states and groups that make it or have it."""
        return tuple(dict.fromkeys(hand.state for hand in (*self.makers, *self.holders)))

    @property
    def fielded(self) -> Substitute | None:
        """A substitute that a source vouches for as in use."""
        return next((one for one in self.substitutes if one.fielded and one.fielded.vouched), None)

    @property
    def standing_still(self) -> bool:
        """Whether it is stopped and no substitute is vouched for as in use."""
        return self.state == "stopped" and self.fielded is None


class Met(msgspec.Struct, frozen=True):
    """What came up on the way."""

    exposures: tuple[Exposure, ...]
    alone: tuple[Thing, ...]
    """Things with which no other state is told to have anything to do."""
    cycles: tuple[Cycle, ...]
    cut: tuple[Thing, ...]
    """Things with more chains than are followed."""


def exposures(record: Record, imposer: str, found: Iterable[Thing], denied: Sequence[Denial], up: Parts) -> Met:
    """The exposures of others to a state, by platform and part."""
    rows: list[Exposure] = []
    alone: list[Thing] = []
    cut: list[Thing] = []
    cycles: dict[frozenset[str], Cycle] = {}
    about = cache(partial(_about, record))
    for thing in found:
        paths, round_ = chains(thing, up)
        cycles |= {frozenset(one.nodes): one for one in round_}
        wholes = {node for path in paths for node in path.nodes[1:]}
        hit = [one for one in denied if hits(one, thing, wholes)]
        of = [one for path in paths for one in [_exposure(record, imposer, thing, path, hit, about)] if one.others]
        rows += of
        if not of:
            alone.append(thing)
        if len(paths) >= MOST:
            cut.append(thing)
    rows.sort(key=lambda one: (one.chain.top, one.chain.nodes))
    return Met(tuple(rows), tuple(alone), tuple(cycles.values()), tuple(cut))


class _About(NamedTuple):
    """Who makes a platform, who has it, and who has something of its class."""

    makers: list[Hand]
    holders: list[Hand]
    unnamed: list[Hand]


def _about(record: Record, key: str) -> _About:
    # Words do not tell one thing from another: what has no entry has only the parties of its own claims.
    if key not in World.of(record).types:
        return _About([], [], [])
    unnamed = things.unnamed(record, key, things.classes(record, key))
    return _About(things.makers(record, key), things.holders(record, key), unnamed)


def _exposure(
    record: Record, imposer: str, thing: Thing, chain: Chain, hit: Sequence[Denial], about: Callable[[str], _About]
) -> Exposure:
    world = World.of(record)
    real = [one for one in hit if one.told.so and one.told.stage != "threatened"]
    state, since, over = _state(thing, real)
    direct = [one for one in thing.strands if one.kind == "transfers"]
    work = [one for one in thing.strands if one.kind == "production"]
    makers, holders, unnamed = about(chain.top)
    if not makers and not holders:  # who makes the whole is not told: those who get the part stand for them
        makers, holders = _partners(world, work), things.hands_of(record, world, direct)
    had = {hand.state for hand in holders}
    return Exposure(
        thing=thing, chain=chain, state=state, since=since, over=over,
        denials=tuple(real), spared=tuple(one for one in hit if one.denied),
        substitutes=tuple(substitutes(record, thing, [one.event for one in real])),
        makers=_others(makers, imposer), holders=_others(holders, imposer),
        unnamed=tuple(hand for hand in _others(unnamed, imposer) if hand.state not in had),
    )  # fmt: skip


def _partners(world: World, strands: Sequence[Told]) -> list[Hand]:
    states = things.rolled(world, [party for one in strands for party in one.values("partners")])
    return [
        Hand(
            state, "", tuple(c for one in strands if state in world.rolled(one.values("partners")) for c in one.claims)
        )
        for state in states
    ]


def _others(hands: Iterable[Hand], imposer: str) -> tuple[Hand, ...]:
    return tuple(hand for hand in hands if hand.state != imposer)


def _state(thing: Thing, real: Sequence[Denial]) -> tuple[State, Dated | None, tuple[str, ...]]:
    """How the supply of a thing stands, since when it has been stopped, and the claims on that."""
    ends = [one for one in thing.strands if one.stage in OVER]
    back = [one for one in thing.strands if one.stage == "resumed"]
    works = [one for one in thing.strands if one.stage in ("operating", "delivered", "in-service")]
    over = [claim for one in ends for claim in one.carrying] + [c for one in real for c in one.told.claims]
    in_force = [one for one in real if one.stands] or real
    since = _first([one.imposed for one in in_force] + [one.dates.get(one.stage or "") for one in ends])
    if back and (real or any("suspended" in one.dates or one.at("suspended") for one in back)):
        pauses = [one.dates.get("suspended") for one in back]
        claims = [c for one in back for c in (*one.at("suspended"), *one.carrying)] + over
        return "stopped, then resumed", _first([*pauses, since]), tuple(dict.fromkeys(claims))
    again = [one for one in works if _after(one.dates.get(one.stage or ""), since)]
    if real and again:
        return (
            "stopped, then resumed",
            since,
            tuple(dict.fromkeys([*over, *(c for one in again for c in one.carrying)])),
        )
    if any(one.stands for one in real):
        return "stopped", since, tuple(dict.fromkeys(over))
    if real and not ends:
        return "stopped, then lifted", since, tuple(dict.fromkeys(over))
    if ends and not works:
        return ("stopped" if real else "ended"), since, tuple(dict.fromkeys(over))
    if not works and not back:
        return "agreed or talked of", None, ()
    return ("goes on" if any(one.rule != "passed-on" for one in [*works, *back]) else "said to go on"), None, ()


def _after(when: Dated | None, since: Dated | None) -> bool:
    """Whether something surely came after the stop."""
    return bool(when and since and when.earliest and since.by and when.earliest > since.by)


def _first(dates: Iterable[Dated | None]) -> Dated | None:
    known = [when for when in dates if when and when.by]
    return min(known, key=lambda when: (when.by, when.earliest is None), default=None)
