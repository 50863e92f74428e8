"""Dots on scales: nil has a place of its own, what is not covered or not known has none; nothing outside the sheet."""

import xml.etree.ElementTree as ET
from typing import Any

import msgspec
import pytest

from foedus.charts import chart

SVG = "{http://www.w3.org/2000/svg}"
PAPER, SOLID = "#ffffff", "#235a80"
DATA: dict[str, Any] = {
    "columns": [("pact of defence", "2018"), ("likeness", "2016")],
    "blocks": [
        {"title": "Groups", "scales": [(0, 1), (-1, 1)], "ends": [("0", "100%"), ("-1", "1")], "rows": [
            {"label": "Nordic & co", "strong": True, "dots": [
                {"form": "full", "value": 1.0, "text": "100%"}, {"form": "full", "value": -1.0, "text": "-1.00"},
            ]},
            {"label": "Others", "dots": [
                {"form": "full", "value": 0.0, "text": "0%"}, {"form": "not-covered"},
            ]},
            {"label": "Third", "dots": [
                {"form": "partly", "value": 0.5, "text": "50%"}, {"form": "unknown"},
            ]},
        ]},
    ],
    "source": "Source: a test.",
    "coverage": "Coverage: three groups.",
}  # fmt: skip


def drawn(data: dict[str, Any]) -> ET.Element:
    return ET.fromstring(chart("dots", "d", data, "Title", "Description"))


def words(svg: ET.Element) -> list[str]:
    return [one.text or "" for one in svg.iter(f"{SVG}text")]


def circles(svg: ET.Element) -> list[tuple[float, str]]:
    """Where each dot of the rows stands from left to right, and its fill; those of the legend come after."""
    return [(float(one.attrib["cx"]), one.attrib["fill"]) for one in svg.iter(f"{SVG}circle")]


def test_values_stand_on_their_column_s_scale():
    (all_of_it, _), (nil, _), (half, _), (least, _) = circles(drawn(DATA))[:4]
    assert half == pytest.approx((nil + all_of_it) / 2, abs=0.1)
    second = [float(one.attrib["x1"]) for one in drawn(DATA).iter(f"{SVG}line")]
    assert least == pytest.approx(min(x for x in second if x > all_of_it), abs=0.1), "-1 is where its scale begins"


def test_nil_is_an_open_dot_and_what_is_not_covered_has_none():
    svg = drawn(DATA)
    rows = circles(svg)[:-3]  # the legend has one of each form
    assert [fill for _, fill in rows] == [SOLID, PAPER, "#b9cfdf", SOLID]
    assert words(svg).count("n. c.") == words(svg).count("?") == 2, "one in its row, one in the legend"
    assert {"nil, and covered", "not covered", "not known", "not all pairs are covered"} <= set(words(svg))


def test_the_legend_has_only_what_occurs():
    only = msgspec.to_builtins(DATA)
    only["blocks"][0]["rows"] = only["blocks"][0]["rows"][:1]
    assert not {"nil, and covered", "not covered", "not known"} & set(words(drawn(only)))


def test_it_stands_alone_and_nothing_runs_out_of_the_sheet():
    svg = drawn(DATA)
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    assert {"Nordic & co", "pact of defence", "2018", "Coverage: three groups.", "Source: a test."} <= set(words(svg))
    for one in svg.iter(f"{SVG}text"):
        assert 0 <= float(one.attrib["x"]) <= width
        assert 0 <= float(one.attrib["y"]) <= height


def test_data_of_another_shape_is_refused():
    with pytest.raises(msgspec.ValidationError):
        drawn(DATA | {"blocks": [{"title": "no rows"}]})
