"""The measures, one tool each, with the options that their pages have."""

from typing import Annotated, Any

import msgspec

from foedus.assistant.answer import Told
from foedus.assistant.tool import Asked, Clocked, Several, Text, Tool, listed, sliced
from foedus.measures.measured import Measured
from foedus.record.figure import Cover
from foedus.views.selection import Selection
from foedus.views.site.asking import Field, Question, taken
from foedus.views.site.figures import Figures, Ground, figures
from foedus.views.site.questions import QUESTIONS

IN_WORDS = 4
"""Claims of one row that are given in words: a sum may rest on a hundred, and it names them all."""
NAMED = 100
"""Claims of one figure that are named."""
SPAN = {
    "since": "First year.",
    "until": "Last year.",
}


class Figure(msgspec.Struct, frozen=True, omit_defaults=True):
    """A figure, or words, in a column."""

    column: str
    said: str
    """With unit and interval; or why there is none: not known, not covered."""
    value: float | int | str | bool | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    cover: Cover | None = None
    """covered | partly | not-covered | unknown; nothing where the cell is of words."""
    claims: tuple[str, ...] = ()
    more_claims: int = 0
    """Claims behind it beyond those named."""
    rows: tuple[str, ...] = ()
    """Rows of data sets behind it."""
    roots: int | None = None
    coverage: str = ""
    note: str = ""


class Row(msgspec.Struct, frozen=True):
    """A row of a sheet: what it is about, and its figures."""

    sheet: str
    sheet_title: str
    about: str
    figures: tuple[Figure, ...]


class Column(msgspec.Struct, frozen=True):
    """What a column says, with unit and formula."""

    label: str
    says: str


class About(msgspec.Struct, frozen=True):
    """The measure as it was asked."""

    measure: str
    title: str
    asked: dict[str, str]
    columns: tuple[Column, ...]
    warnings: tuple[str, ...]
    literature: tuple[str, ...]


def tell(asked: Asked, measured: Measured, start: int) -> Told:
    """A measure as items: the rows of its sheets, each figure with what it rests on."""
    found = figures(asked.record, measured, whole=True)
    rows = list(_rows(found))
    notes = dict.fromkeys(sheet.note for sheet in found.sheets if sheet.note)
    return Told(
        answer=found.answer,
        about=About(
            measured.measure,
            found.title,
            dict(found.asked),
            tuple(dict.fromkeys(Column(c.label, c.says) for sheet in found.sheets for c in sheet.columns if c.says)),
            found.warnings,
            found.literature,
        ),
        items=sliced(rows, start),
        start=start,
        total=len(rows),
        what="rows",
        in_words=IN_WORDS,
        coverage=(*notes, *found.limits),
    )


def _rows(found: Figures) -> Any:
    empty = Ground(0)
    for sheet in found.sheets:
        for row in sheet.rows:
            cells = []
            for column, cell in zip(sheet.columns, row.cells, strict=True):
                on = found.grounds[cell.ground - 1] if cell.ground else empty
                if cell.text:
                    cells.append(
                        Figure(
                            column.label, cell.text, cell.value, cell.unit, cell.low, cell.high, cell.cover,
                            on.claims[:NAMED], max(0, len(on.claims) - NAMED), on.rows, on.roots, on.coverage, on.note,
                        )
                    )  # fmt: skip
            yield Row(sheet.name, sheet.title, row.label, tuple(cells))


def _arguments(question: Question) -> type[Clocked]:
    fields: list[Any] = [_field(field) for field in question.fields]
    if question.spans:
        fields += [(name, Annotated[Text, msgspec.Meta(description=says)], "") for name, says in SPAN.items()]
    made: Any = msgspec.defstruct(
        f"{question.name.capitalize()}Arguments", fields, bases=(Clocked,), frozen=True, forbid_unknown_fields=True,
        kw_only=True, rename={"into": "in"},
    )  # fmt: skip
    found: type[Clocked] = made
    return found


def _field(field: Field) -> Any:
    choices = "; or ".join(f"{one.key}: {one.name}" for one in field.fixed)
    says = " ".join(part for part in (f"{field.label}.", field.help, choices) if part)
    nothing = "" if field.required else f" Without it: {field.nothing}."
    type_: Any = {"several": Several, "flag": bool}.get(field.sort, Text)
    kept = "into" if field.name == "in" else field.name
    annotated = Annotated[type_, msgspec.Meta(description=f"{says}{nothing}")]
    if field.required:
        return kept, annotated
    return kept, annotated, False if field.sort == "flag" else ""


def _answer(question: Question) -> Any:
    def answer(asked: Asked, given: Clocked) -> Told:
        own = []
        for field in (*(field.name for field in question.fields), *(SPAN if question.spans else ())):
            value = getattr(given, "into" if field == "in" else field)
            said = ", ".join(listed(value)) if isinstance(value, list) else ("1" if value is True else value or "")
            if said:
                own.append((field, str(said)))
        shared = {name: value for name, value in own if name in ("kind", *SPAN)}
        rest = tuple(one for one in own if one[0] not in shared)
        selection = msgspec.structs.replace(Selection(own=rest), **shared)
        return tell(asked, taken(asked.record, question, selection), given.start)

    return answer


def _tool(question: Question) -> Tool:
    return Tool(
        name=f"measure_{question.name}",
        title=question.title,
        says=f"{question.says} Each figure has its claims or rows of data sets, and what it covers.",
        arguments=_arguments(question),
        answer=_answer(question),
        about=About,
        item=Row,
        hint="describe_case lists groups and topics, list_entities keys and names.",
    )


TOOLS = tuple(map(_tool, QUESTIONS.values()))
