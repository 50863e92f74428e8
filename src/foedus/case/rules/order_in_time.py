"""Within one strand a later stage is not dated before an earlier one.

A delivery of 2019 of what was ordered in 2021 is odd; one of 2021 is not, whatever the months. Only spans
that do not meet at all count, and only claims that say the thing is so: it is a warning, as two sources may
well disagree.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case
from foedus.terms.dates import DateError, Relation, compare, parse


def check(case: Case) -> Iterator[Finding]:
    """Yield `order-in-time` findings."""
    for kind in case.filled:
        pairs = [(stage.word, earlier) for stage in kind.stages for earlier in stage.after]
        if not pairs:
            continue
        core = [column.name for column in kind.columns if column.core]
        same = " AND ".join(["a.event = b.event", *(f'a."{name}" = b."{name}"' for name in core)])
        told = "date <> '' AND grain = 'single' AND assertion IN ('asserted', 'attributed')"
        query = (
            f'WITH told AS (SELECT * FROM "{kind.kind}" WHERE {told}) '
            f"SELECT b.line, b.claim, b.stage, b.date, a.claim, a.stage, a.date FROM told a JOIN told b ON {same} "
            "WHERE b.stage = ? AND a.stage = ? AND a.date <> b.date ORDER BY b.row, a.row"
        )
        for later, earlier in pairs:
            for line, claim, stage, when, other, other_stage, other_when in case.rows(query, [later, earlier]):
                if _before(when, other_when):
                    message = (
                        f"{claim} has the stage '{stage}' in {when}, before '{other_stage}' in {other_when} ({other})."
                    )
                    hint = "See which date is wrong; where the sources disagree, say so in a note and waive this."
                    yield Finding(
                        "order-in-time", "warning", case.file(kind.kind), line, message, hint, "date", subject=claim
                    )


def _before(one: str, other: str) -> bool:
    try:
        a, b = parse(one), parse(other)
    except DateError:
        return False
    return (
        compare(a, b) is Relation.DISJOINT and a.latest is not None and b.earliest is not None and a.latest < b.earliest
    )
