"""The forecast: the answer to a case's question, told as a measure is."""

from foedus.forecast.answer import Answer, answer
from foedus.forecast.errors import ForecastError
from foedus.forecast.sheets import TITLE, measured
from foedus.measures.measured import MeasureError
from foedus.record.ask import AskError
from foedus.views.site.asked import Asked
from foedus.views.site.asking import Asking, Choice, Field, Offered
from foedus.views.site.figures import Figures, figures
from foedus.views.site.measures import Answered, Option, answered, told
from foedus.views.site.questions import GROUP, STATE

SAYS = (
    "What is known of how close the states are, the chances of a pact by several models with their evaluation, and "
    "what named persons assume."
)
FIELDS = (
    GROUP,
    STATE,
    Field("year", "From", "year", "First year of the horizons.", nothing="after the newest source"),
    Field("expert", "What persons assume", fixed=(Choice("none", "left aside"),), nothing="shown beside"),
)
MOST = 8
"""Answers that are held for a record at its clocks."""
OWN = tuple(field.name for field in FIELDS)


def forecast(asked: Asked) -> Answered:
    """The answer for a group, some states, or the case's coalition; what cannot be answered says why."""
    asking, offered = Asking(asked.selection), Offered.of(asked.record)
    options = tuple(Option(field, asking.one(field.name), offered.choices(field)) for field in FIELDS)
    trouble, found = None, None
    try:
        found = _answered(asked, asking)
    except (ForecastError, MeasureError, AskError) as error:
        trouble = told(error.message, error.hint)
    return answered("forecast", TITLE, SAYS, found, trouble, options, spans=False)


def _answered(asked: Asked, asking: Asking) -> Figures:
    """The answer as a page shows it, worked out once for a record at its clocks: nothing else chosen changes it."""
    kept = asked.record.kept.setdefault(Answer, {})
    assert isinstance(kept, dict)
    group, states, year, expert = (
        asking.one("group"), asking.several("state"), asking.one("year"), asking.one("expert") or "all",
    )  # fmt: skip
    key = asked.folder, group, tuple(states), year, expert
    if key not in kept:
        if len(kept) >= MOST:
            kept.clear()
        found = answer(asked.record, asked.folder, group=group, states=states, year=year, assumptions=expert)
        kept[key] = figures(asked.record, measured(asked.record, found))
    shown: Figures = kept[key]
    return shown
