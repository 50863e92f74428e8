"""The fields of a form for a row, made from the codebook; what they mean in words; what was typed into them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import groupby

import msgspec

from foedus.case.findings import Finding
from foedus.codebook import Column
from foedus.terms import dates, numbers

SEPARATOR = "; "
LONG = 60
"""Characters from which on a text gets a field of several lines."""
LINES = frozenset({"quote", "note"})
COMPLETED: Mapping[str, str] = {
    "entity": "entity", "entities": "entity", "entity-or-text": "entity", "event": "event", "events": "event",
    "source": "source", "sources": "source", "entities-or-sources": "entity source",
    "entity-event-or-topic": "entity event topic", "topic-or-event": "topic event", "coverage": "event",
}  # fmt: skip
"""By type of column: of which tables the keys may be."""
PLACE = ("assertion", "attribution", "source", "locator", "quote")
SORT = ("grain", "prompted_by", "credibility", "note")
BOOKS = ("coder", "coded", "origin")
GROUPS = ("What is said", "Who says it, and where", "Of what sort it is", "Who coded it")
MANY_WORDS = 12
"""Words of a closed list from which on several are ticked in columns."""


class Option(msgspec.Struct, frozen=True):
    """A word of a closed list."""

    key: str
    label: str
    chosen: bool


class Fault(msgspec.Struct, frozen=True):
    """What is wrong, or odd, with what stands in a field."""

    severity: str
    message: str
    hint: str


class Field(msgspec.Struct, frozen=True):
    """A cell of the row as something to fill in."""

    name: str
    label: str
    group: str
    widget: str
    """line | long | select | checks | fixed"""
    value: str
    required: bool
    many: bool
    help: str
    options: tuple[Option, ...]
    complete: str
    """Tables whose keys may stand in it, with blanks between."""
    said: str
    """What stands there in words: a date's days, the names of keys."""
    faults: tuple[Fault, ...]
    now: str | None = None
    """What has come to stand there while it was open; nothing where it is as it was."""
    before: str = ""
    """What stood there when it was opened, where `now` says something."""


def fields(
    columns: Iterable[Column],
    cells: Mapping[str, str],
    label: Callable[[str], str],
    *,
    key: str,
    fixed: bool,
    faults: Mapping[str, Sequence[Fault]] | None = None,
    moved: Mapping[str, tuple[str, str]] | None = None,
    without: Collection[str] = (),
    claim: bool = True,
) -> tuple[Field, ...]:
    """A field for each column. `key` is the column of the key, `fixed` where it stands already; `moved`: by column
    what stood there and what has come to stand there since; `label`: what a key is called."""
    made = [
        _field(
            column, cells.get(column.name, ""), label, _group(column.name) if claim else "",
            fixed=column.name == key and fixed,
            faults=(faults or {}).get(column.name, ()), moved=(moved or {}).get(column.name),
        )
        for column in columns
        if column.name not in without
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda one: GROUPS.index(one.group))) if claim else tuple(made)


def _group(name: str) -> str:
    return GROUPS[1 if name in PLACE else 2 if name in SORT else 3 if name in BOOKS else 0]


def _field(
    column: Column,
    value: str,
    label: Callable[[str], str],
    group: str,
    *,
    fixed: bool,
    faults: Sequence[Fault],
    moved: tuple[str, str] | None,
) -> Field:
    chosen = [one.strip() for one in value.split(";") if one.strip()] if column.many else [value]
    options: list[Option] = []
    if column.words:
        options = [Option(word, said, word in chosen) for word, said in column.words.items()]
        strange = [one for one in chosen if one and one not in column.words]
        options += [Option(one, f"{one} (not in the list)", chosen=True) for one in strange]
    return Field(
        name=column.name,
        label=column.label,
        group=group,
        widget=_widget(column, value, fixed),
        value=value,
        required=column.required,
        many=column.many,
        help=column.help,
        options=tuple(options),
        complete=COMPLETED.get(column.type, ""),
        said=said(column, value, label),
        faults=tuple(faults),
        before=moved[0] if moved else "",
        now=moved[1] if moved else None,
    )


def _widget(column: Column, value: str, fixed: bool) -> str:
    if fixed:
        return "fixed"
    if column.words:
        return "checks" if column.many else "select"
    return "long" if column.name in LINES or "\n" in value or len(value) > LONG else "line"


def said(column: Column, value: str, label: Callable[[str], str], *, days: bool = True) -> str:
    """What a cell says, in words; '' where that goes without saying, and where it cannot be understood.

    `days`: with the days that a date allows.
    """
    if not value:
        return ""
    try:
        if column.type == "date":
            date = dates.parse(value)
            return _date(date) if days else dates.say(date)
        if column.type in ("number", "money", "number-or-word"):
            words = numbers.say(numbers.parse(value))
            return words if words != value else ""
    except (dates.DateError, numbers.NumberError):
        return ""
    if column.type in COMPLETED:
        keys = [one.strip() for one in value.split(";") if one.strip()]
        names = [label(key) for key in keys]
        return SEPARATOR.join(names) if names != keys else ""
    return ""


def _date(date: dates.Date) -> str:
    """A date in words, and the days that it allows.

    >>> _date(dates.parse("2022-05"))
    'May 2022: a day from 2022-05-01 to 2022-05-31, or several'
    >>> _date(dates.parse("2016/..")), _date(dates.parse("../2013"))
    ('since 2016: begun from 2016-01-01 to 2016-12-31', 'until 2013: over by 2013-12-31')
    """
    words = dates.say(date)
    if date.earliest is not None and date.earliest == date.latest:
        return words
    if date.precision not in ("span", "open"):
        return f"{words}: a day from {date.earliest} to {date.latest}, or several"
    begun = f"begun from {date.earliest} to {date.begun_by}" if date.earliest and date.begun_by else ""
    begun = begun or (f"begun on {date.earliest} or later" if date.earliest else "")
    over = f"over by {date.latest}" if date.latest else ""
    return f"{words}: {', '.join(filter(None, (begun, over)))}"


def typed(columns: Iterable[Column], sent: Mapping[str, Sequence[str]], was: Mapping[str, str]) -> dict[str, str]:
    """The cells as somebody has filled them in. Fields that were not sent stay as they were, and so do cells in which
    only the order of several words, or the line ends, would be other."""
    found = {}
    for column in columns:
        before = was.get(column.name, "")
        if column.name not in sent:
            found[column.name] = before
            continue
        values = [value.replace("\r\n", "\n").strip() for value in sent[column.name]]
        value = SEPARATOR.join(one for one in values if one) if column.many else next(iter(values), "")
        words = column.many and bool(column.words)
        same = _members(value) == _members(before) if words else value == before.replace("\r\n", "\n").strip()
        found[column.name] = before if same else value
    return found


def _members(cell: str) -> set[str]:
    return {one.strip() for one in cell.split(";") if one.strip()}


def beside(
    findings: Iterable[Finding], columns: Collection[str], file: str, subjects: Collection[str]
) -> tuple[dict[str, list[Fault]], list[Fault]]:
    """Findings as faults: by column those of the row itself, and the others with their place."""
    own: dict[str, list[Fault]] = {}
    others: list[Fault] = []
    ordered = sorted(findings, key=lambda finding: finding.severity)
    for _, group in groupby(ordered, key=lambda finding: finding.severity):
        for finding in group:
            hint = finding.hint.replace("`", "")
            mine = finding.file == file and (not finding.subject or finding.subject in subjects)
            if mine and finding.field in columns:
                own.setdefault(finding.field, []).append(Fault(finding.severity, finding.message, hint))
            else:
                place = "" if mine else f" ({finding.place})"
                others.append(Fault(finding.severity, finding.message + place, hint))
    return own, others
