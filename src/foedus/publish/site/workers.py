"""Several processes that make the pages of a site, while this one makes the rest.

They are started first of all: while the record is looked over they load what they need. Then they take pages from one
pipe, some at a time, and say on another how many they have made. Which of them makes a page changes nothing in it.

In interpreters of their own: DuckDB's threads do not survive a fork, and a script that calls us need not be importable.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from foedus.publish.site.plan import Plan, tasks
from foedus.publish.site.work import FAILED, FORKS, maker, message, portions, sums_in
from foedus.record import Record
from foedus.record.ask import AskError

MOST, FEWEST = 4, 150
"""Processes, and pages below which one is enough."""
AT_ONCE = 12
"""Pages after which one that works alone says how many it has made."""
Progress = Callable[[str, int, int], None]


class Crew(Protocol):
    """Who makes the pages."""

    def begin(self, plan: Plan, record: Record) -> None:
        """Begin to make every page of a plan, which lies in the folder of the work."""

    def done(self, progress: Progress) -> dict[str, str]:
        """Wait until all are made; returns SHA-256 by name. Raises OSError where the disk does not take a file."""


@contextmanager
def crew(work: Path, workers: int | None) -> Iterator[Crew]:
    """Who makes the pages of a site in a folder: this process, or some others, ended in any case."""
    if workers == 1:
        yield _Alone(work)
        return
    others = _Others(work, workers)
    try:
        yield others
    finally:
        others.end()


class _Alone:
    """This process."""

    def __init__(self, work: Path) -> None:
        self.work = work

    def begin(self, plan: Plan, record: Record) -> None:
        self._wanted = list(tasks(plan))
        self._maker = maker(self.work, record, plan)

    def done(self, progress: Progress) -> dict[str, str]:
        for place, task in enumerate(self._wanted):
            if place % AT_ONCE == 0:
                progress("pages", place, len(self._wanted))
            self._maker.make(task)
        return self._maker.out.sums


class _Others:
    """Other processes: one that parts itself when there is work, or, where a process cannot do that, several."""

    def __init__(self, work: Path, workers: int | None) -> None:
        self.work, self.workers = work, workers
        self._total = 0
        here, self._tell = os.pipe()
        self._listen, there = os.pipe()
        command = [sys.executable, "-m", "foedus.publish.site", str(work)]
        # In sessions of their own: Ctrl-C is for us, who then end them.
        self._processes = [
            subprocess.Popen(command, stdin=here, stdout=there, start_new_session=True)
            for _ in range(1 if FORKS else self._most)
        ]
        os.close(here)
        os.close(there)

    @property
    def _most(self) -> int:
        return self.workers or min(MOST, os.cpu_count() or 1)

    def begin(self, plan: Plan, record: Record) -> None:
        self._total = sum(1 for _ in tasks(plan))
        count = self._most if self.workers or self._total >= FEWEST else 1
        with suppress(BrokenPipeError):  # they have ended: what they said of it stands above
            for _ in self._processes:
                os.write(self._tell, message(count if FORKS else 1))
            for number in range(len(portions(self._total))):
                os.write(self._tell, message(number))
        os.close(self._tell)
        self._tell = -1

    def done(self, progress: Progress) -> dict[str, str]:
        made = 0
        with os.fdopen(os.dup(self._listen), encoding="utf-8") as said:
            for line in said:
                if line.startswith(FAILED):
                    number, _, why = line.removeprefix(FAILED).strip().partition(" ")
                    raise OSError(int(number), why)
                made += int(line)
                progress("pages", made, self._total)
        if any(process.wait() for process in self._processes) or made < self._total:
            raise AskError("The pages could not all be made.", "The message above says why.")
        return sums_in(self.work)

    def end(self) -> None:
        """End all of them, with those into which they have parted, whatever they do."""
        for process in self._processes:
            if process.poll() is None:
                with suppress(ProcessLookupError):
                    if sys.platform == "win32":
                        process.kill()
                    else:
                        os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        for pipe in (self._tell, self._listen):
            if pipe >= 0:
                os.close(pipe)
