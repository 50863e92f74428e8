"""The place of a site: a folder that holds nothing else, and a list of its files with SHA-256 of each.

A site is made in a folder beside it. When all of it is there, what is new goes over, file by file, each at a stroke;
what is no more goes away; the list comes last. Cut short in between, the next run finds both lists and goes on.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from foedus.case import sums
from foedus.case.folder import CaseError
from foedus.publish.folder import DEVICES
from foedus.publish.site import editions
from foedus.record.ask import AskError
from foedus.record.build import alive

NEXT = f"{sums.NAME}.next"
"""The list of a site that is being put in its place."""
HINT = "Name another folder, or move this one away: only a former site is written over."


def former(target: Path) -> dict[str, str]:
    """SHA-256 of each file of the site that is there; empty where none is.

    Raises `AskError` where the folder holds anything but a former site as it was written.
    """
    if not target.exists() and not target.is_symlink():
        return {}
    if not target.is_dir() or target.is_symlink():
        raise AskError(f"{target} is there already and is no folder.", "Name another place.")
    found = {path.relative_to(target).as_posix(): path for path in sums.files(target)}
    if not found:
        return {}
    listed, coming = _list(target, sums.NAME), _list(target, NEXT)
    if editions.FILE not in listed and editions.FILE not in coming:
        raise AskError(f"{target} is not empty, and not a site of foedus.", HINT)
    there: dict[str, str] = {}
    for name, path in found.items():
        if name in (sums.NAME, NEXT):
            continue
        if name not in listed and name not in coming:
            raise AskError(f"{target} holds '{name}', which foedus did not write there.", HINT)
        digest = "" if path.is_symlink() else sums.sha256(path)
        if digest not in (listed.get(name), coming.get(name)):
            raise AskError(f"{path} has been changed since it was written.", HINT)
        there[name] = digest
    return there


def _list(target: Path, name: str) -> dict[str, str]:
    if not (target / name).is_file():
        return {}
    try:
        return sums.read(target, name)
    except CaseError as error:
        raise AskError(f"{target} is not empty, and not a site of foedus.", HINT) from error


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A folder beside the place to make a site in, gone at the end. Raises `AskError` where there can be none."""
    target = target.absolute()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}-{os.getpid()}-", dir=target.parent))
    except OSError as error:
        raise unwritable(target, error) from error
    try:
        yield work
    except OSError as error:
        raise unwritable(target, error) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def put(new: Path, target: Path, made: Mapping[str, str], before: Mapping[str, str]) -> int:
    """Put what was made in its place; returns how many files were written. Raises `AskError`, OSError."""
    portable(made)
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(made.items()))
    new.mkdir(exist_ok=True)
    if not before:
        (new / sums.NAME).write_text(lines, encoding="utf-8", newline="\n")
        new.chmod(0o755)
        if target.is_dir():
            target.rmdir()
        new.rename(target)
        return len(made)
    coming = new / NEXT
    coming.write_text(lines, encoding="utf-8", newline="\n")
    coming.replace(target / NEXT)
    fresh = [name for name, digest in made.items() if before.get(name) != digest]
    for name in sorted(fresh):
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        (new / name).replace(place)
    for name in sorted(before.keys() - made.keys()):
        (target / name).unlink(missing_ok=True)
        _emptied((target / name).parent, target)
    (target / NEXT).replace(target / sums.NAME)
    return len(fresh)


def _emptied(folder: Path, target: Path) -> None:
    while folder != target and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def portable(names: Mapping[str, str]) -> None:
    """Raise `AskError` for names that clash, or cannot be, on the disks of Windows and macOS."""
    seen: dict[str, str] = {}
    for name in sorted(names):
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            raise AskError(f"'{other}' and '{name}' are one name on disks that know no capitals.", "Rename one key.")
        if any(DEVICES.fullmatch(part) for part in name.split("/")):
            raise AskError(f"Windows cannot have a file called '{name}'.", "Rename the key.")


def unwritable(target: Path, error: OSError) -> AskError:
    """What to say where the disk does not take a file."""
    why = error.strerror or str(error)
    return AskError(f"{target} cannot be written: {why}.", "Make room, or name another place; a site is as it was.")


def _sweep(target: Path) -> None:
    """Clear away what runs that were killed have left."""
    for left in target.parent.glob(f".{target.name}-*"):
        owner = left.name.removeprefix(f".{target.name}-").partition("-")[0]
        if owner.isdigit() and not alive(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
