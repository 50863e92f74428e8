"""A case's transfers, and its licensed production, against the deals of SIPRI's register."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from foedus.codebook.crosswalk import crosswalk
from foedus.reference.compare.model import Difference, Fit, Ours, Theirs, When, years_apart
from foedus.reference.compare.ours import TOLD, Case, several
from foedus.reference.compare.weapons import SAID, same_weapon, sort_of

DATASET, PART, TABLES = "sipri-transfers", "register", ("sipri_deals",)
HELPED: tuple[str, ...] = ()
YEARS = 2
"""By how many years the register and the case may be apart: it dates an order by the contract or the first news."""
RULE = (
    f"Supplier, recipient and the weapon's name (or an alias of its entry) agree; years of order, or of delivery, lie "
    f"within {YEARS} of each other, or the case gives none. A production under licence goes with a deal that SIPRI "
    "says is made under licence or assembled by the recipient. Of several that fit, the one whose weapon, years and "
    "number fit best; where two fit as well, none."
)
ORDERED, DELIVERED = ("ordered", "agreed"), ("delivered", "in-service", "operating")
LICENCES = ("licence", "assembly")
_LICENSED = ("licence", "license", "assembl", "produced in", "production in", "from kits")


def ours(case: Case) -> Iterator[Ours]:
    """The case's transfers by event, supplier and recipient, and its production under licence."""
    for event, rows in case.events("transfers").items():
        suppliers = case.states(key for row in rows for key in several(row["supplier"] or row["manufacturer"]))
        recipients = case.states(key for row in rows for key in several(row["recipient"]))
        yield _deal(case, "transfers", event, rows, suppliers, recipients)
    for event, rows in case.events("production").items():
        licensed = [row for row in rows if row["mode"] in LICENCES]
        if licensed:
            here = case.states(key for row in licensed for key in several(row["country"]))
            partners = case.states(key for row in licensed for key in several(row["partners"]))
            yield _deal(case, "production", event, licensed, tuple(s for s in partners if s not in here), here)


def _deal(
    case: Case, kind: str, event: str, rows: Sequence[Mapping[str, Any]], of: tuple[str, ...], to: tuple[str, ...]
) -> Ours:
    aside = ""
    if len(of) != 1 or len(to) != 1:
        sides = [side for side, states in (("supplier", of), ("recipient", to)) if len(states) != 1]
        aside = f"The claims do not name one state as {' and one as '.join(sides)}."
    told = [row for row in rows if row["assertion"] in TOLD and row["grain"] == "single"]
    if told and not aside and not {row["stage"] for row in told} & {*ORDERED, *DELIVERED}:
        aside = "No source tells of it as ordered, agreed or delivered."
    items = dict.fromkeys(key for row in rows for key in several(row["item"]) if row["assertion"] in TOLD)
    named = [key for key in items if case.is_named(key)]
    made_by = [key for row in rows for key in several(row.get("manufacturer") or row.get("partners"))]
    makers = [key for key in made_by if case.is_named(key)]
    return case.ours(
        kind, event, rows, (*of, *to) if not aside else tuple(sorted({*of, *to})),
        words=tuple(dict.fromkeys(name for key in named for name in case.called(key))),
        makers=tuple(dict.fromkeys(name for key in makers for name in case.called(key))),
        categories=tuple(dict.fromkeys(row["category"] for row in rows if row["category"])),
        quantity=_quantity(told), aside=aside,
    )  # fmt: skip


def _quantity(rows: Sequence[Mapping[str, Any]]) -> tuple[float | None, float | None] | None:
    bounds = [(row["quantity_low"], row["quantity_high"]) for row in rows if row.get("quantity")]
    if not bounds:
        return None
    lows, highs = [low for low, _ in bounds if low is not None], [high for _, high in bounds if high is not None]
    return max(lows, default=None), min(highs, default=None)


def theirs(con: duckdb.DuckDBPyConnection, states: Sequence[str], outer: Sequence[str]) -> Iterator[Theirs]:
    """The register's deals between two of the states of which one at least is of the first."""
    cursor = con.execute(
        "SELECT deal, state1, state2, ordered, ordered_uncertain, number_ordered, number_ordered_uncertain, weapon, "
        "description, number_delivered, first_delivery, last_delivery, delivered, status, comments "
        "FROM sipri_deals WHERE list_contains(?, state1) AND list_contains(?, state2) "
        "AND (list_contains(?, state1) OR list_contains(?, state2)) ORDER BY state2, state1, ordered, weapon, deal",
        [[*states, *outer], [*states, *outer], list(states), list(states)],
    )
    names = [column[0] for column in cursor.description]
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        ordered, last = row["ordered"], row["last_delivery"] or row["ordered"]
        facts = {name: "" if row[name] is None else str(row[name]) for name in names[3:]}
        yield Theirs(
            key=f"deal {row['deal']}",
            states=(row["state1"], row["state2"]),
            says=_says(row),
            first=date(ordered, 1, 1) if ordered else None,
            last=date(last, 12, 31) if last else None,
            name=row["weapon"],
            facts=facts,
            categories=(sort_of(row["description"] or ""),),
        )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _says(row: Mapping[str, Any]) -> str:
    mark = "?" if row["ordered_uncertain"] else ""
    number = _number(row["number_ordered"]) or "number unknown"
    delivered = (
        f"{_number(row['number_delivered'])} delivered {row['delivered']}" if row["delivered"] else "none delivered"
    )
    return f"{row['weapon']} ({row['description']}), {number} ordered {row['ordered']}{mark}, {delivered}"


def scope(one: Ours, window: tuple[int, int]) -> str:
    """Why the register could not have it: its years, or its sort; '' where it could."""
    told = one.when(*ORDERED, *DELIVERED)
    if told and all(when.first.year > window[1] or when.last.year < window[0] for when in told):
        return f"The register covers {window[0]}-{window[1]}."
    lost = [row for row in crosswalk("sipri") if row.ours in one.categories]
    if one.categories and len(lost) == len(one.categories) and all(row.ours == "other" for row in lost):
        return lost[0].lost
    return ""


def limits(one: Ours) -> str:
    """What the register leaves out of the sort of thing that it is, as the crosswalk says; '' where nothing."""
    lost = [row.lost for row in crosswalk("sipri") if row.ours in one.categories and row.fit == "partial"]
    return " ".join(dict.fromkeys(lost))


def fits(one: Ours, other: Theirs) -> Fit | None:
    """Whether a deal of the case may be a deal of the register, and how well."""
    if one.aside or one.states != other.states or not one.words:
        return None
    weapon = same_weapon(one.words, other.name, other.facts["comments"], one.makers)
    licensed = any(word in other.facts["comments"].lower() for word in _LICENSED)
    if not weapon or (one.kind == "production" and not licensed):
        return None
    apart = _apart(one, other)
    if apart is not None and apart > YEARS:
        return None
    years = "the case gives no year" if apart is None else f"years {apart} apart" if apart else "year"
    number = _numbers(one, other)
    said = ["supplier", "recipient", SAID[weapon], years]
    said += ["number"] * (number > 0) + ["made under licence"] * (one.kind == "production")
    return Fit((float(weapon), -float(apart or 0), number), ", ".join(said))


def _apart(one: Ours, other: Theirs) -> int | None:
    """The years between: of order and of delivery, whichever lies nearer."""
    found = []
    if other.first is not None:
        end = date(other.first.year, 12, 31)
        found.append(years_apart(one.when(*ORDERED), other.first, end))
    if other.facts["first_delivery"]:
        begin = date(int(other.facts["first_delivery"]), 1, 1)
        found.append(years_apart(one.when(*DELIVERED), begin, other.last or begin))
    known = [gap for gap in found if gap is not None]
    return max(known) if known else None


def _numbers(one: Ours, other: Theirs) -> float:
    """1 where the numbers agree, -1 where they cannot, 0 where one is not known."""
    text = other.facts["number_ordered"] or other.facts["number_delivered"]
    if one.quantity is None or not text:
        return 0.0
    low, high = one.quantity
    return 1.0 if (low is None or low <= float(text)) and (high is None or float(text) <= high) else -1.0


def differences(one: Ours, other: Theirs) -> Iterator[Difference]:
    """What the two sides of a pair do not say alike: number, years, and how far it got."""
    if _numbers(one, other) < 0:
        assert one.quantity is not None
        low, high = one.quantity
        said = " to ".join(dict.fromkeys(_number(bound) for bound in (low, high) if bound is not None))
        yield Difference("number", said, _number(float(other.facts["number_ordered"] or 0)))
    ordered = one.when(*ORDERED)
    if ordered and other.first and years_apart(ordered, other.first, date(other.first.year, 12, 31)):
        yield Difference("year of order", _texts(ordered), str(other.first.year))
    delivered = one.when(*DELIVERED)
    if delivered and other.facts["delivered"] and other.last:
        begin = date(int(other.facts["first_delivery"]), 1, 1)
        if years_apart(delivered, begin, other.last):
            yield Difference("years of delivery", _texts(delivered), other.facts["delivered"])
    reached = bool(set(one.stages) & set(DELIVERED))
    if reached and not other.facts["delivered"]:
        yield Difference("stage", one.stages[-1], "none delivered")
    elif not reached and other.facts["delivered"] and one.kind == "transfers":
        told = f"{float(other.facts['number_delivered'] or 0):g} delivered {other.facts['delivered']}"
        yield Difference("stage", one.stages[-1], told)


def _texts(whens: Sequence[When]) -> str:
    return "; ".join(dict.fromkeys(when.text for when in whens))


def may_be(one: Ours, other: Theirs) -> bool:
    """Whether a row is of the same parties, sort and years, whatever the weapon is called."""
    apart = _apart(one, other)
    alike = bool(set(one.categories) & set(other.categories))
    return one.states == other.states and alike and (apart is None or apart <= YEARS)
