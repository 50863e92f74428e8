"""Agreements: whatever instrument or standing tie claims tell of, in order of time, by who is in it."""

from collections.abc import Sequence

from foedus.views.brief.material import Material
from foedus.views.brief.rows import merged
from foedus.views.brief.wording import head, name, stages
from foedus.views.document import Column, Row, Section, Table, Tally, Text
from foedus.views.evidence import Evidence
from foedus.views.history import independent

KIND = "agreements"


def agreements(m: Material) -> Section | None:
    """One table, those among the coalition first."""
    claims = m.by_kind.get(KIND, [])
    if not claims:
        return None
    groups: dict[str, list[Row]] = {title: [] for title in _titles(m)}
    for event, of in m.events(claims).items():
        groups[_group(m, of)].append(_row(m, event, of))
    body: list[Row] = []
    for title, rows in groups.items():
        if rows:
            body += [head(title), *merged(rows)]
    table = Table(
        "agreement-table",
        "Agreements and standing ties, in order of time, those without a date last",
        (Column("What"), Column("How far it got"), Column("Roots", "right")),
        tuple(body),
        note=(Text("Things of which the same is said stand in one row."),),
    )
    return Section("agreements", "Agreements", (table,))


def _titles(m: Material) -> list[str]:
    if not m.coalition:
        return ["Of states", "Of organisations and groups"]
    return [
        f"Among {m.the_coalition}",
        f"Of {m.the_coalition} with others",
        "Of organisations and groups as a whole",
        "Of others",
    ]


def _group(m: Material, claims: Sequence[Evidence]) -> str:
    titles = _titles(m)
    parties = [key for claim in claims for key in claim.row["parties"]]
    states = m.states(parties)
    if len(m.states(parties)) < 2 and any(not m.states([key]) for key in parties):
        return titles[1] if not m.coalition else titles[2]
    if not m.coalition:
        return titles[0]
    own = [state for state in states if state in m.coalition]
    return titles[0] if len(own) == len(states) else titles[1] if own else titles[3]


def _row(m: Material, event: str, claims: Sequence[Evidence]) -> Row:
    return Row((name(m.title(event)), stages(m, m.history(KIND, claims)), (Tally(str(independent(claims))),)))
