"""A file that a test has made, or one of ../shared, imported as it would be for a user."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from foedus.reference import shelf, store
from foedus.reference.about import dataset
from foedus.reference.store import Imported


class Read:
    """What became of a file."""

    def __init__(self, made: Imported) -> None:
        self.made = made

    @property
    def codes(self) -> list[str]:
        """Codes of the findings, in order."""
        return [finding.code for finding in self.made.findings]

    def said(self, code: str) -> str:
        """The message of the one finding of a code."""
        (message,) = [finding.message for finding in self.made.findings if finding.code == code]
        return message

    def table(self, name: str) -> str:
        """SQL that reads a table."""
        return f"read_parquet('{self.made.path(name)}')"

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a query, in which `{name}` is a table."""
        names = {table: self.table(table) for table in self.made.tables}
        return duckdb.connect().execute(sql.format(**names)).fetchall()

    def one(self, sql: str) -> Any:
        """The only value of a query."""
        ((value,),) = self.rows(sql)
        return value

    def columns(self, name: str) -> set[str]:
        """Columns of a table."""
        return {row[0] for row in self.rows(f"DESCRIBE SELECT * FROM {self.table(name)}")}


def read(path: Path, cache: Path, name: str) -> Read:
    """Recognise and import a file; it must be one of the dataset named."""
    found = shelf.recognise(path)
    assert found is not None, f"{path} is not recognised"
    assert found.dataset.name == name
    return Read(store.imported(found, cache))


def written(path: Path, lines: Sequence[str], encoding: str = "utf-8") -> Path:
    """A file of lines."""
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def csv_line(header: Sequence[str], cells: Mapping[str, object]) -> str:
    """A line of a table: the cells named, the others empty."""
    assert set(cells) <= set(header), sorted(set(cells) - set(header))
    return ",".join(f'"{cells[column]}"' if "," in str(cells.get(column, "")) else str(cells.get(column, ""))
                    for column in header)  # fmt: skip


def assert_described(one: Read, name: str) -> None:
    """Every table that was made is described, column by column, and its keys name a row."""
    about = dataset(name)
    for table in one.made.tables:
        described = about.table(table)
        assert one.columns(table) == set(described.columns), table
        if described.keys:
            keys = ", ".join(described.keys)
            assert one.one(f"SELECT count(*) - count(DISTINCT ({keys})) FROM {one.table(table)}") == 0, table
