"""How a measure is asked on a page: its options, what was chosen of them, and what there is to choose."""

from collections.abc import Callable, Iterable
from typing import Literal

import msgspec

from foedus.measures.measured import Measured, MeasureError
from foedus.record import Record
from foedus.record.ask import day
from foedus.record.once import once
from foedus.record.words import Words
from foedus.views.selection import Selection

Sort = Literal["choice", "several", "text", "year", "number", "flag"]
MOST = 300
"""Choices that are offered; others can be typed."""


class Choice(msgspec.Struct, frozen=True):
    """Something that can be chosen: what is sent, how it is called, how many claims there are of it."""

    key: str
    name: str
    count: int = 0


class Field(msgspec.Struct, frozen=True):
    """An option of a measure."""

    name: str
    label: str
    sort: Sort = "choice"
    help: str = ""
    sql: str = ""
    """What asks for choices and their counts, over the record at no clock."""
    fixed: tuple[Choice, ...] = ()
    required: bool = False
    nothing: str = "all"
    """What stands for no choice."""


class Asking(msgspec.Struct, frozen=True):
    """What a page was asked, before a measure is."""

    selection: Selection

    def one(self, name: str) -> str:
        """An option's text; '' where it is silent."""
        if name == "kind":
            return str(getattr(self.selection, name))
        return self.selection.asked(name)

    def several(self, name: str) -> list[str]:
        """An option's texts, apart by commas."""
        return [part for text in self.one(name).replace(";", ",").split(",") if (part := text.strip())]

    def number(self, name: str, label: str, default: float) -> float:
        """A number. Raises `MeasureError` for what is none."""
        text = self.one(name)
        try:
            found = float(text.replace(",", ".")) if text else default
        except ValueError:
            found = float("nan")
        if found != found or abs(found) > 1e9:
            raise MeasureError(f"{label}: “{text}” is no number that can be taken.", f"Write {default:g}, say.")
        return found

    @property
    def since(self) -> int | None:
        """The first year of the span."""
        first = day(self.selection.since or None, "Since", last=False)
        return first.year if first else None

    @property
    def until(self) -> int | None:
        """The last year of the span."""
        last = day(self.selection.until or None, "Until")
        return last.year if last else None

    def key(self, question: "Question") -> tuple[str, ...]:
        """What of the selection its answer hangs on: the same at another one that differs in other things."""
        span = (self.selection.since, self.selection.until) if question.spans else ()
        return *(self.one(field.name) for field in question.fields), *span


Take = Callable[[Record, Asking], Measured]


class Question(msgspec.Struct, frozen=True):
    """A measure as it can be asked."""

    name: str
    title: str
    says: str
    """What it answers, in a sentence."""
    take: Take
    fields: tuple[Field, ...]
    first: str = ""
    """The option whose likeliest choices are offered at once."""
    spans: bool = True
    """Whether years narrow it."""

    @property
    def own(self) -> tuple[str, ...]:
        """The options that are the page's own in an address."""
        return tuple(field.name for field in self.fields if field.name not in ("kind", "since", "until"))


class _Counted:
    """What questions at no clock have answered: a build gives the same answers at every one."""

    def __init__(self, _: Record) -> None:
        self._held: dict[str, list[tuple[str | None, int]]] = {}

    def rows(self, record: Record, sql: str) -> list[tuple[str | None, int]]:
        """The first rows of an answer."""
        if sql not in self._held:
            self._held[sql] = record.con.execute(sql).fetchmany(MOST + 1)
        return self._held[sql]


class Offered:
    """What there is to choose, asked of a record once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._found: dict[str, tuple[Choice, ...]] = {}

    @classmethod
    def of(cls, record: Record) -> "Offered":
        """Those of a record."""
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            found = record.kept[cls] = cls(record)
        return found

    def choices(self, field: Field) -> tuple[Choice, ...]:
        """What an option offers, the most claimed first."""
        if field.fixed:
            return field.fixed
        key = field.sql or field.name
        if key not in self._found:
            self._found[key] = tuple(self._asked(field))[:MOST]
        return self._found[key]

    def _asked(self, field: Field) -> Iterable[Choice]:
        words, settings = Words.of(self.record), self.record.settings
        if field.name == "group":
            if settings.coalition.members:
                yield Choice("coalition", settings.coalition.label or "The coalition")
            for key, group in settings.groups.items():
                yield Choice(key, group.label)
        if field.name in ("kind", "causes"):
            for name, kind in self.record.codebook.kinds.items():
                if kind.ties or field.name == "causes":
                    yield Choice(name, kind.plural)
        if not field.sql:
            return
        rows = once(self.record, _Counted, _Counted).rows(self.record, field.sql)
        events = [key for key, _ in rows if key and key not in words.entities and key not in words.topics]
        if field.name in ("cause", "topic"):
            words.read(events)
        for found, count in rows:
            if found:
                count = 0 if field.name == "group" else count  # members, not claims
                name = (
                    words.title(found) if field.name in ("cause", "topic") and found in events else words.label(found)
                )
                yield Choice(found, name, count)


def taken(record: Record, question: Question, selection: Selection) -> Measured:
    """The measure, taken as asked. Raises `MeasureError` or `AskError` with a sentence on what cannot be asked so."""
    asking = Asking(selection)
    for field in question.fields:
        if field.required and not asking.one(field.name):
            raise MeasureError(f"{field.label}: choose one.")
    return question.take(record, asking)
