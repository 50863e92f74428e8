"""The pages of measures: what each answers, and the answer to what was asked."""

import re
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

import msgspec

from foedus.measures.measured import Measured, MeasureError
from foedus.record import Record, Rows
from foedus.record.ask import AskError
from foedus.views.selection import Trouble
from foedus.views.site.asked import Asked
from foedus.views.site.asking import Asking, Choice, Field, Offered, Question, taken
from foedus.views.site.figures import COLUMNS, Figures, figures
from foedus.views.site.lines import cited
from foedus.views.site.questions import QUESTIONS

MOST_KEPT = 16
"""Answers that a record keeps: the page, its twins and its pictures are of one."""
MOST_OFFERED = 6
OPTION = re.compile(r"^--[a-z-]+: | \(--[a-z-]+\)")
"""How a message names an option of the command line."""


class Option(msgspec.Struct, frozen=True):
    """An option with what was chosen and what there is to choose."""

    field: Field
    value: str
    choices: tuple[Choice, ...]


class Listed(msgspec.Struct, frozen=True):
    """A measure in the list, with its likeliest questions."""

    name: str
    title: str
    says: str
    option: str
    offered: tuple[Choice, ...]


class Measures(msgspec.Struct, frozen=True):
    """The list of measures."""

    title: str
    measures: tuple[Listed, ...]

    def rows(self) -> Rows:
        """One row for each measure."""
        return Rows(("measure", "title", "says"), [(one.name, one.title, one.says) for one in self.measures])


class Answered(msgspec.Struct, frozen=True):
    """A measure's page: the form, and the answer or why there is none."""

    title: str
    measure: str
    says: str
    options: tuple[Option, ...]
    spans: bool
    silent: bool
    """Whether nothing was asked yet that can be answered."""
    trouble: Trouble | None
    figures: Figures | None
    sources: tuple[str, ...]

    def rows(self) -> Rows:
        """Every figure with what it rests on."""
        return self.figures.rows() if self.figures else Rows(COLUMNS, [])


def listed(asked: Asked) -> Measures:
    """The measures, each with the questions that the case has most to say on."""
    offered = Offered.of(asked.record)
    found = []
    for one in QUESTIONS.values():
        field = next(field for field in one.fields if field.name == one.first)
        found.append(Listed(one.name, one.title, one.says, field.name, offered.choices(field)[:MOST_OFFERED]))
    return Measures("Measures", tuple(found))


def table(name: str) -> Callable[[Asked], Rows]:
    """What makes the whole table of a measure's figures, however many there are."""
    return partial(_whole, QUESTIONS[name])


def _whole(question: Question, asked: Asked) -> Rows:
    """Without an answer there are no rows; the page says why."""
    try:
        measured = Taken.of(asked.record).measured(question, asked)
    except (MeasureError, AskError):
        return Rows(COLUMNS, [])
    return figures(asked.record, measured, whole=True).rows()


def content(name: str) -> Callable[[Asked], Answered]:
    """What makes a measure's page."""
    return partial(_answered, QUESTIONS[name])


def _answered(question: Question, asked: Asked) -> Answered:
    selection, offered = asked.selection, Offered.of(asked.record)
    chosen = {field.name: selection.asked(field.name) or _shared(asked, field.name) for field in question.fields}
    options = tuple(Option(field, chosen[field.name], offered.choices(field)) for field in question.fields)
    missing = any(field.required and not chosen[field.name] for field in question.fields)
    trouble, measured = None, None
    taken = Taken.of(asked.record)
    if not missing:
        try:
            measured = taken.measured(question, asked)
        except (MeasureError, AskError) as error:
            trouble = told(error.message, error.hint)
    return answered(
        question.name, measured.title if measured else question.title, question.says,
        taken.figures(measured) if measured else None, trouble, options, spans=question.spans, silent=missing,
    )  # fmt: skip


def answered(
    name: str,
    title: str,
    says: str,
    shown: Figures | None,
    trouble: Trouble | None,
    options: tuple[Option, ...],
    *,
    spans: bool,
    silent: bool = False,
) -> Answered:
    """A page of an answer that is told as a measure is."""
    return Answered(
        title=title,
        measure=name,
        says=says,
        options=options,
        spans=spans,
        silent=silent,
        trouble=trouble,
        figures=shown,
        sources=cited(shown.claims) if shown else (),
    )


def told(message: str, hint: str) -> Trouble:
    """What cannot be asked so, without what one types in a terminal."""
    return Trouble("", OPTION.sub("", message), "" if "`foedus" in hint or "--" in hint else hint)


def _shared(asked: Asked, name: str) -> str:
    return asked.selection.kind if name == "kind" else ""


class Taken:
    """Answers of a record, the ones not asked for longest going first."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._held: OrderedDict[tuple[str, tuple[str, ...]], Measured] = OrderedDict()
        self._shown: dict[int, Figures] = {}
        """Those of the answers that are held."""

    @classmethod
    def of(cls, record: Record) -> "Taken":
        """Those of a record."""
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            found = record.kept[cls] = cls(record)
        return found

    def measured(self, question: Question, asked: Asked) -> Measured:
        """A measure as asked, taken once. Raises `MeasureError` or `AskError`."""
        key = question.name, Asking(asked.selection).key(question)
        if key in self._held:
            self._held.move_to_end(key)
            return self._held[key]
        found = self._held[key] = taken(self.record, question, asked.selection)
        if len(self._held) > MOST_KEPT:
            self._shown.pop(id(self._held.popitem(last=False)[1]), None)
        return found

    def figures(self, measured: Measured) -> Figures:
        """An answer that is held as a page shows it, put so once."""
        if id(measured) not in self._shown:
            self._shown[id(measured)] = figures(self.record, measured)
        return self._shown[id(measured)]
