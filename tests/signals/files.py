"""Invented event files in the formats that GDELT and ICEWS publish: rows of which a test says only what it is about."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from foedus.codebook.event_data import GDELT_COLUMNS, ICEWS_COLUMNS

TALKS = {
    "SQLDATE": "20160712", "MonthYear": "201607", "Year": "2016", "FractionDate": "2016.5",
    "Actor1CountryCode": "NOR", "Actor2CountryCode": "CHL", "IsRootEvent": "1", "EventCode": "040",
    "EventBaseCode": "040", "EventRootCode": "04", "QuadClass": "1", "GoldsteinScale": "1.0", "NumMentions": "6",
    "NumSources": "2", "NumArticles": "3", "AvgTone": "0.5", "ActionGeo_FeatureID": "-1000", "DATEADDED": "20160712",
}  # fmt: skip
SENTENCE = {
    "Event Date": "2016-07-12", "Source Country": "Norway", "Target Country": "Chile", "CAMEO Code": "040",
    "Intensity": "1.0", "Story ID": "7", "Sentence Number": "1", "City": "Oslo", "Country": "Norway",
}  # fmt: skip


def gdelt(event: int, width: int = 58, /, **cells: str) -> str:
    """A row of GDELT: talks between Norway and Chile, unless the cells say otherwise."""
    row = {**TALKS, "GLOBALEVENTID": str(event), **cells}
    if width == 61:
        row["DATEADDED"] = row["DATEADDED"].ljust(14, "0")
    return "\t".join(row.get(column, "") for column in GDELT_COLUMNS[width])


def icews(event: int, **cells: str) -> str:
    """A row of ICEWS; the names of its columns with underscores."""
    row = {**SENTENCE, "Event ID": str(event), **{name.replace("_", " "): cell for name, cell in cells.items()}}
    return "\t".join(row.get(column, "") for column in ICEWS_COLUMNS)


def written(path: Path, rows: Iterable[str]) -> Path:
    """The rows as a file: by the ending plain, or in a zip. ICEWS rows get their header."""
    lines = list(rows)
    if lines and lines[0].count("\t") + 1 == len(ICEWS_COLUMNS):
        lines.insert(0, "\t".join(ICEWS_COLUMNS))
    text = "".join(f"{line}\n" for line in lines)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
            box.writestr(path.stem, text)
    else:
        path.write_text(text, encoding="utf-8", newline="")
    return path
