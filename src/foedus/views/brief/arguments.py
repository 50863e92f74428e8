"""Arguments on the question: what is said to enable it, to stand in its way, or to be wanted first, and by whom."""

from collections.abc import Sequence

import msgspec

from foedus.measures.arguments.picture import picture
from foedus.measures.arguments.reasons import Reason, reasons, same
from foedus.measures.arguments.since import since
from foedus.views.brief.material import Material
from foedus.views.brief.wording import lines, listing, many, name, note, run_in
from foedus.views.document import Column, Emphasis, Name, Paragraph, Row, Run, Runs, Section, Table, Tally, Text
from foedus.views.evidence import Evidence
from foedus.views.history import MANNERS, independent
from foedus.views.measured import drawn

KIND = "arguments"
HEADS = {
    "enables": "What speaks for it",
    "obstructs": "What stands against it",
    "precondition": "What would have to come first",
    "motive": "What moves those who want it",
    "consequence": "What would follow",
    "": "Other reasons",
}
"""The roles in the order in which they are weighed."""
MOST_STEPS = 3
"""What has happened since that is named; the rest is counted."""


def arguments(m: Material) -> Section | None:
    """The arguments on topics and events that concern the coalition together, by role; the rest by number."""
    claims = m.by_kind.get(KIND, [])
    if not claims:
        return None
    chosen = on_the_question(m, claims)
    rest = [claim for claim in claims if claim not in chosen]
    body: list[Row] = []
    for role, title in HEADS.items():
        of = [claim for claim in chosen if (claim.row["role"] or "") == role]
        if of:
            roots = many(independent(of), "independent root")
            body.append(Row(((Name(f"{title}: {many(len(_grouped(of)), 'reason')} on {roots}"),),), group=True))
            body += _rows(m, of)
    found = reasons(m.record, "claim IN (SELECT unnest(?::VARCHAR[]))", [[claim.claim for claim in chosen]])
    lead: list[Run] = [
        Text(
            "Reasons that somebody gives, not findings: a reason is as good as whoever gives it, and ten reasons of "
            "one author stand on one root. "
        )
    ]
    if rest:
        topics = dict.fromkeys(m.words.label(topic(m, claim)) for claim in rest)
        lead += [
            Tally(f"Left to the record: {many(len(rest), 'reason')} on other matters"),
            Name(f" ({listing(list(topics))})."),
        ]
    pictures = [drawn(one, m.by_claim, "argument") for one in picture(m.record, found)]
    table = Table(
        "argument-table",
        "Reasons for and against, with who gives them",
        (Column("On"), Column("Who gives which reasons"), Column("Roots", "right")),
        tuple(body),
    )
    return Section("arguments", "Arguments for and against", (Paragraph((*lead, *_since(m, found))), *pictures, table))


def _since(m: Material, found: Sequence[Reason]) -> Runs:
    """What has happened since to what reasons rest on, as far as keys in the claims lead there."""
    later = since(m.record, found)
    steps = {step.told.event: step for after in later for step in after.steps}
    moved = [one for one, after in zip(found, later, strict=True) if after.steps]
    if not moved:
        return (Text(" Nothing on record has happened since to what they rest on, as far as the claims’ keys lead."),)
    claims = dict.fromkeys(claim for step in steps.values() for claim in step.when.claims)
    titles = "; ".join(m.title(event) for event in list(steps)[:MOST_STEPS])
    more = f"; and {len(steps) - MOST_STEPS} more" if len(steps) > MOST_STEPS else ""
    told = f" Since then something dated has happened to what {len(moved)} of {many(len(found), 'reason')} "
    rests = f"{'rests' if len(moved) == 1 else 'rest'} on"
    return (Tally(told + rests), Name(f" ({titles}{more})"), note(m.by_claim[claim] for claim in claims), Text("."))


def on_the_question(m: Material, claims: Sequence[Evidence]) -> list[Evidence]:
    """Arguments on topics (with what is under them) or events where most concern two states of the coalition or more.

    All of them where the case names no coalition.
    """
    if not m.coalition:
        return list(claims)
    by_topic: dict[str, list[Evidence]] = {}
    for claim in claims:
        by_topic.setdefault(topic(m, claim), []).append(claim)
    return [
        claim
        for of in by_topic.values()
        if 2 * sum(_concerns_several(m, claim) for claim in of) > len(of)
        for claim in of
    ]


def topic(m: Material, claim: Evidence) -> str:
    """The topmost topic over what an argument is on; the thing itself where it is no topic."""
    key = claim.row["question"] or ""
    seen: set[str] = set()
    while m.parents.get(key) and key not in seen:
        seen.add(key)
        key = m.parents[key]
    return key


def _concerns_several(m: Material, claim: Evidence) -> bool:
    found: set[str] = set()
    for key in claim.row["concerns"] or ():
        found |= {key, *m.members(key)} & set(m.coalition)
    return len(found) > 1


def _grouped(claims: Sequence[Evidence]) -> dict[tuple[str, str, str], list[Evidence]]:
    """Arguments that are one reason."""
    found: dict[tuple[str, str, str], list[Evidence]] = {}
    for claim in claims:
        found.setdefault(same(claim.row), []).append(claim)
    return found


def _rows(m: Material, claims: Sequence[Evidence]) -> list[Row]:
    """A row for each thing that reasons are given on, those with most reasons first."""
    by_question: dict[str, list[Evidence]] = {}
    for claim in claims:
        by_question.setdefault(claim.row["question"] or "", []).append(claim)
    ranked = sorted(by_question.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        Row((
            name(m.words.label(question) if question in m.parents else m.title(question)),
            lines(_given(m, giver, same) for giver, same in _by_giver(m, of).items()),
            (Tally(str(independent(of))),),
        ))
        for question, of in ranked
    ]  # fmt: skip


def _by_giver(m: Material, claims: Sequence[Evidence]) -> dict[str, list[Evidence]]:
    """Reasons by who gives them, who gives most first; the same reason of several under all of their names."""
    givers = {
        claim.claim: "; ".join(dict.fromkeys(_giver(m, one) for one in same))
        for same in _grouped(claims).values()
        for claim in same
    }
    found: dict[str, list[Evidence]] = {}
    for claim in claims:
        found.setdefault(givers[claim.claim], []).append(claim)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def _given(m: Material, giver: str, claims: Sequence[Evidence]) -> Runs:
    return (Name(f"{giver}: "), *run_in(_reason(m, same) for same in _grouped(claims).values()))


def _reason(m: Material, claims: Sequence[Evidence]) -> Runs:
    marks = MANNERS[claims[0].assertion]
    lead: Runs = (Emphasis(f"{marks}: "),) if marks != "told" else ()
    reason = claims[0].row["proposition"].rstrip(".")
    return (*lead, Text(reason), note(_placed(m, claim) for claim in claims))


def _placed(m: Material, claim: Evidence) -> Evidence:
    """The claim for a note: what the table gives in full its note need not say again."""
    return msgspec.structs.replace(claim, sentence=f"Given by {_giver(m, claim)}.")


def _giver(m: Material, claim: Evidence) -> str:
    by = m.labels(claim.row["by"] or ()) or claim.cite
    return f"{by}, after {claim.via}" if claim.via and claim.via != by else by
