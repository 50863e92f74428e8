"""What stops a decision."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.case import Finding


class DeskError(Exception):
    """A decision that cannot be carried out, and nothing was changed: why, and the next step.

    `findings` are the errors that it would have brought into the case.
    """

    def __init__(self, message: str, hint: str = "", findings: "Sequence[Finding]" = ()) -> None:
        super().__init__(message)
        self.message, self.hint, self.findings = message, hint, tuple(findings)
