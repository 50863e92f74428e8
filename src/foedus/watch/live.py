"""The case as it is now: watched, and its record built anew when a file has changed."""

import os
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from foedus.case import Finding, check
from foedus.record import Record, fresh
from foedus.record.ask import AskError
from foedus.record.build import NAME, alive
from foedus.views.site.asked import LeftOut
from foedus.views.site.citing import identity
from foedus.watch.make import Made, made

EVERY = 1.0
"""Seconds between two looks at the files."""
KEPT = 3
"""Records that are kept: the one that is shown, and those that a slow request may still read."""
OURS = "foedus-live-"
WATCHED = ("*.toml", "*.csv", "kinds/*.toml", "claims/*.csv", "claims/*.parquet", "profile/*")
Signature = tuple[tuple[str, int, int], ...]


class Now(msgspec.Struct, frozen=True):
    """The state of the case that is shown."""

    record: Path | None
    """The record; nothing where none could be built, ever."""
    state: str
    """What tells this state from others: the same files give the same text."""
    findings: tuple[Finding, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    waived: tuple[Finding, ...] = ()
    message: str = ""
    """Why what is shown is not the case as its files are now; '' where it is."""
    hint: str = ""

    @property
    def errors(self) -> int:
        """How many errors the case has."""
        return sum(finding.severity == "error" for finding in self.findings)


class Live:
    """A case that is watched. The records that are shown lie in a folder of our own: the case can even go away."""

    def __init__(self, case: Path, *, every: float = EVERY, make: Callable[[Path, Path], Made] = made) -> None:
        self.case = case
        self.every = every
        self._make = make
        _sweep()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{OURS}{os.getpid()}-"))
        self._count = 0
        self._wake = threading.Event()
        self._stopped = False
        self._thread: threading.Thread | None = None
        self._seen: Signature = ()
        self.now = Now(None, "none")

    def open(self) -> None:
        """Have a record: the one that is there if the files are still those that it was built from."""
        self._seen = signature(self.case)
        ready = fresh(self.case)
        if ready is None:
            self._build()
            return
        target = self._place() / NAME
        try:
            os.link(ready, target)  # costs nothing, and stays when the case's own is replaced or deleted
        except OSError:
            shutil.copyfile(ready, target)
        report = check(self.case)
        self._show(Made(str(target), report.findings, waived=report.waived))

    def watch(self) -> None:
        """Begin to look at the files, in a thread of its own."""
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """Look at the files now: after a decision has been written."""
        self._wake.set()

    def close(self) -> None:
        """Stop watching and clear away the records that were shown."""
        self._stopped = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=5)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self) -> None:
        while not self._stopped:
            self._wake.wait(self.every)
            self._wake.clear()
            if not self._stopped:
                self.check()

    def check(self) -> bool:
        """Build anew if a file has changed; whether one has."""
        seen = signature(self.case)
        if seen == self._seen:
            return False
        if not seen:
            self._seen = seen
            self._keep(
                f"The case is not there any more: {self.case}.",
                "What is shown is the last state. When the folder is back, it is read again.",
            )
            return True
        if seen != signature(self.case):  # it is being written to; next time
            return False
        self._seen = seen
        self._build()
        return True

    def _build(self) -> None:
        self._show(self._make(self.case, self._place()))

    def _place(self) -> Path:
        self._count += 1
        place = self.folder / str(self._count)
        place.mkdir(parents=True, exist_ok=True)
        return place

    def _show(self, came: Made) -> None:
        """Swap in what was made; what was there before stays where nothing could be."""
        if not came.path:
            if self.now.record is None:
                self.now = Now(None, f"none-{self._count}", came.findings, message=came.message, hint=came.hint)
            else:
                self._keep(came.message, came.hint, came.findings)
            return
        before = self.now.record
        path = Path(came.path)
        state = _state(path) + (f"-{len(came.left_out)}" if came.left_out else "")
        self.now = Now(path, state, came.findings, came.left_out, came.waived)
        if before is not None and before.parent != path.parent and len(list(self.folder.iterdir())) > KEPT:
            oldest = min((place for place in self.folder.iterdir() if place != path.parent), key=lambda p: int(p.name))
            shutil.rmtree(oldest, ignore_errors=True)

    def _keep(self, message: str, hint: str, findings: tuple[Finding, ...] | None = None) -> None:
        state = f"{self.now.state.partition('+')[0]}+{self._count}"
        found = self.now.findings if findings is None else findings
        self.now = msgspec.structs.replace(self.now, state=state, findings=found, message=message, hint=hint)


def signature(case: Path) -> Signature:
    """What tells one state of a case's files from another: their names, times and sizes; empty where none is there."""
    return tuple(_signed(case))


def _signed(case: Path) -> Iterator[tuple[str, int, int]]:
    for pattern in WATCHED:
        for file in sorted(case.glob(pattern)):
            try:
                about = file.stat()
            except OSError:  # gone since
                continue
            yield file.relative_to(case).as_posix(), about.st_mtime_ns, about.st_size


def _state(record: Path) -> str:
    try:
        with Record(record) as opened:
            return identity(opened)
    except AskError:
        return record.parent.name


def _sweep() -> None:
    """Clear away what those that were killed have left."""
    for left in Path(tempfile.gettempdir()).glob(f"{OURS}*"):
        owner = re.match(rf"{OURS}(\d+)-", left.name)
        if owner and not alive(int(owner[1])):
            shutil.rmtree(left, ignore_errors=True)
