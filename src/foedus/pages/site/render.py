"""Pages as HTML, and as JSON and CSV."""

import json
from collections.abc import Sequence
from functools import cache
from types import FunctionType, MethodType
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from foedus.pages.site import cells
from foedus.pages.site.leads import led
from foedus.pages.site.links import Links
from foedus.pages.site.page import Page
from foedus.record.rows import Rows, csv_text, plain, text
from foedus.views.history import ORDER
from foedus.views.selection import Trouble
from foedus.views.site.asked import Asked
from foedus.views.site.choices import Choices
from foedus.views.site.citing import Cited

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell of a spreadsheet begins with that takes it for a formula."""


class Notice(msgspec.Struct, frozen=True):
    """Something about the case as a whole that every page must say."""

    message: str
    hint: str = ""
    grave: bool = False


class Frame(msgspec.Struct, frozen=True):
    """What stands around a page's content."""

    cited: Cited | None = None
    choices: Choices | None = None
    troubles: tuple[Trouble, ...] = ()
    notices: tuple[Notice, ...] = ()
    live: bool = False
    """Whether a server stands behind the page that can say when the case has changed."""
    state: str = ""
    """What tells this state of the case from the next one."""
    csrf: str = ""
    """What a form must send along; '' on a page without one."""
    meta: tuple[tuple[str, str], ...] = ()
    """What is said in the head to those who pass on a link: properties of Open Graph, and the page's own address."""


class Suggestion(msgspec.Struct, frozen=True):
    """Where else to look."""

    label: str
    href: str


class Problem(msgspec.Struct, frozen=True):
    """Instead of a page: what is wrong, and what to do."""

    title: str
    message: str
    hint: str = ""
    suggestions: tuple[Suggestion, ...] = ()


class _Context(Context):
    """What stands in a template; functions are called without looking for what Jinja might hand them besides.

    That looking takes a tenth of the time of a page.
    """

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """As `Context.call` has it."""
        kind = type(called)
        if kind is Macro or ((kind is MethodType or kind is FunctionType) and not hasattr(called, "jinja_pass_arg")):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(self.eval_ctx, *args, **kwargs) if kind is Macro else called(*args, **kwargs)
        return super().call(called, *args, **kwargs)


def said(text: str, /, **values: Any) -> Markup:
    """A text of a template, with values put in, as Jinja has it where nothing is translated."""
    return Markup(text) % values if values or "%" in text else Markup(text)


@cache
def environment() -> Environment:
    """The templates. What is not marked as safe is escaped; what is not defined is an error."""
    made = Environment(
        loader=PackageLoader("foedus.pages"),
        autoescape=select_autoescape(["html", "j2"], default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    made.context_class = _Context
    made.globals["_"] = made.globals["gettext"] = said
    made.filters["number"] = number
    made.filters["many"] = many
    for drawn in (cells.row, cells.claim, cells.where, cells.named):
        made.filters[drawn.__name__] = drawn
    made.globals["MANNERS"] = ORDER
    return made


def compiled() -> None:
    """Have all templates ready: the first reader of a page does not wait for its template."""
    made = environment()
    for name in made.list_templates(filter_func=lambda name: name.startswith("site/")):
        made.get_template(name)


def number(value: float) -> str:
    """A number as one reads it: thousands apart."""
    return f"{value:,}".replace(",", "\u202f")  # a thin space that does not break


def many(count: int, one: str, several: str = "") -> str:
    """A number and its noun: '1 claim', '2 claims'."""
    return f"{number(count)} {one if count == 1 else several or one + 's'}"


def html(page: Page, content: Any, asked: Asked, links: Links, frame: Frame) -> str:
    """A page as HTML. Templates see `content`, `asked`, `selection`, `links`, `frame`, `page` and `draw`."""
    return environment().get_template(page.template).render(
        page=page,
        pages=links.pages,
        content=content,
        asked=asked,
        selection=asked.selection,
        links=links,
        frame=frame,
        draw=lambda name: Markup(led(page.pictures[name](content), links)),
    )  # fmt: skip


def problem_html(problem: Problem, links: Links, frame: Frame) -> str:
    """What is shown where there is no page."""
    return environment().get_template("site/problem.html.j2").render(
        page=None,
        pages=links.pages,
        content=problem,
        selection=links.selection,
        links=links,
        frame=frame,
    )  # fmt: skip


def as_json(page: Page, content: Any, asked: Asked, frame: Frame, *, indent: int | None = 1) -> str:
    """A page as JSON: the fields of its content, and `about`: which page of which record, chosen how."""
    data = msgspec.to_builtins(content, builtin_types=(object,), order=None)
    chosen = asked.selection
    about = {
        "page": page.name,
        "key": asked.key,
        "selection": {name: getattr(chosen, name) for name in chosen.chosen} | dict(chosen.own),
        "record": msgspec.to_builtins(frame.cited) if frame.cited else None,
        "left_out": len(asked.left_out),
        "troubles": [trouble.message for trouble in frame.troubles],
    }
    return json.dumps(plain({**data, "about": about}), ensure_ascii=False, indent=indent) + "\n"


def as_csv(rows: Rows) -> str:
    """Rows as CSV that is safe to open in a spreadsheet: no cell of text is taken for a formula."""
    lines: list[Sequence[str]] = [rows.columns]
    lines += [[_safe(cell) for cell in row.values()] for row in rows]
    return csv_text(lines)


def _safe(cell: Any) -> str:
    said = text(cell)
    return f"'{said}" if isinstance(cell, str | list | tuple) and said.startswith(FORMULA) else said
