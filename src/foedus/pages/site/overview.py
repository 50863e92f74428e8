"""The overview: where one begins. What the case asks, how the answer stands, what is contested and new, where to go."""

from foedus.charts import network as chart
from foedus.pages.site.leads import lead
from foedus.pages.site.page import CLOCKS, Page
from foedus.views.site.overview import Overview, overview

EDGE = 0.06


def _wide(content: Overview) -> str:
    return _picture(content, "links", 560.0, 400.0)


def _narrow(content: Overview) -> str:
    """For a phone: not made smaller, so that it can be read."""
    return _picture(content, "links-narrow", 360.0, 330.0)


def _picture(content: Overview, name: str, width: float, height: float) -> str:
    """Who is linked to whom among the states in question, fitted to the sheet."""
    found = content.network
    if found is None:
        data = chart.Network([], [], "", "No two states are linked by single events.", width=width, height=40.0)
        return chart.network(name, data, "Who is linked to whom", data.coverage)
    xs, ys = [one.x for one in found.actors], [one.y for one in found.actors]
    nodes = [
        chart.Node(
            key=one.key, label=one.name, x=_fit(one.x, xs), y=_fit(one.y, ys), member=one.member, weight=one.events,
            title=one.name, to=f"{lead('entity', one.key)} {lead('claims', changes=[('actor', one.key)])}",
        )
        for one in found.actors
    ]  # fmt: skip
    links = [
        chart.Link(
            one=one.a, other=one.b, events=one.firm, title=f"{' – '.join(one.names)}: {one.told}",
            to=f"{lead('pair', one.a, one.b)} {lead('claims', changes=[('actor', one.a), ('actor', one.b)])}",
        )
        for one in found.links
    ]  # fmt: skip
    data = chart.Network(
        nodes=nodes, links=links, source=found.citation, coverage="No line is silence of the sources, not a no.",
        width=width, height=height,
    )  # fmt: skip
    said = "; ".join(f"{' – '.join(one.names)} {one.told}" for one in found.links[:8])
    return chart.network(name, data, f"Who is linked to whom by {found.of}", f"{len(found.actors)} states. {said}.")


def _fit(at: float, of: list[float]) -> float:
    """A place between the first and the last of all, with room at the edges."""
    return EDGE + (1 - 2 * EDGE) * (at - min(of)) / ((max(of) - min(of)) or 1.0)


PAGE = Page(
    name="overview",
    path="/",
    label="Overview",
    template="site/overview.html.j2",
    content=overview,
    place=10,
    letter="o",
    obeys=CLOCKS,
    pictures={"links": _wide, "narrow": _narrow},
)
