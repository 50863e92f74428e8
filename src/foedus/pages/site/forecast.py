"""Forecast: strands of closeness, chances by several models with their evaluation, what persons assume."""

from foedus.pages.site.answered import pictures
from foedus.pages.site.page import CLOCKS, Page

try:
    from foedus.views.site.forecast import OWN, forecast
except ImportError:  # its room is not there
    PAGE = None
else:
    PAGE = Page(
        name="forecast",
        path="/forecast",
        label="Forecast",
        template="site/measure.html.j2",
        content=forecast,
        place=70,
        letter="f",
        obeys=CLOCKS,
        own=OWN,
        pictures=pictures(2),
        modules=("behind.mjs",),
    )
