"""The same thing said twice in one source is one claim.

Two rows that differ only in where they stand, and in the coder's note, are counted once too often.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case

ASIDE = {"claim", "locator", "quote", "coder", "coded", "origin", "note", "credibility", "prompted_by"}


def check(case: Case) -> Iterator[Finding]:
    """Yield `redundant` findings."""
    for kind in case.filled:
        keys = ", ".join(f'"{column.name}"' for column in kind.columns if column.name not in ASIDE)
        for line, claim, foremost in case.rows(
            "SELECT line, claim, foremost FROM "
            "(SELECT row, line, claim, first(claim) OVER w AS foremost, row_number() OVER w AS nth "
            f'FROM "{kind.kind}" WINDOW w AS (PARTITION BY {keys} ORDER BY row)) WHERE nth > 1 ORDER BY row'
        ):
            message = f"{claim} says the same as {foremost}, in the same source."
            hint = "Keep one row with both places in its locator."
            yield Finding("redundant", "warning", case.file(kind.kind), line, message, hint, "claim", subject=claim)
