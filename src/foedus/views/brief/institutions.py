"""Institutions and how they came to be: what happened to each organisation, and who came to it when."""

from collections.abc import Sequence

from foedus.views.brief.material import Material
from foedus.views.brief.rows import merged
from foedus.views.brief.wording import dated, lines, manner, name, note, stages
from foedus.views.document import Column, Emphasis, Row, Runs, Section, Table, Tally, Text
from foedus.views.evidence import Evidence
from foedus.views.history import independent

MILESTONES, MEMBERSHIPS = "milestones", "memberships"
BODIES = ("organisation",)


def institutions(m: Material) -> Section | None:
    """The organisations of which claims tell how they came about, with the memberships that have a date."""
    claims = [c for c in m.by_kind.get(MILESTONES, []) if any(_body(m, key) for key in c.row["entity"])]
    if not claims:
        return None
    by_body: dict[str, list[Evidence]] = {}
    for event_claims in m.events(claims).values():
        for claim in event_claims:
            for key in claim.row["entity"]:
                if _body(m, key):
                    by_body.setdefault(key, []).append(claim)
    first = [key for key in m.record.settings.blocs if key in by_body]
    rest = sorted((key for key in by_body if key not in first), key=lambda key: (-len(by_body[key]), m.label(key)))
    table = Table(
        "institution-table",
        "What happened to each institution, as the sources have it",
        (
            Column("Institution"),
            Column("What, and when"),
            Column("How, as the source puts it"),
            Column("Roots", "right"),
        ),
        tuple(merged([_row(m, key, by_body[key]) for key in (*first, *rest)])),
    )
    return Section("institutions", "Institutions and how they came to be", (table,))


def _body(m: Material, key: str) -> bool:
    entity = m.words.entities.get(key)
    return bool(entity and entity[1] in BODIES)


def _row(m: Material, body: str, claims: Sequence[Evidence]) -> Row:
    members = [c for c in m.by_kind.get(MEMBERSHIPS, []) if body in c.row["organisation"] and c.date]
    pieces = [line for of in m.events(claims).values() for line in _milestones(m, of)]
    pieces += [_member(m, of) for of in m.events(members).values()]
    details = dict.fromkeys(detail for claim in claims if (detail := _detail(m, claim)))
    return Row((
        name(m.label(body)),
        lines(pieces),
        name("; ".join(details)),
        (Tally(str(independent([*claims, *members]))),),
    ))  # fmt: skip


def _milestones(m: Material, claims: Sequence[Evidence]) -> list[Runs]:
    """What one event did to it, a line for each milestone and manner of saying it."""
    words = m.kinds[MILESTONES].by_name["milestone"].words
    found: list[Runs] = []
    for milestone, model in dict.fromkeys((claim.row["milestone"], claim.row["model"]) for claim in claims):
        of = [claim for claim in claims if (claim.row["milestone"], claim.row["model"]) == (milestone, model)]
        what = words.get(milestone, milestone) + (f" {m.label(model)}" if model else "")
        for said in m.history(MILESTONES, of):
            marks = [mark for mark in (manner(m, said), "planned" if said.stage.phase == "prospect" else "") if mark]
            lead: Runs = (
                (Emphasis(f"{', '.join(marks)}:"), Text(f" {what}")) if marks else (Emphasis(what, strong=True),)
            )
            found.append((*lead, Text(dated(m, said)), note(said.claims)))
    return found


def _member(m: Material, claims: Sequence[Evidence]) -> Runs:
    """A membership that has a date."""
    who = m.labels(dict.fromkeys(member for claim in claims for member in claim.row["member"]))
    return (Text(f"{who}: "), *stages(m, m.history(MEMBERSHIPS, claims)))


def _detail(m: Material, claim: Evidence) -> str:
    place = f"in {m.label(claim.row['place'])}" if claim.row["place"] else ""
    return ", ".join(part for part in (claim.row["detail"] or "", place) if part)
