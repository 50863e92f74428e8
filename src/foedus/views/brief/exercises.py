"""Exercises: who held which with whom, and when."""

from foedus.views.brief.material import Material
from foedus.views.brief.rows import merged
from foedus.views.brief.wording import name, stages
from foedus.views.document import Column, Row, Section, Table, Tally
from foedus.views.history import independent

KIND = "exercises"


def exercises(m: Material) -> Section | None:
    """One table in order of time."""
    claims = m.by_kind.get(KIND, [])
    if not claims:
        return None
    rows = []
    for event, of in m.events(claims).items():
        took_part = dict.fromkeys(m.label(key) for claim in of for key in claim.row["participants"])
        places = dict.fromkeys(m.label(claim.row["place"]) for claim in of if claim.row["place"])
        rows.append(Row((
            name(m.title(event)),
            name(", ".join(took_part)),
            name(", ".join(places)),
            stages(m, m.history(KIND, of)),
            (Tally(str(independent(of))),),
        )))  # fmt: skip
    table = Table(
        "exercise-table",
        "Exercises in order of time, those without a date last",
        (Column("What"), Column("Who"), Column("Where"), Column("How far it got"), Column("Roots", "right")),
        tuple(merged(rows, joined=(0, 1))),
    )
    return Section("exercises", "Exercises", (table,))
