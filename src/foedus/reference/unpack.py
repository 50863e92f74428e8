"""Archives as publishers send them: what is in a .zip, one file beside the other."""

import shutil
import zipfile
import zlib
from pathlib import Path

from foedus.reference.errors import DataError

LARGEST = 40 << 30
"""Bytes of all files of an archive together, at most: no dataset is larger."""
DEEPEST = 2
"""Archives within archives, at most."""
_MARKS = ((b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!", "RAR"), (b"\x1f\x8b", "gzip"))


def unpacked(path: Path, scratch: Path, within: int = 0) -> list[Path]:
    """The files of an archive, unpacked into `scratch`, without its folders; of any other file, itself.

    An archive in it is unpacked as well, one in that too, and no deeper. Raises `DataError` where it is cut
    short, damaged, or closed by a password.
    """
    with path.open("rb") as file:
        head = file.read(8)
    for mark, name in _MARKS:
        if head.startswith(mark):
            raise DataError(f"{path.name} is a {name} archive.", "Unpack it, and add the files in it.")
    if not head.startswith(b"PK"):
        return [path]
    try:
        with zipfile.ZipFile(path) as archive:
            if "xl/workbook.xml" in archive.namelist():
                return [path]
            members = [one for one in archive.infolist() if not one.is_dir() and _is_data(one.filename)]
            if sum(one.file_size for one in members) > LARGEST:
                raise DataError(f"{path.name} would be larger than 40 GB unpacked.", "It is no dataset.")
            out = [_member(archive, one, scratch / f"{at}") for at, one in enumerate(members)]
    except (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, NotImplementedError) as error:
        raise DataError(f"{path.name} is an archive or workbook cut short or damaged.", "Get it anew.") from error
    except RuntimeError as error:  # what zipfile says of passwords
        raise DataError(f"{path.name} cannot be unpacked: {error}.", "Unpack it, and add the files in it.") from error
    if within == DEEPEST:
        return out
    return [each for at, one in enumerate(out) for each in _inner(one, scratch / f"in-{at}", within + 1)]


def _inner(path: Path, scratch: Path, within: int) -> list[Path]:
    """A member of an archive, unpacked if it is one; as it is where it cannot be."""
    try:
        return unpacked(path, scratch, within)
    except DataError:
        return [path]


def _is_data(name: str) -> bool:
    """Whether a member is one that may be data: not what macOS puts beside it."""
    return not name.startswith("__MACOSX/") and not Path(name).name.startswith(".")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> Path:
    folder.mkdir(parents=True)
    target = folder / Path(member.filename.replace("\\", "/")).name
    with archive.open(member) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out, 1 << 20)
    return target
