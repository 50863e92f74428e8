"""The network of states as GEXF or GraphML: one edge for each pair, kind and year, with the claims behind it.

What counts is what `foedus measure network` counts: single events of some firmness that tie two states by name. An edge
of no certain year has none. Sources: GEXF 1.3 (https://gexf.net/1.3), GraphML (http://graphml.graphdrawing.org).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations_with_replacement
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

import msgspec

from foedus.measures.ties.events import MOST, Component, profiles
from foedus.publish.losses import Losses
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.words import Words

Format = Literal["gexf", "graphml"]
TYPES: Mapping[str, tuple[str, str]] = {
    "kind": ("string", "string"), "tone": ("string", "string"), "year": ("integer", "int"),
    "events": ("integer", "int"), "claims": ("string", "string"),
}  # fmt: skip
"""What an edge says of itself, and its type in GEXF and GraphML; `weight` is the number of events, too."""
ALWAYS = (
    "Direction: who supplied, helped or taught whom. The claims have it.",
    "Actors that are no states: firms and persons count for their country, organisations not at all.",
    "Stages, items, sums, and that sources disagree.",
)


class Edge(msgspec.Struct, frozen=True):
    """A pair of states that events of a kind tie, in a year or in none that is certain."""

    one: str
    other: str
    kind: str
    tone: str
    year: int | None
    events: int
    claims: tuple[str, ...]

    def values(self) -> dict[str, str]:
        """What it says of itself, as texts; without a year there is none."""
        year = {} if self.year is None else {"year": str(self.year)}
        return {
            "kind": self.kind,
            "tone": self.tone,
            **year,
            "events": str(self.events),
            "claims": "; ".join(self.claims),
        }


def graph(
    record: Record, form: Format, *, kind: str = "", since: int | None = None, until: int | None = None
) -> tuple[str, Losses]:
    """The network as a file, and what was lost.

    `kind`: only ties of it; `since`, `until`: only of these years, which leaves out what has none. Raises `AskError`
    for a kind that there is not or that ties nobody.
    """
    if kind and not record.kind(kind).ties:
        raise AskError(f"Claims of the kind '{kind}' tie nobody.", "Choose another, or leave --kind out.")
    losses = Losses(f"network of “{record.settings.title}”", "", always=ALWAYS)
    edges: list[Edge] = []
    for edge in _edges(record, kind):
        dated = edge.year is not None and (since or edge.year) <= edge.year <= (until or edge.year)
        if dated or (since is None and until is None):
            edges.append(edge)
        else:
            losses.leave("Edges of other years" if edge.year is not None else "Edges of no certain year")
    losses.change("Edges of no certain year, which a time line does not show", sum(edge.year is None for edge in edges))
    losses.changed = {what: number for what, number in losses.changed.items() if number}
    states = sorted({key for edge in edges for key in (edge.one, edge.other)})
    losses.taken = f"{len(states)} states, {len(edges)} edges: one for each pair, kind and year."
    write = _gexf if form == "gexf" else _graphml
    return "".join(f"{line}\n" for line in write(record, states, edges)), losses


def _edges(record: Record, only: str) -> list[Edge]:
    """The edges, in order of pair, kind and year."""
    rows = record.con.execute("SELECT DISTINCT unnest([a, b]) AS s FROM ties WHERE NOT expanded ORDER BY s").fetchall()
    states = [row[0] for row in rows]
    blocks = [states[at : at + MOST // 2] for at in range(0, len(states), MOST // 2)]
    found: dict[tuple[str, str], Mapping[str, Component]] = {}
    for one, other in combinations_with_replacement(range(len(blocks)), 2):  # no more states at once than are taken
        if one != other or len(blocks) == 1:
            found |= profiles(record, sorted({*blocks[one], *blocks[other]}))
    edges: list[Edge] = []
    for (one_state, other_state), by_kind in sorted(found.items()):
        for kind, component in by_kind.items():
            if kind == only or not only:
                edges += _of_pair(record, one_state, other_state, kind, component)
    return edges


def _of_pair(record: Record, one: str, other: str, kind: str, component: Component) -> Iterator[Edge]:
    ties = record.codebook.kinds[kind].ties
    by_year: dict[int | None, list[str]] = {}
    for event in sorted(component.counted.firm):
        by_year.setdefault(component.years.get(event), []).append(event)
    for year in sorted(by_year, key=lambda year: (year is None, year)):
        events = by_year[year]
        yield Edge(one, other, kind, ties.tone if ties else "", year, len(events), tuple(component.claims(events)))


def _gexf(record: Record, states: Sequence[str], edges: Sequence[Edge]) -> Iterator[str]:
    words, own = Words.of(record), set(record.settings.coalition.members)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield f"  <meta><creator>foedus</creator><description>{escape(record.settings.title)}</description></meta>"
    yield '  <graph defaultedgetype="undirected" mode="dynamic" timeformat="integer">'
    yield '    <attributes class="node"><attribute id="coalition" title="coalition" type="boolean"/></attributes>'
    yield '    <attributes class="edge">'
    yield from (f'      <attribute id="{name}" title="{name}" type="{of[0]}"/>' for name, of in TYPES.items())
    yield "    </attributes>"
    yield "    <nodes>"
    for state in states:
        value = f'<attvalues><attvalue for="coalition" value="{str(state in own).lower()}"/></attvalues>'
        yield f"      <node id={quoteattr(state)} label={quoteattr(words.label(state))}>{value}</node>"
    yield "    </nodes>"
    yield "    <edges>"
    for number, edge in enumerate(edges, 1):
        spell = "" if edge.year is None else f' start="{edge.year}" end="{edge.year}"'
        values = "".join(f'<attvalue for="{name}" value={quoteattr(said)}/>' for name, said in edge.values().items())
        yield (
            f'      <edge id="{number}" source={quoteattr(edge.one)} target={quoteattr(edge.other)} '
            f'kind={quoteattr(edge.kind)} weight="{edge.events}"{spell}><attvalues>{values}</attvalues></edge>'
        )
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def _graphml(record: Record, states: Sequence[str], edges: Sequence[Edge]) -> Iterator[str]:
    words, own = Words.of(record), set(record.settings.coalition.members)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    yield '  <key id="label" for="node" attr.name="label" attr.type="string"/>'
    yield '  <key id="coalition" for="node" attr.name="coalition" attr.type="boolean"/>'
    yield '  <key id="weight" for="edge" attr.name="weight" attr.type="double"/>'
    yield from (f'  <key id="{name}" for="edge" attr.name="{name}" attr.type="{of[1]}"/>' for name, of in TYPES.items())
    yield f'  <graph id="network" edgedefault="undirected"><desc>{escape(record.settings.title)}</desc>'
    for state in states:
        label = f'<data key="label">{escape(words.label(state))}</data>'
        yield f'    <node id={quoteattr(state)}>{label}<data key="coalition">{str(state in own).lower()}</data></node>'
    for number, edge in enumerate(edges, 1):
        said = {"weight": str(edge.events), **edge.values()}
        values = "".join(f'<data key="{name}">{escape(value)}</data>' for name, value in said.items())
        ends = f"source={quoteattr(edge.one)} target={quoteattr(edge.other)}"
        yield f'    <edge id="{number}" {ends}>{values}</edge>'
    yield "  </graph>"
    yield "</graphml>"
