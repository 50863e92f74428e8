"""SIPRI Top 100: arms-producing and military services companies, a sheet a year."""

import re
from collections.abc import Iterator
from typing import Any

from foedus.reference.errors import DataError
from foedus.reference.formats import workbook
from foedus.reference.raw import Raw

_HEADER = ("year", "rank", "firm", "country", "arms", "arms_constant", "revenue", "share", "prices")
_MISSING = (". .", "..", "...", "-", "\u2013")
_KNOWN = (
    r"Rank \(\d{4}\).*", r"Company.*", r"Notes.*", r"Country.*", r"Arms Revenue \(\d{4}\)", r"Total Revenue \(\d{4}\)",
    r"Arms Revenue as a % of total revenue.*", r"Arms Revenue \d{4} \(constant \d{4} prices\).*",
    r"(Total )?Profit.*", r"(Total )?[Ee]mploy.*", r".*[Cc]hange.*",
)  # fmt: skip


def _workbook(raw: Raw) -> None:
    with workbook(raw) as sheets:
        years = {int(name): sheet for name, sheet in sheets.items() if re.fullmatch(r"\d{4}", name)}
        for unknown in sorted(name for name in sheets if not re.fullmatch(r"\d{4}", name)):
            raw.expect(False, "unknown-sheet", f"foedus does not know the sheet {unknown}.", "It is left aside.")
        sheet = raw.rows_of(_HEADER, (row for year in sorted(years) for row in _rows(raw, years[year], year)))
    sheet.pop("year", "whole")
    sheet.pop("rank", "whole")
    sheet.pop("firm")
    sheet.pop("country")
    for column in ("arms", "arms_constant", "revenue", "share"):
        sheet.pop(column, "number", missing=_MISSING)
    sheet.pop("prices", "whole")
    sheet.make("top100")
    raw.states("top100", "country", "sipri")
    last = raw.db.execute("SELECT max(year) FROM top100").fetchall()[0][0]
    raw.version = str(last + 1) if last else ""
    raw.make(
        "top100_states",
        "SELECT ccode, year, count(*) AS firms, sum(arms) AS arms, sum(arms_constant) AS arms_constant "
        "FROM top100 WHERE ccode IS NOT NULL GROUP BY ALL ORDER BY ALL",
    )


def _rows(raw: Raw, sheet: Any, year: int) -> Iterator[list[object]]:
    places: dict[str, int] = {}
    prices: str | None = None
    for row in sheet.iter_rows(values_only=True):
        if not places:
            if row and str(row[0]).startswith("Rank"):
                names = [re.sub(r"\s+", " ", str(cell or "")).strip() for cell in row]
                places, prices = _places(raw, names, year)
            continue
        if not isinstance(row[0], int | float):
            continue  # notes below the table
        cells = {name: row[at] for name, at in places.items()}
        constant = cells.get("arms_constant", cells["arms"] if prices == str(year) else None)
        share = cells["share"]
        yield [
            year, cells["rank"], str(cells["firm"]).strip(), cells["country"], cells["arms"], constant,
            cells["revenue"], share, prices,
        ]  # fmt: skip
    if not places:
        raise DataError(f"{raw.path.name} has a sheet {year} without a row that begins with Rank.")


def _places(raw: Raw, names: list[str], year: int) -> tuple[dict[str, int], str | None]:
    """Where the columns stand, and the year of the constant prices. Raises `DataError` where one is missing."""
    wanted = {
        "rank": rf"Rank \({year}\).*",
        "firm": r"Company.*",
        "country": r"Country.*",
        "arms": rf"Arms Revenue \({year}\)",
        "revenue": rf"Total Revenue \({year}\)",
        "share": r"Arms Revenue as a % of total revenue.*",
        "arms_constant": rf"Arms Revenue {year} \(constant \d{{4}} prices\).*",
    }
    places = {}
    for ours, pattern in wanted.items():
        at = next((at for at, name in enumerate(names) if re.fullmatch(pattern, name)), None)
        if at is not None:
            places[ours] = at
        elif ours != "arms_constant":
            raise DataError(f"{raw.path.name} has no column for {ours} in its sheet {year}.", "Get it as published.")
    for name in names:
        known = not name or any(re.fullmatch(pattern, name) for pattern in _KNOWN)
        raw.expect(
            known, "unknown-columns", f"foedus does not know the column {name} of sheet {year}.", "It is left aside."
        )
    found = next((found for name in names if (found := re.search(r"constant (\d{4}) prices", name))), None)
    return places, found[1] if found else None


PARTS = {"workbook": _workbook}
