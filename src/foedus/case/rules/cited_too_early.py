"""A work that came out before the event cannot be the ground of what is said of it.

An agreement of 2022 that rests on a page of 2020: the footnote is wrong, or the date is. The claim then counts
as its source's own word.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case
from foedus.terms.dates import DateError, parse, say


def check(case: Case) -> Iterator[Finding]:
    """Yield `cited-too-early` findings."""
    published = dict(case.rows("SELECT source, published FROM sources WHERE access = 'cited' AND published <> ''"))
    for kind in case.kinds:
        for line, claim, date, work in case.rows(
            "SELECT line, claim, date, work FROM (SELECT line, claim, date, row, "
            f"trim(unnest(string_split(attribution, ';'))) AS work FROM \"{kind.kind}\" WHERE date <> '' "
            "AND attribution <> '' AND assertion IN ('asserted', 'attributed', 'denied')) "
            "WHERE list_contains(?::VARCHAR[], work) ORDER BY row",
            [list(published)],
        ):
            if _before(published[work], date):
                message = f"{claim} is of {say(parse(date))}, but rests on {work}, published {published[work]}."
                hint = "See which of the two is wrong; if the source cites it so, say so in a note and waive this."
                file = case.file(kind.kind)
                yield Finding("cited-too-early", "warning", file, line, message, hint, "attribution", subject=claim)


def _before(published: str, date: str) -> bool:
    try:
        known, begins = parse(published).latest, parse(date).earliest
    except DateError:
        return False
    return bool(known and begins and known < begins)
