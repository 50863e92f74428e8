"""Event data: the columns as they are published, and every code of CAMEO in one of PLOVER's types or in none."""

import json

import pytest

from foedus.codebook.crosswalk import crosswalk as ours
from foedus.codebook.event_data import CLASSES, ICEWS_COLUMNS, cameo_types, tone_of, types
from foedus.codebook.event_data.plover import crosswalk
from tests.conftest import SHARED

MISPRINTS = {"0811i", "1321i", "1451i", "138i", "13y"}  # in GDELT's own list of CAMEO's codes


def test_a_code_stands_in_one_row_and_its_type_is_one_of_sixteen():
    codes = [code for row in crosswalk() for code in row.codes]
    assert len(codes) == len(set(codes))
    assert {row.type for row in crosswalk()} - {""} == set(types())
    assert (len(types()), set(types().values())) == (16, set(CLASSES))
    for row in crosswalk():
        assert row.lost.endswith("."), row
        assert (row.type == "") == (row.fit == "none"), row


def test_the_first_five_roots_are_words_of_cooperation_but_for_appeals():
    """Appeals (02) are where PLOVER parts with CAMEO; the rest of CAMEO's four classes are PLOVER's too."""
    tones = {root: tone_of(types()[cameo_types()[root]]) for root in (f"{n:02d}" for n in range(2, 21))}
    assert [root for root, tone in tones.items() if tone == "cooperation"] == ["03", "04", "05", "06", "07", "08"]
    assert cameo_types()["087"] == cameo_types()["0874"] == "RETREAT"
    assert cameo_types()["086"] == cameo_types()["0863"] == "CONCEDE"


def test_what_the_codebook_says_a_claim_is_in_both_schemes_agrees():
    """A claim's code and type are both cooperation or both conflict, where both fit more than in part."""
    plover = {(row.ours, row.when): row for row in ours("plover")}
    compared = 0
    for row in ours("cameo"):
        other = plover.get((row.ours, row.when))
        if row.theirs and other and other.theirs and "partial" not in (row.fit, other.fit):
            compared += 1
            one, two = cameo_types()[row.theirs], other.theirs.partition(":")[0]
            assert tone_of(types()[one]) == tone_of(types()[two]), row
    assert compared > 10


@pytest.mark.needs("shared/data/events/gdelt_pkg")
def test_the_codes_are_those_that_gdelt_lists():
    with (SHARED / "data/events/gdelt_pkg/cameoCodes.json").open(encoding="utf-8") as file:
        listed = set(json.load(file)["cameoCode"]) - MISPRINTS
    assert listed <= set(cameo_types())
    assert set(cameo_types()) - listed == {"155", "176", "1834"}  # newer ones: CAMEO 1.1


@pytest.mark.needs("shared/data/events/icews_events.2018.sample.tab")
def test_icews_has_these_columns():
    with (SHARED / "data/events/icews_events.2018.sample.tab").open(encoding="utf-8") as file:
        assert next(file).rstrip("\n").split("\t") == ICEWS_COLUMNS
