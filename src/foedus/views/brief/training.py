"""Training, and forces or missions of one side on another's soil."""

from collections.abc import Sequence

from foedus.views.brief.material import Material
from foedus.views.brief.rows import merged
from foedus.views.brief.wording import capital, head, name, stages
from foedus.views.document import Column, Row, Section, Table, Tally
from foedus.views.evidence import Evidence
from foedus.views.history import independent

KINDS = {"training": ("provider", "recipient"), "presences": ("sender", "host")}
"""The kinds, with who gives and who takes."""


def training(m: Material) -> Section | None:
    """One table for both."""
    body: list[Row] = []
    for kind, sides in KINDS.items():
        claims = m.by_kind.get(kind, [])
        if claims:
            rows = [_row(m, kind, sides, event, of) for event, of in m.events(claims).items()]
            body += [head(capital(m.kinds[kind].plural)), *merged(rows, joined=(0, 2))]
    if not body:
        return None
    table = Table(
        "training-table",
        "Who trains whom, and who stands on whose soil",
        (Column("What"), Column("By"), Column("For, or where"), Column("How far it got"), Column("Roots", "right")),
        tuple(body),
    )
    return Section("training", "Training and presences", (table,))


def _row(m: Material, kind: str, sides: tuple[str, str], event: str, claims: Sequence[Evidence]) -> Row:
    by, to = (", ".join(dict.fromkeys(m.label(key) for claim in claims for key in claim.row[side])) for side in sides)
    return Row((
        name(m.title(event)),
        name(by),
        name(to),
        stages(m, m.history(kind, claims)),
        (Tally(str(independent(claims))),),
    ))  # fmt: skip
