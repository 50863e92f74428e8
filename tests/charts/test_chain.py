"""The chain: boxes in columns, lines that pass between boxes and never behind one, stopped told without colour."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from foedus.charts import chart

SVG = "{http://www.w3.org/2000/svg}"
DATA: dict[str, Any] = {
    "columns": ["Supplied by", "Part", "Platform", "Held by"],
    "nodes": [
        {"key": "a", "column": 0, "label": "A & B"},
        {"key": "p", "column": 1, "label": "A part with a name so long that it needs more lines than one"},
        {"key": "q", "column": 1, "label": "Q"},
        {"key": "w", "column": 2, "label": "Whole"},
        {"key": "v", "column": 2, "label": "Supercalifragilisticexpialidocious-and-more"},
        {"key": "h", "column": 3, "label": "Holder"},
    ],
    "links": [
        {"one": "a", "other": "p", "form": "stopped", "label": "stopped in 2015"},
        {"one": "p", "other": "w", "form": "stopped"},
        {"one": "q", "other": "w", "form": "planned"},
        {"one": "a", "other": "v", "form": "works"},
        {"one": "w", "other": "h", "form": "works"},
        {"one": "v", "other": "h", "form": "works"},
    ],
    "source": "Source: a test.",
    "coverage": "Coverage: two claims.",
}


def drawn(**changes: Any) -> ET.Element:
    return ET.fromstring(chart("chain", "one", DATA | changes, "A title & more", "What is to be seen"))


def boxes(root: ET.Element) -> list[tuple[float, float, float, float]]:
    rects = [rect for rect in root.iter(f"{SVG}rect") if rect.get("rx")]
    return [
        tuple(float(rect.get(name) or 0) for name in ("x", "y", "width", "height"))  # type: ignore[misc]
        for rect in rects
    ]


def test_it_says_what_it_shows_where_from_and_what_it_leaves_out() -> None:
    """Title, description, headings, legend, source and coverage stand in the picture itself."""
    root = drawn()
    words = " ".join(root.itertext())
    assert root.findtext(f"{SVG}title") == "A title & more"
    assert root.findtext(f"{SVG}desc") == "What is to be seen"
    assert root.get("aria-labelledby") == "one-title one-desc"
    for said in ("Source: a test.", "Coverage: two claims.", "Supplied by", "stopped or ended", "only agreed"):
        assert said in words
    assert "stopped in 2015" in words
    assert chart("chain", "one", DATA, "T", "D") == chart("chain", "one", DATA, "T", "D")


def test_no_box_covers_another_and_all_lie_on_the_sheet() -> None:
    """Six boxes, none over another."""
    root = drawn()
    found = boxes(root)
    assert len(found) == 6
    for n, (x, y, width, height) in enumerate(found):
        assert x >= 0
        assert x + width <= float(root.get("width") or 0)
        assert y + height <= float(root.get("height") or 0)
        for other in found[n + 1 :]:
            apart = x + width <= other[0] or other[0] + other[2] <= x
            assert apart or y + height <= other[1] or other[1] + other[3] <= y


def test_a_line_that_passes_a_column_has_a_way_free_of_boxes() -> None:
    """From A to the other platform by way of the column of parts: level there, where no part stands."""
    root = drawn()
    paths = [path.get("d") or "" for path in root.iter(f"{SVG}path")]
    [long] = [path for path in paths if "L" in path]
    level = float(re.findall(r"L[\d.]+,([\d.]+)", long)[0])
    parts = [one for one in boxes(root) if one[0] == boxes(root)[1][0]]
    assert len(parts) == 2
    assert all(not y < level < y + height for _, y, _, height in parts)


def test_what_stopped_is_crossed_and_broken_not_only_coloured() -> None:
    """Dashes and a cross for each stopped line, and one in the legend."""
    root = drawn()
    crosses = list(root.iter(f"{SVG}circle"))
    assert len(crosses) == 3
    dashes = {path.get("stroke-dasharray") for path in root.iter(f"{SVG}path")}
    assert len(dashes) == 3


def test_words_too_long_for_a_box_are_cut_with_an_ellipsis() -> None:
    """Nothing runs out of its box."""
    words = [text.text or "" for text in drawn().iter(f"{SVG}text")]
    assert any(word.startswith("Supercali") and word.endswith("…") for word in words)


@pytest.mark.parametrize(
    "link",
    [
        {"one": "a", "other": "nowhere", "form": "works"},
        {"one": "w", "other": "a", "form": "works"},
        {"one": "a", "other": "p", "form": "wavy"},
    ],
)
def test_a_line_without_its_boxes_or_form_is_refused(link: dict[str, str]) -> None:
    """A wrong chain is an error, not a picture."""
    with pytest.raises(ValueError, match="has no boxes or no form"):
        drawn(links=[link])
