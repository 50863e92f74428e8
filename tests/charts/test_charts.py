"""Charts: SVG that stands alone, with legend, source and coverage inside, and no colour that alone tells."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from foedus.charts import chart

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


def test_an_unknown_chart_is_refused() -> None:
    with pytest.raises(ValueError, match="pie"):
        chart("pie", "x", {}, "T", "D")
