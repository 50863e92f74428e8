"""The map: who is tied to whom, in what, and in whose eyes disputed areas."""

from foedus.charts.arcs import Arc
from foedus.charts.map import Map as Chart
from foedus.charts.map import Place, map_of_ties
from foedus.charts.shapes import EqualArea, middle, shapes
from foedus.pages.site.leads import lead
from foedus.pages.site.page import WHO_AND_WHEN, Page
from foedus.views.site.map import Map, State, map_of, table
from foedus.views.site.ties import Tie

WIDE, NARROW = 1400.0, 400.0
"""Widths of the two drawings, in their own units."""
MOST_WIDE, MOST_NARROW = 40, 16
"""Arcs of a drawing: the strongest. The list below the map has them all."""
NUMBERED_WIDE, NUMBERED_NARROW = 14, 5
REACH = 12
"""Of the most tied states, how many the wide map takes into view whatever is chosen."""
FAR = 0.5
"""Radii of the Earth from the middle beyond which a state stands at the edge instead."""


def wide(content: Map) -> str:
    """The map for a screen, and to take away."""
    return _drawn("map", content, MOST_WIDE, width=WIDE, highest=680.0, numbered=NUMBERED_WIDE, size=14.0)


def narrow(content: Map) -> str:
    """The map for a phone: cropped to the states that the case is about."""
    return _drawn("narrow", content, MOST_NARROW, width=NARROW, tall=460.0, numbered=NUMBERED_NARROW, size=12.0)


def _drawn(name: str, content: Map, most: int, *, size: float, width: float, numbered: int, **how: float) -> str:
    counted = [tie for tie in content.ties if tie.told]
    chosen = counted[:most]
    ends = {key for tie in chosen for key in (tie.a, tie.b)}
    ends |= {state.key for state in content.states if state.member}
    members = content.members
    data = Chart(
        places=[_place(state, named=name == "map" or state.key in ends) for state in content.states],
        arcs=[_arc(tie, content.kind) for tie in chosen],
        members=members,
        source=content.source,
        coverage=_coverage(content, len(chosen), len(counted)),
        extent=_extent(content, REACH if name == "map" else 0),
        worldview=content.worldview,
        fills=_steps(content.steps) if any(state.fill is not None for state in content.states) else [],
        filled=f"events of {content.kind_plural}" if content.kind_plural else "events that name it",
        width=width,
        numbered=numbered,
        size=size,
        **how,
    )
    what = content.kind_plural or "events"
    lead_pairs = "; ".join(f"{tie.title} {tie.told}" for tie in chosen[:8] if tie.told)
    description = (
        f"Map with {len(chosen)} arcs between states, as wide as the {what} that tie them are many. {lead_pairs}"
    )
    return map_of_ties(name, data, content.title, description)


def _place(state: State, *, named: bool) -> Place:
    fill = -1 if state.fill is None else state.fill
    return Place(state.shape, state.name, state.member, fill, named=named, to=lead("entity", state.key))


def _arc(tie: Tie, kind: str) -> Arc:
    told = tie.told or "no single event"
    actors = [("actor", tie.a), ("actor", tie.b)]
    return Arc(
        one=tie.a, other=tie.b, firm=tie.firm, soft=tie.soft, title=f"{tie.title}: {told}",
        tone="conflict" if tie.tone == "conflict" else "cooperation", directed=tie.directed, key=tie.key,
        to=f"{lead('pair', tie.a, tie.b)} {lead('claims', changes=actors)}",
    )  # fmt: skip


def _steps(steps: tuple[int, ...]) -> list[str]:
    """The fills in words: '1–9', '10–49', '50+'."""
    ends = [*(step - 1 for step in steps[1:]), 0]
    return [
        f"{first}+" if not last else str(first) if first == last else f"{first}–{last}"
        for first, last in zip(steps, ends, strict=True)
    ]


def _coverage(content: Map, drawn: int, counted: int) -> str:
    arcs = f"the {drawn} most tied of {counted} pairs" if drawn < counted else f"{counted} pairs"
    return (
        f"Coverage: {content.claims} claims; {arcs} of states that are named together in a single event. No arc: no "
        "claim of one, which is not the same as no tie. Names stand at the middle of a state; arrows at the edge point "
        "to what lies beyond it."
    )


def _extent(content: Map, reach: int) -> list[str]:
    """The states that the map must show: the coalition, and of the most tied those that are not too far off."""
    known = shapes()
    members = [state.shape for state in content.states if state.member and state.shape in known]
    tied = [code for code in content.reach if code in known]
    centre = members or tied[: reach or 8]
    if not centre:
        return []
    project = EqualArea(middle(known[code].at for code in centre))
    near = [code for code in tied[:reach] if project.distance(known[code].at) < FAR]
    return list(dict.fromkeys([*centre, *near]))


PAGE = Page(
    name="map",
    path="/map",
    label="Map",
    template="site/map.html.j2",
    content=map_of,
    place=20,
    letter="m",
    obeys=("q", *WHO_AND_WHEN),
    own=("worldview",),
    pictures={"map": wide, "narrow": narrow},
    table=table,
    modules=("brush.mjs", "map.mjs"),
)
