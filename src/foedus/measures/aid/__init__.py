"""Aid: sums by donor, recipient, year and currency; pledges and deliveries apart, totals beside their items.

`money` is the arithmetic of amounts, `items` what may be summed and what may not, `sheets` the tables.
"""

from collections.abc import Mapping

from foedus.measures import asked
from foedus.measures.aid import sheets
from foedus.measures.aid.items import KIND, Item, items
from foedus.measures.aid.money import Rates
from foedus.measures.measured import Measured, MeasureError
from foedus.record import Record

__all__ = ["Item", "aid", "items"]

LIMITS = (
    "A pledge and a delivery are never added: the one may be the other's fulfilment.",
    "A total that a source gives never enters a sum: whether its parts are all here is not known.",
    "Amounts are nominal, of their years: nothing is deflated. What sources do not tell of is missing, not nil.",
)
SOURCES = ("Tierney, Michael J., and others (2011): More Dollars than Sense, World Development 39(11)",)


def aid(
    record: Record,
    *,
    donor: str = "",
    recipient: str = "",
    since: str | int | None = None,
    until: str | int | None = None,
    into: str = "",
    rates: Mapping[str, float] | None = None,
) -> Measured:
    """What was pledged and delivered, by donor, recipient, year and currency.

    `donor`, `recipient`: only from or to this entity, by key or name; a firm or agency counts for its state. `since`,
    `until`: only what may lie in these years; what has no year is then left out, and counted. `into`, `rates`: turn
    amounts into a currency, by what one of another is worth in it. Raises `MeasureError` or `AskError` for what is
    unknown.
    """
    money = Rates(into, rates)
    first, last = asked.span(since, until)
    sides = {side: record.entity(text) for side, text in (("donor", donor), ("recipient", recipient)) if text}
    found = items(record, _claims(record, sides))
    if not found and not sides and not record.con.execute(f'SELECT 1 FROM "{KIND}" LIMIT 1').fetchall():
        raise MeasureError("The record has no claims of assistance.", "`foedus add CASE assistance` takes one up.")
    kept = [one for one in found if _within(one, first, last)]
    undated = sum(one.years is None and not one.covers for one in found) if first or last else 0
    view = sheets.View(record, kept, money)
    return Measured(
        measure="aid",
        title="Aid: pledged, delivered, and the totals beside them",
        answer=view.answer(),
        asked={
            **sides, **({"since": str(first)} if first else {}), **({"until": str(last)} if last else {}),
            **({"in": money.into} if money.into else {}),
        },
        sheets=tuple(sheet for sheet in view.sheets() if sheet.lines),
        pictures=view.pictures(),
        warnings=_warnings(view, undated),
        limits=LIMITS,
        sources=SOURCES,
    )  # fmt: skip


def _within(one: Item, first: int | None, last: int | None) -> bool:
    if first is None and last is None:
        return True
    years = one.years
    return years is not None and (first is None or years[1] >= first) and (last is None or years[0] <= last)


def _claims(record: Record, sides: Mapping[str, str]) -> list[str] | None:
    """The claims with the asked donor and recipient; None where all are meant."""
    if not sides:
        return None
    found: set[str] | None = None
    for side, key in sides.items():
        rows = record.con.execute(
            "SELECT DISTINCT claim FROM roles WHERE kind = ? AND role = ? AND via <> 'member' "
            "AND (actor = ? OR entity = ?)",
            [KIND, side, key, key],
        ).fetchall()
        mine = {row[0] for row in rows}
        found = mine if found is None else found & mine
    return sorted(found or ())


def _warnings(view: "sheets.View", undated: int) -> tuple[str, ...]:
    told = []
    if lacking := view.lacking:
        names = ", ".join(code or "no currency stated" for code in lacking)
        example = next((code for code in lacking if code), "")
        how = f" Say what one {example} is worth with --rate {example}=N." if example else ""
        told.append(f"Without a rate, and so apart: {names}.{how}")
    if undated:
        told.append(f"Left out, as no claim gives them a year: {undated}.")
    own = [one for one in view.items if set(one.donor) & set(one.recipient)]
    if own:
        told.append(
            f"One party is donor and recipient both: {', '.join(claim for one in own for claim in one.claims)}. Mend "
            "the claims; the amounts are in the sums."
        )
    return tuple(told)
