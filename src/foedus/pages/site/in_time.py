"""The small picture of a dossier: its events in time, a lane for each kind."""

from collections.abc import Sequence
from datetime import date

from foedus.charts.spans import Lane, Span, Spans, spans
from foedus.views.site.standings import Lane as Told

FEWEST = 2
"""Marks below which a line of text says as much as a picture."""


def drawn(name: str, lanes: Sequence[Told], title: str, source: str) -> str:
    """The events of a dossier as SVG; marks lead to the rows of its tables, `<kind>-<event>`."""
    marks = sum(len(lane.marks) for lane in lanes)
    undated = sum(lane.undated for lane in lanes)
    coverage = (
        "Coverage: single events, each at its first dated stage as far as claims tell"
        f"{f'; {undated} have no date' if undated else ''}. A gap is silence of the sources, not a year without events."
    )
    data = Spans(tuple(_lane(lane) for lane in lanes), source, coverage)
    counts = "; ".join(f"{lane.label} {len(lane.marks)} dated, {lane.undated} undated" for lane in lanes)
    return spans(name, data, title, f"{marks} events in time. {counts}.")


def worth_drawing(lanes: Sequence[Told]) -> bool:
    """Whether there is enough to draw."""
    return sum(len(lane.marks) for lane in lanes) >= FEWEST


def _lane(lane: Told) -> Lane:
    marks = tuple(
        Span(
            start=date.fromisoformat(mark.start) if mark.start else None,
            end=date.fromisoformat(mark.end),
            form=mark.form,
            title=mark.title,
            key=f"{lane.kind}-{mark.event}",
        )
        for mark in lane.marks
    )
    return Lane(lane.label, marks, lane.undated, lane.tone == "conflict")
