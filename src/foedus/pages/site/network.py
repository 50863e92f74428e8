"""The network: points that stay where they are, lines that lead to the pair; also for Gephi, igraph and the like."""

from collections.abc import Mapping
from typing import Literal

from foedus.charts import network as chart
from foedus.pages.site.leads import lead
from foedus.pages.site.page import WHO_AND_WHEN, Export, Page
from foedus.views.site.graphs import Graph, Value, gexf, graphml
from foedus.views.site.network import Link, Network, network, table

MOST_LINKS, NARROW_LINKS = 400, 160
"""Lines that are drawn, on a wide sheet and on a phone's: of more nobody could tell one from another."""
NAMED, NARROW_NAMED = 28, 9


def _wide(content: Network) -> str:
    tall = min(1000.0, 540.0 + 3.0 * max(0, len(content.actors) - 20))
    return _drawn(content, "network", 1160.0, tall, MOST_LINKS, NAMED)


def _narrow(content: Network) -> str:
    """For a phone: upright, and with the names that find room."""
    return _drawn(content, "network-narrow", 390.0, 560.0, NARROW_LINKS, NARROW_NAMED)


def _drawn(content: Network, name: str, width: float, height: float, most: int, named: int) -> str:
    links = content.links[:most]
    tone: Literal["cooperation", "conflict"] = "conflict" if content.tone == "conflict" else "cooperation"
    upright = width < height
    more = f" Of {content.total} links the {most} with most events are drawn." if content.total > most else ""
    data = chart.Network(
        nodes=[
            chart.Node(
                key=one.key, label=one.name, x=one.y if upright else one.x, y=one.x if upright else one.y,
                member=one.member, weight=one.events, to=f"{lead('entity', one.key)} {_claims(one.key)}",
                title=f"{one.name}: {_many(one.events, 'event')} with {_many(one.partners, 'state')}",
            )
            for one in content.actors
        ],
        links=[
            chart.Link(
                one=one.a, other=one.b, events=one.firm, tone=tone,
                title=_says(one), to=f"{lead('pair', one.a, one.b)} {_claims(one.a, one.b)}",
            )
            for one in links
        ],
        source=content.citation, coverage=content.coverage + more, members=content.members, width=width, height=height,
        named=named,
    )  # fmt: skip
    said = "; ".join(_says(one) for one in links[:12])
    alt = f"{len(content.actors)} states and {content.total} links of {content.of}. Most: {said}."
    return chart.network(name, data, f"Who is linked to whom by {content.of}", alt)


def _says(one: Link) -> str:
    kinds = ", ".join(f"{name} {told}" for name, told in one.kinds)
    return f"{one.names[0]} – {one.names[1]}: {one.told} ({kinds})"


def _claims(*actors: str) -> str:
    return lead("claims", changes=[("actor", actor) for actor in actors])


def _many(count: int, one: str) -> str:
    return f"{count} {one}{'' if count == 1 else 's'}"


def _graph(content: Network) -> Graph:
    nodes: list[tuple[str, str, Mapping[str, Value]]] = [
        (one.key, one.name, {"member": one.member, "partners": one.partners, "events": one.events})
        for one in content.actors
    ]
    edges: list[tuple[str, str, int, Mapping[str, Value]]] = [
        (one.a, one.b, one.firm + one.soft, _values(one)) for one in content.links
    ]
    edges += [
        (one.a, one.b, one.firm + one.soft, {"firm": one.firm, "soft": one.soft, "kinds": "", "claims": ""})
        for one in content.rest
    ]
    rest = f" Kinds and claims are given for the {len(content.links)} with most events." if content.rest else ""
    return Graph(f"Network of {content.of}", f"{content.coverage}{rest} {content.citation}", nodes, edges)


def _values(one: Link) -> Mapping[str, Value]:
    kinds = "; ".join(f"{name}: {told}" for name, told in one.kinds)
    return {"firm": one.firm, "soft": one.soft, "kinds": kinds, "claims": " ".join(one.claims)}


PAGE = Page(
    name="network",
    path="/network",
    label="Network",
    template="site/network.html.j2",
    content=network,
    place=35,
    letter="n",
    obeys=WHO_AND_WHEN,
    table=table,
    pictures={"network": _wide, "narrow": _narrow},
    exports={
        "gexf": Export("application/gexf+xml", lambda content: gexf(_graph(content))),
        "graphml": Export("application/graphml+xml", lambda content: graphml(_graph(content))),
    },
    modules=("brush.mjs", "network.mjs"),
)
