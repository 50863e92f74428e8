"""The figures of published datasets in `profile/` can be read, and say where they are from.

`foedus profile CASE` writes these files; a hand that mends one should not lose its figures in silence.
"""

from collections.abc import Iterator

from foedus.case import profile
from foedus.case.findings import Finding
from foedus.case.folder import Case


def check(case: Case) -> Iterator[Finding]:
    """Yield `profile` findings: of files, headers, rows and cells."""
    yield from profile.read(case.path)[1]
