"""Studios for tests: of the bundled case, of a small one, of a case of one's own; asked without a network."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from starlette.testclient import TestClient

from foedus.studio.app import app
from foedus.studio.safety import Guard
from foedus.watch.live import Live
from foedus.watch.make import make
from tests.cli.conftest import FILES
from tests.record.small import write

ADDRESS = "http://127.0.0.1:8765"


class Opened(NamedTuple):
    """A studio that is open: its client asks it, `live.check()` looks at the files at once."""

    client: TestClient
    live: Live
    guard: Guard


class Opener:
    """Opens studios and closes them in the end."""

    def __init__(self) -> None:
        self.opened: list[Opened] = []

    def __call__(self, folder: Path, guard: Guard | None = None) -> Opened:
        # Records are made in this process, and files are looked at only when a test says so.
        live = Live(folder, every=3600, make=make)
        live.open()
        guard = guard or Guard.made()
        client = TestClient(app(live, guard), base_url=ADDRESS, raise_server_exceptions=False)
        client.__enter__()
        self.opened.append(Opened(client, live, guard))
        return self.opened[-1]

    def close(self) -> None:
        for one in self.opened:
            one.client.__exit__()


@pytest.fixture
def studio_of() -> Iterator[Callable[..., Opened]]:
    """Opens the studio of a case in a folder: ``studio_of(folder).client.get("/claims")``."""
    opener = Opener()
    yield opener
    opener.close()


@pytest.fixture(scope="session")
def studio(built_case: Path) -> Iterator[TestClient]:
    """The studio of the bundled case. Only to be read."""
    opener = Opener()
    yield opener(built_case).client
    opener.close()


@pytest.fixture(scope="session")
def small_studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The studio of a small case of arms and agreements. Only to be read."""
    opener = Opener()
    yield opener(write(tmp_path_factory.mktemp("studio") / "case", FILES)).client
    opener.close()
