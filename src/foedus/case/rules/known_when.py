"""Each source that claims stand on has a day of publication and was read.

Without `published` a claim has no place on the clock of what was known when. A source that is only cited by
another is nobody's reading: its claims belong to the citing source, with the cited one as attribution.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case


def check(case: Case) -> Iterator[Finding]:
    """Yield `unpublished` and `source-not-read` findings."""
    used = f"SELECT DISTINCT source FROM ({case.union('source')})"
    for line, source in case.rows(
        f"SELECT line, source FROM sources WHERE published = '' AND source IN ({used}) ORDER BY row"
    ):
        message = f"It is not said when '{source}' was published, so its claims are unknown at any date of knowledge."
        hint = "Write what is certain, such as ../2024 for 'not after 2024'."
        yield Finding("unpublished", "warning", "sources.csv", line, message, hint, "published", subject=source)
    for line, source in case.rows(
        f"SELECT line, source FROM sources WHERE access = 'cited' AND source IN ({used}) ORDER BY row"
    ):
        message = f"Claims stand on '{source}', which is said to be known only through another source."
        hint = "Write access 'read', or name the citing source in the claims and this one as their attribution."
        yield Finding("source-not-read", "warning", "sources.csv", line, message, hint, "access", subject=source)
