"""An event: its history, what is concluded of it and why, and every claim."""

from collections.abc import Iterable

from foedus.pages.site.page import CLOCKS, Page
from foedus.record import Record
from foedus.views.site.event import event


def keys(record: Record) -> Iterable[tuple[str, ...]]:
    """Every event."""
    return [(row["event"],) for row in record.rows("SELECT event FROM events ORDER BY event")]


PAGE = Page(
    name="event",
    path="/event/{key}",
    label="",
    template="site/event.html.j2",
    content=event,
    obeys=CLOCKS,
    keys=keys,
)
