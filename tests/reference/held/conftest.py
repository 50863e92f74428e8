"""The invented North: its case built, its datasets in a library."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.record import Record
from foedus.reference.store import Library
from tests.record.small import recorded
from tests.reference.held import north


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files of five datasets, all of them invented."""
    return north.put(tmp_path_factory.mktemp("north") / "data")


@pytest.fixture(scope="module")
def books(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library over them alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOEDUS_DATA_HOME", str(tmp_path_factory.mktemp("none") / "none"))
        patch.delenv("FOEDUS_DATA", raising=False)
        yield Library([data], cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the case lies."""
    return tmp_path_factory.mktemp("case") / "north"


@pytest.fixture(scope="module")
def record(folder: Path) -> Iterator[Record]:
    """The case's record."""
    with recorded(folder, north.CASE) as found:
        yield found
