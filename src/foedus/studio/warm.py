"""Has the pages at their plain addresses ready before anybody asks: each build's first reader waits no longer."""

import threading
import time

from starlette.requests import Request

from foedus.pages.site.page import Page, pages
from foedus.studio.shown import Studio

QUIET = 0.5
"""Seconds for which nobody must have asked before a page is made ready: whoever asks goes first."""


class Warmer:
    """A thread that asks for every page without a key, once for each state of the case."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warm", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the page that is being made."""
        self._stop.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        ready = ""
        while not self._stop.wait(QUIET):
            state = self.studio.live.now.state
            if state != ready and self.all(state):
                ready = state

    def all(self, state: str) -> bool:
        """Have all pages ready for a state; whether it has stayed the same meanwhile."""
        for page in sorted(pages().values(), key=lambda page: (not page.label, page.place)):
            if page.keyed or not page.reads:
                continue
            while time.monotonic() - self.studio.asked_last < QUIET:
                if self._stop.wait(QUIET):
                    return False
            if self._stop.is_set() or self.studio.live.now.state != state:
                return False
            self.studio.ready(request(page), page)
        return True


def request(page: Page) -> Request:
    """What a browser asks for a page without anything chosen."""
    return Request({
        "type": "http", "method": "GET", "path": page.path, "raw_path": page.path.encode(), "query_string": b"",
        "root_path": "", "scheme": "http", "server": ("127.0.0.1", 80), "headers": [], "path_params": {},
    })  # fmt: skip
