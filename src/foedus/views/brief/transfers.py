"""Arms transfers by recipient: what was announced against what was delivered."""

from collections.abc import Sequence

from foedus.views.brief.material import Material
from foedus.views.brief.rows import merged
from foedus.views.brief.wording import capital, head, name, reached, shared_out, split, stages, words
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
        body += merged([_row(m, event, of) for event, of in m.events(by_recipient[recipient]).items()])
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
    delivered: list[list[Evidence]] = []
    agreed: list[list[Evidence]] = []
    rest: list[list[Evidence]] = []
    for of in m.events(claims).values():
        single = [claim for claim in of if claim.grain == "single"]
        phases = reached(m, KIND, single)
        group = delivered if "done" in phases else agreed if "agreed" in phases else rest
        if single:
            group.append(single)
    total = len(delivered) + len(agreed) + len(rest)
    if not total:
        return (Text(f"No claim speaks of a single transfer to {m.the_coalition}."),)
    runs: list[Run] = [
        Text("Of the "), Tally(words(total)),
        Text(f" single {'transfer' if total == 1 else 'transfers'} to {m.the_coalition} that claims speak of, "),
    ]  # fmt: skip
    return (*runs, *shared_out([
        (delivered, "told of as delivered or in service"),
        (agreed, "told of as ordered, with no claim that tells of a delivery"),
        (rest, "neither: only talked of, cancelled, passed on, disputed or denied"),
    ]))  # fmt: skip


def _row(m: Material, event: str, claims: Sequence[Evidence]) -> Row:
    announced, after = split(m.history(KIND, claims))
    suppliers = dict.fromkeys(m.label(key) for claim in claims for key in claim.row["supplier"])
    makers = dict.fromkeys(m.label(key) for claim in claims for key in claim.row["manufacturer"])
    supplier = ", ".join(suppliers) + (f" ({', '.join(makers)})" if makers else "")
    return Row((
        name(m.title(event)),
        name(supplier),
        stages(m, announced),
        stages(m, after),
        (Tally(str(independent(claims))),),
    ))  # fmt: skip
