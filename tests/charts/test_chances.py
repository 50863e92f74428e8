"""Chances on a scale of powers of ten: greater further right, words beside, nothing drawn where nothing is known."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from foedus.charts import chart

SVG = "{http://www.w3.org/2000/svg}"
DATA: dict[str, Any] = {
    "panels": [
        {
            "label": "Exactly & only these",
            "rows": [
                {"label": "rate", "value": 0.0, "words": "less than 1 in 1,000,000"},
                {"label": "distance", "value": 0.0001, "words": "1 in 10,000"},
                {"label": "template", "value": 0.01, "words": "1 in 100"},
                {"label": "boosting", "value": None, "words": "cannot be said"},
                {"label": "sure", "value": 1.0, "words": "more than 9 in 10"},
                {"label": "with the expert layer", "value": 0.0001, "high": 0.01, "words": "1 in 10,000 to 1 in 100"},
            ],
        },
        {"label": "Some of them", "rows": [{"label": "rate", "value": 0.1, "words": "1 in 10", "form": "open"}]},
    ],
    "source": "Source: a test.",
    "coverage": "Within ten years.",
}


def drawn(**changes: Any) -> ET.Element:
    return ET.fromstring(chart("chances", "one", DATA | changes, "A title & more", "What is to be seen"))


def texts(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def test_a_power_of_ten_is_as_wide_as_the_next():
    places = [float(dot.get("cx", 0)) for dot in drawn().iter(f"{SVG}circle")]
    least, distance, template, sure, tenth = places
    assert least < distance < template < tenth < sure
    assert (template - distance) / 2 == pytest.approx(tenth - template, abs=0.2)
    assert sure - tenth == pytest.approx(tenth - template, abs=0.2)
    assert least == min(places)  # what is less than the scale reaches stands at its end


def test_what_cannot_be_said_has_words_and_no_dot():
    root = drawn()
    assert len(list(root.iter(f"{SVG}circle"))) == 6 - 1
    assert "cannot be said" in texts(root)


def test_a_range_is_a_bar_from_end_to_end():
    (bar,) = [rect for rect in drawn().iter(f"{SVG}rect") if rect.get("rx")]
    dots = [float(dot.get("cx", 0)) for dot in drawn().iter(f"{SVG}circle")]
    assert float(bar.get("x", 0)) == dots[1]
    assert abs(float(bar.get("x", 0)) + float(bar.get("width", 0)) - dots[2]) < 0.2


def test_words_stay_on_the_sheet_and_labels_do_not_collide():
    root = drawn()
    width = float(root.get("width", 0))
    for text in root.iter(f"{SVG}text"):
        if text.get("text-anchor") == "start":
            assert float(text.get("x", 0)) + len(text.text or "") * float(text.get("font-size", 0)) * 0.54 <= width
    scale = [text for text in root.iter(f"{SVG}text") if re.fullmatch(r"1 in [\d,]+|always", text.text or "")]
    top = [text for text in scale if text.get("y") == scale[0].get("y")]
    assert [text.text for text in top] == ["1 in 1,000,000", "1 in 10,000", "1 in 100", "always"]


def test_title_and_description_stand_in_it():
    root = drawn()
    assert root.find(f"{SVG}title").text == "A title & more"  # type: ignore[union-attr]
    assert "Exactly & only these" in texts(root)


def test_without_any_value_there_is_still_a_picture():
    rows = [{"label": "rate", "value": None, "words": "cannot be said"}]
    assert "cannot be said" in texts(drawn(panels=[{"label": "Exactly these", "rows": rows}]))
