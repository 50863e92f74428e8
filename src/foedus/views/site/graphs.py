"""A network as a file for other programs: GEXF 1.3 (Gephi) and GraphML (igraph, NetworkX, Cytoscape)."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

import msgspec

Value = str | int | bool
TYPES = {str: "string", int: "integer", bool: "boolean"}


class Graph(msgspec.Struct, frozen=True):
    """Nodes by key and edges between two of them, each with values by name, the same names for all of them."""

    title: str
    says: str
    """What it holds and where it is from."""
    nodes: Sequence[tuple[str, str, Mapping[str, Value]]]
    """Key, label, values."""
    edges: Sequence[tuple[str, str, int, Mapping[str, Value]]]
    """Both keys, weight, values."""


def gexf(graph: Graph) -> str:
    """The network in GEXF 1.3, undirected. Source of the format: gexf.net, schema of 2022."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
        f"<meta><creator>foedus</creator><title>{_text(graph.title)}</title>",
        f"<description>{_text(graph.says)}</description></meta>",
        '<graph defaultedgetype="undirected">',
    ]
    for what, all_values in (("node", [n[2] for n in graph.nodes]), ("edge", [e[3] for e in graph.edges])):
        lines.append(f'<attributes class="{what}">')
        for place, (name, kind) in enumerate(_columns(all_values)):
            lines.append(f'<attribute id="{place}" title="{_text(name)}" type="{kind}"/>')
        lines.append("</attributes>")
    lines.append("<nodes>")
    for key, label, values in graph.nodes:
        lines.append(f'<node id="{_text(key)}" label="{_text(label)}">{_attvalues(values)}</node>')
    lines += ["</nodes>", "<edges>"]
    for place, (one, other, weight, values) in enumerate(graph.edges):
        ends = f'source="{_text(one)}" target="{_text(other)}"'
        lines.append(f'<edge id="{place}" {ends} weight="{weight}">{_attvalues(values)}</edge>')
    return "\n".join([*lines, "</edges>", "</graph>", "</gexf>", ""])


def graphml(graph: Graph) -> str:
    """The network in GraphML, undirected. Source of the format: graphml.graphdrawing.org, version 1.0."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        f"<desc>{_text(graph.title)}. {_text(graph.says)}</desc>",
        '<key id="n-label" for="node" attr.name="label" attr.type="string"/>',
        '<key id="e-weight" for="edge" attr.name="weight" attr.type="int"/>',
    ]
    plain = {"string": "string", "integer": "int", "boolean": "boolean"}
    for what, all_values in (("node", [n[2] for n in graph.nodes]), ("edge", [e[3] for e in graph.edges])):
        lines += [
            f'<key id="{what[0]}-{_text(name)}" for="{what}" attr.name="{_text(name)}" attr.type="{plain[kind]}"/>'
            for name, kind in _columns(all_values)
        ]
    lines.append('<graph edgedefault="undirected">')
    for key, label, values in graph.nodes:
        lines.append(f'<node id="{_text(key)}">{_data("n", {"label": label, **values})}</node>')
    for one, other, weight, values in graph.edges:
        ends = f'source="{_text(one)}" target="{_text(other)}"'
        lines.append(f"<edge {ends}>{_data('e', {'weight': weight, **values})}</edge>")
    return "\n".join([*lines, "</graph>", "</graphml>", ""])


def _columns(all_values: Iterable[Mapping[str, Value]]) -> list[tuple[str, str]]:
    first = next(iter(all_values), {})
    return [(name, TYPES[type(value)]) for name, value in first.items()]


def _attvalues(values: Mapping[str, Value]) -> str:
    inner = "".join(f'<attvalue for="{n}" value="{_text(_said(value))}"/>' for n, value in enumerate(values.values()))
    return f"<attvalues>{inner}</attvalues>" if inner else ""


def _data(prefix: str, values: Mapping[str, Value]) -> str:
    return "".join(f'<data key="{prefix}-{_text(name)}">{_text(_said(value))}</data>' for name, value in values.items())


def _said(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(value: str) -> str:
    """Text as XML can hold it: escaped, without characters that XML does not know."""
    return escape(
        "".join(
            c
            for c in value
            if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
        )
    )
