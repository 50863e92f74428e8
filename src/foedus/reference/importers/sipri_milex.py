"""SIPRI Military Expenditure Database: a workbook with a sheet a measure, a row a country, a column a year.

What SIPRI says by the colour of a figure is kept: blue for its own estimates, red for highly uncertain ones. A cell
without a figure says why: the data are not available, or there was no such state.
"""

import re
from collections.abc import Iterator
from typing import Any

from foedus.reference.errors import DataError
from foedus.reference.formats import workbook
from foedus.reference.raw import Raw

MEASURES = {
    "Local currency financial years": "local_financial_year",
    "Local currency calendar years": "local",
    "Current US$": "current_usd",
    "Share of GDP": "share_gdp",
    "Per capita": "per_head",
    "Share of Govt. spending": "share_spending",
}
"""Sheets, and what they measure here. That of constant prices has the year of the prices in its name."""
_CONSTANT = re.compile(r"Constant \((?P<year>\d{4})\) US\$")
_ASIDE = {"Front page", "Regional totals", "Share of govt. spending cleaned", "Footnotes"}
_WHY = {"xxx": "no-state", "...": "unavailable", ". .": "unavailable", "..": "unavailable", ". . .": "unavailable"}
_BLUE, _RED = (12, "0000FF"), (10, "FF0000")  # number in Excel's old palette, and RGB
_HEADER = ("country", "year", "measure", "value", "why", "estimate", "uncertain", "notes", "prices")


def _workbook(raw: Raw) -> None:
    with workbook(raw) as sheets:
        measures = dict(MEASURES)
        prices = next((found for name in sheets if (found := _CONSTANT.fullmatch(name))), None)
        if prices:
            measures[prices[0]] = "constant_usd"
        lacking = [name for name in (*MEASURES, "Constant (...) US$") if name not in sheets and name in MEASURES]
        if lacking or not prices:
            raise DataError(f"{raw.path.name} lacks sheets: {', '.join(lacking) or 'Constant (...) US$'}.")
        for unknown in sorted(set(sheets) - set(measures) - _ASIDE):
            raw.expect(False, "unknown-sheet", f"foedus does not know the sheet {unknown}.", "It is left aside.")
        sheet = raw.rows_of(
            _HEADER, (row for name, measure in measures.items() for row in _rows(raw, sheets[name], measure, prices[1]))
        )
    for column in ("country", "measure", "why", "notes"):
        sheet.pop(column)
    sheet.pop("year", "whole")
    sheet.pop("value", "number")
    sheet.pop("estimate", "flag")
    sheet.pop("uncertain", "flag")
    sheet.pop("prices", "whole")
    sheet.make("milex")
    raw.make("milex", "SELECT *, CASE WHEN value IS NOT NULL THEN country END AS named FROM milex")
    raw.states("milex", "named", "sipri")  # the sheets have a row for every country in every year, state or not
    raw.make("milex", "SELECT * EXCLUDE named FROM milex")
    last = raw.db.execute("SELECT max(year) FROM milex").fetchall()[0][0]
    raw.version = str(last + 1) if last else ""
    wide = ", ".join(
        f"any_value(value) FILTER (WHERE measure = '{measure}') AS {measure}"
        for measure in ("constant_usd", "current_usd", "share_gdp", "per_head", "share_spending")
    )
    raw.make(
        "milex_states",
        f"SELECT ccode, state, year, {wide}, "
        "coalesce(bool_or(estimate) FILTER (WHERE measure = 'current_usd'), FALSE) AS estimate, "
        "coalesce(bool_or(uncertain) FILTER (WHERE measure = 'current_usd'), FALSE) AS uncertain "
        "FROM milex WHERE ccode IS NOT NULL AND value IS NOT NULL GROUP BY ccode, state, year ORDER BY ccode, year",
    )


def _rows(raw: Raw, sheet: Any, measure: str, prices: str) -> Iterator[list[object]]:
    years: dict[int, int] = {}
    notes = -1
    odd: list[str] = []
    for row in sheet.iter_rows():
        cells = [cell.value for cell in row]
        if not years:
            if cells and cells[0] == "Country":
                years = {at: int(cell) for at, cell in enumerate(cells) if re.fullmatch(r"\d{4}", str(cell).strip())}
                notes = cells.index("Notes") if "Notes" in cells else -1
            continue
        if (
            not cells
            or not isinstance(cells[0], str)
            or all(cells[at] in (None, "") for at in years if at < len(cells))
        ):
            continue  # a heading of a region, or the end
        for at, year in years.items():
            value, why = _value(cells[at] if at < len(cells) else None)
            if why == "?":
                odd.append(f"{cells[0]} {year}: {cells[at]}")
                why = "unavailable"
            yield [
                cells[0].strip(),
                year,
                measure,
                value,
                why,
                value is not None and _is(row[at], *_BLUE),
                value is not None and _is(row[at], *_RED),
                cells[notes] or None if notes >= 0 else None,
                prices if measure == "constant_usd" else None,
            ]
    if not years:
        raise DataError(f"{raw.path.name} has a sheet {sheet.title} without a row that begins with Country.")
    raw.expect(
        not odd,
        "unknown-mark",
        f"Cells of {sheet.title} hold neither a figure nor a known mark: {'; '.join(odd[:3])}.",
        "They are read as not available.",
    )


def _value(cell: object) -> tuple[float | None, str | None]:
    """A cell's figure, or why it has none: `?` where nobody knows what it says."""
    if isinstance(cell, int | float):
        return float(cell), None
    text = str(cell or "").strip()
    return None, "unavailable" if not text else _WHY.get(text, "?")


def _is(cell: Any, indexed: int, rgb: str) -> bool:
    """Whether a cell's figure is of a colour."""
    colour = cell.font.color if cell.has_style else None
    if colour is None:
        return False
    return colour.indexed == indexed if colour.type == "indexed" else str(colour.rgb).endswith(rgb)


PARTS = {"workbook": _workbook}
