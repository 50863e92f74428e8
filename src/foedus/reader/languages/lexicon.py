"""What a language's names stand for: states, adjectives, organisations, agencies and arms, in all their forms."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

import msgspec

from foedus.reader.languages.data import language
from foedus.reader.languages.decline import forms
from foedus.reader.languages.tokens import fold
from foedus.reader.mention import Type
from foedus.reader.names.entries import rows as named_rows
from foedus.terms.states import states

BASE = {"ru": "ru", "tr": "tr", "kk": "ru"}
"""Whose names of states in `foedus.terms` a language takes over."""
SURE = 6
"""Letters of a platform's name without figures, at least."""
_ANY = frozenset(["nom", "acc"])
_PARTS = re.compile(r"[\W_]+")
_DESIGNATION = re.compile(r"[a-z]{1,4}-\d+[a-z0-9-]*")


class Entry(msgspec.Struct, frozen=True):
    """What a form stands for, and its cases."""

    key: str
    type: Type
    form: str = "name"
    cases: frozenset[str] = frozenset()
    country: str = ""
    category: str = ""
    capital: bool = True
    """Whether it must begin with a capital letter."""


Index = Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
"""By the first word of a form: the other words, and the entry; the longest first."""


@cache
def index(code: str) -> Index:
    """All forms of a language's names."""
    found: dict[tuple[str, ...], Entry] = {}
    for name, entry, adjective in _names(code):
        for words, case in forms(name, code, adjective=adjective):
            old = found.get(words)
            if old is None:
                found[words] = msgspec.structs.replace(entry, cases=frozenset([case]))
            elif old.key == entry.key and old.form == entry.form:
                found[words] = msgspec.structs.replace(old, cases=old.cases | {case})
    folded = fold(code)
    for name, entry in _shared(code):
        words = tuple(folded(word) for word in _PARTS.split(name) if word)
        if words and words not in found:
            found[words] = msgspec.structs.replace(entry, cases=_ANY)
    by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for words, entry in found.items():
        by_first.setdefault(words[0], []).append((words[1:], entry))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in by_first.items()}


def _names(code: str) -> Iterator[tuple[str, Entry, bool]]:
    """Names in the nominative with what they stand for, and whether they are adjectives; the surest first."""
    yield from _bodies(code)
    own = language(code).names
    for name, key in own["capitals"].items():
        yield name, Entry(key, "state" if key.isupper() else "organisation", "capital"), False
    for name, key in own["adjectives"].items():
        capital = name[0].isupper()
        yield name, Entry(key, "state", "adjective", capital=capital), True
        if language(code).grammar.verb_last:
            yield name, Entry(key, "state", "adjective", capital=capital), False
    for name, key in own["platforms"].items():
        yield name, Entry(key, "platform", country=_maker(key), category=_category(key)), False


def _bodies(code: str) -> Iterator[tuple[str, Entry, bool]]:
    """Organisations, agencies, states and people: what has a name of its own."""
    own = language(code).names
    for name, key in own["organisations"].items():
        yield name, Entry(key, "organisation"), False
    for name, value in own["agencies"].items():
        key, country = value.split()
        type: Type = "state" if key == country else "firm" if key in _firms() else "agency"
        yield name, Entry(key, type, country=country), False
    for name, key in own["states"].items():
        yield name, Entry(key, "state" if key.isupper() else "territory"), False
    for key, known in states().items() if code in BASE else ():
        for name in known.names.get(BASE[code], ()) if known.ends is None else ():
            yield name, Entry(key, "state"), False
    for name, value in own.get("people", {}).items():
        key, country = value.split()
        yield name, Entry(key, "person", country=country), False


def _shared(code: str) -> Iterator[tuple[str, Entry]]:
    """Names of the English gazetteer that are written alike and not declined: arms, organisations by their letters."""
    for row in named_rows("platforms"):
        for name in [row["name"], *(row["aliases"] or "").split("; ")]:
            if _telling(name):
                yield name, Entry(row["entity"], "platform", country=row["country"], category=row["category"])
    if code in ("tr", "az"):
        for row in named_rows("organisations"):
            for name in [row["name"], *(row["aliases"] or "").split("; ")]:
                if name.isupper() and len(name) > 3 and name.isalpha():
                    yield name, Entry(row["entity"], "organisation")


def _telling(name: str) -> bool:
    """Whether a platform's name can hardly be another language's word: it has figures, or is long and one word."""
    if not name or name.startswith("?"):
        return False
    return any(letter.isdigit() for letter in name) or (len(name) >= SURE and name[0].isupper() and name.isalpha())


@cache
def _firms() -> frozenset[str]:
    return frozenset(row["entity"] for row in named_rows("firms"))


@cache
def _platforms() -> Mapping[str, tuple[str, str]]:
    return {row["entity"]: (row["country"], row["category"]) for row in named_rows("platforms")}


def _maker(key: str) -> str:
    return _platforms().get(key, ("", ""))[0]


def _category(key: str) -> str:
    return _platforms().get(key, ("", ""))[1]


@cache
def designations() -> Mapping[str, Entry]:
    """Arms by a designation of letters and figures, as a key: what "Су-30СМЭ" is, once its tail is left off."""
    return {
        row["entity"]: Entry(row["entity"], "platform", country=row["country"], category=row["category"])
        for row in named_rows("platforms")
        if _DESIGNATION.fullmatch(row["entity"])
    }


@cache
def halves(code: str) -> Mapping[str, str]:
    """First halves of double adjectives: "российско-"."""
    folded = fold(code)
    return {folded(word): key for word, key in language(code).names["halves"].items()}


@cache
def endings(code: str) -> tuple[tuple[str, str], ...]:
    """Endings that may follow a name after an apostrophe or hyphen, the longest first, and their cases."""
    folded = fold(code)
    pairs = {folded(end): case for case, ends in language(code).grammar.glued.items() for end in ends}
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))
