"""Embargo exposure in the bundled case: the documents' own cases come out of claims alone."""

import pytest

from foedus.measures.embargo import embargo
from foedus.record import Record
from tests.measures.armour import cell, figure, labels


@pytest.fixture(scope="module")
def germany(bundled: Record):
    return embargo(bundled, imposer="DEU")


def test_germanys_engine_and_the_korean_one(germany):
    """The Altay: engine stopped in 2019, a Korean one agreed in October 2021, in use by a title's word only."""
    assert cell(germany, "platforms", "Altay", "What of it") == "German engine of the Altay"
    assert figure(germany, "platforms", "Altay", "Supply").claims == ("pro-002", "res-001")
    assert figure(germany, "platforms", "Altay", "Makers").value == "Türkiye (BMC)"
    assert figure(germany, "platforms", "Altay", "Stands still").value == "yes"
    agreed = figure(germany, "substitutes", "German engine of the Altay", "Agreed")
    assert agreed.value == "agreed October 2021"
    assert set(agreed.claims) >= {"pro-003", "tra-001"}
    assert figure(germany, "substitutes", "German engine of the Altay", "In use").value == "passed on as in use 2023"
    gap = figure(germany, "substitutes", "German engine of the Altay", "Gap to agreement")
    assert (gap.low, gap.high) == (21, 34)  # 31 December 2019 to 1 October 2021; 1 January 2019 to 31 October 2021


def test_the_submarines_go_on(germany):
    """In spite of two restrictions in force, and a source says that none touches them."""
    assert labels(germany, "going-on") == ["submarines"]
    assert figure(germany, "going-on", "submarines", "How far").claims == ("pro-015",)
    assert figure(germany, "going-on", "submarines", "In spite of").claims == ("res-001", "res-006")
    assert figure(germany, "going-on", "submarines", "Said not to be restricted").claims == ("res-007",)


def test_if_germany_stopped_engines_again_as_of_2020(bundled: Record):
    """Before the Korean agreement nothing stood in the engine's place."""
    found = embargo(bundled.at(as_of="2020-12-31"), imposer="DEU", item="engines")
    assert labels(found, "platforms") == ["Altay"]
    assert labels(found, "substitutes") == []
    assert figure(found, "platforms", "Altay", "Stands still").value == "yes"


def test_canadas_camera_and_cats(bundled: Record):
    """Lifted, re-imposed on the camera in 2020; CATS in its place, said to be better by the authors after Sputnik."""
    found = embargo(bundled, imposer="CAN")
    camera = "Canadian camera system of the Bayraktar TB2"
    assert figure(found, "denied", "Arms embargo of Canada on Türkiye", "How far").value == "lifted"
    assert figure(found, "denied", "Camera of the Bayraktar TB2", "Imposed").value == "2020"
    assert cell(found, "platforms", "Bayraktar TB2", "What of it") == camera
    assert figure(found, "platforms", "Bayraktar TB2", "Stopped since").value == "2020"
    assert figure(found, "platforms", "Bayraktar TB2", "Stands still").value == "no"
    owners = figure(found, "platforms", "Bayraktar TB2", "Owners and orders")
    assert owners.value == "Kyrgyzstan (in service); Turkmenistan (in service)"
    assert cell(found, "substitutes", camera, "Substitute") == "Aselsan CATS"
    said = figure(found, "opinions", "Aselsan CATS", "Said of it")
    assert said.claims == ("arg-104",)
    assert "Sputnik" in str(said.value)


def test_samp_t_was_resumed(bundled: Record):
    """Suspended in 2019, work again since 2022; at the end of 2020 it stood still."""
    now = embargo(bundled, imposer="FRA")
    assert figure(now, "platforms", "SAMP/T", "Supply").value == "stopped, then resumed"
    assert figure(now, "platforms", "SAMP/T", "Makers").value == "Italy (Eurosam); Türkiye"
    then = embargo(bundled.at(as_of="2020-12-31"), imposer="FRA")
    assert figure(then, "platforms", "SAMP/T", "Supply").value == "stopped"
    assert figure(then, "platforms", "SAMP/T", "Stands still").value == "yes"


def test_the_f_35_was_ordered_and_never_came(bundled: Record):
    """Excluded from the programme: ordered, delivery denied, nothing in its place."""
    found = embargo(bundled, imposer="USA")
    assert figure(found, "platforms", "F-35", "Supply").claims == ("pro-048", "res-016")
    assert figure(found, "platforms", "F-35", "Owners and orders").value == "Türkiye (ordered, delivered denied)"
    assert figure(found, "platforms", "F-35", "Substitute").cover == "unknown"


def test_chokepoints_are_few_and_said_to_be_so(germany):
    """Three foreign parts in the whole case, two of which are known because they were withheld."""
    assert figure(germany, "known", "Foreign parts known to go into a platform", "How many").value == 3
    assert "Known chokepoints: 1 of Germany, 3 in all; the rest is not covered." in germany.answer
    assert any("Western states" in one for one in germany.warnings)
