"""The bundled record, opened once for all tests that only ask it, and a small case to write anew."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from foedus.record import Record
from foedus.record.build import NAME
from tests.record.small import Files, recorded

__all__ = ["bundled", "record_of"]


@pytest.fixture(scope="session")
def bundled(built_case: Path) -> Iterator[Record]:
    """The record of the bundled case without clocks; `bundled.at(known=...)` sets them."""
    with Record(built_case / "build" / NAME) as record:
        yield record


@pytest.fixture
def record_of(tmp_path: Path) -> Iterator[Callable[[Files], Record]]:
    """Writes a small case, builds its record and opens it: ``record_of({"claims/transfers.csv": "..."})``."""
    opened: list[Record] = []

    def ask(files: Files) -> Record:
        opened.append(recorded(tmp_path / f"case-{len(opened)}", files))
        return opened[-1]

    yield ask
    for record in opened:
        record.close()
