"""Dates are written in EDTF, so that what is vague stays vague and can still be compared.

`2022-13-45`, `22/05/2022` and `late 2021` are errors, each with the way to write what is meant.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case
from foedus.terms.dates import DateError, parse


def check(case: Case) -> Iterator[Finding]:
    """Yield `date-form` findings."""
    for table, column in case.columns("date"):
        bad: dict[str, DateError] = {}
        for value in case.values(table, column):
            try:
                parse(value)
            except DateError as error:
                bad[value] = error
        for line, subject, value in case.places(table, column, bad):
            fault = bad[value]
            yield Finding(
                "date-form", "error", case.file(table), line, fault.message, fault.hint, column.name, subject=subject
            )
