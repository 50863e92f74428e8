"""UCDP/PRIO: who fought against whom, on whose side, and at home."""

from pathlib import Path

import pytest

from foedus.reference.errors import DataError
from foedus.reference.store import Library
from tests.reference.importers.reading import Read, assert_described, read, written

HEADER = [
    "conflict_id", "location", "side_a", "side_a_id", "side_a_2nd", "side_b", "side_b_id", "side_b_2nd",
    "incompatibility", "territory_name", "year", "intensity_level", "cumulative_intensity", "type_of_conflict",
    "start_date", "start_prec", "start_date2", "start_prec2", "ep_end", "ep_end_date", "ep_end_prec", "gwno_a",
    "gwno_a_2nd", "gwno_b", "gwno_b_2nd", "gwno_loc", "region", "version",
]  # fmt: skip
WAR = {
    "conflict_id": 1, "location": "Ruritania", "side_a": "Government of Ruritania", "incompatibility": 2, "year": 1999,
    "intensity_level": 1, "cumulative_intensity": 0, "type_of_conflict": 3, "start_date": "1998-05-01", "ep_end": 0,
    "gwno_a": 640, "gwno_loc": 640, "region": 2, "version": "24.1",
}  # fmt: skip


def conflicts(tmp_path: Path, *rows: dict[str, object]) -> Read:
    lines = [",".join(HEADER)]
    for row in rows:
        cells = {**WAR, **row}
        lines.append(",".join(f'"{cells.get(column, "")}"' for column in HEADER))
    return read(written(tmp_path / "ucdp.csv", lines), tmp_path / "cache", "ucdp")


def test_a_war_at_home_is_the_governments(tmp_path: Path):
    made = conflicts(tmp_path, {}, {"conflict_id": 2, "intensity_level": 2})
    assert_described(made, "ucdp")
    assert (made.made.version, made.made.span) == ("24.1", (1946, 2023))
    assert made.rows("SELECT * EXCLUDE year FROM {ucdp_states}") == [(640, 2, 0, 0, 0, 2)]
    assert made.rows("SELECT * FROM {ucdp_dyads}") == []


def test_states_against_each_other_with_lists_of_allies(tmp_path: Path):
    """Numbers in a cell are separated by commas and odd blanks; an ally fights too, but is no primary party."""
    made = conflicts(
        tmp_path,
        {"type_of_conflict": 2, "intensity_level": 2, "gwno_a": "640", "gwno_a_2nd": "2,  20", "gwno_b": "645"},
    )
    rows = made.rows("SELECT ccode1, ccode2, against, intensity, together FROM {ucdp_dyads} WHERE ccode1 < ccode2")
    assert sorted(rows) == [
        (2, 20, 0, 0, 1),
        (2, 640, 0, 0, 1),
        (2, 645, 1, 0, 0),
        (20, 640, 0, 0, 1),
        (20, 645, 1, 0, 0),
        (640, 645, 1, 2, 0),
    ]
    assert made.rows("SELECT interstate, supporting, intensity FROM {ucdp_states} WHERE ccode = 20") == [(1, 1, 0)]


def test_troops_for_a_government_are_with_it_and_not_at_war_with_a_state(tmp_path: Path):
    made = conflicts(tmp_path, {"type_of_conflict": 4, "gwno_a_2nd": "365"})
    assert made.rows("SELECT ccode1, ccode2, against, together FROM {ucdp_dyads} ORDER BY 1") == [
        (365, 640, 0, 1),
        (640, 365, 0, 1),
    ]
    assert made.rows("SELECT internal, supporting, intensity FROM {ucdp_states} WHERE ccode = 365") == [(0, 1, 0)]


@pytest.mark.parametrize(
    ("gw", "year", "ccode"), [(260, 2001, 255), (260, 1980, 260), (678, 2001, 679), (345, 2015, 345), (340, 2015, 345)]
)
def test_numbers_become_cows_of_that_year(tmp_path: Path, gw: int, year: int, ccode: int):
    """Germany, Yemen and Serbia are numbered otherwise by Gleditsch and Ward; UCDP keeps 345 for Serbia."""
    made = conflicts(tmp_path, {"gwno_a": gw, "year": year})
    assert "unmapped-state" not in made.codes
    assert made.rows("SELECT ccode FROM {ucdp_states}") == [(ccode,)]


def test_a_number_that_nobody_bore_in_that_year_is_said(tmp_path: Path):
    made = conflicts(tmp_path, {"gwno_a": 817, "year": 1999})
    assert "817" in made.said("unmapped-state")
    assert made.rows("SELECT count(*) FROM {ucdp_sides} WHERE state IS NULL") == [(1,)]


def test_a_newer_release_is_read_with_a_warning(tmp_path: Path):
    made = conflicts(tmp_path, {"version": "31.1"})
    assert "other-release" in made.codes


def test_two_rows_of_a_conflict_in_a_year_that_disagree_are_an_error(tmp_path: Path):
    with pytest.raises(DataError, match="ucdp_conflicts"):
        conflicts(tmp_path, {}, {"intensity_level": 2})


@pytest.mark.needs("shared")
def test_the_whole_of_ucdp(library: Library):
    (made,) = map(Read, library.part("ucdp", "conflicts"))
    assert (made.made.version, made.made.span, made.made.rows) == ("24.1", (1946, 2023), 2686)
    assert_described(made, "ucdp")
    assert made.codes == []
    assert made.one("SELECT count(*) FROM {ucdp_sides} WHERE state IS NULL") == 0
    # the Gulf War of 1991: Iraq against Kuwait and those who came to its help, the United States among them
    gulf = "SELECT against, intensity FROM {{ucdp_dyads}} WHERE (ccode1, ccode2, year) = (645, {}, 1991)"
    assert made.rows(gulf.format(690)) == [(1, 2)]
    assert made.rows(gulf.format(2)) == [(1, 0)]
    assert made.one("SELECT together FROM {ucdp_dyads} WHERE (ccode1, ccode2, year) = (2, 690, 1991)") == 1
