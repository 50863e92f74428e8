"""Restrictions: who put what on whom, why, what is said to have followed, and what replaced what was withheld."""

from collections.abc import Sequence

from foedus.views.brief.material import Material
from foedus.views.brief.rows import merged, plain
from foedus.views.brief.wording import capital, head, listing, name, note, stages
from foedus.views.document import Block, Break, Column, Heading, Name, Row, Run, Runs, Section, Table, Tally, Text
from foedus.views.evidence import Evidence
from foedus.views.history import independent

KIND, PRODUCTION = "restrictions", "production"


def restrictions(m: Material) -> Section | None:
    """The restrictions by the side they fall on, and what claims say took the place of what."""
    claims = m.by_kind.get(KIND, [])
    blocks: list[Block] = [_table(m, claims)] if claims else []
    blocks += _replaced(m)
    return Section("restrictions", "Restrictions", tuple(blocks)) if blocks else None


def _table(m: Material, claims: Sequence[Evidence]) -> Table:
    by_target: dict[str, list[Evidence]] = {}
    for claim in claims:
        by_target.setdefault(
            listing([m.words.name(key) for key in claim.row["target"]]) or "a side not named", []
        ).append(claim)
    body: list[Row] = []
    for target in sorted(by_target):
        body.append(head(f"On {target}"))
        rows = [_row(m, event, of) for event, of in m.events(by_target[target]).items()]
        # Who imposed them stands in the next column, so several of one measure need no names of their own.
        measures = [capital(plain(row.cells[2])) for row in rows]
        body += merged(rows, joined=(0, 1), names=measures)
    return Table(
        "restriction-table",
        "Restrictions, what prompted them and what they prompted, where a source says so",
        (
            Column("What"), Column("By"), Column("Measure"), Column("How far it got"), Column("Prompted by"),
            Column("Prompted"), Column("Roots", "right"),
        ),
        tuple(body),
    )  # fmt: skip


def _row(m: Material, event: str, claims: Sequence[Evidence]) -> Row:
    measures = m.kinds[KIND].by_name["measure"].words
    what = dict.fromkeys(measures.get(c.row["measure"], c.row["measure"]) for c in claims if c.row["measure"])
    imposers = dict.fromkeys(m.label(key) for claim in claims for key in claim.row["imposer"])
    return Row((
        name(m.title(event)),
        name(", ".join(imposers)),
        name("; ".join(what)),
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


# -- what took the place of what was withheld ------------------------------------------------------------------


def _replaced(m: Material) -> list[Block]:
    """Production that claims say stands in the place of something else, with the restriction it came after."""
    claims = [claim for claim in m.by_kind.get(PRODUCTION, []) if claim.row["replaces"]]
    if not claims:
        return []
    table = Table(
        "replaced-table",
        "What took the place of what, as the sources say",
        (Column("In place of"), Column("What claims say"), Column("Part of"), Column("After which restriction")),
        tuple(
            Row((
                name(m.label(claim.row["replaces"])),
                (Text(claim.sentence), note([claim])),
                name(m.label(claim.row["part_of"])) if claim.row["part_of"] else (),
                name("; ".join(m.title(event) for event in _after(m, claim))),
            ))
            for claim in claims
        ),
        note=(Text("A restriction stands here where a claim has it prompt the replacement, or both are one event."),),
    )  # fmt: skip
    return [Heading("What took the place of what", "replaced"), table]


def _after(m: Material, claim: Evidence) -> list[str]:
    """The restrictions that a claim says prompted it, or that are told of in the same event."""
    events = [*(claim.row["prompted_by"] or ()), claim.event]
    return [event for event in dict.fromkeys(events) if any(one.kind == KIND for one in m.by_event.get(event, ()))]
