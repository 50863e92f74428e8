"""A panel as a Stata file, within Stata's limits: names of 32 characters, labels of 80, no whole numbers of 64 bits."""

from pathlib import Path

import duckdb

from foedus.case.findings import Finding
from foedus.reference.errors import DataError
from foedus.reference.panel.ask import noted
from foedus.reference.panel.columns import Description
from foedus.reference.raw import name_of

NAME, LABEL = 32, 80
"""Characters of a name and of a label at most (Stata 14 and later; manual, [R] limits)."""
MOST_COLUMNS = 32_767
"""Columns of Stata/SE."""
_SUFFIXES = ("_carried", "_why")


def names(wanted: list[str]) -> dict[str, str]:
    """Each name as Stata can have it: shortened before its suffix, and still like no other.

    >>> names(["cinc1", "a_very_long_name_of_a_variable_of_two1_why"])["a_very_long_name_of_a_variable_of_two1_why"]
    'a_very_long_name_of_a_variab_why'
    """
    taken = {name for name in wanted if len(name) <= NAME}
    found: dict[str, str] = {}
    for name in wanted:
        short = name
        if len(name) > NAME:
            suffix = next((one for one in _SUFFIXES if name.endswith(one)), "")
            stem = name.removesuffix(suffix)
            short, number = stem[: NAME - len(suffix)] + suffix, 1
            while short in taken:
                number += 1
                mark = f"_{number}{suffix}"
                short = stem[: NAME - len(mark)] + mark
            taken.add(short)
        found[name] = short
    return found


def write(db: duckdb.DuckDBPyConnection, sql: str, path: Path, description: Description) -> list[Finding]:
    """Write a query's rows with a label at each variable; returns which names had to be shortened."""
    try:
        import pandas  # noqa: F401
        import pyreadstat
    except ImportError as error:
        raise DataError(
            "Stata files need pyreadstat and pandas.", 'Install them: pip install "foedus[data,frames]"'
        ) from error
    if len(description.columns) > MOST_COLUMNS:
        raise DataError(f"Stata has at most {MOST_COLUMNS:,} variables.", "Ask for fewer, or write .parquet.")
    short = names([column.name for column in description.columns])
    chosen = ", ".join(
        f"{f'CAST({name_of(c.name)} AS DOUBLE)' if c.kind != 'text' else name_of(c.name)} AS {name_of(short[c.name])}"
        if c.role != "key" or c.kind == "text"
        else f"{name_of(c.name)} AS {name_of(short[c.name])}"
        for c in description.columns
    )
    frame = db.sql(f"SELECT {chosen} FROM ({sql})").df()
    labels: list[str | None] = [_label(column.label) for column in description.columns]
    way = "directed " if description.directed else ""
    title = f"foedus {description.foedus}: {way}{description.unit}s {description.start}-{description.end}"
    try:
        pyreadstat.write_dta(frame, str(path), file_label=title[:LABEL], column_labels=labels, version=15)
    except pyreadstat.ReadstatError as error:
        raise DataError(f"The Stata file cannot be written: {error}.", "Write .parquet or .csv.") from error
    changed = [f"{old} as {new}" for old, new in short.items() if old != new]
    if not changed:
        return []
    return [
        noted(
            "shortened-names",
            f"Stata's names have {NAME} characters at most; shortened: {', '.join(changed)}.",
            "The file beside it has them in full.",
        )
    ]


def _label(text: str) -> str:
    """A label that fits, counted in bytes as Stata does in older versions."""
    if len(text) <= LABEL:
        return text
    return text[: LABEL - 1].rstrip() + "…"
