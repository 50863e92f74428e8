"""Assistance by recipient: pledged and delivered apart, totals apart from their parts, currencies kept."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from foedus.terms.numbers import NumberError, parse, say
from foedus.views.brief.material import Material
from foedus.views.brief.rows import merged
from foedus.views.brief.wording import capital, head, lines, listing, many, name, note, split, stages
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
        "source gives is not added to its parts. Sums are of single events with an exact or approximate amount, each "
        "event once."
    )
    blocks: list[Block] = [Paragraph((Text(lead),)), *_picture(m, by_recipient)]
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


def amounts(claims: Iterable[Evidence], stage: str) -> tuple[list[Evidence], int]:
    """Claims on single events at a stage whose amounts may be summed, one an event; and how many events are left out.

    Left out are events without an amount, those of which claims give several, and amounts that are mere bounds.
    """
    by_event: dict[str, list[Evidence]] = {}
    for claim in claims:
        if (
            claim.stage == stage
            and claim.assertion == "asserted"
            and claim.grain == "single"
            and not claim.row["covers"]
        ):
            by_event.setdefault(claim.event, []).append(claim)
    chosen = []
    for of in by_event.values():
        values = {(claim.row["value"], claim.row["currency"]) for claim in of if claim.row["value"]}
        first = next((claim for claim in of if claim.row["value"]), None)
        if first and len(values) == 1 and _sign(first.row["value"]) in ("", "~"):
            chosen.append(first)
    return chosen, len(by_event) - len(chosen)


def _sign(text: str) -> str:
    try:
        return parse(text).sign
    except NumberError:
        return "?"


def summed(m: Material, claims: Sequence[Evidence], stage: str) -> Runs:
    """The sum of the amounts of single events at a stage, by currency; nothing where there is no amount."""
    chosen, left = amounts(claims, stage)
    if not chosen:
        return ()
    by_currency: dict[str, list[Evidence]] = {}
    for claim in chosen:
        by_currency.setdefault(claim.row["currency"] or "", []).append(claim)
    pieces: list[Runs] = []
    for currency, of in sorted(by_currency.items()):
        numbers = [parse(claim.row["value"]) for claim in of]
        total = sum((number.value for number in numbers), Decimal(0))
        sign = "~" if any(number.sign for number in numbers) else ""
        text = say(parse(f"{sign}{total:f}"), currency or None)
        runs: list[Run] = [Emphasis(f"{text} {stage}", strong=True), Text(f", in {many(len(of), 'event')}"), note(of)]
        pieces.append(tuple(runs))
    if left:
        pieces.append((Tally(f"without a summable amount: {left}"),))
    return lines(pieces)


# -- the picture ---------------------------------------------------------------------------------------------


def _picture(m: Material, by_recipient: dict[str, list[Evidence]]) -> list[Block]:
    """Dated amounts by recipient and year, in the currency most used."""
    dated = [
        claim for claims in by_recipient.values() for stage in STAGES
        for claim in amounts(claims, stage)[0] if claim.date and claim.row["earliest"]
    ]  # fmt: skip
    currencies = [claim.row["currency"] or "" for claim in dated]
    if len(dated) < 3:
        return []
    currency = max(sorted(set(currencies)), key=currencies.count)
    shown = [claim for claim in dated if (claim.row["currency"] or "") == currency]
    panels: list[dict[str, Any]] = []
    for recipient, claims in by_recipient.items():
        mine = [claim for claim in shown if claim in claims]
        bars = [
            {
                "year": claim.row["earliest"].year,
                "value": float(parse(claim.row["value"]).value),
                "form": claim.stage,
                "text": m.amounts(claim, "value")[0],
            }
            for claim in sorted(mine, key=lambda claim: (claim.row["earliest"], claim.claim))
        ]
        if bars:
            panels.append({"label": recipient, "bars": bars})
    panels.sort(key=lambda panel: (-len(panel["bars"]), panel["label"]))
    every = [claim for claims in by_recipient.values() for stage in STAGES for claim in amounts(claims, stage)[0]]
    undrawn = len(every) - len(shown)
    left = f"; not drawn, for want of a year or in another currency: {undrawn}" if undrawn else ""
    data = {
        "panels": panels,
        "unit": currency,
        "forms": [["pledged", "pledged"], ["delivered", "delivered"]],
        "source": f"Source: claims of the case “{m.record.settings.title}”.",
        "coverage": (
            f"Coverage: single events with a date and an amount{left}. A year without a bar is silence of the sources, "
            "not zero."
        ),
    }
    alt = "Bars of aid by year and recipient, pledged and delivered apart: " + "; ".join(
        f"{panel['label']}: " + listing([f"{bar['text']} {bar['form']} in {bar['year']}" for bar in panel["bars"]])
        for panel in panels
    )
    figure = Figure(
        "aid-bars", "bars", data, f"Amounts of aid by year, in {currency or 'the units of the sources'}", alt + ".",
        note=(Text("Claims behind the bars"), note(shown), Text(".")),
    )  # fmt: skip
    return [figure]
