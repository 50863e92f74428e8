"""All coalitions of a pool of states, asked in a form: the best of each size, and what each state adds."""

from collections.abc import Iterator

from foedus.forecast.errors import ForecastError
from foedus.measures import membership
from foedus.measures.measured import Measured, MeasureError
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.views.site.asked import Asked
from foedus.views.site.asking import Asking, Choice, Field
from foedus.views.site.figures import figures
from foedus.views.site.measures import Answered, Option, answered, told
from foedus.views.site.scenario import lacking

TITLE = "Coalitions of a pool of states"
SAYS = (
    "Every coalition of the states that you name, scored by a linear model: the best of each size, and what each state "
    "adds. A score is no probability: it orders coalitions of one size."
)
POOL = Field(
    "pool", "Among which states", "several", "Keys or names, apart by commas.", required=True, nothing="states"
)
FIELDS = (
    POOL,
    Field("size", "Of up to", "number", "States of a coalition.", nothing="all"),
    Field("model", "Model", fixed=(Choice("ridge", "fitted (ridge)"), Choice("structural", "equal weights")),
          nothing="what the data allow"),
    Field("unknown", "Where a term is unknown", fixed=(Choice("leave-out", "the term is left out"),),
          nothing="the coalition is left out"),
)  # fmt: skip
OWN = tuple(field.name for field in FIELDS)
MOST, SHOWN, LARGEST = 16, 3, 24
"""States of a pool that a page searches, coalitions of each size that it shows, and states of a pool that it offers."""


def searched(asked: Asked) -> Answered:
    """The search, or why there is none; without a pool, the groups of the case."""
    asking = Asking(asked.selection)
    text = asking.one(POOL.name)
    offered = tuple(_offered(asked.record))
    options = tuple(
        Option(field, asking.one(field.name), offered if field is POOL else field.fixed) for field in FIELDS
    )
    trouble, shown = None, None
    if text:
        try:
            shown = figures(asked.record, _search(asked, asking))
        except (ForecastError, MeasureError, AskError) as error:
            trouble = told(error.message, error.hint)
        except ImportError as error:
            trouble = lacking(error)
    return answered("coalitions", TITLE, SAYS, shown, trouble, options, spans=False, silent=not text)


def _search(asked: Asked, asking: Asking) -> Measured:
    from foedus.forecast.coalitions import coalitions

    pool = asking.several(POOL.name)
    if len(pool) > MOST:
        raise ForecastError(f"A page searches pools of up to {MOST} states, not {len(pool)}; a terminal larger ones.")
    size = asking.number("size", "Of up to", max(len(pool), 2))
    if size != int(size) or size < 2:
        raise ForecastError("Coalitions are of two states or more.")
    return coalitions(
        asked.record, pool=pool, size=min(int(size), len(pool)), top=SHOWN, model=asking.one("model"),
        unknown="leave-out" if asking.one("unknown") else "exclude", folder=asked.folder,
    )  # fmt: skip


def _offered(record: Record) -> Iterator[Choice]:
    """Pools that the case names: its coalition, its groups, and its blocs as far as claims tell of their members."""
    settings = record.settings
    if len(settings.coalition.members) > 1:
        yield Choice(",".join(settings.coalition.members), settings.coalition.label or "The coalition")
    for group in settings.groups.values():
        if 1 < len(group.members) <= LARGEST:
            yield Choice(",".join(group.members), group.label)
    bodies = membership.bodies(record)
    names = membership.short(record, bodies)
    membership.standings(record, bodies)  # read at once, asked one by one below
    for body in bodies:
        try:
            members = membership.members(record, body)
        except MeasureError:
            continue
        if 1 < len(members) <= MOST:
            yield Choice(",".join(members), names[body])
