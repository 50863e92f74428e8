"""Event files: GDELT's three widths without a header, and ICEWS's."""

import csv
from pathlib import Path

import pytest

from foedus.codebook.event_data.gdelt import COLUMNS
from foedus.codebook.event_data.icews import COLUMNS as ICEWS
from foedus.reference import shelf
from foedus.reference.errors import DataError
from foedus.reference.store import Library
from tests.conftest import SHARED
from tests.reference.importers.reading import Read, assert_described, read, written

REPORT = {
    "SQLDATE": "20160728", "MonthYear": "201607", "Year": "2016", "FractionDate": "2016.5", "Actor1Code": "TURGOV",
    "Actor1Name": "ANKARA", "Actor1CountryCode": "TUR", "Actor2CountryCode": "AFR", "IsRootEvent": "1",
    "EventCode": "040", "EventBaseCode": "040", "EventRootCode": "04", "QuadClass": "1", "GoldsteinScale": "1.0",
    "NumMentions": "3", "NumSources": "1", "NumArticles": "3", "AvgTone": "-0.5", "ActionGeo_FullName": 'The "Hall"',
    "DATEADDED": "20160728",
}  # fmt: skip


def line(event: int, width: int = 58, **cells: str) -> str:
    row = {**REPORT, "GLOBALEVENTID": str(event), **cells}
    return "\t".join(row.get(column, "") for column in COLUMNS[width])


def gdelt(tmp_path: Path, *lines: str) -> Read:
    return read(written(tmp_path / "20160728.export.tsv", lines), tmp_path / "cache", "gdelt")


@pytest.mark.parametrize("width", COLUMNS)
def test_a_file_of_each_width(tmp_path: Path, width: int):
    """57 columns to March 2013, 58 since, 61 in version 2.0, where the time of adding has hours."""
    address = {"SOURCEURL": "https://paper.example/a"} if width > 57 else {}
    added = {"DATEADDED": "20160728121500"} if width == 61 else {}
    made = gdelt(tmp_path, *(line(at, width, **address, **added) for at in range(1, 6)))
    assert_described(made, "gdelt")
    assert made.codes == []
    rows = made.rows(
        "SELECT event, CAST(day AS VARCHAR), state1, ccode1, state2, place, CAST(added AS VARCHAR), address "
        "FROM {gdelt_events} LIMIT 1"
    )
    assert rows == [
        (1, "2016-07-28", "TUR", 640, None, 'The "Hall"', "2016-07-28", address.get("SOURCEURL")),
    ]


def test_rows_of_two_widths_in_one_file_are_read_and_said(tmp_path: Path):
    made = gdelt(tmp_path, *(line(at, SOURCEURL="x") for at in range(1, 41)), line(99, 57))
    assert made.codes == ["mixed-rows"]
    assert made.rows("SELECT address FROM {gdelt_events} WHERE event = 99") == [(None,)]
    assert made.made.rows == 41


def test_a_file_cut_off_in_a_row_is_an_error(tmp_path: Path):
    whole = [line(at) for at in range(1, 41)]
    with pytest.raises(DataError, match="rows of 20, 58 columns"):
        gdelt(tmp_path, *whole, "\t".join(line(99).split("\t")[:20]))


def test_mentions_are_not_taken_for_events(tmp_path: Path):
    path = written(tmp_path / "mentions.tsv", ["\t".join(["1"] * 16)] * 3)
    assert shelf.recognise(path) is None


def test_codes_name_who_it_was_in_that_year(tmp_path: Path):
    """GDELT writes today's codes for all years: Russia in 1982 is the USSR, Azerbaijan was no state, XYZ is nobody."""
    made = gdelt(
        tmp_path,
        line(1, Year="1982", SQLDATE="19820103", Actor1CountryCode="RUS", Actor2CountryCode="AZE"),
        line(2, Actor1CountryCode="XYZ"),
    )
    assert made.rows("SELECT state1, ccode1, state2 FROM {gdelt_events} WHERE event = 1") == [("SUN", 365, None)]
    assert made.codes == ["unmapped-state"]
    assert "XYZ" in made.said("unmapped-state")


def test_a_day_that_is_none_is_said(tmp_path: Path):
    made = gdelt(tmp_path, line(1, SQLDATE="20161399"))
    assert made.codes == ["undated"]


@pytest.mark.needs("shared")
def test_the_columns_are_those_that_gdelt_publishes():
    labels = SHARED / "data" / "events" / "gdelt_pkg"
    with (labels / "GDELT_1.0_event_Column_Labels_Header_Row_Sep2016.tsv").open(encoding="utf-8") as file:
        assert file.read().split()[1:] == COLUMNS[58]
    with (labels / "GDELT_2.0_Events_Column_Labels_Header_Row_Sep2016.csv").open(encoding="utf-8", newline="") as file:
        assert [row["tableId"] for row in csv.DictReader(file)] == COLUMNS[61]


@pytest.mark.needs("shared")
def test_the_whole_sample_of_gdelt(library: Library):
    (made,) = map(Read, library.part("gdelt", "events"))
    assert_described(made, "gdelt")
    assert (made.made.version, made.made.rows, made.codes) == ("1.0", 710, ["mixed-rows"])
    assert "201 rows of 57" in made.said("mixed-rows")
    assert made.one("SELECT count(*) FROM {gdelt_events} WHERE address IS NULL") == 201
    assert made.one("SELECT count(*) FROM {gdelt_events} WHERE day IS NULL OR added IS NULL") == 0
    assert made.one("SELECT count(DISTINCT state1) FROM {gdelt_events}") > 50


def icews(tmp_path: Path, *rows: dict[str, str]) -> Read:
    base = {"Event Date": "2018-06-01", "Source Country": "Turkey", "Target Country": "None", "CAMEO Code": "040",
            "Intensity": "1.0", "District": "NA"}  # fmt: skip
    lines = ["\t".join(ICEWS)]
    for at, row in enumerate(rows, 1):
        lines.append("\t".join({**base, "Event ID": str(at), **row}.get(column, "") for column in ICEWS))
    return read(written(tmp_path / "events.tab", lines), tmp_path / "cache", "icews")


def test_icews_names_its_countries(tmp_path: Path):
    made = icews(tmp_path, {"Target Country": "Moldova, Republic of", "Source Name": 'The "Voice"'}, {})
    assert_described(made, "icews")
    assert "unmapped-state" not in made.codes
    assert made.rows("SELECT actor1_name, state1, state2, year, cameo FROM {icews_events}") == [
        ('The "Voice"', "TUR", "MDA", 2018, "040"),
        (None, "TUR", None, 2018, "040"),
    ]


def test_a_name_that_icews_does_not_have_is_said(tmp_path: Path):
    made = icews(tmp_path, {"Source Country": "Atlantis"})
    assert "Atlantis" in made.said("unmapped-state")


@pytest.mark.needs("shared")
def test_the_whole_sample_of_icews(library: Library):
    (made,) = map(Read, library.part("icews", "events"))
    assert_described(made, "icews")
    assert (made.made.rows, made.codes) == (3705, [])
    assert made.rows("SELECT min(CAST(day AS VARCHAR)), max(CAST(day AS VARCHAR)) FROM {icews_events}") == [
        ("2018-06-01", "2018-06-02")
    ]
    unmapped = made.rows(
        "SELECT DISTINCT actor1_country FROM {icews_events} WHERE actor1_country IS NOT NULL AND state1 IS NULL"
    )
    assert unmapped == [("Hong Kong",)]
