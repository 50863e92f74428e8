"""What is known of files on this machine, so that none is looked into or hashed twice while it does not change."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from foedus.reference.about import stamp

LOOKS = 1
"""Raised when files are recognised otherwise, so that all are looked into anew."""
SETTLED = 2.0
"""Seconds after which a change of a file shows in its time of change on every file system."""


class Entry(msgspec.Struct, omit_defaults=True):
    """A file as it was when it was last looked at."""

    state: tuple[int, int, int] = (0, 0, 0)
    """Size, time of change in ns, and inode."""
    dataset: str = ""
    file: int = 0
    """Which of the dataset's `files` it is."""
    header_line: int = 0
    problem: str = ""
    hint: str = ""
    sha256: str = ""


class _Kept(msgspec.Struct):
    stamp: str
    entries: dict[str, Entry]


class Index:
    """Entries by path, kept in a file of the cache; without one, only for as long as this lives.

    Losing it costs a second look and nothing else, so it is never an error that it cannot be read or written.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._stamp = f"{LOOKS}-{stamp()}"
        self._entries = self._read()
        self._changed = False

    def _read(self) -> dict[str, Entry]:
        if self._path is None:
            return {}
        try:
            kept = msgspec.msgpack.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, msgspec.DecodeError):
            return {}
        return kept.entries if kept.stamp == self._stamp else {}

    def get(self, path: Path) -> Entry | None:
        """What is known of a file, unless it has changed since."""
        entry = self._entries.get(_key(path))
        if entry is None or entry.state == (0, 0, 0) or entry.state != _state(path):
            return None
        return entry

    def put(self, path: Path, entry: Entry) -> Entry:
        """Keep what is known of a file. One that has only just been written may be being written still: not kept."""
        state = _state(path)
        entry.state = state if time.time() - state[1] / 1e9 > SETTLED else (0, 0, 0)
        self._entries[_key(path)] = entry
        self._changed = True
        return entry

    def sha256(self, path: Path, digest: Callable[[Path], str]) -> str:
        """The hash of a file, as kept or made now."""
        entry = self.get(path)
        if entry is not None and entry.sha256:
            return entry.sha256
        found = digest(path)
        if entry is not None and entry.state == _state(path):
            entry.sha256 = found
            self._changed = True
            self.save()
        return found

    def save(self) -> None:
        """Write it, if anything is new, whole and at a stroke; of two that write at once, one stands."""
        if self._path is None or not self._changed:
            return
        self._changed = False
        data = msgspec.msgpack.encode(_Kept(self._stamp, self._entries))
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".index.", dir=self._path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                Path(name).replace(self._path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError:
            return


def _key(path: Path) -> str:
    return str(path.absolute())


def _state(path: Path) -> tuple[int, int, int]:
    try:
        seen = path.stat()
    except OSError:
        return (0, 0, 0)
    return (seen.st_size, seen.st_mtime_ns, seen.st_ino)
