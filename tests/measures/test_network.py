"""Networks of ties: degree, components and brokers by hand; what few nodes cannot carry; the same layout each time."""

import random
from collections.abc import Callable, Iterator

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.charts.draw import chart
from foedus.measures.measured import MeasureError
from foedus.measures.network import in_short, network
from foedus.measures.network.layout import layout
from foedus.measures.network.near import components, distances, near
from foedus.record import Record
from foedus.record.figure import Figure
from tests.measures.invented import cells, claims, made, sheet, values
from tests.record.small import Files

# A line KAZ - TUR - KGZ - TJK, with RUS and ARM apart; CHN only weighed. TUR and KGZ stand between others.
CASE = {
    "case.toml": 'format = 1\ntitle = "A line"\n[coalition]\nlabel = "two"\nmembers = ["KAZ", "KGZ"]\n',
    "entities.csv": "entity,type,name\n" + "".join(
        f"{key},state,{name}\n" for key, name in {
            "KAZ": "Kazakhstan", "TUR": "Türkiye", "KGZ": "Kyrgyzstan", "TJK": "Tajikistan", "RUS": "Russia",
            "ARM": "Armenia", "CHN": "China",
        }.items()
    ),
    "claims/transfers.csv": "claim,supplier,recipient\n",
    "claims/meetings.csv": """
        claim,event,stage,date,assertion,participants
        mee-001,one,held,2001,asserted,KAZ; TUR
        mee-002,two,held,2002,asserted,KGZ; TUR
        mee-003,three,held,2002,asserted,KGZ; TUR
        mee-004,four,held,,asserted,KGZ; TJK
        mee-005,five,held,2003,asserted,ARM; RUS
        mee-006,six,held,2003,hypothetical,CHN; TUR
        """,
}  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with made(tmp_path_factory.mktemp("network") / "case", CASE) as record:
        yield record


def test_degree_components_and_brokers_are_those_by_hand(record: Record):
    """Of six tied states TUR stands between KAZ and two others: 2 of the 10 pairs of the other five."""
    found = network(record, kind="meetings")
    assert {one.key: values(found, "nodes", one.key)["degree"] for one in sheet(found, "nodes").lines} == {
        "ARM": 1, "KAZ": 1, "KGZ": 2, "RUS": 1, "TJK": 1, "TUR": 2,
    }  # fmt: skip
    assert values(found, "nodes", "TUR")["betweenness"] == pytest.approx(2 / 10)
    assert values(found, "nodes", "KAZ")["betweenness"] == 0
    assert [one.key for one in sheet(found, "components").lines] == ["KAZ KGZ TJK TUR", "ARM RUS"]
    links = cells(found, "links", "KGZ TUR")["events"]
    assert isinstance(links, Figure)
    assert (links.value, set(links.claims)) == (2, {"mee-002", "mee-003"})
    assert "mee-006" not in claims(found)
    assert "China" in found.warnings[0]


def test_few_nodes_carry_no_statistic_of_the_whole(record: Record):
    found = network(record)
    assert "whole" not in [one.name for one in found.sheets]
    assert "With 6 tied states no statistic of the whole is given; it takes 15." in found.answer
    four = network(record, state=["KAZ", "TUR", "KGZ", "TJK"])
    between = cells(four, "nodes", "TUR")["betweenness"]
    assert isinstance(between, Figure)
    assert (between.value, between.cover) == (None, "unknown")


def test_years_leave_out_what_has_none_and_say_so(record: Record):
    found = network(record, since=2002, until=2002)
    assert [one.key for one in sheet(found, "links").lines] == ["KGZ TUR"]
    assert "Left out, as of no certain year: 1 events." in found.warnings
    assert values(network(record), "years", "2002") == {
        "links": 1, "states tied": 2, "components": 1, "states in the greatest": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "meeting"}, "'meeting' is no kind of claim"),
        ({"kind": "statements"}, "'statements' is a kind that ties nobody"),
        ({"kind": "exercises"}, "No claim ties two states by it"),
        ({"state": ["KAZ"]}, "one member only"),
    ],
)
def test_what_cannot_be_asked_is_said(record: Record, options: dict[str, object], message: str):
    with pytest.raises(MeasureError, match=message):
        network(record, **options)  # type: ignore[arg-type]


def test_the_order_of_rows_changes_nothing(record: Record, record_of: Callable[[Files], Record]):
    head, *rows = [one.strip() for one in CASE["claims/meetings.csv"].strip().splitlines()]
    turned = record_of({**CASE, "claims/meetings.csv": "\n".join([head, *reversed(rows)]) + "\n"})
    assert network(turned) == network(record)


def test_it_is_drawn_with_its_names_and_a_word_on_what_it_covers(record: Record):
    (picture,) = network(record).pictures
    svg = chart(picture.chart, "n", picture.data, picture.caption, picture.alt)
    assert all(name in svg for name in ("Kazakhstan", "Türkiye", "Coverage:", "Source: claims of the case", "<desc"))
    assert svg.count("<circle") == 6


EDGES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda e: e[0] != e[1]), min_size=1, max_size=20
)


@given(EDGES, st.randoms(use_true_random=False))
def test_the_same_network_is_laid_out_alike_whatever_the_order(edges: list[tuple[int, int]], chance: random.Random):
    named = [(f"s{a}", f"s{b}") for a, b in edges]
    turned = [(b, a) for a, b in named]
    chance.shuffle(turned)
    states = {key for pair in named for key in pair}
    one = layout(near(states, named))
    assert one == layout(near(states, turned))
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in one.values())
    assert len(set(one.values())) == len(one)


@given(EDGES)
def test_parts_and_ways_are_those_that_networkx_finds(edges: list[tuple[int, int]]):
    named = [(f"s{a}", f"s{b}") for a, b in edges]
    graph = networkx.Graph(named)
    ours = near(graph.nodes, named)
    assert {frozenset(part) for part in components(ours)} == {*map(frozenset, networkx.connected_components(graph))}
    assert {key: distances(ours, key) for key in ours} == dict(networkx.all_pairs_shortest_path_length(graph))


def test_in_short_it_says_and_draws_the_same_without_tables(record: Record):
    short, full = in_short(record), network(record)
    assert (short.title, short.answer, short.pictures, short.sheets) == (full.title, full.answer, full.pictures, ())


def test_the_bundled_case_has_a_network_with_a_picture(bundled: Record):
    found = network(bundled, group="coalition")
    assert found.pictures
    assert values(found, "nodes", "TUR")["degree"] == 5
