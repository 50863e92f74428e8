"""The matrix: who with whom in counts of single events, what ties below the diagonal, what divides above; by kind."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import msgspec

from foedus.record import Record, Rows
from foedus.record.ask import AskError
from foedus.record.words import Words
from foedus.terms.words import nearest
from foedus.views.site.asked import Asked
from foedus.views.site.brush import Brush, brush
from foedus.views.site.citing import cited
from foedus.views.site.tied import Counted, Pair, Tie, Ties, of_tone

MOST = 40
"""States side by side that a table can show; of more, those with most events."""
SIZE = 50
"""Pairs on one page of the table by kind."""
LIMITS = (1, 3, 6, 12)
"""Upper ends of the shades but the darkest, as the picture of the matrix has them."""
ORDERS = {"": "by group", "-ties": "most events first", "name": "by name"}
"""Orders of states, by what `sort` says."""
COVERAGE = (
    "Single events that claims tell of two states by name; an empty cell is silence of the sources, not a no. An event "
    "of two kinds counts once in a pair."
)
OTHERS = "Others"


class Party(msgspec.Struct, frozen=True):
    """A state in the matrix."""

    key: str
    name: str
    events: int
    """Of certain standing, that tie it to any other state."""
    group: str
    """The group of the case under which it stands; '' where states are not ordered by group."""


class Cell(msgspec.Struct, frozen=True):
    """What claims tell of two states in one half of the matrix."""

    a: str
    b: str
    tone: str
    firm: int
    soft: int
    claims: int
    told: str
    """Both figures; '' where there are claims, but of no single event."""
    shade: int
    """The step of shading for the events of certain standing, 0 to 4."""


class Line(msgspec.Struct, frozen=True):
    """A pair by kind: figures and number of claims in the order of the matrix's kinds; None where no claim is."""

    a: str
    b: str
    names: tuple[str, str]
    told: str
    """Of what ties them, an event of several kinds counted once."""
    kinds: tuple[Counted | None, ...]


class Matrix(msgspec.Struct, frozen=True):
    """Who with whom."""

    title: str
    kind: str
    of: str
    parties: tuple[Party, ...]
    groups: tuple[tuple[str, tuple[int, ...]], ...]
    """The parties that stand under a group, by their places; one without a name where they are ordered otherwise."""
    left_out: int
    """States for which there is no room."""
    grid: tuple[tuple[Cell | None, ...], ...]
    """By row and column, in the order of the parties; None on the diagonal and where no claim is."""
    sort: str
    kinds: tuple[tuple[str, str], ...]
    """Kinds of the table below, with what they are called."""
    lines: tuple[Line, ...]
    pairs: int
    page: int
    pages: int
    bracket: int
    """How many of the first parties are those in question, side by side."""
    members: str
    citation: str
    coverage: str
    brush: Brush | None

    def rows(self) -> Rows:
        """The pairs of this page by kind: certain events, then those less sure."""
        names = ("a", "b", "name_a", "name_b", *(f"{k}{e}" for k, _ in self.kinds for e in ("", "_less_sure")))
        lines = [
            (one.a, one.b, *one.names, *(n for of in one.kinds for n in ((of.firm, of.soft) if of else (None, None))))
            for one in self.lines
        ]
        return Rows(names, lines)


def matrix(asked: Asked) -> Matrix:
    """The matrix of a selection. Raises `AskError` for an order that there is none of."""
    return _made(asked, SIZE)


def table(asked: Asked) -> Rows:
    """All pairs of the selection by kind: the page's CSV."""
    return _made(asked, None).rows()


def _made(asked: Asked, size: int | None) -> Matrix:
    record, words, sort = asked.record, Words.of(asked.record), _order(asked.selection.sort)
    kinds, kind = record.codebook.kinds, asked.selection.kind
    halves = {tone: [kind] if kind in of_tone(kinds, tone) else [] for tone in ("cooperation", "conflict")}
    if not kind:
        halves = {tone: of_tone(kinds, tone) for tone in halves}
    ties = Ties(asked)
    sums = {tone: ties.sums(of) if of else [] for tone, of in halves.items()}
    pairs = _pairs(sums, words, sort)
    events = ties.events(halves["cooperation"] or halves["conflict"])
    told = {key for of in sums.values() for tie in of if tie.told for key in (tie.a, tie.b)}
    parties, left_out = _parties(record, words, told, events, sort)
    pages = max(1, -(-len(pairs) // size)) if size else 1
    page = min(asked.selection.page, pages)
    shown = pairs[(page - 1) * size : page * size] if size else pairs
    of_kinds = ties.of_kinds(shown) if shown else {}
    used = {one.kind for of in of_kinds.values() for one in of}
    columns = tuple((name, one.plural) for name, one in kinds.items() if name in used and (not kind or name == kind))
    whole = {(tie.a, tie.b): tie for tie in sums["cooperation"]}
    own = record.settings.coalition
    return Matrix(
        title="Matrix",
        kind=kind,
        of=kinds[kind].plural if kind else "",
        parties=parties,
        groups=tuple(
            (label, tuple(number for number, _ in of))
            for label, of in groupby(enumerate(parties), key=lambda item: item[1].group)
        ),
        left_out=left_out,
        grid=_grid([one.key for one in parties], sums, both=bool(kind)),
        sort=sort,
        kinds=columns,
        lines=tuple(_line(pair, whole.get(pair), of_kinds.get(pair, []), columns, words) for pair in shown),
        pairs=len(pairs),
        page=page,
        pages=pages,
        bracket=0 if sort else sum(one.key in own.members for one in parties),
        members=own.label,
        citation=f"Source: {cited(record).line}",
        coverage=COVERAGE,
        brush=brush(asked),
    )


def _order(sort: str) -> str:
    if sort not in ORDERS:
        near = nearest(sort, [name for name in ORDERS if name])
        hint = f"Did you mean “{near}”?" if near else f"By: {', '.join(name for name in ORDERS if name)}."
        raise AskError(f"The matrix cannot be sorted by “{sort}”.", hint)
    return sort


def _pairs(sums: Mapping[str, Sequence[Tie]], words: Words, sort: str) -> list[Pair]:
    """Every pair: those with most that ties them first, or by name."""
    found = dict.fromkeys((tie.a, tie.b) for tone in ("cooperation", "conflict") for tie in sums[tone])
    if sort == "name":
        return sorted(found, key=lambda pair: tuple(words.label(key).casefold() for key in pair))
    return list(found)


def _parties(
    record: Record, words: Words, keys: set[str], events: Mapping[str, int], sort: str
) -> tuple[tuple[Party, ...], int]:
    """The states side by side, in the order chosen, and how many are left out."""
    settings = record.settings
    groups = [(settings.coalition.label or "States in question", settings.coalition.members)]
    groups += [(group.label, group.members) for group in settings.groups.values()]
    own = set(settings.coalition.members)
    ranked = sorted(keys, key=lambda key: (key not in own, -events.get(key, 0), key))
    chosen = sorted(ranked[:MOST], key=lambda key: (-events.get(key, 0), key))
    if sort == "name":
        chosen.sort(key=lambda key: words.label(key).casefold())
    of_group: dict[str, str] = {}
    for label, members in groups:
        for key in members:
            of_group.setdefault(key, label)
    if not sort:
        labels = [label for label, _ in groups]
        chosen.sort(key=lambda key: labels.index(of_group[key]) if key in of_group else len(labels))
    parties = tuple(
        Party(key, words.label(key), events.get(key, 0), "" if sort else of_group.get(key, OTHERS)) for key in chosen
    )
    return parties, len(keys) - len(chosen)


def _grid(keys: Sequence[str], sums: Mapping[str, Sequence[Tie]], *, both: bool) -> tuple[tuple[Cell | None, ...], ...]:
    """What ties below the diagonal and what divides above it; of one kind alone both halves are the same."""
    place = {key: number for number, key in enumerate(keys)}
    cells: dict[tuple[int, int], Cell] = {}
    for tone, ties in sums.items():
        for tie in ties:
            if tie.a not in place or tie.b not in place:
                continue
            low, high = sorted((place[tie.a], place[tie.b]))
            cell = Cell(
                tie.a, tie.b, tone, tie.firm, tie.soft, tie.claims, tie.told, sum(tie.firm > limit for limit in LIMITS)
            )
            if both or tone == "cooperation":
                cells[high, low] = cell
            if both or tone == "conflict":
                cells[low, high] = cell
    size = range(len(keys))
    return tuple(tuple(cells.get((row, column)) for column in size) for row in size)


def _line(pair: Pair, tie: Tie | None, of: Sequence[Counted], columns: Sequence[tuple[str, str]], words: Words) -> Line:
    by_kind = {one.kind: one for one in of}
    names = words.label(pair[0]), words.label(pair[1])
    return Line(*pair, names, tie.told if tie else "", tuple(by_kind.get(kind) for kind, _ in columns))
