"""What the record tells of transfers: by supplier and recipient, single events, in the years that are asked about.

The register gives volumes, the record events: the two are never added. After the register's last year the record is
all there is, and the seam between the two is marked.
"""

from collections.abc import Iterable, Sequence

import msgspec

from foedus.measures.told import SAID_SO, Told, held, of_strand
from foedus.record import Record
from foedus.record.conclude import conclude

KIND = "transfers"
DELIVERED, ORDERED = ("delivered", "in-service"), ("ordered",)


class Sent(msgspec.Struct, frozen=True):
    """A transfer that the record concludes to have got so far, from one state to another."""

    supplier: str
    recipient: str
    strand: Told
    single: bool
    """Whether it is one event, which may be counted; else a series, or told in general."""

    @property
    def delivered(self) -> bool:
        """Whether it was delivered or is in service; else it is ordered."""
        return self.strand.stage in DELIVERED

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that carry it."""
        return self.strand.carrying

    def years(self) -> tuple[int, int] | None:
        """First and last year in which it may have got so far; None where no claim dates it, or an end is open."""
        when = self.strand.dates.get(self.strand.stage or "")
        if when is None:
            return None
        first, last = when.earliest, when.by
        return (first.year, last.year) if first and last else None


class Sendings:
    """Transfers by the record, and what was left out."""

    def __init__(self, sent: Iterable[Sent], own: tuple[str, ...]) -> None:
        self.to: dict[str, dict[str, list[Sent]]] = {}
        """By recipient and supplier."""
        for one in sent:
            self.to.setdefault(one.recipient, {}).setdefault(one.supplier, []).append(one)
        self.own = own
        """Claims that name one state as supplier and recipient both: no transfer between states."""

    def between(self, supplier: str, recipient: str) -> list[Sent]:
        """Those from one state to another."""
        return self.to.get(recipient, {}).get(supplier, [])


def sendings(record: Record, recipients: Iterable[str]) -> Sendings:
    """What transfers to some states the record concludes to have been ordered or delivered, single ones and others.

    A firm stands for its state; a group that a claim names stands for nobody, as it does not say which member.
    """
    wanted = sorted(set(recipients))
    pairs: dict[str, set[tuple[str, str]]] = {}
    events: set[str] = set()
    for claim, event, supplier, recipient in record.con.execute(
        "SELECT claim, event, a, b FROM ties WHERE kind = ? AND NOT expanded AND b IN (SELECT unnest(?::VARCHAR[]))",
        [KIND, wanted],
    ).fetchall():
        pairs.setdefault(claim, set()).add((supplier, recipient))
        events.add(event)
    single = _single(record, events)
    found: dict[tuple[str, str, str, tuple[str, ...]], Sent] = {}
    for strand in conclude(record, sorted(events), [KIND], fields=["date"]):
        told = of_strand(strand)
        if told.stage not in (*DELIVERED, *ORDERED):
            continue
        for supplier, recipient in {pair for claim in told.carrying for pair in pairs.get(claim, ())}:
            sent = Sent(supplier, recipient, told, not single.isdisjoint(strand.claims))
            found[supplier, recipient, strand.event, strand.claims] = sent
    return Sendings((found[key] for key in sorted(found)), _own(record, wanted))


def _single(record: Record, events: Iterable[str]) -> frozenset[str]:
    """The claims on some events that tell of one event as so."""
    asked = f"SELECT claim, roots, grain, assertion FROM {KIND} WHERE event IN (SELECT unnest(?::VARCHAR[]))"
    rows = record.rows(asked, [sorted(events)])
    held(record, rows)
    return frozenset(row["claim"] for row in rows if row["grain"] == "single" and row["assertion"] in SAID_SO)


def _own(record: Record, states: Sequence[str]) -> tuple[str, ...]:
    rows = record.con.execute(
        "SELECT DISTINCT claim FROM (SELECT claim FROM roles WHERE kind = ? AND role IN ('supplier', 'recipient') "
        "AND via <> 'member' AND actor IN (SELECT unnest(?::VARCHAR[])) GROUP BY claim, actor "
        "HAVING count(DISTINCT role) = 2) ORDER BY 1",
        [KIND, list(states)],
    ).fetchall()
    return tuple(row[0] for row in rows)
