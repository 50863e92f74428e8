"""The timeline: events in lanes, from centuries to days, each date drawn as what it is."""

from datetime import date

from foedus.charts import chronicle as charts
from foedus.charts import counts, dates
from foedus.pages.site.leads import lead
from foedus.pages.site.page import WHO_AND_WHEN, Page
from foedus.views.site.dated import Mark, Piece
from foedus.views.site.timeline import Timeline, timeline

WIDE, NARROW = 1400.0, 400.0
NOWHEN = ("2000-01-01", "2000-12-31")
"""What an empty sheet is over: it has no ticks."""
MOST_LABELS = 120
"""Marks that bear their names."""


def wide(content: Timeline) -> str:
    """The timeline for a screen, and to take away."""
    return _drawn("timeline", content, WIDE)


def narrow(content: Timeline) -> str:
    """The timeline for a phone: the names of lanes stand above them."""
    return _drawn("narrow", content, NARROW)


def _drawn(name: str, content: Timeline, width: float) -> str:
    marks = sum(len(lane.marks) for lane in content.lanes)
    kinds = content.by == "kind"
    data = charts.Chronicle(
        lanes=[
            charts.Lane(
                label=lane.label,
                marks=[_mark(mark) for mark in lane.marks],
                cells=[counts.Cell(_day(cell.start), _day(cell.end), len(cell.events)) for cell in lane.cells],
                note=f"{lane.undated} undated" if lane.undated else "",
                to=lead("here", changes=[("kind", lane.key)]) if kinds else lead("entity", lane.key),
            )
            for lane in content.lanes
        ],
        first=_day(content.first or NOWHEN[0]),
        last=_day(content.last or NOWHEN[1]),
        source=content.source,
        coverage=coverage(content),
        width=width,
        above=width == NARROW,
        labelled=marks <= MOST_LABELS and not (content.counted and width == NARROW),
    )
    what = "counts of events" if content.counted else "events"
    lanes = f"{len(data.lanes)} lanes {content.span}".strip()
    description = f"Timeline of {content.dated} dated events, {what} in {lanes}."
    return charts.chronicle(name, data, "Timeline", description)


def coverage(content: Timeline) -> str:
    """What the picture covers, and what it cannot."""
    parts = [f"Coverage: {content.dated} dated events"]
    if content.counted:
        parts.append(f", counted by {content.unit} where a source dates them so, else drawn below the counts")
        if content.unshown:
            parts.append(f" ({content.unshown} more are too vaguely dated and not drawn)")
    if content.by == "actor":
        parts.append("; an event stands in the lane of each who is named in it")
    if content.left_out:
        parts.append(f"; {content.left_out} further lanes with fewer events are left out")
    if content.undated:
        parts.append(f"; {content.undated_events} undated ones are listed below")
    return f"{''.join(parts)}. A gap is silence of the sources, not a time without events."


def _mark(mark: Mark) -> charts.Mark:
    return charts.Mark(
        mark.title, mark.says, [_piece(piece) for piece in mark.pieces], lead("event", mark.event), mark.event
    )


def _piece(piece: Piece) -> dates.Piece:
    return dates.Piece(
        start=_day(piece.start) if piece.start else None,
        end=_day(piece.end) if piece.end else None,
        shape=piece.shape,
        form=piece.form,
        approximate=piece.approximate,
        uncertain=piece.uncertain,
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


PAGE = Page(
    name="timeline",
    path="/timeline",
    label="Timeline",
    template="site/timeline.html.j2",
    content=timeline,
    place=30,
    letter="t",
    obeys=("q", *WHO_AND_WHEN),
    own=("lanes",),
    pictures={"timeline": wide, "narrow": narrow},
    modules=("brush.mjs",),
)
