"""Edit: a row of the case as a form made from the codebook, and a new one."""

from foedus.pages.site.page import Page
from foedus.views.site.edit import PREFILLED, add, edit

PAGES = (
    Page(
        name="add",
        path="/edit/new",
        label="Edit",
        template="site/edit.html.j2",
        content=add,
        place=85,
        letter="e",
        obeys=(),
        own=("kind", *PREFILLED, "done"),
        modules=("edit.mjs",),
        reads=False,
    ),
    Page(
        name="edit",
        path="/edit/{claim}",
        label="",
        template="site/edit.html.j2",
        content=edit,
        place=86,
        obeys=(),
        own=("table", "remove", "done"),
        modules=("edit.mjs",),
        reads=False,
    ),
)
