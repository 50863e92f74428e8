"""Production and licences: who makes what with whom and where; what was announced against what is at work."""

from collections.abc import Sequence

from foedus.measures.industry.picture import picture
from foedus.measures.industry.ventures import ventures
from foedus.views.brief.material import Material
from foedus.views.brief.rows import merged
from foedus.views.brief.wording import capital, name, reached, shared_out, split, stages, words
from foedus.views.document import Block, Column, Paragraph, Row, Run, Runs, Section, Table, Tally, Text
from foedus.views.evidence import Evidence
from foedus.views.history import independent
from foedus.views.measured import drawn

KIND = "production"


def production(m: Material) -> Section | None:
    """What several states make together, and what one makes alone."""
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
    blocks: list[Block] = [Paragraph(summary)] if (summary := _summary(m, joint)) else []
    blocks += _picture(m)
    if joint:
        blocks.append(_table(m, "joint-production", "Made together, under licence or with parts from abroad", joint))
    if alone:
        blocks.append(_table(m, "own-production", "Made by one state alone, as far as claims name partners", alone))
    return Section("production", "Production and licences", tuple(blocks))


def _picture(m: Material) -> list[Block]:
    """Dated single ventures of the coalition with each partner, announced and at work."""
    made = ventures(m.record, m.coalition)
    return [drawn(one, m.by_claim, "venture") for one in picture(m.record, made)]


def _summary(m: Material, joint: dict[str, list[Evidence]]) -> Runs:
    """How many single ventures of several states were announced, and of how many claims tell that they are at work."""
    at_work: list[list[Evidence]] = []
    agreed: list[list[Evidence]] = []
    rest: list[list[Evidence]] = []
    for claims in joint.values():
        for of in m.events(claims).values():
            single = [claim for claim in of if claim.grain == "single"]
            phases = reached(m, KIND, single)
            group = at_work if "done" in phases else agreed if "agreed" in phases else rest
            if single:
                group.append(single)
    total = len(at_work) + len(agreed) + len(rest)
    if not total:
        return ()
    runs: list[Run] = [
        Text("Of the "), Tally(words(total)),
        Text(f" single {'venture' if total == 1 else 'ventures'} of several states that claims speak of, "),
    ]  # fmt: skip
    return (*runs, *shared_out([
        (at_work, "told of as at work"),
        (agreed, "told of as agreed, with no claim of a single venture at work"),
        (rest, "neither: only talked of, passed on, ended, disputed or denied"),
    ]))  # fmt: skip


def _table(m: Material, anchor: str, caption: str, groups: dict[str, list[Evidence]]) -> Table:
    body: list[Row] = []
    for who in sorted(groups):
        events = m.events(groups[who])
        things = [_thing(m, event, of) for event, of in events.items()]
        names = [
            thing if things.count(thing) == 1 else m.title(event) for thing, event in zip(things, events, strict=True)
        ]
        body += merged([_row(m, who, event, of) for event, of in events.items()], names=names)
    return Table(
        anchor,
        caption,
        (
            Column("What"),
            Column("Who"),
            Column("Mode"),
            Column("Where"),
            Column("Announced"),
            Column("At work or ended"),
            Column("Roots", "right"),
        ),
        tuple(body),
    )


def _thing(m: Material, event: str, claims: Sequence[Evidence]) -> str:
    """What is made, where it is one thing; else the title."""
    items = dict.fromkeys(m.label(claim.row["item"]) for claim in claims if claim.row["item"])
    return capital(next(iter(items))) if len(items) == 1 else m.title(event)


def _row(m: Material, who: str, event: str, claims: Sequence[Evidence]) -> Row:
    modes = m.kinds[KIND].by_name["mode"].words
    mode = dict.fromkeys(modes.get(claim.row["mode"], claim.row["mode"]) for claim in claims if claim.row["mode"])
    where = dict.fromkeys(m.label(key) for claim in claims for key in claim.row["country"])
    announced, after = split(m.history(KIND, claims))
    return Row((
        name(m.title(event)),
        name(who),
        name("; ".join(mode)),
        name(", ".join(where)),
        stages(m, announced),
        stages(m, after),
        (Tally(str(independent(claims))),),
    ))  # fmt: skip
