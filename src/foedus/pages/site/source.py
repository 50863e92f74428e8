"""A source: its text where the document is at hand, its claims by paragraph, its roots, what rests on it alone."""

from collections.abc import Iterable

from foedus.pages.site.page import Page
from foedus.record import Record
from foedus.views.site.source import source


def keys(record: Record) -> Iterable[tuple[str, ...]]:
    """Every source."""
    return [(row["source"],) for row in record.rows("SELECT source FROM sources ORDER BY source")]


PAGE = Page(
    name="source",
    path="/source/{key}",
    label="",
    template="site/source.html.j2",
    content=source,
    obeys=("q", "kind", "as_of", "known"),
    keys=keys,
)
