"""Worldviews: whose a disputed area is in whose eyes; without a choice it is nobody's."""

import pytest

from foedus.charts.shapes import shapes
from foedus.terms.states import states
from foedus.terms.worldviews import APART, areas, worldviews


def test_every_disputed_area_of_the_map_has_a_name_and_the_other_way_round():
    assert set(areas()) == {code for code, shape in shapes().items() if shape.apart}


def test_whoever_chooses_nothing_takes_no_side():
    first = next(iter(worldviews()))
    assert first == APART
    assert not any(worldviews()[APART].ruling(area).taken for area in areas())
    told = worldviews()[APART].policy(areas())
    assert "filled for nobody" in told or "left without fill" in told
    assert all(name in told for name in areas().values())


@pytest.mark.parametrize("key", [key for key in worldviews() if key != APART])
def test_a_side_that_is_taken_names_a_state_and_on_what_it_rests(key: str):
    for area in areas():
        ruling = worldviews()[key].ruling(area)
        if ruling.of:
            assert ruling.of in states()
            assert ruling.of in shapes()
        assert not (ruling.of and ruling.state)
        assert ruling.by or not ruling.taken


def test_northern_cyprus_is_a_state_for_the_one_that_recognises_it_alone():
    views = {key: one.ruling("CYN") for key, one in worldviews().items() if key != APART}
    assert {key for key, ruling in views.items() if ruling.state} == {"tur"}
    assert {ruling.of for key, ruling in views.items() if key != "tur"} == {"CYP"}


def test_the_policy_speaks_of_the_areas_that_are_shown_only():
    told = worldviews()["rus"].policy(["x-crimea", "FLK"])
    assert "Crimea part of Russia (treaty of 18 March 2014)" in told
    assert "Without fill here: Falkland Islands." in told
    assert "Kosovo" not in told
