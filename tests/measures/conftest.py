"""Records for the tests of measures: the bundled one, and small ones with figures that can be recomputed by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from foedus.record import Record
from tests.measures.invented import made
from tests.record.conftest import bundled
from tests.record.small import Files

__all__ = ["bundled", "record_of"]


@pytest.fixture
def record_of(tmp_path: Path) -> Iterator[Callable[[Files], Record]]:
    """Writes a small case, with a profile where it has one, builds its record and opens it."""
    opened: list[Record] = []

    def ask(files: Files) -> Record:
        opened.append(made(tmp_path / f"case-{len(opened)}", files))
        return opened[-1]

    yield ask
    for record in opened:
        record.close()
