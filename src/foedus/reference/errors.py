"""What goes wrong with reference data, as a person can use it."""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from foedus.case.findings import Finding


class DataError(Exception):
    """A dataset that is not there or cannot be used: what is wrong, what to do, and what was found in the file."""

    def __init__(self, message: str, hint: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.message, self.hint, self.findings = message, hint, tuple(findings)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class NeedsPackageError(DataError):
    """A file that could be read if a package were installed."""


@contextmanager
def writing(place: Path, variable: str) -> Iterator[None]:
    """Turns what can go wrong with writing to `place` into a `DataError`; `variable` names another place."""
    try:
        yield
    except OSError as error:
        elsewhere = f"another folder with {variable}."
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DataError(f"There is no room left in {place}.", f"Free some, or name {elsewhere}") from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise DataError(f"{place} cannot be written to.", f"See who owns it, or name {elsewhere}") from error
        what = error.strerror or error
        raise DataError(f"{error.filename or place} cannot be written: {what}.", f"Name {elsewhere}") from error
