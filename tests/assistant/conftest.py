"""Doors for tests: of the bundled case, of a small one, of a case of one's own; nothing is listened on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from foedus.assistant.door import Door
from foedus.watch.live import Live
from foedus.watch.make import make
from tests.cli.conftest import FILES
from tests.record.small import write


@pytest.fixture
def door_of() -> Iterator[Callable[[Path], Door]]:
    """Opens the door of a case in a folder, and closes it in the end; records are made in this process."""
    opened: list[Door] = []

    def open_(folder: Path) -> Door:
        opened.append(_opened(folder))
        return opened[-1]

    yield open_
    for door in opened:
        door.close()


@pytest.fixture(scope="session")
def door(built_case: Path) -> Iterator[Door]:
    """The door of the bundled case."""
    found = _opened(built_case)
    yield found
    found.close()


@pytest.fixture(scope="session")
def small_door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The door of a small case of arms and agreements."""
    found = _opened(write(tmp_path_factory.mktemp("door") / "case", FILES))
    yield found
    found.close()


def _opened(folder: Path) -> Door:
    return Door(Live(folder, make=make))
