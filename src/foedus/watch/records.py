"""Open records, lent out one request at a time: opening one takes longer than most questions."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from foedus.record import Record

AT_ONCE = 2
"""Requests that are worked on at a time; others wait their turn."""
MOST, MOST_ALIKE = 5, 2
"""Records that stay open while nobody asks them, and of these at the same clocks: each holds what it has worked out."""
Key = tuple[Path, date | None, date | None]


class Records:
    """Records by file and clocks. Of those at a clock the one that has not been asked for longest is closed first."""

    def __init__(self) -> None:
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._idle: list[tuple[Key, Record]] = []

    def prepare(self, path: Path) -> None:
        """Have a file open with its views at either clock and at both, before anybody asks."""
        for as_of in (None, date.max):
            for known in (None, date.max):
                with self.lent(path, as_of, known):
                    pass

    @contextmanager
    def lent(self, path: Path, as_of: date | None = None, known: date | None = None) -> Iterator[Record]:
        """A record at its clocks, for oneself alone. Raises `AskError` where it cannot be opened."""
        key = (path, as_of, known)
        with self._turns:
            record = self._taken(key) or Record(path, as_of=as_of, known=known)
            try:
                yield record
            finally:
                self._back(key, record)

    def _taken(self, key: Key) -> Record | None:
        with self._lock:
            for place in range(len(self._idle) - 1, -1, -1):
                if self._idle[place][0] == key:
                    return self._idle.pop(place)[1]
        return None

    def _back(self, key: Key, record: Record) -> None:
        with self._lock:
            self._idle.append((key, record))
            alike = [place for place, (other, _) in enumerate(self._idle) if other == key]
            over = [self._idle.pop(alike[0])[1]] if len(alike) > MOST_ALIKE else []
            over += [self._idle.pop(self._least())[1] for _ in range(len(self._idle) - MOST)]
        for one in over:
            one.close()

    def _least(self) -> int:
        """Which is closed first: the record at no clock is asked for most, and holds most that is worked out."""
        return next((place for place, (key, _) in enumerate(self._idle) if key[1] or key[2]), 0)

    def forget(self, but: Path | None = None) -> None:
        """Close those of other files: a new state of the case is shown."""
        with self._lock:
            gone = [record for (path, _, _), record in self._idle if path != but]
            self._idle = [(key, record) for key, record in self._idle if key[0] == but]
        for one in gone:
            one.close()
