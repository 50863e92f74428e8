"""Assistance by recipient: pledged and delivered apart, totals apart from their parts, currencies kept."""

from collections.abc import Sequence

from foedus.measures.aid.items import Item, items
from foedus.measures.aid.money import Rates, by_currency, total
from foedus.measures.aid.sheets import View
from foedus.terms.numbers import parse, say
from foedus.views.brief.material import Material
from foedus.views.brief.rows import merged
from foedus.views.brief.wording import capital, head, lines, many, name, note, split, stages
from foedus.views.document import (
    Block,
    Column,
    Emphasis,
    Figure,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Tally,
    Text,
)
from foedus.views.evidence import Evidence
from foedus.views.history import independent

KIND = "assistance"
STAGES = {"pledged": "Pledged", "delivered": "Delivered"}
"""The stages whose money is summed, each for itself."""


def aid(m: Material) -> Section | None:
    """What was pledged and delivered, to whom."""
    claims = m.by_kind.get(KIND, [])
    if not claims:
        return None
    by_recipient: dict[str, list[Evidence]] = {}
    for claim in claims:
        by_recipient.setdefault(m.labels(claim.row["recipient"]) or "Recipient not named", []).append(claim)
    own = {m.label(state) for state in m.coalition}
    body: list[Row] = []
    for recipient in sorted(by_recipient, key=lambda label: (label not in own, label)):
        body += _recipient(m, recipient, by_recipient[recipient])
    lead = (
        "A pledge and a delivery are never added to each other: the one may be the other’s fulfilment. A total that a "
        "source gives is not added to its parts. Sums are of what sources tell item by item in their own word, each "
        "item once."
    )
    blocks: list[Block] = [Paragraph((Text(lead),)), *_picture(m)]
    table = Table(
        "aid-table",
        "Assistance by recipient, in order of time",
        (
            Column("What"), Column("From, form"), Column("Offered or pledged"), Column("Delivered or ended"),
            Column("Roots", "right"),
        ),
        tuple(body),
    )  # fmt: skip
    return Section("aid", "Aid", (*blocks, table))


def _recipient(m: Material, recipient: str, claims: Sequence[Evidence]) -> list[Row]:
    parts = [claim for claim in claims if not claim.row["covers"]]
    totals = [claim for claim in claims if claim.row["covers"]]
    rows = [head(capital(recipient))]
    rows += merged([_row(m, event, of) for event, of in m.events(parts).items()])
    pledged, delivered = (summed(m, parts, stage) for stage in STAGES)
    if pledged or delivered:
        rows.append(Row(((Emphasis("Sum of the single amounts", strong=True),), (), pledged, delivered, ())))
    for event, of in m.events(totals).items():
        row = _row(m, event, of)
        title: Runs = (*row.cells[0], Text(" "), Emphasis("(a total, not added)"))
        rows.append(Row((title, *row.cells[1:])))
    return rows


def _row(m: Material, event: str, claims: Sequence[Evidence]) -> Row:
    announced, after = split(m.history(KIND, claims))
    forms = m.kinds[KIND].by_name["form"].words
    donors = dict.fromkeys(m.label(key) for claim in claims for key in claim.row["donor"])
    form = dict.fromkeys(forms.get(claim.row["form"], claim.row["form"]) for claim in claims if claim.row["form"])
    return Row((
        name(m.title(event)),
        name(", ".join(donors) + (f": {', '.join(form)}" if form else "")),
        stages(m, announced),
        stages(m, after),
        (Tally(str(independent(claims))),),
    ))  # fmt: skip


# -- sums ----------------------------------------------------------------------------------------------------


def _items(m: Material) -> list[Item]:
    """What the measure of aid may sum, and the totals beside; made once for a record."""
    found = m.record.kept.get(Item)
    if not isinstance(found, list):
        found = m.record.kept[Item] = items(m.record)
    return found


def summed(m: Material, claims: Sequence[Evidence], stage: str) -> Runs:
    """The sum of what claims tell item by item at a stage, by currency; nothing where there is no amount."""
    wanted = {claim.claim for claim in claims}
    at = [one for one in _items(m) if one.stage == stage and not one.covers and not wanted.isdisjoint(one.claims)]
    chosen = [one for one in at if one.amount]
    if not chosen:
        return ()
    pieces: list[Runs] = []
    for currency, amounts in by_currency(one.amount for one in chosen if one.amount).items():
        of = [one for one in chosen if one.amount and one.amount.currency == currency]
        figure = total(amounts, [claim for one in of for claim in one.claims])
        text = say(parse(f"{'' if figure.low is None else '~'}{figure.value}"), currency or None)
        told = note([m.by_claim[claim] for claim in figure.claims])
        runs: list[Run] = [Emphasis(f"{text} {stage}", strong=True), Text(f", in {many(len(of), 'event')}"), told]
        pieces.append(tuple(runs))
    if len(at) > len(chosen):
        pieces.append((Tally(f"without a summable amount: {len(at) - len(chosen)}"),))
    return lines(pieces)


def _picture(m: Material) -> list[Block]:
    """Dated amounts by recipient and year, in the currency most used."""
    return [
        Figure(
            "aid-bars", picture.chart, picture.data, picture.caption, picture.alt,
            note=(Text("Claims behind the bars"), note([m.by_claim[claim] for claim in picture.claims]), Text(".")),
        )
        for picture in View(m.record, _items(m), Rates()).pictures()
    ]  # fmt: skip
