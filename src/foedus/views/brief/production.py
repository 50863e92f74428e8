"""Production and licences: who makes what with whom, where, and how far it got; what took whose place."""

from collections.abc import Sequence

from foedus.views.brief.material import Material
from foedus.views.brief.wording import head, name, note, stages
from foedus.views.document import Block, BulletList, Column, Heading, Row, Section, Table, Tally, Text
from foedus.views.evidence import Evidence
from foedus.views.history import independent

KIND = "production"


def production(m: Material) -> Section | None:
    """What several states make together, what one makes alone, and what replaced what."""
    claims = m.by_kind.get(KIND, [])
    if not claims:
        return None
    joint: dict[str, list[Evidence]] = {}
    alone: dict[str, list[Evidence]] = {}
    for claim in claims:
        states = m.states(claim.row["partners"])
        groups = [m.label(key) for key in claim.row["partners"] if not m.states([key])]
        who = " – ".join([*sorted(m.label(state) for state in states), *groups]) or "Partners not named"
        (joint if len(states) + len(groups) > 1 else alone).setdefault(who, []).append(claim)
    blocks: list[Block] = []
    if joint:
        blocks.append(_table(m, "joint-production", "Made together, under licence or with parts from abroad", joint))
    if alone:
        blocks.append(_table(m, "own-production", "Made by one state alone, as far as claims name partners", alone))
    replaced = [claim for claim in claims if claim.row["replaces"]]
    if replaced:
        blocks.append(Heading("What took the place of what", "replaced"))
        blocks.append(BulletList(tuple((Text(claim.sentence), note([claim])) for claim in replaced)))
    return Section("production", "Production and licences", tuple(blocks))


def _table(m: Material, anchor: str, caption: str, groups: dict[str, list[Evidence]]) -> Table:
    body = []
    for who in sorted(groups):
        body.append(head(who))
        for event, of in m.events(groups[who]).items():
            body.append(_row(m, event, of))
    return Table(
        anchor,
        caption,
        (
            Column("What"),
            Column("Mode"),
            Column("Where"),
            Column("Stage, as the sources say"),
            Column("Roots", "right"),
        ),
        tuple(body),
    )


def _row(m: Material, event: str, claims: Sequence[Evidence]) -> Row:
    modes = m.kinds[KIND].by_name["mode"].words
    mode = dict.fromkeys(modes.get(claim.row["mode"], claim.row["mode"]) for claim in claims if claim.row["mode"])
    where = dict.fromkeys(m.label(key) for claim in claims for key in claim.row["country"])
    return Row((
        name(m.title(event)),
        name("; ".join(mode)),
        name(", ".join(where)),
        stages(m, m.history(KIND, claims)),
        (Tally(str(independent(claims))),),
    ))  # fmt: skip
