"""Forecast: strands of closeness, chances by several models with their evaluation, what persons assume; and, each with
a form, what would change the chances, and all coalitions of a pool of states."""

from foedus.pages.site.answered import pictures
from foedus.pages.site.page import CLOCKS, Page

PAGES: tuple[Page, ...] = ()
try:
    from foedus.views.site import coalitions, forecast, scenario
except ImportError:  # its room is not there
    pass
else:
    PAGES = (
        Page(
            name="forecast",
            path="/forecast",
            label="Forecast",
            template="site/measure.html.j2",
            content=forecast.forecast,
            place=70,
            letter="f",
            obeys=CLOCKS,
            own=forecast.OWN,
            pictures=pictures(2),
            modules=("behind.mjs",),
        ),
        Page(
            name="forecast-scenario",
            path="/forecast/scenario",
            label="",
            template="site/measure.html.j2",
            content=scenario.scenario,
            obeys=CLOCKS,
            own=scenario.OWN,
            asks=True,
            pictures=pictures(1),
            modules=("behind.mjs",),
        ),
        Page(
            name="forecast-coalitions",
            path="/forecast/coalitions",
            label="",
            template="site/measure.html.j2",
            content=coalitions.searched,
            obeys=CLOCKS,
            own=coalitions.OWN,
            asks=True,
            modules=("behind.mjs",),
        ),
    )
