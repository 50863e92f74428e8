"""The links of a network, and its tables: states, components, links, years, the whole."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from foedus.measures.measured import Line, Measure, Sheet
from foedus.measures.network.near import Near, components, near
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
    """The pairs that events of some kinds tie, in a span of years or ever."""
    links: dict[Pair, tuple[int, tuple[str, ...]]] = {}
    for pair, by_kind in found.items():
        events: dict[str, None] = {}
        claims: dict[str, None] = {}
        for one in (by_kind[kind] for kind in kinds if kind in by_kind):
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


def _graph(network: Near) -> "networkx.Graph":
    import networkx  # takes longer to load than most networks to go through

    graph = networkx.Graph()
    graph.add_nodes_from(network)
    graph.add_edges_from((one, other) for one, beside in network.items() for other in sorted(beside) if one < other)
    return graph


# -- sheets --------------------------------------------------------------------------------------------------


def nodes(record: Record, network: Near, links: Links) -> Sheet:
    """Each tied state: partners, events, and who stands between others."""
    tied = list(network)
    between: Mapping[str, float] = {}
    if len(tied) >= BROKERS:
        import networkx

        between = networkx.betweenness_centrality(_graph(network))
    few = missing("unknown", f"With {len(tied)} tied states who stands between whom shows in the list of links.")
    lines = []
    for key in tied:
        mine = {pair: links[pair] for pair in links if key in pair}
        claims = tuple(dict.fromkeys(claim for _, of in mine.values() for claim in of))
        cells = (
            Figure(value=len(network[key]), claims=claims, roots=roots(record, claims)),
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


def joined(record: Record, network: Near) -> Sheet:
    """The components."""
    words = Words.of(record)
    lines = [
        Line(f"component {place}", (Figure(value=len(part)), ", ".join(map(words.label, part))), " ".join(part))
        for place, part in enumerate(components(network), 1)
    ]
    return Sheet(
        "components", "Components: states linked through others", "component", (Measure("states"), Measure("which")),
        tuple(lines),
    )  # fmt: skip


def pairs(record: Record, links: Links) -> Sheet:
    """Each link with its claims."""
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
    """The same year by year."""
    years = {
        year for by_kind in found.values() for kind in kinds if kind in by_kind
        for event, year in by_kind[kind].years.items() if event in by_kind[kind].counted.firm
    }  # fmt: skip
    lines = []
    for year in sorted(year for year in years if (first or year) <= year <= (last or year)):
        links = links_of(found, kinds, year, year)
        tied = {key for pair in links for key in pair} & set(states)
        parts = components(near(tied, links))
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


def whole(network: Near) -> Sheet:
    """Statistics of the whole, of enough states."""
    if len(network) < ENOUGH:
        return Sheet("whole", "", "", (), ())
    import networkx

    part = _graph(network)
    lines = (
        Line("density", (Figure(value=networkx.density(part), digits=2),), "density"),
        Line("transitivity", (Figure(value=networkx.transitivity(part), digits=2),), "transitivity"),
    )
    return Sheet(
        "whole", "The network as a whole", "statistic", (Measure("value", "0 to 1."),), lines,
        "Among states that are tied to any; descriptive, and as incomplete as the sources are.",
    )  # fmt: skip
