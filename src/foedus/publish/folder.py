"""A folder of files that is there in full or, where anything fails, as it was before; with SHA-256 of each file.

A folder that is there already is written over only where it is a former output of ours: everything in it is
listed in its SHA256SUMS, and is as it was written.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from foedus.case import sums
from foedus.case.folder import CaseError
from foedus.record.ask import AskError

DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""


def inside(case: Path, target: Path) -> bool:
    """Whether a place lies in a case's folder, where the case's own files are; `build/` is for what is made of it."""
    home, place = case.resolve(), target.resolve()
    return place.is_relative_to(home) and not (place.is_relative_to(home / "build") and place != home / "build")


def may_replace(target: Path) -> None:
    """Raise `AskError` where a folder holds anything but a former output of ours, untouched since."""
    if not target.exists() and not target.is_symlink():
        return
    if not target.is_dir() or target.is_symlink():
        raise AskError(f"{target} is there already and is no folder.", "Name another place.")
    found = {path.relative_to(target).as_posix(): path for path in sums.files(target)}
    if not found:
        return
    hint = "Name another folder, or move this one away: only a former output is written over."
    try:
        listed = sums.read(target)
    except CaseError as error:
        raise AskError(f"{target} is not empty, and not an export of foedus.", hint) from error
    for name, path in found.items():
        if name == sums.NAME:
            continue
        if name not in listed:
            raise AskError(f"{target} holds '{name}', which foedus did not write there.", hint)
        if path.is_symlink() or sums.sha256(path) != listed[name]:
            raise AskError(f"{path} has been changed since it was written.", hint)


@contextmanager
def written(target: Path) -> Iterator[Path]:
    """A new folder to write into; it takes the place of `target` at the end, with a list of its files.

    Raises `AskError` where the place is taken or cannot be written to, and for names that some disks cannot tell
    apart or cannot have; the place is as it was then.
    """
    may_replace(target)
    target = target.absolute()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        yield work
        _portable(work)
        sums.write(work)
        work.chmod(0o755)
        _swap(work, target)
    except (OSError, duckdb.IOException) as error:
        raise _unwritable(target, error) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _unwritable(target: Path, error: Exception) -> AskError:
    why = getattr(error, "strerror", None) or str(error).splitlines()[0]
    return AskError(f"{target} cannot be written: {why}.", "Make room, or name another place. Nothing was changed.")


def _portable(folder: Path) -> None:
    """Raise `AskError` for names that clash, or cannot be, on the disks of Windows and macOS."""
    seen: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            raise AskError(
                f"'{other}' and '{name}' are one name on disks that do not tell capital letters apart.",
                "Rename one of the two kinds.",
            )
        if DEVICES.fullmatch(path.name):
            raise AskError(f"Windows cannot have a file called '{path.name}'.", "Give the kind another name.")


def _swap(work: Path, target: Path) -> None:
    if not target.exists():
        work.rename(target)
        return
    old = work.with_name(f"{work.name}-old")
    target.rename(old)
    try:
        work.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
