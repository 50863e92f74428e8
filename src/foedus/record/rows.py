"""Rows that come out of the record: plain dictionaries, or a frame where a library for them is installed."""

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow


class Rows(Sequence[Mapping[str, Any]]):
    """The rows of an answer, in order, each a dictionary by column.

    What a record has answered is kept in columns: `to_polars`, `to_pandas` and `to_arrow`, which need the extra
    `foedus[frames]`, take them over as they are. Rows are made of them when they are first looked at.
    """

    def __init__(self, columns: Sequence[str], values: "Sequence[tuple[Any, ...]] | duckdb.DuckDBPyRelation") -> None:
        self.columns = tuple(columns)
        self._held = None if isinstance(values, Sequence) else values
        if isinstance(values, Sequence):
            self._values = values

    @cached_property
    def _values(self) -> Sequence[tuple[Any, ...]]:
        return self._held.fetchall() if self._held is not None else ()

    @cached_property
    def _length(self) -> int:
        return len(self._values) if self._held is None else len(self._held)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows": ...
    def __getitem__(self, index: int | slice) -> "dict[str, Any] | Rows":
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            if self._held is not None and step == 1:
                return Rows(self.columns, self._held.limit(max(stop - start, 0), start))
            return Rows(self.columns, self._values[index])
        return dict(zip(self.columns, self._values[index], strict=True))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self._values)

    def __repr__(self) -> str:
        return f"<Rows: {len(self)} of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(text(cell))}</td>" for cell in row.values()) + "</tr>" for row in self[:50]
        )
        more = f"<p>{len(self) - 50} more rows</p>" if len(self) > 50 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"

    def column(self, name: str) -> list[Any]:
        """One column as a list."""
        index = self.columns.index(name)
        return [row[index] for row in self._values]

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as a list of dictionaries."""
        return [*iter(self)]

    def to_json(self) -> str:
        """The rows as a JSON array of objects; days as ISO texts, what is unknown as null."""
        return json.dumps([{k: plain(v) for k, v in row.items()} for row in self], ensure_ascii=False, indent=1)

    def to_csv(self) -> str:
        """The rows as CSV with a header; several values in a cell separated by '; ', what is unknown empty."""
        return csv_text([self.columns, *([text(cell) for cell in row] for row in self._values)])

    def to_arrow(self) -> "pyarrow.Table":
        """The rows as an Arrow table."""
        pyarrow = _library("pyarrow")
        if self._held is not None:
            return self._held.to_arrow_table().rename_columns(list(self.columns))
        return pyarrow.table({name: self.column(name) for name in self.columns})

    def to_polars(self) -> "polars.DataFrame":
        """The rows as a Polars frame."""
        library = _library("polars")
        if self._held is not None:
            held: polars.DataFrame = library.from_arrow(self.to_arrow())
            return held
        columns = {name: self.column(name) for name in self.columns}
        frame: polars.DataFrame = library.DataFrame(columns, strict=False, infer_schema_length=None)
        return frame

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas frame."""
        library = _library("pandas")
        if self._held is not None:
            return _frame(self.to_arrow())
        frame: pandas.DataFrame = library.DataFrame(list(self._values), columns=list(self.columns))
        return frame


def _frame(table: "pyarrow.Table") -> "pandas.DataFrame":
    """A pandas frame of an Arrow table, with lists as Python's and days as its dates."""
    frame: pandas.DataFrame = table.to_pandas()
    for name, column in zip(table.column_names, table.columns, strict=True):
        if column.type.num_fields:
            frame[name] = column.to_pylist()
    return frame


def _library(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(f"{name} is not installed. Install it with: pip install 'foedus[frames]'") from error


def csv_text(lines: Iterable[Sequence[str]]) -> str:
    """Lines of cells as CSV, each ended by a line feed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")  # so that a cell with either of the two is quoted
    lengths = [writer.writerow(line) for line in lines]
    out.seek(0)
    return "".join(out.read(length)[:-2] + "\n" for length in lengths)


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key if isinstance(key, str) else text(key): plain(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float) and not math.isfinite(value):  # JSON has no such numbers
        return None
    return value if isinstance(value, bool | int | float | str) or value is None else str(value)


def text(value: Any) -> str:
    """A value as a cell of text: '' where it is unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and math.isnan(value):
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(text(item) for item in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
