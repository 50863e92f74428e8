"""From a part to the platforms that need it, along claims that say what is part of what; cycles are said."""

from collections.abc import Mapping

import msgspec

from foedus.measures.embargo.things import Thing, thing_of
from foedus.measures.told import SAID_SO, told
from foedus.record import Record
from foedus.record.conclude.claims import World

MOST = 200
"""Chains followed from one thing."""
Parts = Mapping[str, Mapping[str, tuple[str, ...]]]
"""For each thing, what it is part of, with the claims that say so."""


class Chain(msgspec.Struct, frozen=True):
    """A thing, what it goes into, and so on up to a whole; one thing alone where it goes into nothing."""

    nodes: tuple[str, ...]
    links: tuple[tuple[str, ...], ...]
    """The claims behind each step."""

    @property
    def top(self) -> str:
        """The whole at the end."""
        return self.nodes[-1]

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind all steps."""
        return tuple(dict.fromkeys(claim for link in self.links for claim in link))


class Cycle(msgspec.Struct, frozen=True):
    """Things that are part of each other, as claims have it."""

    nodes: tuple[str, ...]
    claims: tuple[str, ...]


def parts(record: Record) -> Parts:
    """What is part of what, of all claims that say so; words that stand for a model in their strand are that model."""
    world = World.of(record)
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for one in told(record, "production", "item IS NOT NULL AND part_of IS NOT NULL"):
        key = thing_of(world, one)
        for row in one.rows:
            if row["part_of"] and row["assertion"] in SAID_SO:
                wholes = found.setdefault(key, {})
                wholes[row["part_of"]] = (*wholes.get(row["part_of"], ()), row["claim"])
    return found


def chains(thing: Thing, up: Parts) -> tuple[list[Chain], list[Cycle]]:
    """The chains that begin at a thing, and the cycles met on the way: a chain stops before it comes round."""
    first: dict[str, tuple[str, ...]] = {}
    for one in thing.strands:
        for row in one.rows:
            whole = row["part_of"] if one.kind == "production" and row["assertion"] in SAID_SO else None
            if whole:
                first[whole] = (*first.get(whole, ()), row["claim"])
    found: list[Chain] = []
    cycles: dict[frozenset[str], Cycle] = {}
    waiting: list[tuple[Chain, Mapping[str, tuple[str, ...]]]] = [(Chain((thing.key,), ()), first)]
    while waiting and len(found) < MOST:
        chain, nexts = waiting.pop()
        round_ = [whole for whole in nexts if whole in chain.nodes]
        for whole in round_:
            nodes = (*chain.nodes[chain.nodes.index(whole) :], whole)
            claims = [*chain.links[chain.nodes.index(whole) :], nexts[whole]]
            cycles[frozenset(nodes)] = Cycle(nodes, tuple(dict.fromkeys(c for link in claims for c in link)))
        onward = [whole for whole in nexts if whole not in chain.nodes]
        if not onward:
            found.append(chain)
        for whole in onward:
            longer = Chain((*chain.nodes, whole), (*chain.links, nexts[whole]))
            waiting.append((longer, up.get(whole, {})))
    return sorted(found, key=lambda chain: chain.nodes), list(cycles.values())


class Known(msgspec.Struct, frozen=True):
    """What is known of foreign parts in the whole record: how little it is."""

    foreign: Mapping[tuple[str, str], tuple[str, ...]]
    """Part and platform of different states, with the claims that say that the one goes into the other."""
    unplaced: tuple[tuple[str, ...], ...]
    """The supply of components that do not say of what: the claims on each."""
    platforms: int
    """Platforms that the case lists."""
    with_part: int
    """Of these, how many have a part told of."""


def known(record: Record, up: Parts) -> Known:
    """The foreign parts that claims tell of, in all platforms."""
    world = World.of(record)
    partners = dict(
        record.con.execute(
            "SELECT item, list_sort(list_distinct(list(r.actor))) FROM production p JOIN roles r USING (claim) WHERE "
            "r.kind = 'production' AND r.role = 'partners' AND r.via IN ('named', 'country') AND item IN (SELECT item "
            "FROM production WHERE part_of IS NOT NULL UNION SELECT part_of FROM production) GROUP BY item"
        ).fetchall()
    )

    def states(key: str) -> frozenset[str]:
        return frozenset(world.countries(key)) or world.rolled(tuple(partners.get(key, ())))

    foreign = {
        (item, whole): claims
        for item, wholes in up.items()
        for whole, claims in wholes.items()
        if states(item) and states(whole) and not states(item) <= states(whole)
    }
    unplaced = record.con.execute(
        "SELECT list_sort(list(claim)) FROM production WHERE mode = 'component-supply' GROUP BY event, item "
        "HAVING count(part_of) = 0 ORDER BY 1"
    ).fetchall()
    listed = {key for key, kind in world.types.items() if kind == "platform"}
    parts_ = set(up) & listed
    wholes = ({whole for of in up.values() for whole in of} & listed) - parts_
    return Known(foreign, tuple(tuple(row[0]) for row in unplaced), len(listed - parts_), len(wholes))
