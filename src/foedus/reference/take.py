"""Files that somebody has downloaded, or that were fetched, into foedus's own folder.

`<folder>/<dataset>/<part>/<file>`, one file of a part (many, where a dataset comes in many). A file gets there only
when it has been recognised and imported without error; then at a stroke.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from foedus.reference import shelf
from foedus.reference.about import Dataset
from foedus.reference.errors import DataError, writing
from foedus.reference.store import Imported, cache_folder, data_folder, imported, sha256
from foedus.reference.unpack import unpacked
from foedus.terms.words import quoted

VARIABLE = "FOEDUS_DATA_HOME"


class Obtained(NamedTuple):
    """A file that is in foedus's folder now."""

    imported: Imported
    path: Path
    replaced: tuple[Path, ...] = ()
    """Earlier files of the part, which it has taken the place of."""
    was_there: bool = False
    """Whether the very same was there before."""
    checksum: str = ""
    """What was made of its checksum: `known`, `as before`, or `recorded`; '' for a file that was added."""


def add(about: Dataset, files: Sequence[Path], *, home: Path | None = None) -> list[Obtained]:
    """Take files (or archives of them) that somebody has downloaded into foedus's folder.

    Raises `DataError` for a file that is not of the dataset, saying what it is instead or what it lacks, and for one
    that cannot be used; then nothing is taken.
    """
    folder = (home or data_folder()) / about.name
    for path in files:
        if path.is_dir():
            raise DataError(f"{path} is a folder.", f"Name files in it, or read all of it in place: --data-dir {path}.")
        if not path.exists():
            raise DataError(f"There is no file {path}.", f"`foedus data add {about.name} FILE` takes a file over.")
    with writing(folder, VARIABLE):
        folder.mkdir(parents=True, exist_ok=True)
    with scratch(folder) as place:
        mine = [one for at, path in enumerate(files) for one in _of(path, about, place / f"unpacked-{at}")]
        copies = [_copied(one, place / f"copy-{at}") for at, one in enumerate(chosen(mine))]
        for one in copies:
            imported(one, cache_folder())  # all can be used, or none is taken
        return [put(one, folder) for one in copies]


def _of(path: Path, about: Dataset, place: Path) -> list[shelf.Found]:
    """The files of a dataset in a download. Raises `DataError` where there is none."""
    try:
        inside = unpacked(path, place)
    except PermissionError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from error
    found = [one for each in inside if (one := recognised(each, strict=len(inside) == 1))]
    mine = [one for one in found if one.dataset.name == about.name]
    if not mine:
        raise refused(path, inside, about)
    return mine


def chosen(found: Iterable[shelf.Found]) -> list[shelf.Found]:
    """Of several files of a part of which there is to be one: that with the usual name, else the largest."""
    best: dict[object, shelf.Found] = {}
    for one in found:
        key = one.path if one.file.many else one.key
        if key not in best or _rank(one) > _rank(best[key]):
            best[key] = one
    return list(best.values())


def _rank(one: shelf.Found) -> tuple[bool, int]:
    return one.path.name.lower() == one.file.usual_name.lower(), one.path.stat().st_size


def recognised(path: Path, *, strict: bool = False) -> shelf.Found | None:
    """Whose file it is; None where it is nobody's, or, unless `strict`, cannot be read."""
    try:
        return shelf.recognise(path)
    except DataError:
        if strict:
            raise
        return None


def refused(path: Path, files: Sequence[Path], about: Dataset, missing: Sequence[str] = ()) -> DataError:
    """Why a file is not taken for one of a dataset's: it is another's, of another release, or nothing known.

    `missing`: parts that should be in it.
    """
    if not files:
        return DataError(f"{path.name} is an archive with no file in it.", "Get it anew.")
    for one in files:
        found = recognised(one, strict=len(files) == 1)
        if found is not None and found.dataset.name != about.name:
            is_in = "is" if one == path else "has in it"
            return DataError(
                f"{path.name} {is_in} {found.dataset.title}, not {about.title}.",
                f"Say `foedus data add {found.dataset.name} {path}`.",
            )
    for one in files:
        if (like := shelf.alike(one, about) if _readable(one) else None) is not None:
            releases = ", ".join(release.version for release in like.file.releases) or "none"
            differ = [f"it lacks {', '.join(map(quoted, like.lacks))}"] if like.lacks else []
            differ += [f"it has {', '.join(map(quoted, like.has))}"] if like.has else []
            return DataError(
                f"{path.name} is nearly {about.title}, but {' and '.join(differ)}.",
                f"It is an older or newer release than foedus knows (it knows {releases}), or was edited.",
            )
    if missing and any(recognised(one) for one in files):
        return DataError(f"{path.name} has not all of {about.title}: {', '.join(missing)} is not in it.")
    wanted = next((file.signature for file in about.files if file.signature), ())
    return DataError(
        f"{path.name} is no file of {about.title} that foedus knows.",
        f"It looks for columns such as {', '.join(wanted[:6])}." if wanted else "",
    )


def _readable(path: Path) -> bool:
    try:
        shelf.look_into(path)
    except DataError:
        return False
    return True


def _copied(found: shelf.Found, folder: Path) -> shelf.Found:
    with writing(folder.parent, VARIABLE):
        folder.mkdir()
        return found._replace(path=Path(shutil.copyfile(found.path, folder / found.path.name)))


def put(found: shelf.Found, folder: Path, checksum: str = "") -> Obtained:
    """Import a file that lies in a scratch folder, then put it in its place."""
    made = imported(found, cache_folder())
    place = folder / found.file.part
    with writing(folder, VARIABLE):
        place.mkdir(parents=True, exist_ok=True)
        target = place / found.path.name.lstrip(".")
        was_there = target.exists() and sha256(target) == made.sha256
        found.path.chmod(0o644)
        found.path.replace(target)
        earlier = [] if found.file.many else [path for path in files_of(folder, found.file.part) if path != target]
        for path in earlier:
            path.unlink()
    return Obtained(msgspec.structs.replace(made, file=str(target)), target, tuple(earlier), was_there, checksum)


def there_already(path: Path, about: Dataset) -> Obtained:
    """A file that foedus's folder has. Raises `DataError` where it is not what it was."""
    found = recognised(path, strict=True)
    if found is None:
        raise refused(path, [path], about)
    return Obtained(imported(found, cache_folder()), path, was_there=True)


def files_of(folder: Path, part: str) -> list[Path]:
    """What foedus's folder of a dataset has of a part."""
    place = folder / part
    return sorted(path for path in place.iterdir() if path.is_file()) if place.is_dir() else []


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A folder on the same disk, gone afterwards whatever happens."""
    with writing(folder, VARIABLE), tempfile.TemporaryDirectory(prefix=".scratch-", dir=folder) as name:
        yield Path(name)
