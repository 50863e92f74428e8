"""The map as the studio draws it: its edge, its worldviews, its arcs that lead somewhere, names that keep apart."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from math import pi
from typing import Any

import pytest

from foedus.charts.arcs import Arc
from foedus.charts.ground import framed, paths, seam
from foedus.charts.map import Map, Place, map_of_ties
from foedus.charts.names import Field, covered, free, placed, spots
from foedus.charts.shapes import shapes

SVG = "{http://www.w3.org/2000/svg}"
NEAR = [Place("FIN", "Finland", True, 2), Place("SWE", "Sweden", True, 0), Place("NOR", "Norway", True, -1)]


def drawn(**changes: Any) -> ET.Element:
    data: dict[str, Any] = {
        "places": NEAR,
        "arcs": [Arc("FIN", "SWE", 3, 1, "F & S", key="FIN-SWE", to="pair/FIN/SWE")],
        "members": "Northern states",
        "source": "Source: a test.",
        "coverage": "Coverage: all.",
        "extent": ["FIN", "SWE", "NOR"],
    } | changes
    return ET.fromstring(map_of_ties("m", Map(**data), "T", "D"))


def fills(root: ET.Element) -> dict[str, str | None]:
    return {path.get("data-state", ""): path.get("fill") for path in root.iter(f"{SVG}path") if path.get("data-state")}


def test_what_lies_beyond_the_sheet_stands_at_its_edge_and_keeps_its_arc():
    root = drawn(
        places=[*NEAR, Place("BRA", "Brazil", False), Place("JPN", "Japan", False)],
        arcs=[Arc("BRA", "FIN", 2, 0, "B - F"), Arc("JPN", "FIN", 1, 0, "J - F")],
    )
    assert len(list(root.iter(f"{SVG}polygon"))) == 2
    words = {text.text: text for text in root.iter(f"{SVG}text")}
    assert float(words["Brazil"].get("x", "")) < 430 < float(words["Japan"].get("x", ""))
    assert "Too far off" not in " ".join(root.itertext())


def test_the_sheet_does_not_move_with_what_is_tied():
    """The brush may take arcs away: the land stays where it is."""
    assert fills(drawn()).keys() == fills(drawn(arcs=[])).keys()
    land = [path.get("d") for path in drawn().iter(f"{SVG}path") if path.get("data-state")]
    assert land == [path.get("d") for path in drawn(arcs=[]).iter(f"{SVG}path") if path.get("data-state")]


def test_an_area_takes_the_fill_that_a_worldview_gives_it():
    places = [
        Place("CYP", "Cyprus", True, 2),
        Place("TUR", "Türkiye", True, 0),
        Place("CYN", "Northern Cyprus", False, 1),
    ]
    about: dict[str, Any] = {"places": places, "arcs": [], "extent": ["CYP", "TUR"]}
    apart, united, own = (fills(drawn(**about, worldview=key)) for key in ("apart", "un", "tur"))
    assert apart["CYN"] == "url(#m-apart)"
    assert united["CYN"] == united["CYP"] != apart["CYN"]
    assert own["CYN"] not in (own["CYP"], own["TUR"], apart["CYN"])


def test_an_area_within_a_state_is_drawn_over_it_unless_it_is_its_own():
    about: dict[str, Any] = {"places": [Place("UKR", "Ukraine", True, 1)], "arcs": [], "extent": ["UKR"]}
    assert fills(drawn(**about))["x-crimea"] == "url(#m-apart)"
    assert "x-crimea" not in fills(drawn(**about, worldview="un"))
    assert fills(drawn(**about, worldview="rus"))["x-crimea"] == fills(drawn(**about, worldview="rus"))["RUS"]


def test_the_line_between_an_area_and_its_state_is_the_one_they_share():
    frame = framed(["CYP"], ["CYP"], width=600, highest=400, margin=40)
    assert seam(frame, "CYN", "CYP").startswith("M")
    assert seam(frame, "CYN", "FIN") == ""


def test_the_policy_stands_under_the_map_whatever_is_chosen():
    for key in ("apart", "un", "tur", "rus", "chn", "usa"):
        words = " ".join(drawn(worldview=key).itertext())
        assert "say nothing on who owns what" in words
        assert "isputed" in words


def test_what_divides_is_told_apart_without_colour_and_an_arrow_leads_one_way():
    one: dict[str, Any] = {"one": "FIN", "other": "SWE", "firm": 3, "soft": 0, "title": "t"}
    ties, divides = (
        drawn(arcs=[Arc(**one, tone=tone)]).find(f".//{SVG}g[{SVG}title]/{SVG}path")
        for tone in ("cooperation", "conflict")
    )
    assert ties is not None
    assert divides is not None
    assert ties.get("stroke-dasharray") != divides.get("stroke-dasharray")
    there, back = (
        drawn(arcs=[Arc(**one | {"one": a, "other": b}, directed=True)]).find(f".//{SVG}g[{SVG}title]/{SVG}path")
        for a, b in (("FIN", "SWE"), ("SWE", "FIN"))
    )
    assert there is not None
    assert back is not None
    assert there.get("d") != back.get("d")


def test_an_arc_that_leads_somewhere_can_be_reached_and_is_no_image():
    root = drawn()
    arc = root.find(f".//{SVG}a[@class='arc']")
    assert arc is not None
    assert (arc.get("data-to"), arc.get("data-key")) == ("pair/FIN/SWE", "FIN-SWE")
    assert arc.findtext(f"{SVG}title") == "F & S"
    assert root.get("role") == "group"


def test_land_beyond_the_sheet_is_not_drawn():
    """Numbers of a path stay near the sheet, and what does not reach it is left out."""
    frame = framed(["CYP"], ["CYP"], width=600, highest=400, margin=40)
    found = paths(frame)
    assert "BRA" not in found
    for path in found.values():
        start = re.match(r"M(-?\d+) (-?\d+)", path)
        assert start is not None
        assert -20 <= int(start[1]) <= 1220


def test_the_globe_keeps_its_size_on_the_sheet():
    """Equal-area: what all of the land takes on a sheet of the hemisphere is its part of the sphere."""
    frame = framed(list(shapes()), ["UGA"], width=1000, highest=1000, margin=0)
    assert frame.scale**2 * 4 * pi > 0
    assert frame.holds(frame.at(shapes()["UGA"].at))


def test_names_keep_apart_while_there_is_room():
    taken: list[Field] = []
    for n in range(6):
        placed(
            "A name", spots((100.0 + 5 * n, 100.0), 12), taken, size=12, width=400, height=300, bold=False, needed=False
        )
    assert len(taken) > 3
    assert all(free(one, [other]) for one, other in combinations(taken, 2))


def test_a_name_that_finds_no_room_is_left_out_or_stands_all_the_same():
    full: list[Field] = [(0, 0, 400, 300)]
    at = spots((100, 100), 12)
    assert placed("Name", at, list(full), size=12, width=400, height=300, bold=False, needed=False) == ""
    assert "Name" in placed("Name", at, list(full), size=12, width=400, height=300, bold=False)


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_a_name_covers_what_its_anchor_says(anchor: str):
    left, _, right, _ = covered((100, 50, anchor), 40, 12)
    assert (left, right) == {"start": (100, 140), "middle": (80, 120), "end": (60, 100)}[anchor]
