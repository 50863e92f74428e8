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
from foedus.record.once import once
from foedus.views.counting import figures
from foedus.views.site.asked import Asked

Pair = tuple[str, str]
Pairing = tuple[str, str, str, str]
"""Two states, a kind and an event."""


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


class _BothWays:
    """Whether any claim of a build ties two states both ways, so that it has two rows for the pair."""

    def __init__(self, record: Record) -> None:
        rows = record.con.execute(
            "SELECT 1 FROM store.ties WHERE directed AND a <> b "
            "GROUP BY claim, least(a, b), greatest(a, b) HAVING count(*) > 1 LIMIT 1"
        )
        self.any = bool(rows.fetchall())


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
        real = ", ".join(f"'{phase}'" for phase in REAL)
        self._table = self.record.hold(
            f"SELECT least(a, b) AS a, greatest(a, b) AS b, kind, event, count({self._claim}) AS claims, "
            "bool_or(grain = 'single' AND assertion IN ('asserted', 'attributed')) AS told, "
            f"bool_or(grain = 'single' AND assertion = 'asserted' AND phase IN ({real})) AS firm, "
            "bool_or(grain = 'single' AND assertion = 'denied') AS denied, "
            "max(earliest) FILTER (grain = 'single' AND assertion IN ('asserted', 'attributed')) AS last "
            f"FROM ties WHERE {self._where} GROUP BY ALL",
            self._values,
            self._settle,
        )

    @property
    def _claim(self) -> str:
        """What is counted for the claims of a pair: to count what differs takes twice as long as to count rows."""
        return "DISTINCT claim" if once(self.record, _BothWays, _BothWays).any else "*"

    def sums(self, kinds: Iterable[str]) -> list[Tie]:
        """Every pair that claims of some kinds tie, an event of several kinds counted once; most events first."""
        rows = self.record.con.execute(f"{self._sums} ORDER BY firm DESC, soft DESC, a, b", [list(kinds)]).fetchall()
        return [Tie(*row) for row in rows]

    @property
    def _sums(self) -> str:
        return (
            "WITH one AS (SELECT a, b, event, bool_or(firm) AS firm, bool_or(told) AS told, sum(claims) AS claims "
            f"FROM {self._table} WHERE kind IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL) "
            "SELECT a, b, count(*) FILTER (firm) AS firm, count(*) FILTER (told AND NOT firm) AS soft, "
            "sum(claims)::BIGINT AS claims FROM one GROUP BY a, b"
        )

    def strongest(self, kinds: Iterable[str], most: int) -> list[Tie]:
        """The first of the same pairs, of as many events that of more claims first."""
        rows = self.record.con.execute(
            f"{self._sums} ORDER BY firm DESC, soft DESC, claims DESC, a, b LIMIT {most}", [list(kinds)]
        ).fetchall()
        return [Tie(*row) for row in rows]

    def pairs(self, kinds: Iterable[str]) -> int:
        """How many pairs claims of some kinds tie."""
        return int(
            self.record.con.execute(
                f"SELECT count(*) FROM (SELECT DISTINCT a, b FROM {self._table} "
                "WHERE kind IN (SELECT unnest(?::VARCHAR[])))",
                [list(kinds)],
            ).fetchall()[0][0]
        )

    def of_kinds(self, pairs: Collection[Pair]) -> dict[Pair, list[Counted]]:
        """What ties some pairs, by kind in the order of the codebook."""
        rows = self.record.con.execute(
            "WITH wanted AS (SELECT unnest(?::VARCHAR[]) AS a, unnest(?::VARCHAR[]) AS b), "
            "counted AS (SELECT a, b, kind, count(*) FILTER (firm) AS firm, count(*) FILTER (told AND NOT firm) "
            f"AS soft FROM {self._table} JOIN wanted USING (a, b) GROUP BY ALL), "
            "named AS (SELECT w.a, w.b, t.kind, list_sort(list(DISTINCT t.claim)) AS claims "
            f"FROM (SELECT * FROM ties WHERE {self._where}) t "
            "JOIN wanted w ON w.a = least(t.a, t.b) AND w.b = greatest(t.a, t.b) GROUP BY ALL) "
            "SELECT a, b, kind, firm, soft, claims FROM counted JOIN named USING (a, b, kind)",
            [[a for a, _ in pairs], [b for _, b in pairs], *self._values],
        ).fetchall()
        order = {kind: place for place, kind in enumerate(self.record.codebook.kinds)}
        found: dict[Pair, list[Counted]] = {}
        for a, b, kind, firm, soft, claims in sorted(rows, key=lambda row: order[row[2]]):
            found.setdefault((a, b), []).append(Counted(kind, firm, soft, tuple(claims)))
        return found

    def events(self, kinds: Iterable[str]) -> dict[str, int]:
        """For each state the events of certain standing that tie it to any other, each once."""
        rows = self.record.con.execute(
            f"WITH firm AS (SELECT a, b, event FROM {self._table} "
            "WHERE firm AND kind IN (SELECT unnest(?::VARCHAR[]))) "
            "SELECT state, count(*) FROM (SELECT a AS state, event FROM firm UNION SELECT b, event FROM firm) "
            "GROUP BY state",
            [list(kinds)],
        ).fetchall()
        return dict(rows)

    def latest(self, pairs: Collection[Pair], most: int) -> dict[tuple[str, str, str], list[str]]:
        """The latest told events of some pairs, by pair and tone, those without a date last."""
        tones = {tone: of_tone(self.record.codebook.kinds, tone) for tone in ("cooperation", "conflict")}
        rows = self.record.con.execute(
            "WITH wanted AS (SELECT unnest(?::VARCHAR[]) AS a, unnest(?::VARCHAR[]) AS b), "
            "each AS (SELECT a, b, kind IN (SELECT unnest(?::VARCHAR[])) AS divides, event, max(last) AS last "
            f"FROM {self._table} JOIN wanted USING (a, b) WHERE told GROUP BY ALL) "
            "SELECT a, b, divides, event FROM each QUALIFY row_number() OVER "
            f"(PARTITION BY a, b, divides ORDER BY last DESC NULLS LAST, event) <= {most} "
            "ORDER BY a, b, divides, last DESC NULLS LAST, event",
            [[a for a, _ in pairs], [b for _, b in pairs], tones["conflict"]],
        ).fetchall()
        found: dict[tuple[str, str, str], list[str]] = {}
        for a, b, divides, event in rows:
            found.setdefault((a, b, "conflict" if divides else "cooperation"), []).append(event)
        return found

    def by_event(self) -> list[tuple[str, str, str, str, list[str], bool, bool]]:
        """Every pair, kind and event with its claims, whether it is told, and whether it is firm."""
        rows: list[tuple[str, str, str, str, list[str], bool, bool]] = self.record.con.execute(
            "WITH named AS (SELECT least(a, b) AS a, greatest(a, b) AS b, kind, event, "
            f"list_sort(list(DISTINCT claim)) AS claims FROM ties WHERE {self._where} GROUP BY ALL) "
            f"SELECT a, b, kind, event, named.claims, told, firm FROM {self._table} "
            "JOIN named USING (a, b, kind, event) ORDER BY ALL",
            self._values,
        ).fetchall()
        return rows

    def _settle(self, table: str) -> None:
        """What is told, and denied of the same parties, is not firm though a source says so."""
        kinds = self.record.codebook.kinds
        contestable = [name for name, kind in kinds.items() if kind.contestable]
        steps = [(name, stage.word, step) for name in contestable for step, stage in enumerate(kinds[name].stages)]
        real = ", ".join(f"'{phase}'" for phase in REAL)
        rows = self.record.con.execute(
            f"WITH unsure AS (SELECT a, b, kind, event FROM {table} "
            "WHERE firm AND denied AND kind IN (SELECT unnest(?::VARCHAR[]))), "
            "steps AS (SELECT unnest(?::VARCHAR[]) AS kind, unnest(?::VARCHAR[]) AS stage, "
            "unnest(?::INTEGER[]) AS step), "
            "near AS (SELECT least(a, b) AS a, greatest(a, b) AS b, kind, event, claim, stage, phase, grain, assertion "
            f"FROM ties WHERE event IN (SELECT event FROM unsure) AND {self._where}) "
            "SELECT a, b, kind, event, list_sort(list(DISTINCT claim)) FROM near JOIN unsure USING (a, b, kind, event) "
            "JOIN steps USING (kind, stage) GROUP BY ALL "
            # What is denied from a later stage on alone leaves the earlier ones as they are.
            "HAVING min(step) FILTER (grain = 'single' AND assertion = 'denied') <= "
            f"min(step) FILTER (grain = 'single' AND assertion = 'asserted' AND phase IN ({real}))",
            [contestable, *map(list, zip(*steps, strict=True)), *self._values],
        ).fetchall()
        claims: dict[str, set[str]] = {}
        for _, _, kind, _, of in rows:
            claims.setdefault(kind, set()).update(of)
        told = {row["claim"]: row for kind, of in claims.items() for row in _parties(self.record, kinds[kind], of)}
        firm: dict[tuple[str, ...], bool] = {}  # most pairs of an event have the same claims
        fallen: list[Pairing] = []
        for a, b, kind, event, of in rows:
            key = tuple(of)
            if key not in firm:
                firm[key] = event in firmness(kinds[kind], [told[claim] for claim in of]).firm
            if not firm[key]:
                fallen.append((a, b, kind, event))
        if fallen:
            lists = [list(column) for column in zip(*fallen, strict=True)]
            self.record.con.execute(
                f"UPDATE {table} SET firm = false FROM (SELECT unnest(?::VARCHAR[]) AS a, unnest(?::VARCHAR[]) AS b, "
                "unnest(?::VARCHAR[]) AS kind, unnest(?::VARCHAR[]) AS event) AS fallen WHERE "
                + " AND ".join(f"{table}.{name} = fallen.{name}" for name in ("a", "b", "kind", "event")),
                lists,
            )


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
