"""Agreements, deliveries and exercises of the case's states, reduced to facts."""

from typing import TYPE_CHECKING

from foedus.reference.compare.days import edtf
from foedus.reference.compare.weapons import sort_of
from foedus.reference.profile.figures import said

if TYPE_CHECKING:
    from foedus.reference.profile.make import Cells, Desk

_BOTH = (
    "JOIN asked a ON a.ccode = t.ccode1 AND a.year = t.{year} JOIN asked b ON b.ccode = t.ccode2 AND b.year = t.{year} "
    "WHERE (a.own OR b.own)"
)


def agreements(desk: "Desk") -> "list[Cells]":
    """Defence cooperation agreements: parties, date, type and categories."""
    if not desk.has("dcad_agreements", "agreements"):
        return []
    rows = desk.con.execute(
        "SELECT t.agreement, least(a.state, b.state), greatest(a.state, b.state), t.signed_year, t.signed_month, "
        "t.signed_day, t.sort, concat_ws('; ', t.category1, t.category2, t.category3) FROM dcad_agreements t "
        f"{_BOTH.format(year='signed_year')} AND t.signed_year >= ? ORDER BY 1",
        [desk.start],
    ).fetchall()
    whence = desk.whence("dcad_agreements")
    return [
        (key, one, other, edtf(year, month, day), sort or "", categories or "", *whence, "")
        for key, one, other, year, month, day, sort, categories in rows
    ]


def transfers(desk: "Desk") -> "list[Cells]":
    """Volume of deliveries by supplier, recipient, year and sort: to the coalition from all, and among the case's."""
    if not desk.has("sipri_deliveries", "transfers"):
        return []
    rows = desk.con.execute(
        "SELECT coalesce(s.state, t.state1, t.supplier), r.state, t.year, t.description, t.tiv, t.uncertain, t.deal "
        "FROM sipri_deliveries t JOIN asked r ON r.ccode = t.ccode2 AND r.year = t.year "
        "LEFT JOIN asked s ON s.ccode = t.ccode1 AND s.year = t.year "
        "WHERE t.year >= ? AND t.tiv IS NOT NULL AND (r.own OR s.own) ORDER BY ALL",
        [desk.start],
    ).fetchall()
    sums: dict[tuple[str, str, int, str], list[float]] = {}
    deals: dict[tuple[str, str, int, str], set[int]] = {}
    for supplier, recipient, year, description, tiv, uncertain, deal in rows:
        key = supplier, recipient, year, sort_of(description or "")
        total = sums.setdefault(key, [0.0, 0.0])
        total[0] += tiv
        total[1] += tiv if uncertain else 0.0
        deals.setdefault(key, set()).add(deal)
    whence = desk.whence("sipri_deliveries")
    return [
        (key[0], key[1], str(key[2]), key[3], said(tiv), said(unsure), str(len(deals[key])), *whence, "")
        for key, (tiv, unsure) in sums.items()
    ]


def exercises(desk: "Desk") -> "list[Cells]":
    """How many exercises two states took part in that began in a year."""
    if not desk.has("mme_dyads", "exercises"):
        return []
    rows = desk.con.execute(
        f"SELECT a.state, b.state, t.year, t.joint FROM mme_dyads t {_BOTH.format(year='year')} "
        "AND a.state < b.state AND t.year >= ? AND t.joint > 0 ORDER BY ALL",
        [desk.start],
    ).fetchall()
    whence = desk.whence("mme_dyads")
    return [(one, other, str(year), str(joint), *whence, "") for one, other, year, joint in rows]
