"""Arms transfers by recipient: what was announced against what was delivered."""

from collections.abc import Sequence

from foedus.views.brief.material import Material
from foedus.views.brief.wording import capital, head, name, note, stages, words
from foedus.views.document import Block, Column, Paragraph, Row, Run, Runs, Section, Table, Tally, Text
from foedus.views.evidence import Evidence
from foedus.views.history import independent

KIND = "transfers"


def transfers(m: Material) -> Section | None:
    """The transfers to the coalition, then those to others."""
    claims = m.by_kind.get(KIND, [])
    if not claims:
        return None
    by_recipient: dict[str, list[Evidence]] = {}
    for claim in claims:
        by_recipient.setdefault(m.labels(claim.row["recipient"]) or "Recipient not named", []).append(claim)
    own = {m.label(state) for state in m.coalition}
    order = sorted(by_recipient, key=lambda label: (label not in own, label))
    body = []
    for recipient in order:
        body.append(head(capital(recipient)))
        body += [_row(m, event, of) for event, of in m.events(by_recipient[recipient]).items()]
    blocks: list[Block] = []
    if m.coalition:
        blocks.append(
            Paragraph(_summary(m, [claim for claim in claims if own & {m.label(k) for k in claim.row["recipient"]}]))
        )
    table = Table(
        "transfer-table",
        "Arms transfers by recipient, announced against delivered",
        (
            Column("What"), Column("Supplier"), Column("Announced"), Column("Delivered, in service or ended"),
            Column("Roots", "right"),
        ),
        tuple(body),
        note=(Text("“Announced” is what comes before a delivery: asked for, offered, tested, negotiated, ordered."),),
    )  # fmt: skip
    return Section("transfers", "Arms transfers", (*blocks, table))


def _summary(m: Material, claims: Sequence[Evidence]) -> Runs:
    """How far the single transfers to the coalition got."""
    delivered, agreed, rest = [], [], []
    for of in m.events(claims).values():
        single = [claim for claim in of if claim.grain == "single"]
        told = [said for said in m.history(KIND, single) if said.manner == "told" and not said.disputed]
        phases = {said.stage.phase for said in told}
        if "done" in phases:
            delivered.append(single)
        elif "agreed" in phases:
            agreed.append(single)
        elif single:
            rest.append(single)
    total = len(delivered) + len(agreed) + len(rest)
    if not total:
        return (Text(f"No claim speaks of a single transfer to {m.the_coalition}."),)
    runs: list[Run] = [
        Text("Of the "), Tally(words(total)),
        Text(f" single {'transfer' if total == 1 else 'transfers'} to {m.the_coalition} that claims speak of, "),
    ]  # fmt: skip
    parts: list[list[Run]] = []
    for group, text in (
        (delivered, "told of as delivered or in service"),
        (agreed, "told of as ordered, with no claim that tells of a delivery"),
        (rest, "neither: only talked of, cancelled, passed on, disputed or denied"),
    ):
        if group:
            parts.append(
                [
                    Text(f"{words(len(group))} {'is' if len(group) == 1 else 'are'} {text}"),
                    note([claim for of in group for claim in of]),
                ]
            )
    for number, part in enumerate(parts):
        runs += [*([Text("; ")] if number else []), *part]
    return (*runs, Text("."))


def _row(m: Material, event: str, claims: Sequence[Evidence]) -> Row:
    history = m.history(KIND, claims)
    before = [said for said in history if said.stage.phase in ("prospect", "agreed")]
    after = [said for said in history if said.stage.phase in ("done", "over")]
    suppliers = dict.fromkeys(m.label(key) for claim in claims for key in claim.row["supplier"])
    makers = dict.fromkeys(m.label(key) for claim in claims for key in claim.row["manufacturer"])
    supplier = ", ".join(suppliers) + (f" ({', '.join(makers)})" if makers else "")
    return Row((
        name(m.title(event)),
        name(supplier),
        stages(m, before),
        stages(m, after),
        (Tally(str(independent(claims))),),
    ))  # fmt: skip
