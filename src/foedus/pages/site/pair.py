"""The dossier of a pair: firm, contested and open; events by kind and year; agreements, arms, aid, words; data sets."""

from collections.abc import Iterable

from foedus.pages.site.in_time import drawn
from foedus.pages.site.page import Page
from foedus.record import Record
from foedus.views.site.pair import Pair, pair


def keys(record: Record) -> Iterable[tuple[str, ...]]:
    """Every pair of states that some claim ties, in order of key."""
    rows = record.rows("SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b FROM ties ORDER BY ALL")
    return [(row["a"], row["b"]) for row in rows]


def in_time(content: Pair) -> str:
    """What ties and divides the two, in time."""
    return drawn("in-time", content.lanes, f"{content.title}: events in time", content.source_line)


PAGE = Page(
    name="pair",
    path="/pair/{a}/{b}",
    label="",
    template="site/pair.html.j2",
    content=pair,
    obeys=("kind", "source", "since", "until", "as_of", "known"),
    pictures={"in-time": in_time},
    keys=keys,
)
