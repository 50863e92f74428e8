"""What is counted, everywhere the same: single events that tie two states which the claims name together.

Firm are events that a source itself says were agreed or carried out and that nobody denies; soft those only
talked of, passed on on somebody's word, disputed, or known only by their end. Series and general statements
are shown, never counted; nor are two states that a claim ties only as members of a group.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from foedus.codebook import Kind
from foedus.record import Record
from foedus.record.counting import firmness
from foedus.views.evidence import Evidence

Pair = tuple[str, str]

RULE = "Counted are single events: agreed or carried out by a source's own word and not denied; + those less sure."
"""What a table of counts says under it."""


class Count(msgspec.Struct, frozen=True):
    """Events of one kind that tie a pair, as far as they may be counted."""

    firm: frozenset[str]
    """Single events that a source itself says were agreed or carried out, and that nobody denies."""
    soft: frozenset[str]
    """Single events only talked of, passed on on somebody's word, disputed, or known only by their end."""
    claims: tuple[Evidence, ...]
    """All claims on the pair in this kind, of whatever grain and assertion."""

    @property
    def counted(self) -> tuple[Evidence, ...]:
        """The claims on the events that are counted."""
        events = self.firm | self.soft
        return tuple(claim for claim in self.claims if claim.event in events)

    @property
    def told(self) -> str:
        """Both figures as a table shows them: '26 +3'; '' where nothing is counted."""
        return figures(len(self.firm), len(self.soft))


def figures(firm: int, soft: int) -> str:
    """Firm and soft as a table shows them: '26', '26 +3', '+3'; '' for none."""
    return " ".join([str(firm)] * bool(firm) + [f"+{soft}"] * bool(soft))


def count(kind: Kind, claims: Iterable[Evidence]) -> Count:
    """How many events of a kind among claims may be counted, and how firmly."""
    chosen = tuple(claims)
    firm, soft = firmness(kind, [claim.row for claim in chosen])
    return Count(firm, soft, chosen)


def total(counts: Iterable[Count]) -> Count:
    """Counts of several kinds together, each event once: firm if it is so in some kind."""
    found = list(counts)
    firm = frozenset[str]().union(*(one.firm for one in found))
    soft = frozenset[str]().union(*(one.soft for one in found)) - firm
    return Count(firm, soft, tuple(claim for one in found for claim in one.claims))


def tied(record: Record, *, expanded: bool = False, actor: str = "") -> dict[Pair, list[str]]:
    """The claims that name two states together (or tie them only as members of a group), by pair in order of key."""
    found: dict[Pair, list[str]] = {}
    for a, b, claim, only_in_group in _Tied.of(record)(actor):
        if only_in_group == expanded:
            found.setdefault((a, b), []).append(claim)
    return found


class _Tied:
    """The pairs of the actors last asked about, with their claims: a page on one asks several times."""

    MOST = 4

    def __init__(self, record: Record) -> None:
        self.record = record
        self._found: dict[str, list[tuple[str, str, str, bool]]] = {}

    @classmethod
    def of(cls, record: Record) -> "_Tied":
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            found = record.kept[cls] = cls(record)
        return found

    def __call__(self, actor: str) -> list[tuple[str, str, str, bool]]:
        """Both states, a claim, and whether it names them only as members of a group; '' for all actors."""
        if actor not in self._found:
            while len(self._found) >= self.MOST:
                del self._found[next(iter(self._found))]
            self._found[actor] = self.record.con.execute(
                "SELECT DISTINCT least(a, b), greatest(a, b), claim, bool_and(expanded) FROM ties "
                "WHERE ? = '' OR a = ? OR b = ? GROUP BY ALL ORDER BY 1, 2, 3",
                [actor, actor, actor],
            ).fetchall()
        return self._found[actor]


def counted(kinds: Mapping[str, Kind], claims: Sequence[Evidence], tone: str = "cooperation") -> dict[str, Count]:
    """Counts of a pair's claims, by kind; only kinds of that tone, and in the order of the codebook."""
    found = {}
    for name, kind in kinds.items():
        mine = [claim for claim in claims if claim.kind == name]
        if mine and kind.ties and kind.ties.tone == tone:
            found[name] = count(kind, mine)
    return found
