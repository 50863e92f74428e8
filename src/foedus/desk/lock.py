"""One writer at a time: a lock on the case's folder that the system lets go of when its holder dies."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from foedus.desk.errors import DeskError

PRIVATE = ".foedus"
"""The folder inside a case for what is under way: the lock, the journal, drafts. Never part of the case."""
DRAFT = "draft-"
"""Begin of the names of folders, in there, in which a case as it would be is put together."""
WAIT = 30.0
"""Seconds that one waits for another to finish: a check of a very large case takes as long."""
PAUSE = 0.02


def private(folder: Path) -> Path:
    """The case's private folder, made where it is missing, and kept out of git.

    Raises `DeskError` where the case is not there or the folder leads out of it.
    """
    if not folder.is_dir():
        raise DeskError(f"There is no folder {folder}.", "`foedus new DIR` starts a case.")
    path = folder / PRIVATE
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise DeskError(f"{path} is not a folder of the case's own.", "Move it away; foedus makes a new one.")
    path.mkdir(exist_ok=True)
    ignore = path / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8", newline="")
    return path


@contextmanager
def locked(folder: Path, wait: float = WAIT) -> Iterator[None]:
    """Be the only one who writes to a case. Raises `DeskError` where somebody else is at it for too long."""
    path = private(folder) / "lock"
    with path.open("a+b") as handle:
        until = time.monotonic() + wait
        while not _taken(handle):
            if time.monotonic() >= until:
                handle.seek(0)
                holder = handle.read(20).decode("ascii", "replace") or "unknown"
                raise DeskError(
                    f"Somebody else is writing to the case (process {holder}).", "Let it finish, then try again."
                )
            time.sleep(PAUSE)
        try:
            handle.truncate(0)
            handle.write(str(os.getpid()).encode())
            handle.flush()
            yield
        finally:
            _let_go(handle)


if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 30
    """The byte that is locked lies behind the process number, which stays readable."""

    def _taken(handle: IO[bytes]) -> bool:
        handle.seek(FAR)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(handle: IO[bytes]) -> None:
        handle.seek(FAR)
        with suppress(OSError):
            msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _taken(handle: IO[bytes]) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _let_go(handle: IO[bytes]) -> None:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)
