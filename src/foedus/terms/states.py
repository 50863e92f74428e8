"""States in time: what they are called, which codes they bear in which years, when they existed.

The facts lie in `data/states.csv` and `data/names.csv` (see `data/README.md`). Years are whole: a state
exists in its first and its last year, so two may share the year of a change. A code has one bearer a year.

Names are never guessed between. With a year, `find` considers the states of that year: "Germany" in 1970 is
both DEU and DDR, hence none. Without one, states in being come before former ones: "Germany" is DEU, while
"Korea" and "Congo" are none. `lookup` gives all that a name may mean.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from foedus.terms.words import fold, nearest, quoted

Status = Literal["state", "former", "territory"]
Form = Literal["code", "name", "alias", "language", "demonym", "capital"]  # from the surest to the vaguest

_DATA = Path(__file__).with_name("data")
_FORMS: tuple[Form, ...] = ("code", "name", "alias", "language", "demonym", "capital")
_YEARS = re.compile(r"(?P<what>.+?)(?: (?P<begins>[0-9]{4})?-(?P<ends>[0-9]{4})?)?")
_GENITIVE = re.compile("['\u2019]s$")
_ACRONYM = range(2, 6)  # letters: "US" to "FYROM"; matched in capitals only, lest "us" be a state


class StateError(KeyError):
    """A key that no state has. `message` says so, `hint` which may have been meant."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


@dataclass(frozen=True, slots=True)
class Code:
    """A number and abbreviation in a scheme of codes, and the years in which a state bears it."""

    number: int
    abbreviation: str
    begins: int | None
    ends: int | None


@dataclass(frozen=True, slots=True)
class Capital:
    """A seat of government and the years in which it was one; None: as long as the state."""

    name: str
    begins: int | None
    ends: int | None


@dataclass(frozen=True, slots=True)
class State:
    """A state, former state or territory. `begins` None: before 1816. `ends` None: in being."""

    key: str
    name: str
    status: Status
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[Capital, ...]
    cow: tuple[Code, ...]
    gw: tuple[Code, ...]
    begins: int | None
    ends: int | None
    successors: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]] = field(hash=False)  # by language: "de", "tr", "ru"
    note: str

    def exists(self, year: int) -> bool:
        """Whether it existed in a year, its first and last included."""
        return _within(year, self.begins, self.ends)

    def cow_in(self, year: int) -> Code | None:
        """Its Correlates of War code in a year; of two, the later (Germany in 1990: 255)."""
        return _in_year(self.cow, year)

    def gw_in(self, year: int) -> Code | None:
        """Its Gleditsch and Ward code in a year."""
        return _in_year(self.gw, year)


class Match(NamedTuple):
    """A state that a name may mean, and as what the name stands for it."""

    state: State
    form: Form


class _Entry(NamedTuple):
    """A name in the index."""

    key: str
    form: Form
    language: str
    begins: int | None
    ends: int | None
    acronym: bool


@cache
def states() -> Mapping[str, State]:
    """All states by key, in the order of the file: members of the United Nations, former states, territories.

    >>> states()["KAZ"].capitals[-1]
    Capital(name='Astana', begins=2022, ends=None)
    """
    with (_DATA / "names.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
        names = {row[0]: dict(zip(header[1:], map(_cell, row[1:]), strict=True)) for row in rows}
    with (_DATA / "states.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["key"]: _state(row, names[row["key"]]) for row in csv.DictReader(file)})


def _state(row: Mapping[str, str], names: dict[str, tuple[str, ...]]) -> State:
    status: Status = "former" if row["status"] == "former" else "state"
    if row["status"] == "territory":
        status = "territory"
    begins, ends = _year(row["begins"]), _year(row["ends"])
    return State(
        key=row["key"],
        name=row["name"],
        status=status,
        aliases=_cell(row["aliases"]),
        demonyms=_cell(row["demonyms"]),
        capitals=tuple(Capital(*_dated(text, None, None)) for text in _cell(row["capitals"])),
        cow=tuple(_code(text, begins, ends) for text in _cell(row["cow"])),
        gw=tuple(_code(text, begins, ends) for text in _cell(row["gw"])),
        begins=begins,
        ends=ends,
        successors=_cell(row["successors"]),
        names=MappingProxyType(names),
        note=row["note"],
    )


def _cell(text: str) -> tuple[str, ...]:
    return tuple(text.split("; ")) if text else ()


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _dated(text: str, begins: int | None, ends: int | None) -> tuple[str, int | None, int | None]:
    """A text and the years behind it; those given where it has none."""
    if "-" not in text:
        return text, begins, ends
    found = _YEARS.fullmatch(text)
    if found is None or len(found["what"]) == len(text):
        return text, begins, ends
    return found["what"], _year(found["begins"]), _year(found["ends"])


def _code(text: str, begins: int | None, ends: int | None) -> Code:
    what, begins, ends = _dated(text, begins, ends)
    number, abbreviation = what.split(" ")
    return Code(int(number), abbreviation, begins, ends)


def _within(year: int, begins: int | None, ends: int | None) -> bool:
    return (begins is None or begins <= year) and (ends is None or year <= ends)


def _in_year(codes: tuple[Code, ...], year: int) -> Code | None:
    held = [code for code in codes if _within(year, code.begins, code.ends)]
    return max(held, key=lambda code: code.begins or 0) if held else None


def state(key: str) -> State:
    """The state with a key; raise `StateError`, a KeyError with a suggestion, where there is none.

    >>> state("TUR").name
    'Türkiye'
    >>> state("Turkey")
    Traceback (most recent call last):
    foedus.terms.states.StateError: There is no state "Turkey". Write TUR for Türkiye.
    """
    known = states().get(key)
    if known is None:
        raise StateError(f"There is no state {quoted(key)}.", _suggestion(key))
    return known


def _suggestion(text: str) -> str:
    meant = lookup(text) or lookup(text.upper())
    if not meant and (near := nearest(text, _names())):
        meant = lookup(near)
    known = [match.state for match in meant]
    known = [one for one in known if one.ends is None] or known
    return f"Write {' or '.join(f'{one.key} for {one.name}' for one in known[:3])}." if known else ""


def _names() -> Iterator[str]:
    return (name for known in states().values() for name in (known.name, *known.aliases))


def lookup(name: str, on: int | None = None, languages: Iterable[str] | None = None) -> list[Match]:
    """All states that a name may mean, the surest form first, each state once; in the year `on`, where given.

    Case and diacritics do not matter, save that codes and acronyms are in capitals. A leading "the" and a
    plural or genitive "s" are looked past where the name is not known as it stands. `languages` ("en", "de",
    "tr", "ru") limits whose names are considered; keys belong to all.

    >>> [(match.state.key, match.form) for match in lookup("Germany", on=1970)]
    [('DEU', 'name'), ('DDR', 'alias')]
    >>> [(match.state.key, match.form) for match in lookup("Turks")]
    [('TUR', 'demonym')]
    """
    allowed = None if languages is None else frozenset(languages)
    bare = _GENITIVE.sub("", name.strip())
    capitals = bare.isupper()
    best: dict[str, Form] = {}
    if bare in states():
        best[bare] = "code"
    for entry in _entries(fold(name)) or _entries(fold(bare)):
        if (entry.acronym and not capitals) or (allowed is not None and entry.language not in allowed):
            continue
        if on is not None and not _within(on, entry.begins, entry.ends):
            continue
        form = best.get(entry.key, entry.form)
        best[entry.key] = min(form, entry.form, key=_FORMS.index)
    matches = [Match(states()[key], form) for key, form in best.items()]
    if on is not None:
        matches = [match for match in matches if match.state.exists(on)]
    return sorted(matches, key=lambda match: _FORMS.index(match.form))


def find(name: str, on: int | None = None, languages: Iterable[str] | None = None) -> State | None:
    """The one state that a name means, or None where there is none or more than one.

    >>> [found.key if (found := find(name)) else None for name in ("Turkey", "Ankara", "Турция", "Congo")]
    ['TUR', 'TUR', 'TUR', None]
    >>> find("Soviet Union", on=1980).key, find("Russia", on=1980).key, find("Kazakhstan", on=1980)
    ('SUN', 'SUN', None)

    The capital of a former state means it only with a year: "Munich" is no state.
    """
    matches = lookup(name, on, languages)
    meant = [match.state for match in matches]
    if on is None:
        meant = [known for known in meant if known.ends is None] or [
            match.state for match in matches if match.form != "capital"
        ]
    return meant[0] if len(meant) == 1 else None


def _entries(folded: str) -> tuple[_Entry, ...]:
    index = _index()
    for text in (folded, folded.removeprefix("the-")):
        if text in index:
            return index[text]
        if len(text) > 4 and text.endswith("s") and text[:-1] in index:
            return index[text[:-1]]
    return ()


@cache
def _index() -> Mapping[str, tuple[_Entry, ...]]:
    """The states' names, folded. Built when a name is first looked for."""
    index: dict[str, list[_Entry]] = {}
    for known in states().values():
        for text, form, language, begins, ends in _texts(known):
            entry = _Entry(known.key, form, language, begins, ends, _is_acronym(text))
            index.setdefault(fold(text), []).append(entry)
    return {text: tuple(entries) for text, entries in index.items()}


def _texts(known: State) -> Iterator[tuple[str, Form, str, int | None, int | None]]:
    yield known.name, "name", "en", None, None
    for text in known.aliases:
        yield text, "alias", "en", None, None
    for language, texts in known.names.items():
        for text in texts:
            yield text, "language", language, None, None
    for text in known.demonyms:
        yield text, "demonym", "en", None, None
    for capital in known.capitals:
        yield capital.name, "capital", "en", capital.begins, capital.ends


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "")
    return letters.isupper() and letters.isalpha() and len(letters) in _ACRONYM


def from_cow(number: int, year: int) -> State | None:
    """The state that bears a Correlates of War number in a year.

    >>> [from_cow(345, year).key for year in (1990, 2004, 2010)], from_cow(705, 1980)
    (['YUG', 'SCG', 'SRB'], None)
    """
    return _bearer(_cow().get(number, ()), year)


def from_gw(number: int, year: int) -> State | None:
    """The state that bears a Gleditsch and Ward number in a year.

    >>> from_gw(260, 2010).key, from_gw(340, 2010).key, from_gw(678, 1960).key
    ('DEU', 'SRB', 'YEM')
    """
    return _bearer(_gw().get(number, ()), year)


_Bearers = Mapping[int, list[tuple[Code, State]]]


def _bearer(bearers: Iterable[tuple[Code, State]], year: int) -> State | None:
    return next((known for code, known in bearers if _within(year, code.begins, code.ends)), None)


@cache
def _cow() -> _Bearers:
    return _by_number((code, known) for known in states().values() for code in known.cow)


@cache
def _gw() -> _Bearers:
    return _by_number((code, known) for known in states().values() for code in known.gw)


def _by_number(pairs: Iterable[tuple[Code, State]]) -> _Bearers:
    bearers: dict[int, list[tuple[Code, State]]] = {}
    for code, known in pairs:
        bearers.setdefault(code.number, []).append((code, known))
    return bearers
