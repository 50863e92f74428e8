"""Measures by country and year: ideal points, V-Dem, democracy, GDP."""

from pathlib import Path

import pytest

from foedus.reference import shelf
from foedus.reference.errors import DataError
from foedus.reference.importers.vdem import INDICES
from foedus.reference.store import Library
from tests.conftest import SHARED
from tests.reference.importers.reading import Read, assert_described, csv_line, read, written

BOUNDS = [f"{index}{end}" for index in INDICES for end in ("", "_codelow", "_codehigh", "_sd")]
CORE = ["country_name", "country_text_id", "country_id", "year", "historical_date", "histname", "v2x_regime",
        "v2xel_apples", *BOUNDS]  # fmt: skip
SIMPLE = ["vdem_country_name", "country_text_id", "year", "histname", "extended_country_name", "GWn", "cown",
          "in_GW_system", *BOUNDS]  # fmt: skip


def core(tmp_path: Path, *rows: tuple[str, int, float | str]) -> Read:
    lines = [",".join(CORE)]
    for code, year, value in rows:
        cells = {
            "country_name": code,
            "country_text_id": code,
            "year": year,
            "v2x_regime": 1,
            **dict.fromkeys(BOUNDS, value),
        }
        lines.append(csv_line(CORE, cells))
    return read(written(tmp_path / "core.csv", lines), tmp_path / "cache", "vdem")


@pytest.mark.parametrize(
    ("code", "year", "key", "ccode"),
    [
        ("TUR", 1900, "XOT", 640),
        ("TUR", 1990, "TUR", 640),
        ("RUS", 1900, "XRE", 365),
        ("RUS", 1950, "SUN", 365),
        ("RUS", 1991, "SUN", 365),
        ("RUS", 1992, "RUS", 365),
        ("SRB", 1950, "YUG", 345),
        ("SRB", 2004, "SCG", 345),
        ("SRB", 2010, "SRB", 345),
        ("CZE", 1950, "CSK", 315),
        ("CZE", 1993, "CZE", 316),
        ("DEU", 1860, "XPR", 255),
        ("DEU", 1970, "DEU", 260),
        ("DDR", 1970, "DDR", 265),
        ("VNM", 1960, "VDR", 816),
        ("VDR", 1960, "XSV", 817),
        ("VNM", 1980, "VNM", 816),
        ("YEM", 1960, "YEM", 678),
        ("YMD", 1970, "YMD", 680),
        ("AUT", 1900, "XAH", 300),
        ("ZZB", 1964, "XZN", 511),
        ("KAZ", 1990, None, None),
        ("AGO", 1930, None, None),
        ("PSG", 2010, None, None),
        ("HKG", 2010, None, None),
    ],
)
def test_whom_vdem_means_in_that_year(tmp_path: Path, code: str, year: int, key: str | None, ccode: int | None):
    """V-Dem goes on through empires and colonies: its rows there are whose they were, or no state's, without a word."""
    made = core(tmp_path, (code, year, 0.5), ("USA", 2024, 0.5))
    assert "unmapped-state" not in made.codes
    assert made.rows(f"SELECT state, ccode FROM {{vdem}} WHERE code = '{code}' AND year = {year}") == [(key, ccode)]


def test_the_core_file_is_read_by_the_columns_wanted(tmp_path: Path):
    """It has hundreds more, which are left aside; its last year tells the release."""
    made = core(tmp_path, ("TUR", 2023, 0.25), ("USA", 2023, ""))
    assert_described(made, "vdem")
    assert (made.made.version, made.made.span) == ("14", (1789, 2023))
    assert "unknown-columns" not in made.codes
    assert made.rows("SELECT polyarchy, libdem_low, egaldem_high, regime FROM {vdem} ORDER BY code") == [
        (0.25, 0.25, 0.25, 1),
        (None, None, None, 1),
    ]


def test_an_unknown_country_of_vdem_is_said(tmp_path: Path):
    made = core(tmp_path, ("QQQ", 2023, 0.25))
    assert "QQQ" in made.said("unmapped-state")


def test_an_extract_without_an_index_is_an_error(tmp_path: Path):
    header = [name for name in SIMPLE if not name.startswith("v2x_delibdem")]
    line = csv_line(header, {"vdem_country_name": "Turkey", "country_text_id": "TUR", "year": 2024})
    with pytest.raises(DataError, match="v2x_delibdem"):
        read(written(tmp_path / "simple.csv", [",".join(header), line]), tmp_path / "cache", "vdem")


@pytest.mark.needs("shared")
def test_the_whole_extract_of_vdem(library: Library):
    """Its own column of COW numbers, made by others, agrees with ours wherever both say that there was a state."""
    (made,) = map(Read, library.part("vdem", "years"))
    assert (made.made.version, made.made.span, made.made.rows) == ("15", (1789, 2024), 27_913)
    assert_described(made, "vdem")
    assert made.codes == []
    assert made.one("SELECT count(*) - count(DISTINCT (ccode, year)) FROM {vdem} WHERE ccode IS NOT NULL") == 0
    theirs = f"read_csv('{SHARED}/data/democracy/vdem_simple.csv', all_varchar = true)"
    differ = made.rows(
        "SELECT code, min(v.year), max(v.year), any_value(ccode), any_value(cown) FROM {vdem} v JOIN "
        f"(SELECT country_text_id AS code, year::DOUBLE::INT AS year, cown::DOUBLE::INT AS cown FROM {theirs}) t "
        "USING (code, year) WHERE ccode <> cown AND v.year >= 1816 GROUP BY code, ccode, cown ORDER BY 1, 2"
    )
    assert differ == [  # theirs goes by the name of today; ours by who was COW's member
        ("AUT", 1816, 1917, 300, 305),  # Austria-Hungary
        ("CZE", 1918, 1992, 315, 316),  # Czechoslovakia
        ("DEU", 1990, 1990, 255, 260),  # united in October
        ("KOR", 1910, 1910, 730, 732),  # Korea to 1910
    ]


@pytest.mark.needs("shared")
def test_the_whole_of_the_ideal_points(library: Library):
    (made,) = map(Read, library.part("unga", "points"))
    assert (made.made.version, made.made.span, made.made.rows) == ("July 2025", (1946, 2024), 11_440)
    assert_described(made, "unga")
    assert made.codes == []
    assert made.one("SELECT count(*) - count(DISTINCT (ccode, year)) FROM {unga_points} WHERE ccode IS NOT NULL") == 0
    assert made.rows("SELECT max(year) FROM {unga_points} WHERE ideal_point_all IS NOT NULL") == [(2023,)]
    assert made.one("SELECT count(*) FROM {unga_points} WHERE ideal_point = 'NaN'") == 0
    # China's seat was the Republic of China's: on the mainland to 1948, on Taiwan to 1971
    assert made.rows(
        "SELECT ccode, state FROM {unga_points} WHERE code = 713 AND year IN (1947, 1960) ORDER BY year"
    ) == [
        (710, "CHN"),
        (713, "TWN"),
    ]
    # members that COW does not count as states keep their points, and join no panel
    assert made.one("SELECT count(*) FROM {unga_points} WHERE ccode IS NULL") == 92


@pytest.mark.needs("frames")
def test_missing_values_of_stata_are_no_values(tmp_path: Path):
    """A member that did not vote has no ideal point: that is not 0."""
    import pandas as pd
    import pyreadstat

    names = ["ccode", "year", "iso3c", "countryname", "idealpointfp", "idealpointall", "idealpointlegacy", "nvotesfp",
             "nvotesall", "nvotesLegacy"]  # fmt: skip
    quantiles = [f"{q}{kind}" for kind in ("fp", "all") for q in ("qo", "q5", "q10", "q50", "q90", "q95", "q100")]
    frame = pd.DataFrame(
        [
            [640, 1990, "TUR", "Turkey", 0.5, 0.25, None, 10, 12, None] + [0.1] * 14,
            [2, 1990, "USA", "", None, 1.5, None, 0, 9, None] + [None] * 14,
        ],
        columns=names + quantiles,
    )
    path = tmp_path / "points.dta"
    pyreadstat.write_dta(frame, str(path))
    made = read(path, tmp_path / "cache", "unga")
    assert made.rows("SELECT ccode, ideal_point, votes, low FROM {unga_points} ORDER BY ccode") == [
        (2, None, 0, None),
        (640, 0.5, 10, 0.1),
    ]
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(DataError):
        read(path, tmp_path / "cache", "unga")


@pytest.mark.needs("shared")
@pytest.mark.parametrize(
    ("name", "table", "span", "rows"),
    [("democracy", "democracy", (1816, 2025), 17_706), ("gdp", "gdp", (1816, 2019), 16_536)],
)
def test_the_tables_on_cow_years(library: Library, name: str, table: str, span: tuple[int, int], rows: int):
    (made,) = map(Read, library.part(name, "years"))
    assert (made.made.span, made.made.rows) == (span, rows)
    assert_described(made, name)
    assert made.codes == []
    assert made.rows(f"SELECT min(year), max(year) FROM {{{table}}}") == [span]


@pytest.mark.needs("shared")
def test_polity_ends_where_its_window_says(library: Library):
    (made,) = map(Read, library.part("democracy", "years"))
    assert made.rows("SELECT min(year), max(year) FROM {democracy} WHERE polity2 IS NOT NULL") == [(1816, 2020)]
    later = made.rows("SELECT DISTINCT state FROM {democracy} WHERE polity2 IS NOT NULL AND year > 2018")
    assert later == [("USA",)], "the window ends in 2018: after it there is one state only"


def test_a_spreadsheets_decimal_commas_are_told(tmp_path: Path):
    lines = ["ccode,year,euds,aeuds,polity2,v2x_polyarchy", '640,1990,"0,1",0.1,9,0.4']
    with pytest.raises(DataError, match=r'euds.*"0,1"'):
        read(written(tmp_path / "democracy.csv", lines), tmp_path / "cache", "democracy")


def test_half_a_point_of_polity_is_an_error(tmp_path: Path):
    lines = ["ccode,year,euds,aeuds,polity2,v2x_polyarchy", "640,1990,0.1,0.1,9.5,0.4"]
    with pytest.raises(DataError, match=r'polity2.*whole number.*"9.5"'):
        read(written(tmp_path / "democracy.csv", lines), tmp_path / "cache", "democracy")


def test_a_file_of_another_dataset_is_not_taken(tmp_path: Path):
    path = written(tmp_path / "gdp.csv", ["ccode,year,gdp", "640,1990,1"])
    assert shelf.recognise(path) is None
