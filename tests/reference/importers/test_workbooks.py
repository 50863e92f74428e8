"""SIPRI's two workbooks: a sheet a measure with marks and colours, and a sheet a year with notes below."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.styles.colors import Color

from foedus.reference.errors import DataError
from foedus.reference.importers.sipri_milex import MEASURES
from foedus.reference.store import Library
from tests.reference.importers.reading import Read, assert_described, read

YEARS = [1989, 1990, 1991, 1992, 2024]
FIGURES: list[Sequence[object]] = [
    ["Europe"],
    ["Utopia West"],
    ["Turkey", "§1", 10.5, 11, "xxx", ". .", 12],
    ["Kazakhstan", "", "xxx", "xxx", "xxx", 3.5, "..."],
]


def milex(tmp_path: Path, figures: Sequence[Sequence[object]] = FIGURES, leave_out: str = "", extra: str = "") -> Read:
    book = openpyxl.Workbook()
    book.active.title = "Front page"
    for title in [*MEASURES, "Constant (2023) US$", *([extra] if extra else [])]:
        if title == leave_out:
            continue
        sheet = book.create_sheet(title)
        sheet.append(["Military expenditure by country"])
        sheet.merge_cells("A1:G1")
        sheet.append([])
        sheet.append(["Country", "Notes", *YEARS])
        for row in figures:
            sheet.append(row)
        sheet["C6"].font = Font(color=Color(indexed=12))
        sheet["D6"].font = Font(color="FFFF0000")
    path = tmp_path / "milex.xlsx"
    book.save(path)
    return read(path, tmp_path / "cache", "sipri-milex")


def test_figures_marks_and_colours_are_kept(tmp_path: Path):
    """Blue is an estimate, red is uncertain, xxx is no state, dots are not available; headings are no countries."""
    made = milex(tmp_path)
    assert made.codes == []
    assert_described(made, "sipri-milex")
    assert (made.made.version, made.made.span) == ("2025", (1949, 2024))
    rows = made.rows(
        "SELECT country, year, value, why, estimate, uncertain, ccode FROM {milex} "
        "WHERE measure = 'share_gdp' ORDER BY ALL"
    )
    assert rows == [
        ("Kazakhstan", 1989, None, "no-state", False, False, None),
        ("Kazakhstan", 1990, None, "no-state", False, False, None),
        ("Kazakhstan", 1991, None, "no-state", False, False, None),
        ("Kazakhstan", 1992, 3.5, None, False, False, 705),
        ("Kazakhstan", 2024, None, "unavailable", False, False, None),
        ("Turkey", 1989, 10.5, None, True, False, 640),
        ("Turkey", 1990, 11.0, None, False, True, 640),
        ("Turkey", 1991, None, "no-state", False, False, None),
        ("Turkey", 1992, None, "unavailable", False, False, None),
        ("Turkey", 2024, 12.0, None, False, False, 640),
    ]
    assert made.rows("SELECT DISTINCT measure, prices FROM {milex} WHERE prices IS NOT NULL") == [
        ("constant_usd", 2023)
    ]
    assert made.rows("SELECT ccode, year, constant_usd, estimate, uncertain FROM {milex_states} ORDER BY ALL") == [
        (640, 1989, 10.5, True, False),
        (640, 1990, 11.0, False, True),
        (640, 2024, 12.0, False, False),
        (705, 1992, 3.5, False, False),
    ]


def test_a_mark_that_nobody_knows_is_said_and_no_figure(tmp_path: Path):
    made = milex(tmp_path, [*FIGURES, ["Chile", "", 1, "n/a", "1,5", 2, 3]])
    assert set(made.codes) == {"unknown-mark"}
    assert "Chile 1990: n/a" in made.made.findings[0].message
    assert made.one("SELECT count(*) FROM {milex} WHERE country = 'Chile' AND why = 'unavailable'") == 2 * 7


def test_a_workbook_without_a_measure_is_an_error(tmp_path: Path):
    with pytest.raises(DataError, match="lacks sheets: Constant"):
        milex(tmp_path, leave_out="Constant (2023) US$")


def test_a_sheet_that_nobody_knows_is_said(tmp_path: Path):
    made = milex(tmp_path, extra="Share of dreams")
    assert "Share of dreams" in made.said("unknown-sheet")


def test_a_figure_for_a_country_that_was_no_state_is_said(tmp_path: Path):
    made = milex(tmp_path, [["Kazakhstan", "", 1, "xxx", "xxx", "xxx", "..."], ["Atlantis", "", 1]])
    told = [finding.message for finding in made.made.findings if finding.code == "unmapped-state"]
    assert len(told) == 2
    assert made.one("SELECT count(*) FROM {milex_states}") == 0


def test_a_workbook_cut_short_is_an_error(tmp_path: Path):
    milex(tmp_path)
    path = tmp_path / "milex.xlsx"
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(DataError, match="cut short or damaged"):
        read(path, tmp_path / "cache", "sipri-milex")


@pytest.mark.needs("shared")
def test_the_whole_of_milex(library: Library):
    """174 countries, five measures of 76 years and two of 37; whoever has a figure is a state or known not to be."""
    (made,) = map(Read, library.part("sipri-milex", "workbook"))
    assert (made.made.version, made.made.span) == ("2025", (1949, 2024))
    assert made.made.rows == 174 * (5 * 76 + 2 * 37)
    assert_described(made, "sipri-milex")
    assert made.codes == []
    assert made.rows(
        "SELECT DISTINCT country FROM {milex} WHERE value IS NOT NULL AND year > 2010 AND state IS NULL"
    ) == [("European Union",)]
    counts = made.rows(
        "SELECT measure, count(value), count(*) FILTER (WHERE estimate), count(*) FILTER (WHERE uncertain), "
        "count(*) FILTER (WHERE why = 'no-state') FROM {milex} GROUP BY ALL ORDER BY ALL"
    )
    assert ("share_gdp", 8245, 1829, 147, 240) in counts
    assert made.one("SELECT min(share_gdp) >= 0 AND max(share_gdp) < 2 FROM {milex_states}")
    assert made.one("SELECT count(*) - count(DISTINCT (ccode, year)) FROM {milex_states}") == 0


FIRMS: list[Sequence[object]] = [
    [1, 2, "Kites plc", "United Kingdom", 200, 150, 400, 0.5, 210],
    [2, "-", "Sleds", "Türkiye ", 100, ". .", ". .", ". .", 105],
    [3, 1, "Airy", "Trans-European", 50, 40, 100, 0.5, 55],
    [],
    ["Note: made up."],
    ["a", "Not all firms."],
]


def top100(tmp_path: Path, firms: Sequence[Sequence[object]] = FIRMS, arms: str = "Arms Revenue  ({})") -> Read:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for year in (2002, 2005, 2010, 2015, 2019):
        sheet = book.create_sheet(f"{year} " if year == 2010 else str(year))
        sheet.append([f"The SIPRI Top 100 companies, {year}(a)"])
        sheet.append([
            f"Rank ({year}) *Note (b)", f"Rank ({year - 1})", "Company (c) ", " Country ", arms.format(year),
            f"Arms Revenue ({year - 1})", f"Total Revenue ({year})", f"Arms Revenue as a % of total revenue ({year})",
            f"Arms Revenue {year} (constant 2022 prices) note (d)",
        ])  # fmt: skip
        for row in firms:
            sheet.append(row)
    path = tmp_path / "top.xlsx"
    book.save(path)
    return read(path, tmp_path / "cache", "sipri-top100")


def test_firms_of_a_year_without_the_notes_below(tmp_path: Path):
    made = top100(tmp_path)
    assert_described(made, "sipri-top100")
    assert "unmapped-state" not in made.codes
    assert made.rows(
        "SELECT rank, firm, arms, arms_constant, revenue, share, ccode FROM {top100} WHERE year = 2010"
    ) == [
        (1, "Kites plc", 200.0, 210.0, 400.0, 0.5, 200),
        (2, "Sleds", 100.0, 105.0, None, None, 640),
        (3, "Airy", 50.0, 55.0, 100.0, 0.5, None),
    ]
    assert made.rows("SELECT firms, arms FROM {top100_states} WHERE (ccode, year) = (640, 2019)") == [(1, 100.0)]


def test_a_sheet_without_arms_sales_is_an_error(tmp_path: Path):
    with pytest.raises(DataError, match="no column for arms in its sheet 2002"):
        top100(tmp_path, arms="Turnover ({})")


@pytest.mark.needs("shared")
def test_the_whole_of_the_top_100(library: Library):
    (made,) = map(Read, library.part("sipri-top100", "workbook"))
    assert (made.made.version, made.made.span, made.made.rows) == ("2023", (2002, 2022), 2100)
    assert_described(made, "sipri-top100")
    assert made.codes == []
    assert made.rows("SELECT DISTINCT country FROM {top100} WHERE state IS NULL") == [("Trans-European",)]
    assert made.one("SELECT count(*) FROM {top100} WHERE arms IS NULL OR arms_constant IS NULL") == 0
    assert made.rows("SELECT count(*), min(year) FROM {top100} WHERE state = 'CHN'") == [(63, 2015)]
