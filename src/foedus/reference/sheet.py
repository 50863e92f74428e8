"""A raw table, every cell text, popped column by column into a typed one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from foedus.reference.errors import DataError
from foedus.terms.words import quoted

if TYPE_CHECKING:
    from foedus.reference.raw import Raw

Cell = Literal["text", "whole", "number", "flag", "date"]
Lines = Callable[[Iterable[int]], Mapping[int, int]]
"""The lines of the file on which rows stand, both from 1; empty where it has no lines."""

MISSING = ("", "NA", "NaN", "nan", ".", "NULL")
"""What stands for "no value" in every dataset; a column may have more, such as "-9"."""
SHOWN = 3
_NUMBER = "CASE WHEN isfinite(TRY_CAST({x} AS DOUBLE)) THEN TRY_CAST({x} AS DOUBLE) END"
_SQL: dict[Cell, str] = {
    "text": "{x}",
    "whole": "CASE WHEN isfinite(TRY_CAST({x} AS DOUBLE)) AND TRY_CAST({x} AS DOUBLE) % 1 = 0 "
    "THEN TRY_CAST(TRY_CAST({x} AS DOUBLE) AS BIGINT) END",
    "number": _NUMBER,
    "flag": "CASE TRY_CAST({x} AS DOUBLE) WHEN 1 THEN TRUE WHEN 0 THEN FALSE END",
    "date": "TRY_CAST({x} AS DATE)",
}
_SAID: dict[Cell, str] = {
    "text": "text",
    "whole": "a whole number",
    "number": "a number",
    "flag": "0 or 1",
    "date": "a date such as 2001-12-31",
}


def name_of(text: str) -> str:
    """A column's or table's name as SQL has it."""
    return '"' + text.replace('"', '""') + '"'


def text_of(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def unique(names: Iterable[str]) -> list[str]:
    """Names of columns told apart: one without a name, or with that of another, gets the number of its place.

    >>> unique(["year", "", "Year"])
    ['year', 'column_2', 'Year_3']
    """
    told: list[str] = []
    seen: set[str] = set()
    for at, one in enumerate(names, 1):
        name = one.strip().replace("\0", "") or f"column_{at}"
        while name.lower() in seen:
            name = f"{name}_{at}"
        seen.add(name.lower())
        told.append(name)
    return told


class Sheet:
    """A raw table. Columns are popped by name, whatever its case; each once."""

    def __init__(self, raw: "Raw", table: str, columns: Sequence[str], lines: Lines) -> None:
        self.raw, self.name = raw, table
        self._left = {column.lower(): column for column in columns}
        self._taken: list[tuple[str, str, Cell]] = []  # its name here, SQL of its raw cell, its kind
        self._absent: list[str] = []
        self._lines = lines

    @property
    def columns(self) -> list[str]:
        """Columns that have not been popped or dropped."""
        return list(self._left.values())

    def has(self, column: str) -> bool:
        """Whether a column is there to be popped."""
        return column.lower() in self._left

    def pop(self, column: str, kind: Cell = "text", name: str = "", missing: Iterable[str] = ()) -> None:
        """Take a column over, as `name` where given. `missing`: texts that here mean "no value", such as "-9".

        A column that the file lacks is noted; `make` complains of all such at once.
        """
        if not self.has(column):
            self._absent.append(column)
            return
        cell = f"trim({name_of(self._left.pop(column.lower()))})"
        nothing = ", ".join(text_of(one) for one in (*MISSING, *missing))
        self._taken.append((name or column.lower(), f"CASE WHEN {cell} NOT IN ({nothing}) THEN {cell} END", kind))

    def drop(self, *columns: str) -> None:
        """Know columns and leave them aside; those that are not there are no matter."""
        for column in columns:
            self._left.pop(column.lower(), None)

    def check(self) -> None:
        """Raises `DataError` where columns that were to be popped are not there, naming all that differ."""
        if not self._absent:
            return
        lacks = ", ".join(quoted(one) for one in self._absent)
        has = ", ".join(quoted(one) for one in self.columns[:20])
        more = f" and {len(self.columns) - 20} more" if len(self.columns) > 20 else ""
        raise DataError(
            f"{self.raw.path.name} is of another release of {self.raw.about.title} than foedus knows: it lacks {lacks}"
            + (f", and has {has}{more}." if has else "."),
            f"foedus knows {_known(self.raw) or 'none'}.",
        )

    def make(self, table: str, where: str = "TRUE") -> None:
        """Make the typed table of what was popped; complain of cells not of their kind, and of columns left over.

        Raises `DataError` where columns are not there.
        """
        self.check()
        self._complain()
        chosen = ", ".join(f"{_SQL[kind].format(x=x)} AS {name_of(name)}" for name, x, kind in self._taken)
        self.raw.make(table, f"SELECT * FROM (SELECT {chosen} FROM {self.name} ORDER BY row_) WHERE {where}")

    def _complain(self) -> None:
        raw = self.raw
        if self._left:
            raw.finding(
                "unknown-columns",
                "warning",
                f"Columns that foedus does not know in {raw.about.title}: {', '.join(self.columns)}.",
                "They are left aside. It may be a newer release than foedus knows.",
            )
        typed = [(name, x, kind) for name, x, kind in self._taken if kind != "text"]
        if not typed:
            return
        counts = ", ".join(
            f"count(*) FILTER (WHERE {x} IS NOT NULL AND {_SQL[k].format(x=x)} IS NULL)" for _, x, k in typed
        )
        bad = raw.db.execute(f"SELECT {counts} FROM {self.name}").fetchall()[0]
        for (name, x, kind), count in zip(typed, bad, strict=True):
            if count:
                self._not_of_its_kind(name, x, kind, count)

    def _not_of_its_kind(self, name: str, x: str, kind: Cell, count: int) -> None:
        cells = self.raw.db.execute(
            f"SELECT row_, {x} FROM {self.name} WHERE {x} IS NOT NULL AND {_SQL[kind].format(x=x)} IS NULL "
            f"ORDER BY row_ LIMIT {SHOWN}"
        ).fetchall()
        lines = self._lines([row for row, _ in cells])
        shown = ", ".join(
            f"{quoted(value)} on line {lines[row]}" if row in lines else f"{quoted(value)} in row {row}"
            for row, value in cells
        )
        more = f" and {count - len(cells):,} more" if count > len(cells) else ""
        if kind == "number" and all("," in value for _, value in cells):
            hint = "These are decimal commas: the file was saved anew by a spreadsheet program. Get it as published."
        elif kind == "date":
            hint = "They are read as no value."
        else:
            hint = "The file was edited, or is of another release than foedus knows. Get it as published."
        self.raw.finding(
            "not-of-its-kind",
            "warning" if kind == "date" else "error",
            f"Column {quoted(name)} should hold {_SAID[kind]}, but has {shown}{more}.",
            hint,
            field=name,
            line=lines.get(cells[0][0], 0),
        )


def _known(raw: "Raw") -> str:
    return ", ".join(one.version for one in raw.file.releases)
