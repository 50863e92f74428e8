"""The network: points stay where they are, lines lead to the pair, and the file is what the page shows."""

import csv
import io
import re
from math import hypot
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from foedus.charts.network import Link, Network, Node
from foedus.charts.network import network as drawn
from foedus.measures.network.layout import layout
from foedus.measures.network.near import near
from tests.record.small import recorded, write

SVG = "{http://www.w3.org/2000/svg}"


def test_points_stay_where_they_are_whatever_is_chosen(studio: TestClient):
    everything = {one["key"]: (one["x"], one["y"]) for one in studio.get("/network.json").json()["actors"]}
    for query in ("since=2022", "kind=transfers", "known=2022-12-31", "kind=restrictions"):
        some = {one["key"]: (one["x"], one["y"]) for one in studio.get(f"/network.json?{query}").json()["actors"]}
        assert some
        assert all(everything.get(key, at) == at for key, at in some.items())


def test_it_counts_as_the_measure_does(studio: TestClient, built_case: Path):
    from foedus.measures.network import network
    from foedus.record import Record
    from foedus.record.figure import Figure

    with Record(built_case / "build" / "record.duckdb") as record:
        sheet = next(one for one in network(record).sheets if one.name == "links")
    measured = {line.key: line.cells[0].value for line in sheet.lines if isinstance(line.cells[0], Figure)}
    links = studio.get("/network.json").json()["links"]
    assert {f"{one['a']} {one['b']}": one["firm"] for one in links if one["firm"]} == measured


def test_every_mark_leads_to_its_page_with_what_is_chosen(studio: TestClient):
    text = studio.get("/network?known=2023-12-31").text
    svg = text.partition('class="only-wide"')[2].partition("</svg>")[0]
    marks = re.findall(r'<a class="(node|link)"[^>]*href="([^"]+)"', svg)
    assert {kind for kind, _ in marks} == {"node", "link"}
    assert all(href.endswith("known=2023-12-31") for _, href in marks)
    for _, href in marks[:3]:
        assert studio.get(href).status_code == 200


def test_the_picture_stands_alone(studio: TestClient):
    """With title, description, legend, coverage, whence it is - and no address that would lead nowhere."""
    svg = studio.get("/network.svg?known=2023-12-31").text
    root = ElementTree.fromstring(svg)
    words = " ".join(text for node in root.iter(f"{SVG}text") for text in node.itertext())
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    assert "Lines: 1 to" in words
    assert "what was published by 31 December 2023" in words
    assert "silence of the sources" in words
    assert "href" not in svg
    assert studio.get("/network.png").content.startswith(b"\x89PNG")
    assert studio.get("/network.svg?picture=narrow").text != studio.get("/network.svg").text


def test_for_other_programs_it_is_the_same_network(studio: TestClient):
    """Read back with a reader of another house."""
    networkx = pytest.importorskip("networkx")
    links = studio.get("/network.json").json()["links"]
    wanted = {(one["a"], one["b"]): one["firm"] for one in links}
    gexf = networkx.read_gexf(io.BytesIO(studio.get("/network.gexf").content), version="1.3")
    graphml = networkx.read_graphml(io.BytesIO(studio.get("/network.graphml").content))
    for graph in (gexf, graphml):
        assert {(min(a, b), max(a, b)): data["firm"] for a, b, data in graph.edges(data=True)} == wanted
        assert graph.nodes["TUR"]["label"] == "Türkiye"
        assert graph.nodes["TUR"]["member"] is True


def test_the_files_hold_every_link_of_a_network_of_which_the_page_tells_only_a_part(tmp_path: Path):
    from foedus.pages.site.network import PAGE
    from foedus.terms.states import states
    from foedus.views.site import network as view
    from foedus.views.site.asked import Asked

    keys = [key for key in sorted(states()) if len(key) == 3][:42]
    pairs = [(a, b) for n, a in enumerate(keys) for b in keys[n + 1 :]]
    rows = "".join(f"agr-{n:03d},e-{n},signed,{a}; {b}\n" for n, (a, b) in enumerate(pairs))
    files = {
        "claims/agreements.csv": f"claim,event,stage,parties\n{rows}",
        "claims/transfers.csv": "claim\n",
    }
    with recorded(tmp_path / "case", files) as record:
        found = view.network(Asked(record))
        assert len(view.table(Asked(record))) == found.total == len(pairs) > view.MOST == len(found.links)
    written = str(PAGE.exports["gexf"].write(found))
    assert written.count("<edge ") == len(pairs)
    assert f"for the {view.MOST} with most events" in written


def test_names_of_any_kind_survive_the_files(studio_of, tmp_path: Path):
    """Arabic, Chinese, markup and characters that XML does not know."""
    name = 'الإمارات 阿联酋 <b>&"x"\x0b'
    files = {
        "entities.csv": f'entity,type,name\nARE,state,"{name.replace(chr(34), chr(34) * 2)}"\n',
        "claims/agreements.csv": "claim,event,stage,parties\nagr-001,a,signed,ARE; TUR\n",
    }
    client = studio_of(write(tmp_path / "case", files)).client
    for ending in ("gexf", "graphml", "svg"):
        root = ElementTree.fromstring(client.get(f"/network.{ending}").content)
        said = " ".join([*root.itertext(), *(value for node in root.iter() for value in node.attrib.values())])
        assert "阿联酋 <b>&" in said
    assert '<b>&"x' not in client.get("/network").text


def test_the_csv_has_every_link(studio: TestClient):
    rows = list(csv.DictReader(io.StringIO(studio.get("/network.csv").text)))
    data = studio.get("/network.json").json()
    assert len(rows) == data["total"] == len(data["links"])
    assert {(row["a"], row["b"]): int(row["firm"]) for row in rows} == {
        (one["a"], one["b"]): one["firm"] for one in data["links"]
    }


def test_what_divides_is_drawn_as_such_when_it_is_chosen(studio: TestClient):
    data = studio.get("/network.json?kind=restrictions").json()
    assert data["tone"] == "conflict"
    assert "disputes and restrictions" in studio.get("/network.svg?kind=restrictions").text


def test_where_nobody_is_linked_the_page_says_so(studio: TestClient):
    text = studio.get("/network?source=scotfree-2022").text
    assert "No two states are linked by what is chosen" in text
    assert studio.get("/network.svg?source=scotfree-2022").status_code == 200


def many(states: int) -> Network:
    """A network of so many states, each linked to a few: a ring with chords."""
    keys = [f"k{n:03d}" for n in range(states)]
    ends = [(keys[n], keys[(n * step + 1) % states]) for n in range(states) for step in (1, 7)]
    links = sorted({(min(a, b), max(a, b)) for a, b in ends if a != b})
    at = layout(near(keys, links))
    return Network(
        nodes=[Node(key, f"The Republic of {key}", *at[key], member=n < 6, weight=n % 9) for n, key in enumerate(keys)],
        links=[Link(a, b, 1) for a, b in links], source="", coverage="", members="Six", width=1160,
        height=1000, named=28,
    )  # fmt: skip


def test_of_two_hundred_states_no_name_covers_another():
    """But for the most tied, which always bear theirs, a name stands only where there is room."""
    root = ElementTree.fromstring(drawn("n", many(200), "t", "d"))
    names = [node for node in root.iter(f"{SVG}text") if (node.text or "").startswith("The Republic")]
    hidden = {node for group in root.iter(f"{SVG}g") if group.get("display") == "none" for node in group}
    assert len(names) == 200
    shown = [node for node in names if node not in hidden]
    assert 28 < len(shown) < 200
    boxes = []
    for node in shown:
        wide = len(node.text or "") * 11.5 * 0.54
        x, y, anchor = float(node.get("x", 0)), float(node.get("y", 0)), node.get("text-anchor")
        left = x - (wide / 2 if anchor == "middle" else wide if anchor == "end" else 0)
        boxes.append((left, y - 9, left + wide, y + 2))
    over = [
        (a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]  # fmt: skip
    assert len(over) <= 3


def test_a_large_network_is_laid_out_alike_each_time_with_neighbours_near():
    """Held by a few pivots instead of by all: still, those linked are nearer than those that are not."""
    network = many(150)
    at = {node.key: (node.x, node.y) for node in network.nodes}
    assert at == {node.key: (node.x, node.y) for node in many(150).nodes}
    linked = {(link.one, link.other) for link in network.links}

    def far(a: str, b: str) -> float:
        return hypot(at[a][0] - at[b][0], at[a][1] - at[b][1])

    keys = sorted(at)
    apart = [far(a, b) for n, a in enumerate(keys) for b in keys[n + 1 :] if (a, b) not in linked]
    near_ones = [far(a, b) for a, b in linked]
    assert sum(near_ones) / len(near_ones) < 0.6 * sum(apart) / len(apart)
    assert len({(round(x, 3), round(y, 3)) for x, y in at.values()}) > 140
