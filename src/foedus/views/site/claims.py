"""The claims page: every claim that a selection holds, a page of them at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from foedus.record import Record, Rows
from foedus.record.ask import AskError
from foedus.record.words import Words
from foedus.terms.words import nearest
from foedus.views.evidence import Evidence, by_id
from foedus.views.history import MANNERS
from foedus.views.selection import Selection
from foedus.views.site.asked import Asked
from foedus.views.site.lines import ClaimLine, cited, lines

SIZE = 50
"""Claims on one page."""
UNORDERED = "date IS NULL, coalesce(earliest, begun_by), event, step, claim"
ORDERS: Mapping[str, str] = {
    "": UNORDERED,
    "-time": "date IS NULL, coalesce(earliest, begun_by) DESC, event, step, claim",
    "event": "event, kind, step, claim",
    "kind": f"kind, {UNORDERED}",
    "source": "source, kind, claim",
    "-known": "known DESC, source, claim",
}
"""Orders of claims, by what `sort` says; without it, in order of time, the undated last."""


class Count(msgspec.Struct, frozen=True):
    """How many of the claims are of a kind or told in a manner."""

    key: str
    label: str
    claims: int


class Claims(msgspec.Struct, frozen=True):
    """One page of the claims chosen, and counts over all of them."""

    title: str
    total: int
    events: int
    undated: int
    page: int
    pages: int
    first: int
    """The number of the page's first claim, from 1; 0 where there is none."""
    sort: str
    kinds: tuple[Count, ...]
    manners: tuple[Count, ...]
    lines: tuple[ClaimLine, ...]
    sources: tuple[str, ...]
    """The sources of the page's claims, as one cites them."""

    def rows(self) -> Rows:
        """The claims of this page."""
        return Rows(
            ClaimLine.__struct_fields__,
            [tuple(getattr(line, name) for name in ClaimLine.__struct_fields__) for line in self.lines],
        )


def claims(asked: Asked) -> Claims:
    """The claims of a selection. Raises `AskError` for an order that there is none of."""
    record, selection = asked.record, asked.selection
    found = _found(record, selection, selection.page)
    pages = max(1, -(-found["total"] // SIZE))
    page = min(selection.page, pages)
    if page < selection.page:  # past the end: the last page that there is
        found = _found(record, selection, page)
    counts, shown = found["counts"] or [], found["shown"] or []
    words = Words.of(record)
    by_claim: dict[str, Evidence] = {}
    if shown:
        ids, of_kinds = [row["claim"] for row in shown], sorted({row["kind"] for row in shown})
        read = by_id(words, ids, of_kinds)
        by_claim = {claim.claim: claim for claim in read}
    told = lines(words, (by_claim[row["claim"]] for row in shown))
    kinds = {key: kind.plural for key, kind in record.codebook.kinds.items()}
    return Claims(
        title="Claims",
        total=found["total"],
        events=found["events"],
        undated=sum(row["undated"] for row in counts),
        page=page,
        pages=pages,
        first=(page - 1) * SIZE + 1 if shown else 0,
        sort=selection.sort,
        kinds=_counted(counts, "kind", kinds),
        manners=_counted(counts, "assertion", MANNERS),
        lines=told,
        sources=cited(told),
    )


def _found(record: Record, selection: Selection, page: int) -> dict[str, Any]:
    """What is asked of all claims that are chosen, asked at once: how many of what, and which stand on a page."""
    where, values = selection.conditions(record)
    order = _order(selection.sort)
    return record.rows(
        f"WITH found AS MATERIALIZED (SELECT * FROM claims WHERE {where}), "
        f"page AS (SELECT claim, kind, row_number() OVER (ORDER BY {order}) AS place FROM found "
        f"ORDER BY place LIMIT {SIZE} OFFSET {(page - 1) * SIZE}), "
        "counted AS (SELECT kind, assertion, count(*) AS claims, count(*) FILTER (date IS NULL) AS undated "
        "FROM found GROUP BY ALL) "
        "SELECT (SELECT count(*) FROM found) AS total, (SELECT count(DISTINCT event) FROM found) AS events, "
        "(SELECT list(counted) FROM counted) AS counts, (SELECT list(page ORDER BY place) FROM page) AS shown",
        values,
    )[0]


def _counted(rows: Sequence[Mapping[str, Any]], by: str, labels: Mapping[str, str]) -> tuple[Count, ...]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row[by]] = counts.get(row[by], 0) + row["claims"]
    return tuple(Count(key, label, counts[key]) for key, label in labels.items() if key in counts)


def table(asked: Asked) -> Rows:
    """All claims of the selection, not one page of them, with the columns of the record: the page's CSV."""
    return chosen(asked.record, asked.selection)


def chosen(record: Record, selection: Selection) -> Rows:
    """The claims of a selection: of one kind with all its columns, of all kinds with the common ones."""
    where, values = selection.conditions(record)
    name = record.kind(selection.kind).kind if selection.kind else "claims"
    return record.query(f'SELECT * FROM "{name}" WHERE {where} ORDER BY {_order(selection.sort)}', values)


def _order(sort: str) -> str:
    if sort not in ORDERS:
        near = nearest(sort, [name for name in ORDERS if name])
        known = ", ".join(name for name in ORDERS if name)
        raise AskError(f"Claims cannot be sorted by “{sort}”.", f"Did you mean “{near}”?" if near else f"By: {known}.")
    return ORDERS[sort]
