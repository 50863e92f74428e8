"""What a state supplies, as claims of production and transfers have it: parts, platforms, shared work; who has it."""

from collections.abc import Iterable, Sequence

import msgspec

from foedus.measures.told import SAID_SO, Told, reached, told
from foedus.record import Record
from foedus.record.conclude.claims import World
from foedus.record.words import Words
from foedus.terms.words import fold

JOINT = ("joint-venture", "joint-production", "co-development")
"""Modes in which each partner can stop the work, whoever's the thing is."""
GIVEN = ("licence", "assembly")
"""Modes in which the state where it is made is the one that was given something."""
NAMED = "via IN ('named', 'country')"
STATES = ("state", "territory")


class Thing(msgspec.Struct, frozen=True):
    """A thing that a state supplies to others, or makes with them."""

    key: str
    """Of the platform; of a thing without an entry its words, for they do not tell it from another of that name."""
    label: str
    listed: bool
    """Whether it has an entry in entities.csv."""
    strands: tuple[Told, ...]
    """What is told of its supply by that state: production and transfers."""

    @property
    def events(self) -> frozenset[str]:
        """The events in which its supply is told of."""
        return frozenset(one.event for one in self.strands)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that tell of its supply."""
        return tuple(dict.fromkeys(claim for one in self.strands for claim in one.claims))

    @property
    def categories(self) -> frozenset[str]:
        """The classes that its claims put it in."""
        return frozenset(word for one in self.strands for word in one.values("category"))

    @property
    def general(self) -> bool:
        """Whether only general statements tell of it, without a model: nothing that could be followed."""
        return not self.listed and not any(one.single for one in self.strands)


class Supplied(msgspec.Struct, frozen=True):
    """What a state supplies, and the strands of which that cannot be said."""

    things: tuple[Thing, ...]
    general: tuple[Thing, ...]
    nameless: tuple[Told, ...]
    """Strands that do not say what they are about."""
    own: tuple[str, ...]
    """Claims that have the state as supplier and as recipient."""


def supplied(record: Record, state: str) -> Supplied:
    """The things that a state supplies."""
    world = World.of(record)
    maker = "item IN (SELECT entity FROM entities WHERE type = 'platform' AND list_contains(country, ?))"
    role = f"claim IN (SELECT claim FROM roles WHERE kind = '{{}}' AND role = '{{}}' AND actor = ? AND {NAMED})"
    made = told(record, "production", f"({role.format('production', 'partners')} OR {maker})", [state, state])
    sold = told(record, "transfers", f"({role.format('transfers', 'supplier')} OR {maker})", [state, state])
    own = [one for one in sold if state in rolled(world, one.values("recipient"))]
    strands = [one for one in made if _supplies(world, one, state)] + [one for one in sold if one not in own]
    grouped: dict[str, list[Told]] = {}
    nameless = []
    for one in strands:
        key = thing_of(world, one)
        if key:
            # Words do not tell one thing from another: what is called alike in two events may be two things.
            grouped.setdefault(key if key in world.types else f"{fold(key)} @ {one.event}", []).append(one)
        else:
            nameless.append(one)
    found = [_thing(record, world, of) for _, of in sorted(grouped.items())]
    both = [r["claim"] for one in own for r in one.rows if state in rolled(world, [*(r["supplier"] or [])])]
    return Supplied(
        tuple(one for one in found if not one.general), tuple(one for one in found if one.general),
        tuple(nameless), tuple(both),
    )  # fmt: skip


def _thing(record: Record, world: World, strands: Sequence[Told]) -> Thing:
    key = thing_of(world, strands[0])
    return Thing(key, Words.of(record).label(key), key in world.types, tuple(strands))


def thing_of(world: World, one: Told) -> str:
    """The thing that a strand is about: the model if a claim names one, else the most words; '' if none does."""
    items = one.values("item")
    models = [item for item in items if item in world.types]
    return models[0] if models else max(items, key=lambda item: (len(item), item), default="")


def _supplies(world: World, one: Told, state: str) -> bool:
    """Whether a state is on the giving side of a strand of production."""
    partners = rolled(world, one.values("partners"))
    modes = one.values("mode")
    if state in partners and any(mode in JOINT for mode in modes):
        return True
    makers = world.countries(thing_of(world, one))
    if makers:
        return state in makers
    if any(mode in GIVEN for mode in modes):
        return state in partners and state not in one.values("country")
    return state in partners


def rolled(world: World, keys: Iterable[str]) -> tuple[str, ...]:
    """States and groups among parties, firms standing for their states; each once, in order."""
    return tuple(dict.fromkeys(state for key in keys for state in world.states(key)))


class Hand(msgspec.Struct, frozen=True):
    """A state, or a group that a claim names, that makes a thing or has it, and how."""

    state: str
    how: str
    claims: tuple[str, ...]
    there: bool = True
    """Whether it is told to make it or have it; not where that is only ordered, tested or denied."""


def makers(record: Record, key: str) -> list[Hand]:
    """Who makes a platform: the partners of its production; else the state in its entry, without a claim."""
    world = World.of(record)
    found: dict[str, list[Told]] = {}
    for one in told(record, "production", "item = ? AND list_contains(?, assertion)", [key, list(SAID_SO)]):
        if one.so:
            for state in rolled(world, one.values("partners")):
                found.setdefault(state, []).append(one)
    hands = [Hand(state, _firms(record, world, of, state), _claims(of)) for state, of in sorted(found.items())]
    entry = [state for state in world.countries(key) if state not in found]
    return hands + [Hand(state, "by its entry", ()) for state in entry]


def _firms(record: Record, world: World, strands: Iterable[Told], state: str) -> str:
    keys = dict.fromkeys(
        k for one in strands for k in one.values("partners") if k != state and state in world.states(k)
    )
    return ", ".join(Words.of(record).label(key) for key in keys)


def _claims(strands: Iterable[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for one in strands for claim in one.claims))


def holders(record: Record, key: str) -> list[Hand]:
    """Who received or ordered a platform, and how far that got."""
    world = World.of(record)
    return hands_of(record, world, told(record, "transfers", "item = ?", [key]))


def hands_of(record: Record, world: World, strands: Iterable[Told]) -> list[Hand]:
    """The recipients of transfers, and how far each got."""
    found: dict[str, list[Told]] = {}
    for one in strands:
        for state in rolled(world, one.values("recipient")):
            found.setdefault(state, []).append(one)
    done = [stage.word for stage in record.codebook.kinds["transfers"].stages if stage.phase == "done"]
    return [
        Hand(state, _furthest(record, of), _claims(of), any(one.stage in done for one in of))
        for state, of in sorted(found.items())
    ]


def _furthest(record: Record, strands: Sequence[Told]) -> str:
    """The furthest stage of transfers that are told, in words; what is denied of them beside it."""
    kind = record.codebook.kinds["transfers"]
    steps = [kind.stage_step[one.stage] for one in strands if one.stage]
    if not steps:
        return "; ".join(dict.fromkeys(reached(record, one, dated=False) for one in strands))
    denied = dict.fromkeys(
        f"{kind.stage[row['stage']].label} denied"
        for one in strands
        for row in one.rows
        if row["assertion"] == "denied"
    )
    return ", ".join([kind.stages[max(steps) - 1].label, *denied])


def unnamed(record: Record, key: str, categories: Iterable[str]) -> list[Hand]:
    """Who has something of a platform's class from its maker's state where no claim names the model."""
    world = World.of(record)
    countries, classes = list(world.countries(key)), list(categories)
    if not countries or not classes:
        return []
    where = (
        "item NOT IN (SELECT entity FROM entities) AND list_contains(?::VARCHAR[], category) AND claim IN (SELECT "
        f"claim FROM roles WHERE kind = 'transfers' AND role = 'supplier' AND list_contains(?::VARCHAR[], actor) "
        f"AND {NAMED})"
    )
    strands = [one for one in told(record, "transfers", where, [classes, countries]) if one.so]
    # A strand that names the model is about it, whatever the vaguer claims in it say.
    return hands_of(record, world, [one for one in strands if thing_of(world, one) not in world.types])


def classes(record: Record, key: str) -> frozenset[str]:
    """The classes that claims put a platform in."""
    rows = record.con.execute(
        "SELECT DISTINCT category FROM (SELECT item, category FROM production UNION ALL SELECT item, category FROM "
        "transfers) WHERE item = ? AND category IS NOT NULL",
        [key],
    ).fetchall()
    return frozenset(row[0] for row in rows)
