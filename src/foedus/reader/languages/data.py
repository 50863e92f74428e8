"""A language as data: what its folder holds, read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

FOLDER = Path(__file__).parent


class Paradigm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How words that end so are declined: by case, what stands in the place of the ending."""

    ends: tuple[str, ...]
    forms: dict[str, tuple[str, ...]]


class Grammar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `grammar.toml` holds. All words are in folded form or are folded when read; `*` stands for any ending."""

    name: str
    fold: dict[str, str] = {}
    """Letters that are compared as others, in lower case."""
    home: str = ""
    """The state whose ministries are meant where none is named."""
    verb_last: bool = True
    """Whether verbs and what governs names stand behind, as in the Turkic languages; else before, as in Russian."""
    bare: tuple[tuple[str, str], ...] = ()
    """How a surname loses the ending of its case: regular expressions, of which the first that fits counts, and by what
    they are replaced."""
    last_only: bool = True
    """Whether only the last word of a name is declined."""
    nouns: tuple[Paradigm, ...] = ()
    adjectives: tuple[Paradigm, ...] = ()
    glued: dict[str, tuple[str, ...]] = {}
    """Endings by case that may follow a name after a hyphen or an apostrophe."""
    before: dict[str, dict[str, str]] = {}
    """Prepositions: which slot a name in which case has behind them (`any`: in whichever)."""
    after: dict[str, str] = {}
    """Postpositions, and the slot that the name before them has."""
    and_: tuple[str, ...] = msgspec.field(name="and", default=())
    with_and: tuple[str, ...] = ()
    """Words that are both "and" and "with"."""
    break_: tuple[str, ...] = msgspec.field(name="break", default=())
    """Words that begin a clause."""
    verbs: tuple[str, ...] = ()
    """Verbs that no rule has, but that tell where a clause ends."""
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_in: str = ""
    """A regular expression on a verb's form that says "not"."""
    future: tuple[str, ...] = ()
    future_in: str = ""
    past_in: str = ""
    """A regular expression on a verb's form that says that it is past, whatever else the clause says."""
    might: tuple[str, ...] = ()
    might_in: str = ""
    said: tuple[str, ...] = ()
    """What passes on somebody's word without vouching."""
    collectives: dict[str, int] = {}
    """Words for those who were named, and how many they are (0: any number)."""
    abbreviations: tuple[str, ...] = ()
    pronouns: dict[str, str] = {}
    """Words for who was last spoken of, and their slots."""
    agreeing: str = ""
    """A regular expression on the form of words that may stand between a preposition and what it governs."""
    undone: tuple[str, ...] = ()
    """What says of a noun before it that it did not come about."""
    fixed_after: tuple[str, ...] = ()
    """Last letters of words that are not declined."""


class Times(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words for time."""

    months: dict[str, int]
    seasons: dict[str, int]
    year: tuple[str, ...]
    month: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    ordinal: tuple[str, ...] = ()
    days: dict[str, int]
    """Words for a day, counted from the document's: "yesterday" -1."""
    years: dict[str, int]
    """Words before or instead of the year."""
    spans: dict[str, int] = {}
    """Words before `week`, `month`: last -1, this 0, next 1."""
    week: tuple[str, ...] = ()
    weekdays: dict[str, int] = {}
    same: tuple[str, ...] = ()
    """Words before `month`, `year` that mean those named before."""
    for_: tuple[str, ...] = msgspec.field(name="for", default=())
    """Words beside a year that is no event's day but what a plan is for: before it in Russian, else behind it."""
    since: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    in_: tuple[str, ...] = msgspec.field(name="in", default=())
    """Prepositions, or endings with `-`, by which a month alone is a date."""


class Amounts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words for numbers and money."""

    scales: dict[str, float]
    numbers: dict[str, int]
    currencies: dict[str, str]
    about: dict[str, str] = {}
    units: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    """Words between the number that is meant and the one that it is a part of."""
    """Words that may stand between a number and what is counted."""


class Language(msgspec.Struct, frozen=True):
    """All that a folder holds, but its rules."""

    code: str
    grammar: Grammar
    times: Times
    amounts: Amounts
    names: Mapping[str, Any]
    words: Mapping[str, Mapping[str, Any]]
    """Classes of words for the rules: by name, patterns and what each means."""


def load_toml(path: Path) -> dict[str, Any]:
    """A file of data."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def language(code: str) -> Language:
    """The data of a language."""
    folder = FOLDER / code
    grammar = load_toml(folder / "grammar.toml")
    times, amounts = grammar.pop("times"), grammar.pop("amounts")
    return Language(
        code,
        msgspec.convert(grammar, Grammar),
        msgspec.convert(times, Times),
        msgspec.convert(amounts, Amounts),
        load_toml(folder / "names.toml"),
        load_toml(folder / "words.toml"),
    )
