"""What a source says has happened, happened before the source was published.

A date after the day of publication belongs to a claim that is `expected` or `hypothetical`, or to a stage that
is talk of the future (planned, proposed, pledged); otherwise one of the two dates is wrong.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case
from foedus.terms.dates import DateError, parse, say


def check(case: Case) -> Iterator[Finding]:
    """Yield `future-date` findings."""
    published = dict(case.rows("SELECT source, published FROM sources WHERE published <> ''"))
    for kind in case.filled:
        told = [stage.word for stage in kind.stages if stage.phase != "prospect"]
        query = (
            f"SELECT line, claim, date, source, assertion FROM \"{kind.kind}\" WHERE date <> '' "
            "AND assertion IN ('asserted', 'attributed', 'denied') AND list_contains(?::VARCHAR[], stage) "
            "AND (date, source) IN (SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])) ORDER BY row"
        )
        odd = _odd(case, kind.kind, published)
        if not odd:
            continue
        for line, claim, date, source, assertion in case.rows(query, [told, [d for d, _ in odd], [s for _, s in odd]]):
            when, known = say(parse(date)), say(parse(published[source]))
            message = f"{claim} is {assertion} for {when}, but {source} was published {known}."
            hint = "Write the assertion 'expected', or mend the date or that of the source."
            yield Finding("future-date", "warning", case.file(kind.kind), line, message, hint, "date", subject=claim)


def _odd(case: Case, kind: str, published: dict[str, str]) -> list[tuple[str, str]]:
    """Pairs of date and source in which the date begins after the source was published."""
    odd = []
    for date, source in case.rows(f"SELECT DISTINCT date, source FROM \"{kind}\" WHERE date <> ''"):
        try:
            begins, known = parse(date).earliest, parse(published.get(source, "")).latest
        except DateError:
            continue
        if begins and known and begins > known:
            odd.append((date, source))
    return odd
