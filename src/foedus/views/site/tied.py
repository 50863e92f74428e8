"""Who is tied to whom by the claims that a selection holds: single events by pair and kind, counted as everywhere.

An event is firm where a source itself says that it was agreed or carried out and nobody denies it of the same parties;
soft where it is only talked of, passed on, disputed or known by its end (`foedus.measures.counting`). The database
counts; only events that are told and denied are looked at one by one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from foedus.codebook import Kind
from foedus.measures.counting import REAL, firmness
from foedus.record import Record
from foedus.views.counting import figures
from foedus.views.site.asked import Asked

Pair = tuple[str, str]


class Tie(msgspec.Struct, frozen=True):
    """What ties two states, in order of key: events of certain and of less certain standing, and how many claims."""

    a: str
    b: str
    firm: int
    soft: int
    claims: int

    @property
    def told(self) -> str:
        """Both figures as a table shows them: '26 +3'; '' where there is no single event."""
        return figures(self.firm, self.soft)


class Counted(msgspec.Struct, frozen=True):
    """The same in one kind, with its claims."""

    kind: str
    firm: int
    soft: int
    claims: tuple[str, ...]

    @property
    def told(self) -> str:
        """Both figures."""
        return figures(self.firm, self.soft)


class OfKind(msgspec.Struct, frozen=True):
    """The events themselves that tie two states in a kind, and all claims."""

    firm: frozenset[str]
    soft: frozenset[str]
    claims: tuple[str, ...]


class Total(msgspec.Struct, frozen=True):
    """Events of several kinds, each counted once: firm if it is so in some kind."""

    firm: int
    soft: int
    claims: tuple[str, ...]


class Ties:
    """The ties of a selection: what names two states together, not what ties them as members of a group.

    `among`: only of these states with each other.
    """

    def __init__(self, asked: Asked, among: Sequence[str] = ()) -> None:
        self.record = asked.record
        where, self._values = asked.selection.conditions(asked.record)
        chosen = f" AND claim IN (SELECT claim FROM claims WHERE {where})" if where != "true" else ""
        if among:
            chosen += " AND a IN (SELECT unnest(?::VARCHAR[])) AND b IN (SELECT unnest(?::VARCHAR[]))"
            self._values = [*self._values, list(among), list(among)]
        self._where = f"NOT expanded AND a <> b{chosen}"
        self._fallen = self._denied() if chosen else self._kept()

    def sums(self, kinds: Iterable[str]) -> list[Tie]:
        """Every pair that claims of some kinds tie, an event of several kinds counted once; most events first."""
        rows = self.record.con.execute(
            f"{self._each('kind IN (SELECT unnest(?::VARCHAR[]))')}, "
            "one AS (SELECT a, b, event, bool_or(firm) AS firm, bool_or(told) AS told, sum(claims) AS claims "
            "FROM each GROUP BY ALL) "
            "SELECT a, b, count(*) FILTER (firm) AS firm, count(*) FILTER (told AND NOT firm) AS soft, "
            "sum(claims)::BIGINT FROM one GROUP BY a, b ORDER BY firm DESC, soft DESC, a, b",
            [*self._values, list(kinds), self._fallen],
        ).fetchall()
        return [Tie(*row) for row in rows]

    def of_kinds(self, pairs: Collection[Pair]) -> dict[Pair, list[Counted]]:
        """What ties some pairs, by kind in the order of the codebook."""
        wanted = [f"{a} {b}" for a, b in pairs]
        rows = self.record.con.execute(
            f"{self._each('concat(least(a, b), chr(32), greatest(a, b)) IN (SELECT unnest(?::VARCHAR[]))', 'list')} "
            "SELECT a, b, kind, count(*) FILTER (firm), count(*) FILTER (told AND NOT firm), "
            "list_sort(list_distinct(flatten(list(claims)))) FROM each GROUP BY a, b, kind",
            [*self._values, wanted, self._fallen],
        ).fetchall()
        order = {kind: place for place, kind in enumerate(self.record.codebook.kinds)}
        found: dict[Pair, list[Counted]] = {}
        for a, b, kind, firm, soft, claims in sorted(rows, key=lambda row: order[row[2]]):
            found.setdefault((a, b), []).append(Counted(kind, firm, soft, tuple(claims)))
        return found

    def events(self, kinds: Iterable[str]) -> dict[str, int]:
        """For each state the events of certain standing that tie it to any other, each once."""
        rows = self.record.con.execute(
            f"{self._each('kind IN (SELECT unnest(?::VARCHAR[]))')}, "
            "sides AS (SELECT unnest([a, b]) AS state, event FROM each WHERE firm) "
            "SELECT state, count(DISTINCT event) FROM sides GROUP BY state",
            [*self._values, list(kinds), self._fallen],
        ).fetchall()
        return dict(rows)

    def by_event(self) -> list[tuple[str, str, str, str, list[str], bool, bool]]:
        """Every pair, kind and event with its claims, whether it is told, and whether it is firm."""
        rows: list[tuple[str, str, str, str, list[str], bool, bool]] = self.record.con.execute(
            f"{self._each('true', 'list')} SELECT a, b, kind, event, list_sort(claims), told, firm FROM each "
            "ORDER BY ALL",
            [*self._values, self._fallen],
        ).fetchall()
        return rows

    def _each(self, more: str, claims: str = "count") -> str:
        """SQL for `each`: a pair, kind and event, whether it is told and firm, and its claims, counted or listed."""
        real = ", ".join(f"'{phase}'" for phase in REAL)
        return (
            "WITH said AS (SELECT least(a, b) AS a, greatest(a, b) AS b, kind, event, "
            f"{claims}(DISTINCT claim) AS claims, "
            "bool_or(grain = 'single' AND assertion IN ('asserted', 'attributed')) AS told, "
            f"bool_or(grain = 'single' AND assertion = 'asserted' AND phase IN ({real})) AS firm "
            f"FROM ties WHERE {self._where} AND {more} GROUP BY ALL), "
            "each AS (SELECT * REPLACE (firm AND concat_ws(chr(10), a, b, kind, event) NOT IN "
            "(SELECT unnest(?::VARCHAR[])) AS firm) FROM said)"
        )

    def _kept(self) -> list[str]:
        """The same of a record as a whole, worked out once: several pages ask for it."""
        found = self.record.kept.get(Ties)
        if not isinstance(found, list):
            found = self.record.kept[Ties] = self._denied()
        return found

    def _denied(self) -> list[str]:
        """The pairs and events that are told, and denied of the same parties: not firm, though a source says so."""
        kinds = self.record.codebook.kinds
        rows = self.record.con.execute(
            "WITH denied AS (SELECT DISTINCT kind, event FROM ties WHERE assertion = 'denied' AND grain = 'single') "
            "SELECT least(a, b), greatest(a, b), kind, event, list(DISTINCT claim) FROM ties "
            "JOIN denied USING (kind, event) "
            f"WHERE {self._where} GROUP BY ALL HAVING bool_or(assertion = 'denied' AND grain = 'single') "
            "AND bool_or(assertion = 'asserted' AND grain = 'single')",
            self._values,
        ).fetchall()
        unsure = [row for row in rows if kinds[row[2]].contestable]
        claims: dict[str, set[str]] = {}
        for _, _, kind, _, of in unsure:
            claims.setdefault(kind, set()).update(of)
        told = {row["claim"]: row for kind, of in claims.items() for row in _parties(self.record, kinds[kind], of)}
        return [
            "\n".join((a, b, kind, event))
            for a, b, kind, event, of in unsure
            if event not in firmness(kinds[kind], [told[claim] for claim in sorted(of)]).firm
        ]


def _parties(record: Record, kind: Kind, claims: Iterable[str]) -> Sequence[Mapping[str, Any]]:
    """Of claims of a kind, what is needed to tell whether one denies the other."""
    own = "".join(f', "{column.name}"' for column in kind.own if column.core and column.party)
    return record.rows(
        f'SELECT claim, event, grain, assertion, stage{own} FROM "{kind.kind}" '
        "WHERE claim IN (SELECT unnest(?::VARCHAR[]))",
        [sorted(claims)],
    )


def tied(asked: Asked) -> dict[Pair, dict[str, OfKind]]:
    """The events of every pair, by kind in the order of the codebook: for pages that name the events of a pair."""
    rows: dict[Pair, dict[str, list[tuple[str, list[str], bool, bool]]]] = {}
    for a, b, kind, event, claims, told, firm in Ties(asked).by_event():
        rows.setdefault((a, b), {}).setdefault(kind, []).append((event, claims, told, firm))
    kinds = asked.record.codebook.kinds
    return {
        pair: {kind: _of_kind(by_kind[kind]) for kind in kinds if kind in by_kind}
        for pair, by_kind in sorted(rows.items())
    }


def _of_kind(rows: Sequence[tuple[str, list[str], bool, bool]]) -> OfKind:
    return OfKind(
        firm=frozenset(event for event, _, told, firm in rows if told and firm),
        soft=frozenset(event for event, _, told, firm in rows if told and not firm),
        claims=tuple(sorted(claim for _, claims, _, _ in rows for claim in claims)),
    )


def total(of: Mapping[str, OfKind], kinds: Iterable[str]) -> Total:
    """Some kinds of a pair together."""
    chosen = [of[kind] for kind in kinds if kind in of]
    firm = frozenset[str]().union(*(one.firm for one in chosen))
    soft = frozenset[str]().union(*(one.soft for one in chosen)) - firm
    return Total(len(firm), len(soft), tuple(claim for one in chosen for claim in one.claims))


def of_tone(kinds: Mapping[str, Kind], tone: str) -> list[str]:
    """The kinds that tie, or that divide: `cooperation` or `conflict`."""
    return [name for name, kind in kinds.items() if kind.ties and kind.ties.tone == tone]
