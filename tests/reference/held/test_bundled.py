"""The bundled case against the datasets themselves: the pairs that a person finds, and no others."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.record import Record
from foedus.record.build import NAME
from foedus.reference.compare import Comparison, compare
from foedus.reference.profile.make import make
from foedus.reference.profile.write import changes
from foedus.reference.store import Library
from tests.conftest import BUNDLED_CASE

pytestmark = pytest.mark.needs("shared/data")


@pytest.fixture(scope="module")
def bundled(built_case: Path) -> Iterator[Record]:
    with Record(built_case / "build" / NAME) as found:
        yield found


def pairs(found: Comparison) -> dict[str, str]:
    return {line.ours.event: line.theirs.key for line in found.lines if line.ours and line.theirs}


def says(found: Comparison, event: str) -> str:
    return next(line.theirs.says for line in found.lines if line.ours and line.theirs and line.ours.event == event)


def test_deals_that_case_and_register_share(bundled: Record, library: Library) -> None:
    """By hand: eight deals are in both; two orders of the same vehicle in one year cannot be told apart."""
    found = compare(bundled, library, "sipri")
    assert {event: says(found, event).split(" (")[0] for event in pairs(found)} == {
        "kaz-anka-licence": "Anka",
        "kaz-anka-purchase": "Anka",
        "kgz-bayraktar-purchase": "Bayraktar TB2",
        "tkm-bayraktar-purchase": "Bayraktar TB2",
        "tkm-deniz-han": "C-92",
        "tkm-otokar-cobra": "Cobra",
        "tur-s-400-purchase": "S-400 Triumf",
        "uzb-ejder-yalcin": "Ejder Yalcin",
    }
    assert "3 ordered 2021" in says(found, "kaz-anka-purchase")
    assert "ordered 2022, none delivered" in says(found, "kaz-anka-licence")
    assert [line.ours.event for line in found.of("ambiguous") if line.ours] == ["kaz-otokar-cobra"]
    assert {line.ours.event for line in found.of("case") if line.ours} == {
        "altay-engine", "tkm-otokar-ural", "tur-f-35",
    }  # fmt: skip


def test_the_anka_order_and_the_register_disagree_on_how_far_it_got(bundled: Record, library: Library) -> None:
    found = compare(bundled, library, "sipri")
    line = next(line for line in found.of("differ") if line.ours and line.ours.event == "kaz-anka-purchase")
    assert [(one.field, one.ours, one.theirs) for one in line.differences] == [
        ("stage", "ordered", "3 delivered 2022; 2023")
    ]


def test_agreements_that_case_and_dcad_share(bundled: Record, library: Library) -> None:
    """By hand: three of Kazakhstan and Türkiye; the sector of one is told otherwise."""
    found = compare(bundled, library, "dcad")
    assert pairs(found) == {
        "kaz-tur-military-cooperation-1993": "DCADv1.0-1723",
        "kaz-tur-military-industrial-agreement-1996": "DCADv1.0-1726",
        "kaz-tur-protocol-1996": "DCADv1.0-1725",
    }
    (differs,) = found.of("differ")
    assert [(one.field, one.ours, one.theirs) for one in differs.differences] == [("sectors", "general", "TREX")]


def test_every_exercise_of_the_case_is_later_than_the_data_set(bundled: Record, library: Library) -> None:
    found = compare(bundled, library, "mme")
    assert pairs(found) == {}
    assert len(found.of("not-covered")) == 8
    assert found.of("case") == []


def test_of_alliances_the_case_knows_those_of_organisations_only(bundled: Record, library: Library) -> None:
    found = compare(bundled, library, "atop")
    assert pairs(found) == {"csto": "ATOP 4220", "nato": "ATOP 3180"}
    lacking = {line.theirs.key for line in found.of("dataset") if line.theirs}
    assert {"ATOP 4550", "ATOP 6035", "ATOP 4867", "ATOP 5040"} <= lacking


def test_the_bundled_profile_is_that_of_the_data_sets(bundled: Record, library: Library, tmp_path: Path) -> None:
    """If this fails, write it anew: foedus profile cases/turkic-states --data-dir ../shared/data."""
    copy = tmp_path / "case"
    shutil.copytree(BUNDLED_CASE / "profile", copy / "profile")
    assert [change.said for change in changes(copy, make(bundled, library))] == []


def test_the_bundled_profile_is_small_and_holds_no_file_of_a_data_set() -> None:
    size = sum(path.stat().st_size for path in (BUNDLED_CASE / "profile").iterdir())
    assert size < 400_000
