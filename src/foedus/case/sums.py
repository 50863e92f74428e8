"""SHA-256 of the files of a folder, in a list beside them that `sha256sum -c` reads, too."""

import hashlib
import re
from pathlib import Path

from foedus.case.folder import CaseError

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files(folder: Path) -> list[Path]:
    """The files in a folder and its folders, links too, in order of name."""
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def write(folder: Path) -> None:
    """Write the list of a folder's files."""
    lines = [f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in files(folder)]
    (folder / NAME).write_text("".join(lines), encoding="utf-8", newline="\n")


def read(folder: Path, name: str = NAME) -> dict[str, str]:
    """What a folder's list says: SHA-256 by name. Raises `CaseError` where there is none that can be read."""
    try:
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{folder} has no list of its files ({name}) that can be read.") from error
    found = {}
    for number, line in enumerate(lines, 1):
        parts = _LINE.fullmatch(line)
        if parts is None:
            raise CaseError(f"{folder / name}:{number} is no line of a list of files.")
        found[parts[2]] = parts[1]
    return found
