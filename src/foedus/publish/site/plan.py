"""What a site is to have: which pages at which places, which choices in time, which data beside them."""

from collections.abc import Iterator, Mapping
from functools import cache

import msgspec

from foedus.case import Finding
from foedus.pages.site.measures import PREFIX
from foedus.pages.site.page import Page, pages
from foedus.publish.site.names import Key, file_names
from foedus.publish.site.own import OWN, SEARCH
from foedus.record import Record
from foedus.terms.worldviews import APART, worldviews
from foedus.views.selection import Selection
from foedus.views.site.asked import Asked, LeftOut
from foedus.views.site.asking import Offered
from foedus.views.site.brush import Bar, Stop, brush
from foedus.views.site.questions import QUESTIONS

SMALL = 20_000
"""Claims up to which every page is there, and the list of claims can be chosen from in the browser."""
MOST: Mapping[str, int] = {"event": 6_000, "pair": 200, "entity": 1_000, "source": 300}
"""Pages with keys of a larger case: those of which most claims speak."""
LISTED, FEW_LISTED = 60, 15
"""Pages of a list that is leafed through, of a small and of a large case; the rest is in its CSV."""
PERIODS, FEW_PERIODS = 4, 3
"""Into how many the time is parted for the brush, of a small and of a large case: each run of them is made."""
TWINS, TWINS_OF_MANY = ("json", "csv", "svg", "gexf", "graphml"), ("csv",)
"""Other forms that stand beside a page: of a single one, of those of which there are many. A studio has all of them."""
OFFERED, FEW_OFFERED = 6, 3
"""Of whom a measure is asked that must be told, of a small and of a large case: those of whom most claims speak."""
SHORT = ("event",)
"""Pages that take least: the last of the work, so that nobody waits for one of the others."""
BRUSH = "brush.mjs"
"""The module of pages with a brush over time."""
_SPOKEN_OF: Mapping[str, str] = {
    "event": "SELECT event FROM claims GROUP BY event ORDER BY count(*) DESC, event",
    "entity": "SELECT entity FROM entities LEFT JOIN (SELECT actor AS entity, count(DISTINCT claim) AS n FROM roles "
    "GROUP BY actor) USING (entity) ORDER BY n DESC NULLS LAST, entity",
    "pair": "SELECT least(a, b) AS one, greatest(a, b) AS other FROM ties WHERE a <> b GROUP BY ALL "
    "ORDER BY bool_and(expanded), count(DISTINCT claim) DESC, one, other",
    "source": "SELECT source FROM sources ORDER BY claims DESC NULLS LAST, source",
}
"""The keys of a page, those of which most claims speak first."""


class Plan(msgspec.Struct, frozen=True):
    """What all who make the pages of a site must know."""

    record: str
    """The record, without what is kept back."""
    case: str
    """The case's folder, for what lies beside the tables."""
    names: Mapping[str, Mapping[str, str]]
    """By page and keys (joined by zeros) where it lies, without its ending."""
    begins: tuple[Stop, ...] = ()
    ends: tuple[Stop, ...] = ()
    held: Mapping[str, tuple[str, ...]] = {}
    """Choices that a page's own script holds, by page as queries: spans of time, lanes, worldviews."""
    variants: Mapping[str, Mapping[str, str]] = {}
    """Choices that are there as pages of their own: by page and query what they add to the name of its file."""
    listed: int = LISTED
    """Pages of a list that is leafed through."""
    selects: bool = True
    """Whether the list of claims can be chosen from in the browser."""
    changes: str = ""
    """The file that says what has changed."""
    address: str = ""
    """Where the site will be; '' where nobody says."""
    picture: bool = False
    """Whether there is a picture for those who pass on a link."""
    findings: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    errors: int = 0
    kept_out: Mapping[str, int] = {}
    """Of a large case: how many pages are not there, by page."""

    def at(self, page: Page, key: Key) -> str:
        """Where a page lies, without its ending; '' where it is not."""
        return self.names.get(page.name, {}).get("\0".join(key), "")


class Task(msgspec.Struct, frozen=True):
    """A page to be made; `query`: as chosen."""

    page: str
    key: Key = ()
    query: str = ""


@cache
def shown() -> dict[str, Page]:
    """The pages of a site, in the order of the navigation."""
    found = [*(page for page in pages().values() if page.reads and not page.asks), *OWN]
    return {page.name: page for page in sorted(found, key=lambda page: (page.place, page.name))}


def named(record: Record, claims: int) -> tuple[dict[str, dict[str, str]], dict[str, int]]:
    """Where every page of a site lies, and how many there are not, by page."""
    found: dict[str, dict[str, str]] = {}
    kept_out: dict[str, int] = {}
    for page in shown().values():
        place = page.path.partition("{")[0].strip("/")
        if not page.keyed:
            found[page.name] = {"": place or "index"}
            continue
        keys = [*page.keys(record)] if page.keys else []
        most = MOST.get(page.name, 0) if claims > SMALL else len(keys)
        if len(keys) > most:
            first = [tuple(row) for row in record.con.execute(_SPOKEN_OF[page.name]).fetchall()[:most]]
            kept_out[page.name] = len(keys) - most
            keys = sorted(set(first) & set(keys))
        found[page.name] = {"\0".join(key): f"{place}/{name}" for key, name in file_names(keys).items()}
    return found, kept_out


def held(spans: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What the scripts of pages with a brush hold: the spans, and choices of the page's own, these for all time."""
    own = {"map": [f"worldview={name}" for name in worldviews() if name != APART], "timeline": ["lanes=actor"],
           "matrix": ["sort=-ties", "sort=name"]}  # fmt: skip
    brushed = [name for name, page in shown().items() if BRUSH in page.modules]
    return {name: (*spans, *own.get(name, ())) for name in brushed} if spans else {}


def variants(record: Record, claims: int) -> dict[str, dict[str, str]]:
    """Measures that must be told of whom, by page and query what they add to its name."""
    chosen: dict[str, list[tuple[str, str]]] = {}
    for name, question in QUESTIONS.items():
        for field in question.fields:
            if field.required and field.name in question.own:
                offered = Offered.of(record).choices(field)[: OFFERED if claims <= SMALL else FEW_OFFERED]
                chosen[f"{PREFIX}{name}"] = [(field.name, one.key) for one in offered]
    return {
        page: {
            Selection(own=((field, value),)).query: f"-{name}"
            for (field, value), name in zip(found, file_names((of,) for _, of in found).values(), strict=True)
        }
        for page, found in chosen.items()
    }


def periods(record: Record, claims: int) -> tuple[tuple[Stop, ...], tuple[Stop, ...], tuple[str, ...]]:
    """Where spans of time may begin and end, and each of them as a query: runs of periods with much the same events."""
    over = brush(Asked(record))
    if over is None:
        return (), (), ()
    edges = _edges(over.bars, PERIODS if claims <= SMALL else FEW_PERIODS)
    begins = tuple(Stop(str(bar.first), str(bar.first)) for bar in edges)
    ends = tuple(Stop(str(bar.first - 1), str(bar.first - 1)) for bar in edges)
    since, until = ["", *(one.day for one in begins)], [*(one.day for one in ends), ""]
    spans = [
        "&".join([*([f"since={one}"] if one else []), *([f"until={other}"] if other else [])])
        for place, one in enumerate(since)
        for other in until[place:]
    ]
    return begins, ends, tuple(span for span in spans if span)


def _edges(bars: tuple[Bar, ...], parts: int) -> list[Bar]:
    """The bars with which a new period begins."""
    whole, told = sum(bar.events for bar in bars), 0
    found: list[Bar] = []
    for bar in bars:
        if told * parts >= whole * (len(found) + 1) and told:
            found.append(bar)
        told += bar.events
    return found[: parts - 1]


def tasks(plan: Plan) -> Iterator[Task]:
    """Every page that is to be made, the long ones first."""
    all_pages = shown()
    for name, page in all_pages.items():
        if page.keyed:
            continue
        yield Task(name)
        yield from (Task(name, (), query) for query in plan.variants.get(name, ()))
        yield from (Task(name, (), query) for query in plan.held.get(name, ()))
    keyed = [name for name, page in all_pages.items() if page.keyed]
    for name in sorted(keyed, key=lambda name: (name in SHORT, name)):
        yield from (Task(name, tuple(key.split("\0"))) for key in plan.names[name])


def endings(page: Page) -> tuple[str, ...]:
    """The other forms of a page that stand beside it."""
    if page.name == SEARCH.name or page.name in SHORT:  # the list of claims has the rows of an event
        return ()
    wanted = TWINS_OF_MANY if page.keyed or page.name.startswith(PREFIX) else TWINS
    return tuple(ending for ending in page.endings if ending in wanted)
