"""Who is tied to whom by the claims that a selection holds: single events by pair and kind, counted as everywhere.

An event is firm where a source itself says that it was agreed or carried out and nobody denies it of the same parties;
soft where it is only talked of, passed on, disputed or known by its end (`foedus.record.counting`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from foedus.codebook import Kind
from foedus.record.tied import tied as counted
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
        chosen, kind = asked.selection, asked.selection.kind
        if any(chosen.filters.values()):
            where, values = chosen.conditions(asked.record)
            self._table = counted(asked.record, among=among, where=where, values=values)
        else:
            self._table = counted(asked.record, among=among, kind=kind)

    def sums(self, kinds: Iterable[str]) -> list[Tie]:
        """Every pair that claims of some kinds tie, an event of several kinds counted once; most events first."""
        rows = self.record.con.execute(f"{self._sums} ORDER BY firm DESC, soft DESC, a, b", [list(kinds)]).fetchall()
        return [Tie(*row) for row in rows]

    @property
    def _sums(self) -> str:
        return (
            "WITH one AS (SELECT a, b, event, bool_or(firm) AS firm, bool_or(told) AS told, sum(len(claims)) AS claims "
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
            "WITH wanted AS (SELECT unnest(?::VARCHAR[]) AS a, unnest(?::VARCHAR[]) AS b) "
            "SELECT a, b, kind, count(*) FILTER (firm), count(*) FILTER (told AND NOT firm), "
            f"list_sort(flatten(list(claims))) FROM {self._table} JOIN wanted USING (a, b) GROUP BY ALL",
            [[a for a, _ in pairs], [b for _, b in pairs]],
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
            f"SELECT a, b, kind, event, list_sort(claims), told, firm FROM {self._table} ORDER BY ALL"
        ).fetchall()
        return rows


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
