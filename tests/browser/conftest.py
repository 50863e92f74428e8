"""A browser and running studios for it."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from foedus.studio.app import app
from foedus.studio.safety import Guard
from foedus.watch.listen import LOOPBACK, bound
from foedus.watch.live import Live
from foedus.watch.make import make
from tests.conftest import BUNDLED_CASE

PATIENCE = 30.0


def until(page: Any, expression: str, arg: Any = None) -> None:
    """Waits until an expression of JavaScript, or a function of `arg`, is true on the page.

    The page's own waiting asks again from within the page, where its policy forbids what is written as text.
    """
    from playwright.sync_api import Error

    last = ""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        try:
            if page.evaluate(expression, arg):
                return
        except Error as gone:  # the page was just being left, or what is looked for is not there yet
            last = f" Last: {gone}"
        page.wait_for_timeout(30)
    pytest.fail(f"In {PATIENCE:.0f} seconds this did not come true: {expression}.{last}")


class Served:
    """Studios that listen on ports of their own, each in a thread."""

    def __init__(self) -> None:
        self.running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def __call__(self, folder: Path, every: float = 0.2) -> str:
        live = Live(folder, every=every, make=make)
        live.open()
        listening = bound(LOOPBACK, 0)
        server = uvicorn.Server(uvicorn.Config(app(live, Guard.made()), log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        self.running.append((server, thread))
        until = time.monotonic() + PATIENCE
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        return f"http://{LOOPBACK}:{listening.getsockname()[1]}"

    def close(self) -> None:
        for server, thread in self.running:
            server.should_exit = True
            thread.join(PATIENCE)


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page at a desk; `page.wrong` collects what its console called an error."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    opened.wrong = []
    opened.on("console", lambda said: opened.wrong.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    yield opened
    context.close()


@pytest.fixture(scope="session")
def served(built_case: Path) -> Iterator[str]:
    """The address of a studio of the bundled case. Only to be read."""
    opener = Served()
    yield opener(built_case)
    opener.close()


@pytest.fixture
def serve_case() -> Iterator[Callable[[Path], str]]:
    """Runs the studio of a case in a folder: ``serve_case(folder)`` is its address."""
    opener = Served()
    yield opener
    opener.close()


@pytest.fixture
def bundled_copy(built_case: Path, tmp_path: Path) -> Path:
    """A copy of the bundled case, its record built, to be written into."""
    return Path(shutil.copytree(built_case, tmp_path / BUNDLED_CASE.name))
