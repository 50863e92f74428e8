"""Institutions and how they came to be: what happened to each organisation, and who came to it when."""

from collections.abc import Sequence

from foedus.views.brief.material import Material
from foedus.views.brief.wording import dated, head, lines, manner, name, note, stages
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
    body: list[Row] = []
    for key in sorted(by_body, key=lambda key: (key not in m.record.settings.blocs, -len(by_body[key]), m.label(key))):
        body.append(head(m.label(key)))
        body += [_row(m, event, of) for event, of in m.events(by_body[key]).items()]
        body += _members(m, key)
    table = Table(
        "institution-table",
        "What happened to each institution, as the sources have it",
        (Column("Event"), Column("What, and when"), Column("How, as the source puts it"), Column("Roots", "right")),
        tuple(body),
    )
    return Section("institutions", "Institutions and how they came to be", (table,))


def _body(m: Material, key: str) -> bool:
    entity = m.words.entities.get(key)
    return bool(entity and entity[1] in BODIES)


def _row(m: Material, event: str, claims: Sequence[Evidence]) -> Row:
    words = m.kinds[MILESTONES].by_name["milestone"].words
    pieces: list[Runs] = []
    for milestone in dict.fromkeys(claim.row["milestone"] for claim in claims):
        of = [claim for claim in claims if claim.row["milestone"] == milestone]
        for said in m.history(MILESTONES, of):
            marks = manner(m, said)
            label = words.get(milestone, milestone) + (", planned" if said.stage.phase == "prospect" else "")
            lead: Runs = (Emphasis(f"{marks}:"), Text(" "), Text(label)) if marks else (Emphasis(label, strong=True),)
            pieces.append((*lead, Text(dated(m, said)), note(said.claims)))
    details = dict.fromkeys(_detail(m, claim) for claim in claims)
    return Row((
        name(m.title(event)),
        lines(pieces),
        name("; ".join(detail for detail in details if detail)),
        (Tally(str(independent(claims))),),
    ))  # fmt: skip


def _detail(m: Material, claim: Evidence) -> str:
    parts = [f"modelled on {m.label(claim.row['model'])}" if claim.row["model"] else "", claim.row["detail"] or ""]
    parts.append(f"in {m.label(claim.row['place'])}" if claim.row["place"] else "")
    return ", ".join(part for part in parts if part)


def _members(m: Material, key: str) -> list[Row]:
    """Who belongs to it since when, where a claim gives a date."""
    pieces: list[Runs] = []
    found: list[Evidence] = []
    claims = [c for c in m.by_kind.get(MEMBERSHIPS, []) if key in c.row["organisation"] and c.date]
    for of in m.events(claims).values():
        who = m.labels(dict.fromkeys(member for claim in of for member in claim.row["member"]))
        pieces += [(Text(f"{who}: "), *run) for run in (stages(m, m.history(MEMBERSHIPS, of)),)]
        found += of
    if not pieces:
        return []
    return [Row((name("Memberships with a date"), lines(pieces), (), (Tally(str(independent(found))),)))]
