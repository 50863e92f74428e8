"""Review: what the reader proposes, beside its sentence; accept, edit, reject, skip, undo."""

from foedus.pages.site.page import Page
from foedus.views.site.review import review
from foedus.views.site.waiting import FILTERS

PAGE = Page(
    name="review",
    path="/review",
    label="Review",
    template="site/review.html.j2",
    content=review,
    place=80,
    letter="r",
    obeys=(),
    own=(*FILTERS, "at"),
    modules=("review.mjs",),
    reads=False,
)
