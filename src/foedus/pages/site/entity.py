"""The dossier of an entity: where it belongs, with whom it is tied, its events in time and by kind."""

from collections.abc import Iterable

from foedus.pages.site.in_time import drawn
from foedus.pages.site.page import Page
from foedus.record import Record
from foedus.views.site.entity import Entity, entity


def keys(record: Record) -> Iterable[tuple[str, ...]]:
    """Every entity."""
    return [(row["entity"],) for row in record.rows("SELECT entity FROM entities ORDER BY entity")]


def in_time(content: Entity) -> str:
    """Its events in time."""
    return drawn("in-time", content.lanes, f"{content.title}: events in time", content.source_line)


PAGE = Page(
    name="entity",
    path="/entity/{key}",
    label="",
    template="site/entity.html.j2",
    content=entity,
    obeys=("kind", "source", "since", "until", "as_of", "known"),
    pictures={"in-time": in_time},
    keys=keys,
)
