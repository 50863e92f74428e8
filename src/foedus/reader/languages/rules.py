"""The rules of a language: for each kind a file of `rules/`, whose entries say what makes a claim, and who is in it."""

from collections.abc import Mapping
from functools import cache

import msgspec

from foedus.reader.languages.data import FOLDER, language, load_toml
from foedus.reader.languages.tokens import Patterns, patterns


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a role is filled. `tiers`: slots joined by `+`, tried one after the other until there are `least`.

    `any` is every group of the clause, `sentence` every group of the sentence, `context` those named before,
    `body` the organisation named last,
    `subject` who was last spoken of, `home` the language's own state.
    """

    tiers: tuple[str, ...]
    least: int = 1
    most: int = 12
    types: tuple[str, ...] = ()
    """Types of mentions; none: whoever can be a party."""
    needed: bool = True
    each: bool = False
    """Whether each of several makes a claim of its own."""


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence, and what must be read from it: `column=value` joined by `, `; nothing: no claim of the kind."""

    text: str
    says: str = ""


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to say a claim."""

    name: str
    stage: str
    verbs: tuple[str, ...] = ()
    """Words that say it and end a clause; `@class` for all of a class."""
    nouns: tuple[str, ...] = ()
    """Words that say it without being verbs."""
    with_: str = msgspec.field(name="with", default="")
    """A class of which a word must stand in the clause; what it means is set in the column of `sets`."""
    sets: str = ""
    far: bool = False
    """Whether that word may stand in another clause of the sentence."""
    also: str = ""
    """A class whose word, where there is one in the clause, must be there too."""
    without: tuple[str, ...] = ()
    """Words with which it is not said."""
    roles: dict[str, Role]
    set: dict[str, str] = {}
    planned: str = ""
    """The stage where it is still to come."""
    undone: str = ""
    """The stage where it is said not to be so; none: the same, denied."""
    lasting: bool = False
    """Whether "since 2011" is kept as an open span."""
    assertion: str = ""
    """Set whatever the clause says."""
    prior: float = 0.6
    examples: tuple[Example, ...] = ()


class Ready(msgspec.Struct, frozen=True):
    """A rule with its patterns."""

    kind: str
    rule: Rule
    triggers: Patterns
    begins: frozenset[str]
    """The first two letters of its triggers."""
    without: Patterns | None


KINDS = ("agreements", "meetings", "exercises", "transfers", "memberships", "statements", "restrictions")


@cache
def rules(code: str) -> tuple[Ready, ...]:
    """The rules of a language."""
    found: list[Ready] = []
    for kind in KINDS:
        path = FOLDER / code / "rules" / f"{kind}.toml"
        if not path.exists():
            continue
        for rule in msgspec.convert(load_toml(path)["rules"], tuple[Rule, ...]):
            triggers = patterns(code, _words(code, (*rule.verbs, *rule.nouns)))
            without = patterns(code, rule.without) if rule.without else None
            found.append(Ready(kind, rule, triggers, frozenset(triggers.first), without))
    return tuple(found)


def _words(code: str, words: tuple[str, ...]) -> Mapping[str, object]:
    made: dict[str, object] = {}
    for word in words:
        if word.startswith("@"):
            made |= language(code).words[word[1:]]
        else:
            made[word] = ""
    return made


@cache
def classes(code: str, name: str) -> Patterns:
    """A class of words."""
    return patterns(code, language(code).words[name])


@cache
def verbs(code: str) -> Patterns:
    """All verbs, by which clauses are told apart."""
    own = [word for ready in rules(code) for word in _words(code, ready.rule.verbs)]
    return patterns(code, [*own, *language(code).grammar.verbs])


@cache
def breaks(code: str) -> Patterns | None:
    """Words that may begin a clause."""
    words = language(code).grammar.break_
    return patterns(code, words) if words else None


@cache
def joining(code: str) -> Patterns | None:
    """Words for "and", by which a clause may begin."""
    grammar = language(code).grammar
    words = [word for word in grammar.and_ if word not in grammar.with_and]
    return patterns(code, words) if words else None
