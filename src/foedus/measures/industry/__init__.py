"""Industry: figures of an arms industry and whose they are, as series with breaks; and what is made with whom.

Governments and makers publish most of what is known of an arms industry, about themselves. Their figures are labelled
as theirs; none is corrected, joined with another, or carried over a year that nobody gives a figure for.
"""

from collections.abc import Iterable, Sequence

from foedus.measures import asked
from foedus.measures.industry import sheets
from foedus.measures.industry.own import GOVERNMENT, MAKERS
from foedus.measures.industry.picture import picture
from foedus.measures.industry.series import Series, series, within
from foedus.measures.industry.ventures import ventures
from foedus.measures.measured import Measured, MeasureError
from foedus.measures.told import names
from foedus.record import Record
from foedus.record.words import Words
from foedus.reference.profile import Profile
from foedus.terms.words import nearest

LIMITS = (
    (
        "Most figures of an arms industry come from the government or the makers it is about. They are labelled "
        "as theirs, whether a scholar or a journalist passes them on or not; nothing here checks them."
    ),
    (
        "A series is broken where unit, source or period differ from the figure before, or years lie between: no "
        "growth is worked out across a break, and none is filled in."
    ),
    (
        "A venture that was announced and one that is told of as at work are counted apart; that nobody tells of "
        "the work does not mean that there is none. Series and general statements are shown, not counted."
    ),
)
SOURCES = (
    (
        "Bitzinger, R. A. (ed.) (2009): The Modern Defense Industry: Political, Economic, and Technological "
        "Issues. Santa Barbara: Praeger"
    ),
    (
        "DeVore, M. R. (2013): Arms Production in the Global Village: Options for Adapting to Defense-Industrial "
        "Globalization. Security Studies 22 (3), 532–572"
    ),
)


def industry(
    record: Record,
    *,
    state: Iterable[str] = (),
    group: str | None = None,
    indicator: str = "",
    since: str | int | None = None,
    until: str | int | None = None,
) -> Measured:
    """What is said of the arms industry of some states, or of each of the coalition, and what they make with whom.

    `indicator`: one measure by its name, whatever it is about; without it those about industry. `since`, `until`: years
    of the figures. Raises `MeasureError` for what cannot be asked, `AskError` for an unknown name.
    """
    first, last = asked.span(since, until)
    chosen = asked.states(record, state, group)
    if indicator:
        _known(record, indicator)
    warnings: list[str] = []
    found: list[tuple[str, list[Series]]] = []
    for one, (every, left) in series(record, chosen, indicator).items():
        kept, undated = within(every, first, last)
        found.append((one, kept))
        warnings += _warnings(record, one, left, undated, bool(kept), bool(every))
    warnings += _unplaced(record) if not indicator else []
    made = [] if indicator else ventures(record, chosen)
    options = {"state": ", ".join(chosen), "indicator": indicator, "since": first, "until": last, **record.clocks}
    top, uncovered = sheets.top_firms(record, Profile.of(record), chosen, (first, last))
    return Measured(
        measure="industry",
        title=f"Arms industry: {names(record, chosen)}",
        answer=_answer(record, found, made),
        asked={name.replace("_", "-"): str(value) for name, value in options.items() if value},
        sheets=tuple(s for s in (sheets.figures(record, found), sheets.production(record, made), top) if s.lines),
        pictures=picture(record, made),
        warnings=(*warnings, *uncovered),
        limits=LIMITS,
        sources=SOURCES,
    )


def _known(record: Record, measure: str) -> None:
    every = [row[0] for row in record.con.execute("SELECT DISTINCT measure FROM indicators ORDER BY 1").fetchall()]
    if measure not in every:
        near = nearest(measure, every)
        hint = f"Did you mean '{near}'?" if near else "`foedus claims CASE --kind indicators` lists them."
        raise MeasureError(f"No claim gives a figure called '{measure}'.", hint)


def _warnings(record: Record, state: str, left: Sequence[str], undated: int, some: bool, any_: bool) -> list[str]:
    name = Words.of(record).name(state)
    told = []
    if not any_:
        told.append(f"No claim gives a figure of the arms industry of {name}: unknown, not nil.")
    elif not some:
        told.append(f"The figures of {name} lie outside the years asked for.")
    if undated:
        told.append(f"{undated} figures of {name} without a period lie in no year, and were left out.")
    if left:
        told.append(f"Left out, for their names say nothing of an arms industry ({name}): {', '.join(left)}.")
    return told


def _unplaced(record: Record) -> list[str]:
    """Subjects of figures that belong to no state by their entries."""
    rows = record.con.execute(
        "SELECT DISTINCT i.entity FROM roles i JOIN entities e USING (entity) WHERE i.kind = 'indicators' AND i.role = "
        "'subject' AND i.via = 'named' AND e.type IN ('group', 'firm', 'agency') AND e.country IS NULL ORDER BY 1"
    ).fetchall()
    if not rows:
        return []
    return [f"Figures of {names(record, [row[0] for row in rows])} belong to no state by the entries of entities.csv."]


def _answer(
    record: Record, found: Sequence[tuple[str, Sequence[Series]]], made: Sequence[tuple[str, Sequence[object]]]
) -> str:
    points = [point for _, many in found for one in many for point in one.points]
    own = [point for point in points if point.whose.label in (GOVERNMENT, MAKERS)]
    broken = sum(bool(point.breaks) for point in points)
    if points:
        first = (
            f"Claims give {len(points)} {'figure' if len(points) == 1 else 'figures'} of industry in "
            f"{sum(len(many) for _, many in found)} series; {len(own)} of them the government’s or the makers’ own, "
            f"{broken} behind a break."
        )
    else:
        first = "No claim gives a figure of this industry within what was asked: unknown, not nil."
    return f"{first} {sheets.told_of_ventures(made)}" if made else first
