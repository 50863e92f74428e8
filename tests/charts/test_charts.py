"""Charts: SVG that stands alone, with legend, source and coverage inside, and no colour that alone tells."""

import xml.etree.ElementTree as ET
from math import hypot, radians, sin
from typing import Any

import msgspec
import pytest

from foedus.charts import chart
from foedus.charts.shapes import EqualArea, shapes

SVG = "{http://www.w3.org/2000/svg}"
COMMON = {"source": "Source: a test.", "coverage": "Coverage: two claims."}
DATA: dict[str, dict[str, Any]] = {
    "matrix": COMMON
    | {
        "labels": ["A & B", "Côte"],
        "below": "what ties",
        "above": "what divides",
        "cells": [
            {"row": 1, "column": 0, "firm": 3, "soft": 1, "claims": 5},
            {"row": 0, "column": 1, "firm": 0, "soft": 0, "claims": 2},
        ],
    },
    "timeline": COMMON
    | {
        "letters": [["A", "agreements"]],
        "lanes": [
            {
                "label": "A – B",
                "undated": 2,
                "marks": [
                    {"start": "1990-01-01", "end": "1999-12-31", "letter": "A", "form": "done", "title": "<long>"},
                    {"start": "1995-05-01", "end": "1995-05-01", "letter": "A", "form": "soft", "title": "short"},
                ],
            }
        ],
    },
    "map": COMMON
    | {
        "members": "The states in question",
        "places": [
            {"key": "FIN", "label": "Finland", "member": True},
            {"key": "NOR", "label": "Norway", "member": True},
            {"key": "CYN", "label": "An area apart", "member": True},
            {"key": "AUS", "label": "Australia", "member": False},
            {"key": "XXX", "label": "Nowhere", "member": False},
        ],
        "arcs": [
            {"one": "FIN", "other": "NOR", "firm": 3, "soft": 1, "title": "F & N"},
            {"one": "AUS", "other": "FIN", "firm": 2, "soft": 0, "title": "A - F"},
        ],
    },
    "bars": COMMON
    | {
        "unit": "USD",
        "forms": [["pledged", "pledged"], ["delivered", "delivered"]],
        "panels": [{"label": "A", "bars": [{"year": 2001, "value": 5.0, "form": "pledged", "text": "USD 5"}]}],
    },
}


@pytest.mark.parametrize("kind", DATA)
def test_a_chart_says_what_it_shows_where_from_and_what_it_leaves_out(kind: str) -> None:
    root = ET.fromstring(chart(kind, "one", DATA[kind], "A title & more", "What is to be seen"))
    words = " ".join(root.itertext())
    assert root.findtext(f"{SVG}title") == "A title & more"
    assert root.findtext(f"{SVG}desc") == "What is to be seen"
    assert root.get("aria-labelledby") == "one-title one-desc"
    assert "Source: a test." in words
    assert "Coverage: two claims." in words


@pytest.mark.parametrize("kind", DATA)
def test_a_chart_loads_nothing_and_is_the_same_each_time(kind: str) -> None:
    drawn = chart(kind, "one", DATA[kind], "T", "D")
    assert "href" not in drawn
    assert "<script" not in drawn
    assert drawn == chart(kind, "one", DATA[kind], "T", "D")


def test_a_pair_with_claims_but_no_counted_event_gets_a_dot_and_a_silent_one_nothing() -> None:
    words = [t.text for t in ET.fromstring(chart("matrix", "m", DATA["matrix"], "T", "D")).iter(f"{SVG}text")]
    assert words.count("•") == 1
    assert "0" not in words


def test_marks_that_would_cover_each_other_stand_in_rows_of_their_own() -> None:
    root = ET.fromstring(chart("timeline", "t", DATA["timeline"], "T", "D"))
    pills = root.findall(f"{SVG}g[{SVG}title]/{SVG}rect")
    assert len({pill.get("y") for pill in pills}) == len(pills) == 2


def test_a_long_name_of_a_lane_is_broken_and_its_lane_is_high_enough() -> None:
    data = msgspec.to_builtins(DATA["timeline"])
    data["lanes"][0] |= {"label": "A meeting of the heads of many states in a far and windy town", "undated": 2}
    root = ET.fromstring(chart("timeline", "t", data, "T", "D"))
    words = {one.text or "": one for one in root.iter(f"{SVG}text")}
    pieces = [text for text in words if text and text in data["lanes"][0]["label"] and len(text) > 2]
    assert " ".join(pieces) == data["lanes"][0]["label"]
    assert len(pieces) > 1
    under = [float(one.get("y1", 0)) for one in root.iter(f"{SVG}line") if one.get("y1") == one.get("y2")]
    assert float(words["undated: 2"].get("y", 0)) < min(under)


def test_an_unknown_chart_is_refused() -> None:
    with pytest.raises(ValueError, match="pie"):
        chart("pie", "x", {}, "T", "D")


# -- the map ---------------------------------------------------------------------------------------------------


def drawn_map(**changes: Any) -> ET.Element:
    return ET.fromstring(chart("map", "m", DATA["map"] | changes, "T", "D"))


def land(root: ET.Element) -> dict[str, ET.Element]:
    return {path.get("data-state", ""): path for path in root.iter(f"{SVG}path") if path.get("data-state")}


def test_only_the_states_in_question_are_filled_and_areas_apart_never() -> None:
    fills = {key: path.get("fill") for key, path in land(drawn_map()).items()}
    assert fills["FIN"] == fills["NOR"] != fills["SWE"]
    assert fills["CYN"] == "url(#m-apart)"


def test_arcs_say_how_many_events_and_what_cannot_be_drawn_is_named() -> None:
    root = drawn_map()
    words = [t.text or "" for t in root.iter(f"{SVG}text")]
    assert "3 +1" in words
    assert "2" not in words
    assert "Australia, Nowhere" in " ".join(words)
    assert [title.text for title in root.iter(f"{SVG}title")] == ["T", "F & N"]


def test_the_map_prints_its_border_policy() -> None:
    words = " ".join(t.text or "" for t in drawn_map().iter(f"{SVG}text"))
    assert "say nothing on who owns what" in words


def test_a_map_of_places_without_a_shape_is_a_legend_that_says_so() -> None:
    root = drawn_map(places=DATA["map"]["places"][-1:], arcs=[])
    assert land(root) == {}
    assert "Nowhere" in " ".join(root.itertext())


def test_the_projection_keeps_areas_and_the_way_from_the_centre() -> None:
    """A cell of a degree has the area that it has on the sphere, wherever it lies."""
    project = EqualArea((20.0, 50.0))
    for east, north in ((20.0, 50.0), (60.0, 10.0), (-30.0, 75.0)):
        corners = [project((east + x, north + y)) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
        pairs = zip(corners, corners[1:] + corners[:1], strict=True)
        flat = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2
        sphere = radians(1) * (sin(radians(north + 1)) - sin(radians(north)))
        assert flat == pytest.approx(sphere, rel=2e-3)
    assert hypot(*project((20.0, 80.0))) == pytest.approx(2 * sin(radians(15)))
    assert project.distance((20.0, 80.0)) == pytest.approx(radians(30))


def test_every_shape_is_closed_and_has_its_name_within_its_bounds() -> None:
    for code, shape in shapes().items():
        assert all(ring[0] == ring[-1] for ring in shape.rings), code
        easts = [east for ring in shape.rings for east, _ in ring]
        norths = [north for ring in shape.rings for _, north in ring]
        assert min(easts) <= shape.at[0] <= max(easts), code
        assert min(norths) <= shape.at[1] <= max(norths), code
