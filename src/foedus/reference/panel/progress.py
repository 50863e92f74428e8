"""How far a panel is: what is being done, and which share of all is done."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

Progress = Callable[[str, float], None]
"""Told what is being done and how much of the whole is done, 0 to 1."""

LOOK = 0.2
"""Seconds between two looks at how far a query is."""

READING, STATES, PAIRS, WRITING = 0.0, 0.05, 0.1, 0.5
"""Which share of the whole is done when a stage begins, as a large panel was measured."""


def silent(text: str, share: float) -> None:
    """Tells nobody."""


@contextmanager
def watched(db: duckdb.DuckDBPyConnection, text: str, begins: float, ends: float, tell: Progress) -> Iterator[None]:
    """While queries run: tells the share that DuckDB says is done, stretched between two shares of the whole."""
    tell(text, begins)
    if tell is silent:
        yield
        return
    over = threading.Event()

    def look() -> None:
        while not over.wait(LOOK):
            done = max(db.query_progress(), 0.0) / 100
            tell(text, begins + (ends - begins) * min(done, 1.0))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
