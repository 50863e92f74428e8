"""A dataset's file written in a test, imported as foedus would."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from foedus.reference import shelf, store
from foedus.reference.store import Imported

Read = Callable[..., Imported]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """``read(text)`` writes a file and imports it, whichever dataset it is recognised as.

    ``reads="atop/members"`` says which that should be.
    """

    def reading(text: str, reads: str = "", name: str = "file.csv") -> Imported:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        found = shelf.recognise(path)
        assert found is not None, "no dataset has such a file"
        if reads:
            assert "/".join(found.key) == reads
        return store.imported(found, tmp_path / "cache")

    return reading


def rows(imported: Imported, table: str, columns: str = "*", where: str = "TRUE") -> list[tuple[Any, ...]]:
    """Rows of a table that was imported, in the order of all its columns."""
    return duckdb.execute(
        f"SELECT {columns} FROM read_parquet('{imported.path(table)}') WHERE {where} ORDER BY ALL"
    ).fetchall()


def codes(imported: Imported) -> set[str]:
    """Which findings importing a file had."""
    return {finding.code for finding in imported.findings}


def table(header: str, *lines: str) -> str:
    """A CSV text of a header and rows."""
    return "\n".join([header, *lines]) + "\n"
