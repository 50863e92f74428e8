"""Restrictions: who put what on whom, why, and what is said to have followed."""

from collections.abc import Sequence

from foedus.views.brief.material import Material
from foedus.views.brief.wording import head, listing, name, note, stages
from foedus.views.document import Break, Column, Name, Row, Run, Runs, Section, Table, Tally
from foedus.views.evidence import Evidence
from foedus.views.history import independent

KIND = "restrictions"


def restrictions(m: Material) -> Section | None:
    """The restrictions by the side they fall on."""
    claims = m.by_kind.get(KIND, [])
    if not claims:
        return None
    by_target: dict[str, list[Evidence]] = {}
    for claim in claims:
        by_target.setdefault(
            listing([m.words.name(key) for key in claim.row["target"]]) or "a side not named", []
        ).append(claim)
    body = []
    for target in sorted(by_target):
        body.append(head(f"On {target}"))
        body += [_row(m, event, of) for event, of in m.events(by_target[target]).items()]
    table = Table(
        "restriction-table",
        "Restrictions, what prompted them and what they prompted, where a source says so",
        (
            Column("What"), Column("By"), Column("How far it got"), Column("Prompted by"), Column("Prompted"),
            Column("Roots", "right"),
        ),
        tuple(body),
    )  # fmt: skip
    return Section("restrictions", "Restrictions", (table,))


def _row(m: Material, event: str, claims: Sequence[Evidence]) -> Row:
    measures = m.kinds[KIND].by_name["measure"].words
    what = dict.fromkeys(measures.get(c.row["measure"], c.row["measure"]) for c in claims if c.row["measure"])
    imposers = dict.fromkeys(m.label(key) for claim in claims for key in claim.row["imposer"])
    title: list[Run] = [Name(m.title(event))]
    if what:
        title += [Break(), Name("; ".join(what))]
    return Row((
        tuple(title),
        name(", ".join(imposers)),
        stages(m, m.history(KIND, claims)),
        _linked(m, _causes(claims)),
        _linked(m, m.prompted.get(event, {})),
        (Tally(str(independent(claims))),),
    ))  # fmt: skip


def _causes(claims: Sequence[Evidence]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for claim in claims:
        for cause in claim.row["prompted_by"]:
            found.setdefault(cause, []).append(claim)
    return found


def _linked(m: Material, events: dict[str, list[Evidence]]) -> Runs:
    runs: list[Run] = []
    for event, claims in events.items():
        runs += [*([Break()] if runs else []), Name(m.title(event)), note(claims)]
    return tuple(runs)
