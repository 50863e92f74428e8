"""A data package -> a new case: the tables, settings and kinds that it holds, each file as it was handed out."""

import shutil
import tempfile
from pathlib import Path

import msgspec

from foedus.case import guide, sums
from foedus.case.folder import CaseError, read
from foedus.case.start import GITIGNORE

FILE = "datapackage.json"


class Taken(msgspec.Struct, frozen=True):
    """What was taken over."""

    files: tuple[str, ...]
    claims: int
    errors: int
    """How many errors the case had when the package was made."""


class _Ours(msgspec.Struct):
    errors: int = 0


class _Package(msgspec.Struct):
    """What is read of a package's description."""

    foedus: _Ours


def take(package: Path, folder: Path) -> Taken:
    """Make a case of a package, in a folder that is not there yet or is empty; it appears whole or not at all.

    Raises `CaseError` where the package is none, has lost a file or had one changed, or where something is in the way.
    """
    package = package.parent if package.name == FILE else package
    described = _described(package)
    names = _names(package)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CaseError(f"{folder} is there already and not empty.", "Name another folder, or empty this one first.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name in names:
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(package / name, work / name)
        (work / ".gitignore").write_text(GITIGNORE, encoding="utf-8", newline="")
        opened, _ = read(work)
        with opened:
            claims = opened.claims
        if folder.exists():
            folder.rmdir()
        work.chmod(0o755)
        work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Taken(tuple(names), claims, described.foedus.errors)


def _described(package: Path) -> _Package:
    hint = "A package is a folder as `foedus export` writes it."
    try:
        return msgspec.json.decode((package / FILE).read_bytes(), type=_Package)
    except OSError as error:
        raise CaseError(f"{package} is no data package: it has no {FILE} that can be read.", hint) from error
    except msgspec.MsgspecError as error:
        raise CaseError(f"{package / FILE} does not describe a package of foedus: {error}.", hint) from error


def _names(package: Path) -> list[str]:
    """The files of the case in a package. Raises `CaseError` for one that is not as it was written."""
    listed = sums.read(package)
    opened, _ = read(package)
    with opened:
        names = sorted({*opened.digests, *([guide.NAME] if (package / guide.NAME).exists() else [])})
        own = {"case.toml", *(opened.file(table) for table in (*opened.codebook.tables, *opened.codebook.kinds))}
    lost = sorted(name for name in listed if name in own and not (package / name).exists())
    if lost:
        raise CaseError(f"The package has lost {lost[0]}.", "Get it anew.")
    for name in names:
        if sums.sha256(package / name) != listed.get(name):
            why = "has been changed since the package was made" if name in listed else "is no part of the package"
            raise CaseError(f"{package / name} {why}.", "Get the package anew, or copy the folder by hand.")
    return names
