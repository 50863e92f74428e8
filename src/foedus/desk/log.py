"""The log of decisions: `decisions.jsonl` in the case's folder, one line each, for git to keep with the case.

A line says when, who, what and why, and holds the records before and after, so that any decision can be taken
back precisely. Lines are only ever added: undoing is a decision too. The log is no part of what a case says:
neither a check nor a build reads it.
"""

import getpass
import os
import subprocess
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from foedus.desk import journal
from foedus.desk.errors import DeskError
from foedus.desk.file import Hunk

NAME = "decisions.jsonl"


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One decision."""

    id: str
    """Eight hexadecimal digits."""
    when: str
    """In UTC, ISO 8601."""
    who: str
    what: str
    """The verb: add, change, remove, rename, merge, import, judge, undo."""
    said: str
    """What was done, in a sentence."""
    about: tuple[str, ...] = ()
    """The keys that it is about."""
    reason: str = ""
    of: str = ""
    """The decision that this one takes back."""
    files: dict[str, tuple[str | None, str | None]] = {}
    """Digests before and after of each file; None: no such file."""
    hunks: tuple[dict[str, Any], ...] = ()

    @property
    def changes(self) -> list[Hunk]:
        """Where it changed what."""
        return [Hunk(**hunk) for hunk in self.hunks]


class Signature(msgspec.Struct, frozen=True):
    """Who decides, why, and at what time."""

    who: str
    reason: str = ""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


def sign(folder: Path, who: str | None = None, reason: str = "") -> Signature:
    """The signature of whoever sits here: `who`, else FOEDUS_WHO, else git's user.name, else the system's user."""
    return Signature(who or os.environ.get("FOEDUS_WHO") or _git_name(folder) or _user(), reason)


def _git_name(folder: Path) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), "config", "user.name"], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user that the system has no name for
        return "somebody"


def read(folder: Path) -> list[Entry]:
    """All decisions on a case, the oldest first. Raises `DeskError` where a line of the log is damaged."""
    entries = []
    for number, line in enumerate((journal.current(folder, NAME) or b"").splitlines(), 1):
        if line.strip():
            try:
                entries.append(msgspec.json.decode(line, type=Entry))
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                raise DeskError(
                    f"Line {number} of {NAME} cannot be read, so it is not known what was decided.",
                    "Restore the file from git, or take the line out.",
                ) from error
    return entries


def line(folder: Path, entry: Entry) -> tuple[Entry, bytes]:
    """The entry with its identifier, and the bytes that put it at the end of the log."""
    before = journal.current(folder, NAME) or b""
    entry = msgspec.structs.replace(entry, id="")
    told = msgspec.json.encode(entry)
    known = {old.id for old in read(folder)}
    salt = 0
    while not entry.id or entry.id in known:
        name = blake2b(told + before[-200:] + bytes([salt]), digest_size=4).hexdigest()
        entry, salt = msgspec.structs.replace(entry, id=name), salt + 1
    newline = b"\n" if before and not before.endswith(b"\n") else b""
    return entry, newline + msgspec.json.encode(entry) + b"\n"


def undone(entries: Iterable[Entry]) -> set[str]:
    """Which decisions stand undone: an undoing that was itself undone does not count."""
    out: set[str] = set()
    for entry in reversed(list(entries)):
        if entry.of and entry.id not in out:
            out.add(entry.of)
    return out


def chosen(entries: Sequence[Entry], wanted: str | None) -> Entry:
    """The decision whose identifier begins so; the last one that stands, undoings aside, where none is wanted.

    Raises `DeskError` where there is none, more than one, or it is undone already.
    """
    back = undone(entries)
    if wanted is None:
        standing = [entry for entry in entries if not entry.of and entry.id not in back]
        if not standing:
            raise DeskError("There is no decision to undo.", "`foedus log CASE` lists what has been decided.")
        return standing[-1]
    found = [entry for entry in entries if entry.id.startswith(wanted)] if wanted else []
    if len(found) != 1:
        many = f"{len(found)} decisions begin" if found else "No decision begins"
        raise DeskError(f"{many} with '{wanted}'.", "`foedus log CASE` lists them.")
    if found[0].id in back:
        by = next(entry.id for entry in reversed(entries) if entry.of == found[0].id)
        raise DeskError(f"Decision {found[0].id} is undone already.", f"Undo {by} to do it again.")
    return found[0]
