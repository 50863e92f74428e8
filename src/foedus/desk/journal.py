"""Several files written as one: all of them or none, whenever the program is killed.

The new contents are first written beside the files (`.transfers.csv.foedus-new`), then a journal that names
them all is put into `.foedus/`: from that moment the decision is taken. Then the new files take the places of
the old ones, the log gets its line, and the journal is deleted. Each step is on the disk before the next one
begins. Whoever comes next clears up (`recover`): without a journal, by deleting new files that were never
decided upon; with one, by carrying it through. A decision is so always rolled forward, never half done.
All of this is done under the lock.
"""

import json
import os
import secrets
import shutil
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from foedus.desk.errors import DeskError
from foedus.desk.file import digest
from foedus.desk.lock import DRAFT, PRIVATE, locked, private

NAME = "journal.json"
SUFFIX = ".foedus-new"
"""End of the names of new files that wait beside the old ones. Not .csv: nobody reads them as tables."""


class Write(NamedTuple):
    """A file to be written: the digest of what was read, and the new bytes. None: no such file."""

    before: str | None
    data: bytes | None


def pending(folder: Path) -> bool:
    """Whether a decision was cut short and waits to be carried through."""
    return (folder / PRIVATE / NAME).exists()


def current(folder: Path, name: str) -> bytes | None:
    """The bytes of a case's file, or None where it is not there. Raises `DeskError` as `place` does."""
    try:
        return place(folder, name).read_bytes()
    except FileNotFoundError:
        return None


def place(folder: Path, name: str) -> Path:
    """Where a file of the case really lies, links followed.

    Raises `DeskError` where that is outside the case's folder, or no file.
    """
    path = folder / name
    try:
        real = path.resolve()
        inside = real.is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links that lead in a circle
        inside = False
    if not inside:
        raise DeskError(
            f"{name} is a link that leads out of the case's folder, so it is not written to.",
            "Put the file itself into the folder.",
        )
    if real.exists() and not real.is_file():
        raise DeskError(f"{name} is no file, so it is not written to.", "Move it away.")
    return real


def write(folder: Path, files: Mapping[str, Write], append: Mapping[str, bytes]) -> None:
    """Write files and append to others, as one. The caller holds the lock and has called `recover`.

    Raises `DeskError` where a file is no longer what was read, and OSError where the disk refuses; either way
    nothing has changed.
    """
    for name, file in files.items():
        guard(folder, name, file.before)
    entries: list[dict[str, Any]] = []
    new: list[Path] = []
    try:
        for name, file in files.items():
            target = place(folder, name)
            entry: dict[str, Any] = {"name": name, "before": file.before, "after": None, "new": None}
            if file.data is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                path = target.with_name(f".{target.name}.{secrets.token_hex(4)}{SUFFIX}")
                new.append(path)
                _put(path, file.data, like=target)
                entry |= {"after": digest(file.data), "new": path.name}
            entries.append(entry)
        appends = [
            {"name": name, "size": _size(place(folder, name)), "text": data.decode("utf-8")}
            for name, data in append.items()
        ]
        for parent in {path.parent for path in new}:
            _sync(parent)
        journal = json.dumps({"files": entries, "append": appends}, ensure_ascii=False).encode()
        path = private(folder) / f"{NAME}{SUFFIX}"
        new.append(path)
        _put(path, journal)
        path.replace(folder / PRIVATE / NAME)
    except BaseException:
        if not pending(folder):
            for path in new:
                path.unlink(missing_ok=True)
        raise
    try:
        _sync(folder / PRIVATE)
        _carry_through(folder)
    except KeyboardInterrupt:  # too late: it is decided
        _carry_through(folder)
        raise


def guard(folder: Path, name: str, before: str | None) -> None:
    """Raise `DeskError` where a file is no longer what was read."""
    data = current(folder, name)
    if (None if data is None else digest(data)) != before:
        raise DeskError(
            f"{name} has changed since it was read: the file changed underneath.",
            "Look at it again, then decide again. Nothing was written.",
        )


def recover(folder: Path) -> bool:
    """Clear up after one who was killed; the caller holds the lock. Returns whether a decision was carried through.

    Raises `DeskError` where a file that the decision would replace has been changed by hand in between.
    """
    if pending(folder):
        _carry_through(folder)
        return True
    for parent in {folder, folder / "claims", folder / PRIVATE}:
        for path in parent.glob(f"*{SUFFIX}") if parent.is_dir() else ():
            path.unlink(missing_ok=True)
    for draft in (folder / PRIVATE).glob(f"{DRAFT}*"):
        shutil.rmtree(draft, ignore_errors=True)
    return False


def settle(folder: Path) -> None:
    """Carry a decision through that was cut short, if there is one: before reading a case."""
    if pending(folder):
        with locked(folder):
            recover(folder)


def _carry_through(folder: Path) -> None:
    """Do what the journal says, as far as it is not done yet."""
    path = folder / PRIVATE / NAME
    journal = json.loads(path.read_bytes())
    due = [(entry, place(folder, entry["name"])) for entry in journal["files"] if _due(folder, entry)]
    texts = [(entry, place(folder, entry["name"])) for entry in journal["append"]]
    for entry, target in texts:
        _is_whole(entry, target)
    for entry, target in due:
        if entry["new"] is None:
            target.unlink(missing_ok=True)
        else:
            target.with_name(entry["new"]).replace(target)
    for parent in {target.parent for _, target in due}:
        _sync(parent)
    for entry, target in texts:
        _append(entry, target)
    path.unlink()
    _sync(folder / PRIVATE)


def _due(folder: Path, entry: Mapping[str, Any]) -> bool:
    """Whether a file still waits to be replaced."""
    data = current(folder, entry["name"])
    now = None if data is None else digest(data)
    if now == entry["after"]:
        return False
    new = place(folder, entry["name"]).with_name(entry["new"] or "-")
    if now == entry["before"] and (entry["new"] is None or new.exists()):
        return True
    raise _stuck(folder, entry["name"], f"what was decided stands in {new.name} beside it" if entry["new"] else "")


def _is_whole(entry: Mapping[str, Any], target: Path) -> int:
    """How many bytes of a text are appended already."""
    data = target.read_bytes()[entry["size"] :] if target.exists() else b""
    if _size(target) < entry["size"] or not entry["text"].encode().startswith(data):
        raise _stuck(target.parent, entry["name"], "its new line stands in the journal")
    return len(data)


def _stuck(folder: Path, name: str, where: str) -> DeskError:
    more = f": {where}." if where else "."
    return DeskError(
        f"A decision was cut short, and {name} has been changed by hand since, so it cannot be carried through.",
        f"Restore {name} from git; or delete {folder / PRIVATE / NAME} to leave all files as they are{more}",
    )


def _append(entry: Mapping[str, Any], target: Path) -> None:
    done = _is_whole(entry, target)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    try:
        os.lseek(handle, entry["size"] + done, os.SEEK_SET)
        _all(handle, entry["text"].encode()[done:])
        os.fsync(handle)
    finally:
        os.close(handle)
    _sync(target.parent)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _put(path: Path, data: bytes, like: Path | None = None) -> None:
    """Write a new file to the disk, with the mode and owner of another one."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        _all(handle, data)
        if like is not None and like.exists() and hasattr(os, "fchmod"):
            state = like.stat()
            with suppress(PermissionError):
                os.fchown(handle, state.st_uid, state.st_gid)
            os.fchmod(handle, stat.S_IMODE(state.st_mode))
        os.fsync(handle)
    finally:
        os.close(handle)


def _all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _sync(folder: Path) -> None:
    """Put a folder's list of names on the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives refuse
            os.fsync(handle)
    finally:
        os.close(handle)
