"""The map page: who is tied to whom in the selection, how much is told of whom, and in whose eyes disputed areas."""

from collections.abc import Mapping, Sequence

import msgspec

from foedus.record import Record, Rows
from foedus.record.ask import AskError
from foedus.record.once import once
from foedus.record.tied import TABLE
from foedus.record.words import Words
from foedus.terms.words import nearest
from foedus.terms.worldviews import APART, areas, worldviews
from foedus.views.selection import Selection
from foedus.views.site.asked import Asked
from foedus.views.site.brush import Brush, brush
from foedus.views.site.citing import cited
from foedus.views.site.ties import Tie, ties

EVERY = 1_000_000
NICE = (1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 200, 300, 500, 1000, 2000, 5000, 10000)


class State(msgspec.Struct, frozen=True):
    """A state, or an area that the chosen worldview takes for one, and of how many events it is a part."""

    key: str
    shape: str
    """The code of its shape."""
    name: str
    member: bool
    events: int
    fill: int | None
    """Its step among `steps`; None where nothing is told of it."""


class Latest(msgspec.Struct, frozen=True):
    """An event by name."""

    event: str
    title: str


class View(msgspec.Struct, frozen=True):
    """A worldview to choose."""

    key: str
    label: str
    chosen: bool


class Map(msgspec.Struct, frozen=True):
    """Ties between the states, and what there is to choose."""

    title: str
    kind: str
    kind_plural: str
    worldview: str
    worldviews: tuple[View, ...]
    members: str
    """What the states that the case is about have in common; '' where it is about none."""
    states: tuple[State, ...]
    steps: tuple[int, ...]
    """The least number of events of each fill."""
    ties: tuple[Tie, ...]
    pairs: int
    """How many pairs are tied or divided: more than `ties` has, where they are very many."""
    latest: Mapping[str, tuple[Latest, ...]]
    """By key of a tie."""
    reach: tuple[str, ...]
    """Shapes of the states that the whole record ties, the most tied first: what the map shows whatever is chosen."""
    events: int
    claims: int
    source: str
    brush: Brush | None

    def rows(self) -> Rows:
        """A row for each pair, with its claims."""
        return _rows(self.ties)


class _Whole(msgspec.Struct, frozen=True):
    """What the map keeps of a record, whatever is chosen in it."""

    reach: tuple[str, ...]
    areas: Mapping[str, str]
    """The entities of the case that are disputed areas, by key, with the codes of their shapes."""


def map_of(asked: Asked) -> Map:
    """The map of a selection. Raises `AskError` for a worldview that there is none of."""
    record, selection = asked.record, asked.selection
    worldview = _worldview(selection)
    whole = once(record, _Whole, _whole)
    strongest = ties(asked)
    found = strongest.ties
    words = Words.of(record)
    words.read(event for tie in found for event in tie.latest)
    counts, events, claims = _counts(record, selection)
    steps = _steps(max(counts.values(), default=0))
    kind = record.codebook.kinds.get(selection.kind)
    coalition = record.settings.coalition
    return Map(
        title=f"Map of {kind.plural}" if kind else "Map",
        kind=selection.kind,
        kind_plural=kind.plural if kind else "",
        worldview=worldview,
        worldviews=tuple(View(key, one.label, key == worldview) for key, one in worldviews().items()),
        members=(coalition.label or "The coalition") if coalition.members else "",
        states=tuple(_states(words, whole, coalition.members, found, counts, steps, worldview)),
        steps=steps,
        ties=found,
        pairs=strongest.pairs,
        latest={tie.key: tuple(Latest(event, words.title(event)) for event in tie.latest) for tie in found},
        reach=whole.reach,
        events=events,
        claims=claims,
        source=cited(record).line,
        brush=brush(asked),
    )


def table(asked: Asked) -> Rows:
    """Every pair of the selection, not the strongest alone: the page's CSV."""
    return _rows(ties(asked, most=EVERY).ties)


def _rows(found: Sequence[Tie]) -> Rows:
    columns = ("a", "b", "tone", "directed", "firm", "soft", "kinds", "claims")
    rows = []
    for one in found:
        kinds = "; ".join(f"{of.kind} {of.told or 0}" for of in one.kinds)
        rows.append((one.a, one.b, one.tone, one.directed, one.firm, one.soft, kinds, "; ".join(one.claims)))
    return Rows(columns, rows)


def _worldview(selection: Selection) -> str:
    asked = selection.asked("worldview") or APART
    if asked not in worldviews():
        near = nearest(asked, worldviews())
        known = ", ".join(worldviews())
        raise AskError(
            f"There is no worldview “{asked}”.", f"Did you mean “{near}”?" if near else f"There are: {known}."
        )
    return asked


def _whole(record: Record) -> _Whole:
    rows = record.con.execute(
        f"SELECT state FROM (SELECT a AS state, event FROM store.{TABLE} UNION ALL "
        f"SELECT b, event FROM store.{TABLE}) GROUP BY state ORDER BY count(DISTINCT event) DESC, state"
    ).fetchall()
    named = {
        name.casefold(): entity
        for entity, *names in record.con.execute(
            "SELECT entity, name, trim(unnest(string_split(coalesce(aliases, ''), ';'))) FROM store.entities"
        ).fetchall()
        for name in names
        if name
    }
    return _Whole(
        reach=tuple(row[0] for row in rows),
        areas={named[name.casefold()]: code for code, name in areas().items() if name.casefold() in named},
    )


def _counts(record: Record, selection: Selection) -> tuple[dict[str, int], int, int]:
    """Events by who is named in them, or by the firm of whom; and all events and claims chosen."""
    where, values = selection.conditions(record)
    if where == "true":
        actors = "SELECT actor, count(DISTINCT event) FROM roles WHERE via IN ('named', 'country') GROUP BY actor"
        [counted] = record.con.execute("SELECT count(DISTINCT event), count(*) FROM claims").fetchall()
        return dict(record.con.execute(actors).fetchall()), *counted
    row = record.rows(
        f"WITH chosen AS MATERIALIZED (SELECT claim, event FROM claims WHERE {where}), "
        "each AS (SELECT actor, count(DISTINCT event) AS events FROM roles "
        "WHERE via IN ('named', 'country') AND claim IN (SELECT claim FROM chosen) GROUP BY actor) "
        "SELECT (SELECT list((actor, events)) FROM each) AS actors, "
        "(SELECT count(DISTINCT event) FROM chosen) AS events, (SELECT count(*) FROM chosen) AS claims",
        values,
    )[0]
    return dict(row["actors"] or ()), row["events"], row["claims"]


def _steps(most: int) -> tuple[int, ...]:
    """Where each of three fills begins, in round numbers."""
    found = [1]
    for part in (8, 2.5):
        step = next((number for number in NICE if number >= most / part), NICE[-1])
        if found[-1] < step <= most:
            found.append(step)
    return tuple(found)


def _states(
    words: Words,
    whole: _Whole,
    members: Sequence[str],
    found: Sequence[Tie],
    counts: Mapping[str, int],
    steps: Sequence[int],
    worldview: str,
) -> list[State]:
    """The states of the selection and the coalition, and the disputed areas that are states in this worldview."""
    tied = {key for tie in found for key in (tie.a, tie.b)}
    seen = worldviews()[worldview]
    made = []
    for key in sorted({*members, *tied, *counts}):
        area = whole.areas.get(key, "")
        if area and not seen.ruling(area).state:
            continue
        if not area and words.entities.get(key, ("", ""))[1] != "state" and key not in tied:
            continue
        events = counts.get(key, 0)
        made.append(
            State(
                key=key,
                shape=area or key,
                name=words.label(key),
                member=key in members,
                events=events,
                fill=max(n for n, step in enumerate(steps) if events >= step) if events else None,
            )
        )
    return made
