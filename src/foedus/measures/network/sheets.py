"""The links of a network, and its tables: states, components, links, years, the whole."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from foedus.measures.measured import Line, Measure, Sheet
from foedus.measures.ties.events import Component, Pair, Profile
from foedus.measures.told import roots
from foedus.record import Record
from foedus.record.figure import Figure, missing
from foedus.record.words import Words

if TYPE_CHECKING:
    import networkx

ENOUGH = 15
"""Tied nodes from which statistics of the whole are given."""
BROKERS = 5
"""Tied nodes from which betweenness is given: of fewer, who is in the middle shows in the list of links."""
Links = Mapping[Pair, tuple[int, tuple[str, ...]]]
"""By pair how many events tie it, and the claims that say so."""


def links_of(found: Profile, kinds: Sequence[str], first: int | None, last: int | None) -> Links:
    links: dict[Pair, tuple[int, tuple[str, ...]]] = {}
    for pair, components in found.items():
        events: dict[str, None] = {}
        claims: dict[str, None] = {}
        for one in (components[kind] for kind in kinds if kind in components):
            mine = [event for event in sorted(one.counted.firm) if _within(one, event, first, last)]
            events.update(dict.fromkeys(mine))
            claims.update(dict.fromkeys(one.claims(mine)))
        if events:
            links[pair] = len(events), tuple(claims)
    return links


def _within(one: Component, event: str, first: int | None, last: int | None) -> bool:
    if first is None and last is None:
        return True
    year = one.years.get(event)
    return year is not None and (first is None or year >= first) and (last is None or year <= last)


def graph_of(states: Iterable[str], links: Links) -> "networkx.Graph":
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(sorted(states))
    graph.add_edges_from(sorted(links))
    return graph


# -- sheets --------------------------------------------------------------------------------------------------


def nodes(record: Record, graph: "networkx.Graph", links: Links, tied: Sequence[str]) -> Sheet:
    import networkx

    between = networkx.betweenness_centrality(graph.subgraph(tied)) if len(tied) >= BROKERS else {}
    few = missing("unknown", f"With {len(tied)} tied states who stands between whom shows in the list of links.")
    lines = []
    for key in tied:
        mine = {pair: links[pair] for pair in links if key in pair}
        claims = tuple(dict.fromkeys(claim for _, of in mine.values() for claim in of))
        cells = (
            Figure(value=graph.degree[key], claims=claims, roots=roots(record, claims)),
            Figure(value=sum(events for events, _ in mine.values()), claims=claims),
            Figure(value=between[key], digits=2, claims=claims) if between else few,
        )
        lines.append(Line(Words.of(record).label(key), cells, key))
    return Sheet(
        "nodes", "States in the network", "state",
        (
            Measure("degree", "States that it is tied to."), Measure("events", "Single events, summed over its links."),
            Measure("betweenness", "Share of the shortest ways between two others on which it stands, 0 to 1."),
        ),
        tuple(lines),
    )  # fmt: skip


def joined(record: Record, graph: "networkx.Graph", tied: Sequence[str]) -> Sheet:
    import networkx

    words = Words.of(record)
    parts = sorted(
        (sorted(part) for part in networkx.connected_components(graph.subgraph(tied))), key=lambda p: (-len(p), p)
    )
    lines = [
        Line(f"component {place}", (Figure(value=len(part)), ", ".join(map(words.label, part))), " ".join(part))
        for place, part in enumerate(parts, 1)
    ]
    return Sheet(
        "components", "Components: states linked through others", "component", (Measure("states"), Measure("which")),
        tuple(lines),
    )  # fmt: skip


def pairs(record: Record, links: Links) -> Sheet:
    words = Words.of(record)
    lines = [
        Line(
            " – ".join(map(words.label, pair)),
            (Figure(value=events, claims=claims, roots=roots(record, claims)),), " ".join(pair),
        )
        for pair, (events, claims) in sorted(links.items())
    ]  # fmt: skip
    return Sheet("links", "Links, in order of key", "pair", (Measure("events"),), tuple(lines))


def by_year(found: Profile, kinds: Sequence[str], states: Sequence[str], first: int | None, last: int | None) -> Sheet:
    import networkx

    years = {
        year for components in found.values() for kind in kinds if kind in components
        for event, year in components[kind].years.items() if event in components[kind].counted.firm
    }  # fmt: skip
    lines = []
    for year in sorted(year for year in years if (first or year) <= year <= (last or year)):
        links = links_of(found, kinds, year, year)
        graph = graph_of(states, links)
        tied = [key for key in states if graph.degree[key]]
        parts = list(networkx.connected_components(graph.subgraph(tied)))
        claims = tuple(dict.fromkeys(claim for _, of in links.values() for claim in of))
        cells = (
            Figure(value=len(links), claims=claims),
            Figure(value=len(tied)),
            Figure(value=len(parts)),
            Figure(value=max(map(len, parts))),
        )
        lines.append(Line(str(year), cells, str(year)))
    return Sheet(
        "years", "By year", "year",
        (Measure("links"), Measure("states tied"), Measure("components"), Measure("states in the greatest")),
        tuple(lines), "A year that is missing is one of which no claim tells.",
    )  # fmt: skip


def whole(graph: "networkx.Graph", tied: Sequence[str]) -> Sheet:
    import networkx

    if len(tied) < ENOUGH:
        return Sheet("whole", "", "", (), ())
    part = graph.subgraph(tied)
    lines = (
        Line("density", (Figure(value=networkx.density(part), digits=2),), "density"),
        Line("transitivity", (Figure(value=networkx.transitivity(part), digits=2),), "transitivity"),
    )
    return Sheet(
        "whole", "The network as a whole", "statistic", (Measure("value", "0 to 1."),), lines,
        "Among states that are tied to any; descriptive, and as incomplete as the sources are.",
    )  # fmt: skip
