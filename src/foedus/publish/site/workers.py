"""Several processes that make the pages of a site: each is told of some at a time, then of more.

In interpreters of their own: DuckDB's threads do not survive a fork, and a script that calls us need not be importable.
Which of them makes a page changes nothing in it.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue

import msgspec

from foedus.publish.site.plan import Plan, tasks
from foedus.publish.site.work import FAILED, maker
from foedus.record import Record
from foedus.record.ask import AskError

AT_ONCE = 12
"""Pages of which a process is told at once."""
ALONE = 120
"""Of the first pages, which take longest, each is told by itself."""
MOST, FEWEST = 4, 150
"""Processes, and pages below which one is enough."""
Progress = Callable[[str, int, int], None]


def make_all(work: Path, plan: Plan, record: Record, workers: int | None, progress: Progress) -> dict[str, str]:
    """Make every page of a plan; returns SHA-256 by name. Raises OSError where the disk does not take a file."""
    wanted = list(tasks(plan))
    count = workers or (min(MOST, os.cpu_count() or 1) if len(wanted) >= FEWEST else 1)
    if count == 1:
        alone = maker(work, record, plan)
        for place, task in enumerate(wanted):
            if place % AT_ONCE == 0:
                progress("pages", place, len(wanted))
            alone.make(task)
        return alone.out.sums
    return _shared_out(work, len(wanted), count, progress)


def _shared_out(work: Path, total: int, count: int, progress: Progress) -> dict[str, str]:
    team = _Team(total, progress)
    command = [sys.executable, "-m", "foedus.publish.site", str(work)]
    running: list[subprocess.Popen[str]] = []
    try:
        # In sessions of their own: Ctrl-C is for us, who then end them.
        for number in range(count):
            running.append(  # noqa: PERF401
                subprocess.Popen(
                    [*command, str(number)],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
                )
            )  # fmt: skip
        threads = [threading.Thread(target=team.tend, args=(process,), daemon=True) for process in running]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        codes = [process.wait() for process in running]
    finally:
        for process in running:
            process.kill()
            process.wait()
            for pipe in filter(None, (process.stdin, process.stdout)):
                pipe.close()
    if team.failed:
        raise team.failed[0]
    if any(codes) or team.made < total:
        raise AskError("The pages could not all be made.", "The message above says why.")
    sums: dict[str, str] = {}
    for number in range(count):
        sums |= msgspec.json.decode((work / f"sums-{number}.json").read_bytes(), type=dict[str, str])
    return sums


class _Team:
    """What is still to be made, how much has been, and what went wrong."""

    def __init__(self, total: int, progress: Progress) -> None:
        self.total, self.progress = total, progress
        self.made = 0
        self.failed: list[OSError] = []
        self._lock = threading.Lock()
        self._portions: SimpleQueue[list[int]] = SimpleQueue()
        for portion in _portions(total):
            self._portions.put(portion)

    def tend(self, process: subprocess.Popen[str]) -> None:
        """Tell a process what to make until there is no more, or something went wrong."""
        assert process.stdin is not None
        with suppress(BrokenPipeError, ValueError):  # it has ended: what it said of it stands above
            while not self.failed and self._told(process):
                pass
            process.stdin.close()

    def _told(self, process: subprocess.Popen[str]) -> bool:
        """Have some pages made; whether they were."""
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            portion = self._portions.get_nowait()
        except Empty:
            return False
        process.stdin.write(" ".join(map(str, portion)) + "\n")
        process.stdin.flush()
        said = process.stdout.readline()
        if said.startswith(FAILED):
            number, _, why = said.removeprefix(FAILED).strip().partition(" ")
            self.failed.append(OSError(int(number), why))
        if not said.strip().isdigit():
            return False
        with self._lock:
            self.made += int(said)
            self.progress("pages", self.made, self.total)
        return True


def _portions(total: int) -> list[list[int]]:
    """The places of all tasks, one by one where they take long, then some at a time."""
    first = min(total, ALONE)
    return [[place] for place in range(first)] + [
        list(range(begin, min(begin + AT_ONCE, total))) for begin in range(first, total, AT_ONCE)
    ]
