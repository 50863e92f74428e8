"""Measures: what each answers; a page for each with a form for its options, its answer, sheets, pictures and limits."""

from foedus.pages.site.answered import pictures
from foedus.pages.site.page import CLOCKS, Page
from foedus.views.site.measures import content, listed, table
from foedus.views.site.questions import QUESTIONS

PREFIX = "measure-"
"""What the names of the measures' pages begin with: `links.to("measure-embargo", own=(("imposer", "DEU"),))`."""

LIST = Page(
    name="measures",
    path="/measures",
    label="Measures",
    template="site/measures.html.j2",
    content=listed,
    place=60,
    letter="u",
    obeys=CLOCKS,
)
PAGES = (
    LIST,
    *(
        Page(
            name=f"{PREFIX}{name}",
            path=f"/measures/{name}",
            label="",
            template="site/measure.html.j2",
            content=content(name),
            obeys=CLOCKS,
            own=question.own,
            table=table(name),
            pictures=pictures(1),
            modules=("behind.mjs",),
        )
        for name, question in QUESTIONS.items()
    ),
)
