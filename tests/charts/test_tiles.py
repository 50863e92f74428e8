"""Rows of tiles: each with a letter, so that no colour alone tells; nothing drawn outside the sheet."""

import xml.etree.ElementTree as ET
from typing import Any

import msgspec
import pytest

from foedus.charts import chart

SVG = "{http://www.w3.org/2000/svg}"
COMMON = {"source": "Source: a test.", "coverage": "Coverage: two claims."}
BLOCS: dict[str, Any] = COMMON | {
    "columns": ["NPT", "EAU"],
    "lanes": [
        {"label": "Finland & co", "tiles": [
            {"form": "full", "letter": "M", "title": "NPT: <member>"}, {"form": "none", "letter": "·", "title": ""},
        ]},
        {"label": "Norway", "tiles": [
            {"form": "light", "letter": "D", "title": "a"}, {"form": "open", "letter": "–", "title": "b"},
        ]},
    ],
    "legend": [["full", "M", "member"], ["none", "·", "not covered"]],
}  # fmt: skip


def drawn(data: dict[str, Any]) -> ET.Element:
    return ET.fromstring(chart("tiles", "t", data, "Title", "Description"))


def words(svg: ET.Element) -> list[str]:
    return [element.text or "" for element in svg.iter(f"{SVG}text")]


def test_every_tile_has_its_letter_and_says_in_words_what_it_is():
    svg = drawn(BLOCS)
    assert {"Finland & co", "Norway", "NPT", "EAU", "member", "not covered"} <= set(words(svg))
    assert [words(svg).count(letter) for letter in "MD–·"] == [2, 1, 1, 2]  # tiles, and those of the legend
    assert "NPT: <member>" in [title.text for title in svg.iter(f"{SVG}title")]


def test_source_and_coverage_stand_in_the_picture():
    assert {"Source: a test.", "Coverage: two claims."} <= set(words(drawn(BLOCS)))


@pytest.mark.parametrize("many", [1, 24, 25, 130])
def test_a_long_row_goes_on_in_the_next_line_and_stays_on_the_sheet(many: int):
    tile = {"form": "full", "letter": "A", "title": ""}
    svg = drawn(COMMON | {"lanes": [{"label": "enables", "tiles": [tile] * many}], "legend": []})
    wide, high = (float(svg.attrib[name]) for name in ("width", "height"))
    boxes = [
        {k: float(v) for k, v in box.attrib.items() if k in ("x", "y", "width", "height")}
        for box in svg.iter(f"{SVG}rect")
    ]
    tiles = [box for box in boxes if box["width"] < 100]
    assert len(tiles) == many
    assert len({(box["x"], box["y"]) for box in tiles}) == many
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= wide for box in tiles)
    assert all(box["y"] >= 0 and box["y"] + box["height"] <= high for box in tiles)


def test_a_form_that_there_is_none_of_is_refused():
    bad = COMMON | {"lanes": [{"label": "a", "tiles": [{"form": "red", "letter": "A", "title": ""}]}], "legend": []}
    with pytest.raises(msgspec.ValidationError, match="form"):
        drawn(bad)
