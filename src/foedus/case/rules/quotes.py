"""A quotation is short: at most 300 characters, as the right to quote has its limits."""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case

LONGEST = 300


def check(case: Case) -> Iterator[Finding]:
    """Yield `long-quote` findings."""
    for kind in case.filled:
        for line, claim, length in case.rows(
            f'SELECT line, claim, length(quote) FROM "{kind.kind}" WHERE length(quote) > {LONGEST} ORDER BY row'
        ):
            message = f"The quote has {length} characters; at most {LONGEST} are kept."
            hint = "Keep the words that carry the claim."
            yield Finding("long-quote", "warning", case.file(kind.kind), line, message, hint, "quote", subject=claim)
