"""What goes wrong with reference data, as a person can use it."""

from collections.abc import Sequence

from foedus.case.findings import Finding


class DataError(Exception):
    """A dataset that is not there or cannot be used: what is wrong, what to do, and what was found in the file."""

    def __init__(self, message: str, hint: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.message, self.hint, self.findings = message, hint, tuple(findings)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()
