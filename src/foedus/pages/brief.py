"""A document as one HTML page."""

from functools import cache
from importlib.resources import files
from itertools import groupby, zip_longest
from operator import attrgetter

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup, escape

from foedus.charts import chart
from foedus.views.document import (
    Break,
    Document,
    Emphasis,
    Figure,
    Link,
    Name,
    Note,
    Numbered,
    Run,
    Runs,
    Tally,
    Text,
    numbered,
)


@cache
def environment() -> Environment:
    """The templates. What is not marked as safe is escaped."""
    return Environment(
        loader=PackageLoader("foedus.pages"),
        autoescape=select_autoescape(["html", "j2"], default=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def styles(name: str) -> str:
    """A style sheet of this room."""
    return (files("foedus.pages") / name).read_text(encoding="utf-8")


class Writer:
    """Runs as HTML. Gives each reference to a note its number and an anchor of its own, in reading order."""

    def __init__(self, notes: tuple[Numbered, ...]) -> None:
        self.numbers = {tuple(entry.claim.claim for entry in note.entries): note.number for note in notes}
        self.seen: dict[int, int] = {}

    def __call__(self, runs: Runs) -> Markup:
        """A paragraph, a point or a cell."""
        return Markup("").join(self.run(run, following) for run, following in zip_longest(runs, runs[1:]))

    def run(self, run: Run, following: Run | None) -> Markup:
        """One piece of it; two references in a row are parted by a comma."""
        match run:
            case Text(text=text) | Name(text=text) | Tally(text=text):
                return escape(text)
            case Emphasis(text=text, strong=True):
                return Markup("<strong>{}</strong>").format(text)
            case Emphasis(text=text):
                return Markup("<em>{}</em>").format(text)
            case Link(text=text, target=target):
                return Markup('<a href="{}">{}</a>').format(target, text)
            case Break():
                return Markup("<br>")
            case Note():
                return self.reference(run) + Markup("<sup>,</sup>" if isinstance(following, Note) else "")

    def reference(self, note: Note) -> Markup:
        """A number that leads to its note."""
        number = self.numbers[note.key]
        use = self.seen[number] = self.seen.get(number, 0) + 1
        return Markup('<a class="ref" id="ref-{0}-{1}" href="#note-{0}" role="doc-noteref">{0}</a>').format(number, use)


def page(document: Document) -> str:
    """The document as HTML: contents, sections, notes with ways back."""
    notes = numbered(document)
    return environment().get_template("brief.html.j2").render(
        document=document,
        noted=[(title, list(group)) for title, group in groupby(notes, key=attrgetter("section"))],
        runs=Writer(notes),
        picture=_picture,
        kind_of=lambda block: type(block).__name__,
        tokens=Markup(styles("tokens.css")),
        style=Markup(styles("brief.css")),
    )  # fmt: skip


def _picture(figure: Figure) -> Markup:
    return Markup(chart(figure.chart, figure.anchor, figure.data, figure.caption, figure.alt))
