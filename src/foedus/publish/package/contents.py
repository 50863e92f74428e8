"""What goes into a data package: the case, the folder that is being filled, and a description of each file."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from foedus.case import Case
from foedus.case.sums import sha256
from foedus.codebook.model import Kind, Table

MEDIA = {".csv": "text/csv", ".html": "text/html", ".bib": "application/x-bibtex"}


class Made(msgspec.Struct, frozen=True):
    """What was written."""

    folder: Path
    resources: tuple[dict[str, Any], ...]
    """As they stand in the description."""
    withheld: frozenset[str]
    """Columns that were kept back."""
    errors: int


class Contents:
    """A package in the making."""

    def __init__(self, case: Case, folder: Path, keeps: frozenset[str], findings: tuple[str, ...]) -> None:
        self.case, self.folder = case, folder
        self.keeps = keeps
        """Columns that stay at home."""
        self.findings = findings
        """The case's errors, each on a line."""
        self.described: list[dict[str, Any]] = []
        """The resources of the description, in order."""
        self.parquet: list[dict[str, Any]] = []
        """The same tables as Parquet: beside the resources, so that the description holds without a reader of it."""

    @property
    def title(self) -> str:
        """The title of the case."""
        return " ".join(self.case.settings.title.split()) or self.case.path.resolve().name

    @property
    def faults(self) -> str:
        """How many errors the case has, in words."""
        return f"{len(self.findings)} error{'s'[: len(self.findings) != 1]}"

    def tables(self) -> Iterator[tuple[str, Kind | Table]]:
        """The case's tables that go out: those that it needs, and those with rows."""
        for name, table in self.case.codebook.tables.items():
            if not table.optional or self.case.counts[name]:
                yield name, table
        yield from ((kind.kind, kind) for kind in self.case.filled)

    def columns(self, table: Kind | Table) -> list[str]:
        """The columns of a table that go out."""
        return [column.name for column in table.columns if column.name not in self.keeps]

    def rows(self, table: Kind | Table) -> Iterator[tuple[str, ...]]:
        """The rows of a table, in the order of its file."""
        name = table.kind if isinstance(table, Kind) else table.table
        picked = ", ".join(f'"{column}"' for column in self.columns(table))
        cursor = self.case.con.execute(f'SELECT {picked} FROM "{name}" ORDER BY row')
        while chunk := cursor.fetchmany(10_000):
            yield from chunk

    def sources(self) -> list[dict[str, str]]:
        """The rows of the table of sources, by column."""
        table = self.case.codebook.tables["sources"]
        return [dict(zip(self.columns(table), row, strict=True)) for row in self.rows(table)]

    def put(self, name: str, data: str | bytes | Iterable[str], resource: str, title: str, **more: Any) -> None:
        """Write a file, and describe it as a resource."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(data, bytes):
            path.write_bytes(data)
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines([data] if isinstance(data, str) else data)
        self.describe(name, resource, title, **more)

    def describe(self, name: str, resource: str, title: str, **more: Any) -> None:
        """Describe a file that has been written."""
        path = self.folder / name
        self.described.append(
            {
                "name": resource,
                "title": title,
                "path": name,
                **({"type": "table"} if "schema" in more else {}),
                "format": path.suffix[1:],
                "mediatype": MEDIA[path.suffix],
                "encoding": "utf-8",
                "bytes": path.stat().st_size,
                "hash": f"sha256:{sha256(path)}",
                **more,
            }
        )
