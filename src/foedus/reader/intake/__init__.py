"""Files become documents: text, HTML, PDF and DOCX, told apart by their content.

`read` one file, or `read_all` of several: each is parsed in a worker process, under limits; what cannot be read is an
`IntakeError` with a sentence on what is wrong and one on what to do, and the other files go on.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from foedus.reader.document import Document
from foedus.reader.intake.errors import (
    DamagedError,
    EmptyError,
    EncryptedError,
    IntakeError,
    MissingError,
    NeedsPackageError,
    NetworkError,
    ParserDiedError,
    ScannedError,
    TooLargeError,
    UnknownFormatError,
)
from foedus.reader.intake.fetch import fetch
from foedus.reader.intake.limits import MIB, Limits
from foedus.reader.intake.worker import ask

__all__ = [
    "DamagedError", "EmptyError", "EncryptedError", "IntakeError", "Limits", "MissingError", "NeedsPackageError",
    "NetworkError",
    "ParserDiedError", "ScannedError", "TooLargeError", "UnknownFormatError", "fetch", "read", "read_all",
]  # fmt: skip


def read(path: Path | str, *, limits: Limits | None = None) -> Document:
    """The document in a file; its name is the file's. Raises an `IntakeError` for what cannot be read."""
    path, limits = Path(path), limits or Limits()
    _look(path, limits)
    return ask(path.absolute(), path.name, limits)


def read_all(paths: Iterable[Path | str], *, limits: Limits | None = None) -> Iterator[Document | IntakeError]:
    """The documents in files, in order; in the place of one that cannot be read, its error."""
    for path in paths:
        try:
            yield read(path, limits=limits)
        except IntakeError as error:
            yield error


def _look(path: Path, limits: Limits) -> None:
    try:
        if path.is_dir():
            raise MissingError(f"{path} is a folder.", f"Name the files in it: {path / '*'}.")
        if not path.exists():
            raise MissingError(f"There is no file {path}.", "See how its name is written.")
        if not path.is_file():
            raise MissingError(f"{path} is no ordinary file.", "Copy what it holds into one.")
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise MissingError(f"{path} cannot be read: {error}.", "See whether it is there and may be read.") from error
    if not size:
        raise EmptyError(f"{path.name} is empty.", "Save the document again.")
    if size > limits.size:
        raise TooLargeError(
            f"{path.name} has {size // MIB} MiB; {limits.size // MIB} MiB are read at most.", "Split it into parts."
        )
