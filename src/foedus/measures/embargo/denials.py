"""What a state has denied others: its restrictions, how they stand, and which things each is said to have hit."""

from collections.abc import Iterable, Sequence

import msgspec

from foedus.measures.embargo.things import Thing, rolled
from foedus.measures.told import Dated, Told, told
from foedus.record import Record
from foedus.record.conclude.claims import World
from foedus.record.conclude.values import tokens

STANDING = ("imposed", "eased")


class Denial(msgspec.Struct, frozen=True):
    """A restriction: one measure of one side on another, in one event."""

    told: Told
    targets: tuple[str, ...]
    grouped: tuple[str, ...]
    """Groups that claims name as the imposer, of which the state is a member."""

    @property
    def event(self) -> str:
        """The event it is told of in."""
        return self.told.event

    @property
    def stands(self) -> bool:
        """Whether it is told of as imposed, and not as lifted."""
        return self.told.stage in STANDING

    @property
    def denied(self) -> bool:
        """Whether it is said not to be so, and nobody says that it is."""
        return self.told.rule == "denied"

    @property
    def imposed(self) -> Dated | None:
        """When it was imposed."""
        return self.told.dates.get("imposed")

    @property
    def items(self) -> tuple[str, ...]:
        """What it is about, as its claims have it."""
        return self.told.values("item")


def denials(record: Record, imposer: str) -> list[Denial]:
    """The restrictions that a state, its agencies, or a group whose members are listed put on others."""
    world = World.of(record)
    where = "claim IN (SELECT claim FROM roles WHERE kind = 'restrictions' AND role = 'imposer' AND actor = ?)"
    found = []
    for one in told(record, "restrictions", where, [imposer]):
        named = one.values("imposer")
        own = any(imposer in world.states(key) for key in named)
        targets = tuple(state for state in rolled(world, one.values("target")) if state != imposer)
        found.append(Denial(one, targets, () if own else named))
    return found


def by_unlisted_groups(record: Record, imposer: str) -> list[str]:
    """Groups without a list of members that restrict those whom a state restricts: whether it is meant is not known."""
    rows = record.con.execute(
        "WITH parties AS (SELECT claim, role, entity, actor, via FROM roles WHERE kind = 'restrictions'), "
        "targets AS (SELECT t.actor FROM parties i JOIN parties t USING (claim) WHERE i.role = 'imposer' AND "
        "i.actor = ? AND t.role = 'target') "
        "SELECT DISTINCT g.entity FROM parties g JOIN parties t USING (claim) WHERE g.role = 'imposer' AND "
        "g.via = 'named' AND t.role = 'target' AND t.actor IN (FROM targets) AND g.entity <> ? AND g.entity IN (SELECT "
        "entity FROM entities WHERE type = 'group') AND g.entity NOT IN (SELECT entity FROM members) ORDER BY 1",
        [imposer, imposer],
    ).fetchall()
    return [row[0] for row in rows]


def hits(denial: Denial, thing: Thing, wholes: Iterable[str]) -> bool:
    """Whether claims lead from a restriction to a thing.

    They do where the restriction names it or a platform that it goes into, where both are told of in one event, or
    where a claim has the restriction prompt what befell its supply. A general embargo hits nothing by itself: what
    it stopped is not said.
    """
    named = set(denial.items)
    if thing.listed and named & {thing.key, *wholes}:
        return True
    if denial.event in thing.events and _meets(denial, thing):
        return True
    return any(denial.event in one.values("prompted_by") for one in thing.strands)


def _meets(denial: Denial, thing: Thing) -> bool:
    """Whether nothing in what they are about keeps apart a restriction and a thing that share an event."""
    listed = [item for item in denial.items if item == thing.key]
    words = [tokens(item) for item in denial.items]
    return not words or bool(listed) or thing.listed or any(word & tokens(thing.key) for word in words)


def standing(found: Sequence[Denial], states: Iterable[str]) -> list[Denial]:
    """Restrictions in force on any of some states."""
    wanted = set(states)
    return [one for one in found if one.stands and wanted.intersection(one.targets)]
