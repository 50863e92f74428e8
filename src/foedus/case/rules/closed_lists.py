"""A cell of a closed list holds a word of the list.

`deliverd` as the stage of a transfer is an error, and the nearest word is offered.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding, Suggestions
from foedus.case.folder import Case


def check(case: Case) -> Iterator[Finding]:
    """Yield `unknown-word` findings."""
    for table, column in case.columns("word", "words"):
        bad = [value for value in case.values(table, column) if value not in column.words]
        near = Suggestions(column.words)
        for line, subject, value in case.places(table, column, bad):
            message = f"'{value}' is not a {column.label.lower()} that the codebook knows for {table}."
            hint = (
                (f"Did you mean '{near[value]}'? " if near[value] else "")
                + "The list: "
                + ", ".join(column.words)
                + "."
            )
            yield Finding("unknown-word", "error", case.file(table), line, message, hint, column.name, subject=subject)
