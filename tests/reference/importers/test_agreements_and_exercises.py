"""DCAD and MME: what two states have signed, what is in force between them, and which exercises they held together."""

from pathlib import Path

import pytest

from foedus.reference.errors import DataError
from foedus.reference.store import Library
from tests.reference.importers.reading import Read, assert_described, csv_line, read, written

DCAD = [
    "ccode1", "cowName1", "ccode2", "cowName2", "signDay", "signMonth", "signYear", "EIFDay", "EIFMonth", "EIFYear",
    "type", "category1", "category2", "category3", "span", "renewType", "renewYears", "terminated", "durationActual",
    "endYearEstimate", "asymmetry", "categoryConf", "UNTS", "fullText", "sourceType", "source", "factivaConf",
    "factivaSign", "factivaEIF", "DCAid",
]  # fmt: skip
PACT = {
    "ccode1": 640, "ccode2": 371, "signYear": 1992, "type": "general", "category1": "DCA", "endYearEstimate": 1995,
    "terminated": -88, "asymmetry": 0, "span": -77, "DCAid": "x1",
}  # fmt: skip
STATES = [f"State{letter}" for letter in [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", *(f"A{one}" for one in "ABCDEFGHIJKLM")]]
MME = [
    "MMEID", "Ex_Name", "Series_Name", "Location", "lat", "lon", "StartDate", "s.year", "s.month", "s.day", "EndDate",
    "e.year", "e.month", "e.day", "CPX", "Air", "Land", "Sea", "Amphibious", "Cyber", "Warfighting", "Peacekeeping",
    "Humanitarian", "FocusDescription", "AdditionalParticipantInfo", *STATES,
]  # fmt: skip
DRILL = {
    "MMEID": "m1", "s.year": 1996, "s.month": 12, "s.day": "xx", "e.year": 1997, "e.month": 1, "e.day": 3, "CPX": 0,
    "Air": 1, "Land": 0, "Sea": 1, "Amphibious": 0, "Cyber": 0, "Warfighting": 1, "Peacekeeping": 0, "Humanitarian": 0,
    "StateA": "Turkey", "StateB": "Georgia", "StateC": "Ukraine",
}  # fmt: skip


def dcad(tmp_path: Path, *rows: dict[str, object]) -> Read:
    lines = [",".join(DCAD), *(csv_line(DCAD, {**PACT, "DCAid": f"x{at}", **row}) for at, row in enumerate(rows))]
    return read(written(tmp_path / "dcad.csv", lines), tmp_path / "cache", "dcad")


def mme(tmp_path: Path, *rows: dict[str, object]) -> Read:
    lines = [",".join(MME), *(csv_line(MME, {**DRILL, "MMEID": f"m{at}", **row}) for at, row in enumerate(rows))]
    return read(written(tmp_path / "mme.csv", lines), tmp_path / "cache", "mme")


def test_an_agreement_counts_from_signature_to_its_estimated_end(tmp_path: Path):
    """Where entry into force is not known the signature begins it; both ends of the span are in it, both ways."""
    made = dcad(tmp_path, {})
    assert_described(made, "dcad")
    rows = made.rows("SELECT year, signed, in_force, general, sector, dca FROM {dcad_dyads} WHERE ccode1 = 371")
    assert rows == [(1992, 1, 1, 1, 0, 1), (1993, 0, 1, 1, 0, 1), (1994, 0, 1, 1, 0, 1), (1995, 0, 1, 1, 0, 1)]
    other = made.rows("SELECT year, signed, in_force, general, sector, dca FROM {dcad_dyads} WHERE ccode1 = 640")
    assert other == rows


def test_signed_but_not_yet_in_force(tmp_path: Path):
    """Signed in 1992, in force from 1994: new in 1992, and nothing in 1993."""
    made = dcad(tmp_path, {"EIFYear": 1994, "type": "sector", "category1": "TREX", "category2": "PROCUREMENT"})
    rows = made.rows(
        "SELECT year, signed, in_force, sector, training, procurement FROM {dcad_dyads} WHERE ccode1 = 371"
    )
    assert rows == [(1992, 1, 0, 0, 0, 0), (1994, 0, 1, 1, 1, 1), (1995, 0, 1, 1, 1, 1)]


def test_agreements_of_a_pair_add_up_whichever_is_named_first(tmp_path: Path):
    made = dcad(tmp_path, {}, {"ccode1": 371, "ccode2": 640, "signYear": 1994, "endYearEstimate": 2010})
    rows = dict(made.rows("SELECT year, in_force FROM {dcad_dyads} WHERE ccode1 = 640"))
    assert (rows[1993], rows[1994], rows[1995], rows[1996], rows[2010]) == (1, 2, 2, 1, 1)
    assert max(rows) == 2010


def test_codes_for_unknown_are_no_values(tmp_path: Path):
    made = dcad(tmp_path, {"signMonth": -99, "terminated": -88, "span": -77})
    assert made.rows("SELECT signed_month, terminated, span_code FROM {dcad_agreements}") == [(None, None, "-77")]


def test_a_party_that_was_no_state_yet_is_said(tmp_path: Path):
    made = dcad(tmp_path, {"ccode1": 316, "signYear": 1991})
    assert "unmapped-state" in made.codes
    assert made.rows("SELECT state1, state2 FROM {dcad_agreements}") == [(None, "ARM")]


def test_entry_into_force_before_the_signature_is_said(tmp_path: Path):
    made = dcad(tmp_path, {"EIFYear": 1990})
    assert "entered-before-signed" in made.codes
    assert made.one("SELECT min(year) FROM {dcad_dyads}") == 1992


def test_a_year_in_words_is_an_error(tmp_path: Path):
    with pytest.raises(DataError, match="signed_year"):
        dcad(tmp_path, {"signYear": "about 1992"})


@pytest.mark.needs("shared")
def test_the_whole_of_dcad(library: Library):
    (made,) = map(Read, library.part("dcad", "agreements"))
    assert (made.made.version, made.made.span, made.made.rows) == ("1.0", (1980, 2010), 1871)
    assert_described(made, "dcad")
    assert sorted(made.codes) == ["entered-before-signed", "unmapped-state", "unmapped-state"]
    assert made.one("SELECT sum(signed) FROM {dcad_dyads}") == 2 * 1871
    assert made.one("SELECT count(*) FROM {dcad_dyads} WHERE in_force <> general + sector") == 0
    mirrored = "SELECT count(*) FROM {dcad_dyads} a LEFT JOIN {dcad_dyads} b ON a.ccode1 = b.ccode2 "
    mirrored += "AND a.ccode2 = b.ccode1 AND a.year = b.year WHERE b.in_force IS DISTINCT FROM a.in_force"
    assert made.one(mirrored) == 0
    assert made.one("SELECT in_force FROM {dcad_dyads} WHERE (ccode1, ccode2, year) = (2, 20, 1984)") == 1


def test_an_exercise_joins_each_pair_in_the_year_in_which_it_begins(tmp_path: Path):
    """Three parties are three pairs, six directed; the exercise ends in the next year and does not count there."""
    made = mme(tmp_path, {}, {"StateC": "", "Air": 0, "s.year": 1996})
    assert_described(made, "mme")
    assert made.rows("SELECT ccode1, ccode2, year, joint, air, sea, cpx FROM {mme_dyads} ORDER BY ALL") == [
        (369, 372, 1996, 1, 1, 1, 0),
        (369, 640, 1996, 1, 1, 1, 0),
        (372, 369, 1996, 1, 1, 1, 0),
        (372, 640, 1996, 2, 1, 2, 0),
        (640, 369, 1996, 1, 1, 1, 0),
        (640, 372, 1996, 2, 1, 2, 0),
    ]
    assert made.rows("SELECT exercises, air FROM {mme_states} WHERE ccode = 640") == [(2, 1)]


def test_who_is_named_twice_or_under_two_names_takes_part_once(tmp_path: Path):
    made = mme(tmp_path, {"StateB": "Turkey"}, {"StateA": "St. Kitts & Nevis", "StateB": "st. christopher"})
    assert made.rows("SELECT joint FROM {mme_dyads} WHERE ccode1 = 640") == [(1,)]
    assert made.rows("SELECT exercises FROM {mme_states} WHERE ccode = 60") == [(1,)]


def test_exercises_that_share_an_id_are_told_apart(tmp_path: Path):
    made = mme(tmp_path, {"MMEID": "m7"}, {"MMEID": "m7", "StateB": "Italy"})
    assert "shared-ids" in made.codes
    assert made.one("SELECT count(*) FROM {mme_exercises}") == 2
    assert made.one("SELECT joint FROM {mme_dyads} WHERE (ccode1, ccode2) = (640, 369)") == 2


def test_participants_that_are_no_states_or_not_known(tmp_path: Path):
    """NATO and -9 are known to be nobody's name; Yugoslavia in 2004 is Serbia and Montenegro; Narnia is a finding."""
    made = mme(
        tmp_path, {"StateB": "NATO", "StateC": "-9"}, {"s.year": 2004, "StateB": "Yugoslavia", "StateC": "Narnia"}
    )
    assert [message for message in made.codes if message == "unmapped-state"] == ["unmapped-state"]
    assert "Narnia" in made.said("unmapped-state")
    found = dict(made.rows("SELECT name, state FROM {mme_participants}"))
    assert found == {"Turkey": "TUR", "NATO": None, "-9": None, "Yugoslavia": "SCG", "Narnia": None}


@pytest.mark.needs("shared")
def test_the_whole_of_mme(library: Library):
    """Every participant of the real file is a state, or known to be none."""
    (made,) = map(Read, library.part("mme", "exercises"))
    assert (made.made.version, made.made.span, made.made.rows) == ("7", (1980, 2010), 3707)
    assert_described(made, "mme")
    assert made.codes == ["shared-ids"]
    assert made.one("SELECT count(DISTINCT name) FROM {mme_participants} WHERE state IS NULL") == 8
    assert made.rows("SELECT min(year), max(year) FROM {mme_dyads}") == [(1980, 2010)]
    assert made.one("SELECT count(*) FROM {mme_dyads} WHERE joint < greatest(air, land, sea, cpx)") == 0
