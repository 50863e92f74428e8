"""Sources: what was read and what it cites; each leads to its paragraphs."""

from foedus.pages.site.page import CLOCKS, Page
from foedus.views.site.sources import sources

PAGE = Page(
    name="sources",
    path="/sources",
    label="Sources",
    template="site/sources.html.j2",
    content=sources,
    place=55,
    letter="s",
    obeys=("q", *CLOCKS),
)
