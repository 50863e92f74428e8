"""Sentences without a parse: clauses, and the groups of names in them, each with the slots that its case gives it.

A slot says how a group stands in its clause, in all languages alike: `nom`, `gen`, `dat`, `acc`, `ins`, `loc`, `abl`,
`adj` (an adjective, "Turkish"), `com` ("with Ghana"), `between`, `by`, `to`, `from`, `for`, `against`, `maker`
("Swedish-made"). What gives them is a `Cases`; a parser can be put in its place that gives slots from a parse.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

import msgspec

from foedus.reader.languages.data import Grammar, language
from foedus.reader.languages.names import Named
from foedus.reader.languages.tokens import Patterns, Token, fold, patterns

_BREAKS = frozenset(",—–()")
_LISTED = frozenset(["nom", "adj"])
"""Cases of the members of a list before its last, where only the last is declined."""
_LOOK_BACK = 3
"""Words between a preposition and the name that it governs, at most."""


class Group(msgspec.Struct, frozen=True):
    """Names that are listed together, from word `first` to before `last`, and their slots."""

    names: tuple[Named, ...]
    slots: frozenset[str]
    first: int
    last: int


class Cases(Protocol):
    """Gives the groups of a sentence's names with their slots: by endings (`ByEndings`), or by whatever parses it."""

    def groups(self, words: Sequence[Token], text: str, found: Sequence[Named]) -> list[Group]:
        """Groups, from left to right."""


class ByEndings:
    """Slots by the endings of names and by the words beside them."""

    def __init__(self, code: str) -> None:
        grammar: Grammar = language(code).grammar
        folded = fold(code)
        self.verb_last = grammar.verb_last
        self.and_ = patterns(code, grammar.and_) if grammar.and_ else None
        self.with_and = frozenset(map(folded, grammar.with_and))
        self.before: Mapping[str, Mapping[str, str]] = {folded(word): slots for word, slots in grammar.before.items()}
        self.between = re.compile(grammar.agreeing) if grammar.agreeing else None
        self.after: Mapping[str, str] = {folded(word): slot for word, slot in grammar.after.items()}

    def groups(self, words: Sequence[Token], text: str, found: Sequence[Named]) -> list[Group]:
        """Groups, from left to right."""
        made: list[list[Named]] = []
        for one in found:
            if made and self._listed(words, text, made[-1][-1], one):
                made[-1].append(one)
            else:
                made.append([one])
        return [self._group(words, tuple(part)) for group in made for part in self._apart(words, group)]

    def _apart(self, words: Sequence[Token], group: list[Named]) -> list[list[Named]]:
        """A list without "and", in two where a comma only sets the subject apart: "Ghana, Togo's ..."."""
        joined = any(one.last < other.first or words[other.first].joined for one, other in pairwise(group))
        return [group] if len(group) == 1 or joined or not self.verb_last else [group[:1], group[1:]]

    def _listed(self, words: Sequence[Token], text: str, before: Named, one: Named) -> bool:
        """Whether only commas and words for "and" stand between two names of one kind."""
        if (before.mention.type == "platform") != (one.mention.type == "platform"):
            return False
        if one.first == before.last and "adj" in before.cases and "adj" in one.cases:
            return words[one.first].joined
        between = text[before.mention.end : one.mention.start]
        place = before.last
        while place < one.first:
            hit = self.and_.at(words, place) if self.and_ else None
            if words[place].form in self.with_and:
                place += 1
            elif hit is not None:
                place = hit[0]
            else:
                return False
        comma = "," in between
        if not comma and before.last == one.first:
            return False
        if set(between) & set(";:.()—–"):
            return False
        if not self.verb_last:
            return bool(before.cases & one.cases) or not comma
        if comma and before.last == one.first:
            return bool(before.cases & one.cases & _LISTED)
        return bool(before.cases & _LISTED) or bool(before.cases & one.cases)

    def _group(self, words: Sequence[Token], names: tuple[Named, ...]) -> Group:
        first, last = names[0].first, names[-1].last
        if not self.verb_last:
            cases = frozenset.intersection(*(one.cases for one in names)) or names[0].cases
            slots = self._governed(words, first, cases) or cases
        else:
            slots = names[-1].cases
            after = self._after(words, last)
            if after:
                slots = frozenset([after])
        return Group(names, slots, first, last)

    def _after(self, words: Sequence[Token], last: int) -> str:
        for place in range(last, min(last + 2, len(words))):
            slot = self.after.get(words[place].form)
            if slot and (place == last or slot in ("between", "by", "against")):
                return slot
        return ""

    def _governed(self, words: Sequence[Token], first: int, cases: frozenset[str]) -> frozenset[str]:
        for place in range(first - 1, max(-1, first - 1 - _LOOK_BACK), -1):
            slots = self.before.get(words[place].form)
            if slots is None:
                if self.between is not None and not self.between.search(words[place].form):
                    return frozenset()
                continue
            if "any" in slots:
                return frozenset([slots["any"]])
            found = frozenset(slot for case, slot in slots.items() if case in cases)
            if found:
                return found
            if place == first - 1:
                return frozenset(["other"])
        return frozenset()


class Clause(msgspec.Struct, frozen=True):
    """Words from `first` to before `last`."""

    first: int
    last: int


def clauses(
    words: Sequence[Token], text: str, first: int, last: int, verbs: Patterns, breaks: Patterns | None,
    groups: Sequence[Group] = (), joining: Patterns | None = None,
) -> Iterator[Clause]:  # fmt: skip
    """The clauses of a sentence: cut where both sides have a verb, at punctuation and conjunctions outside lists.

    `breaks`: words that begin a clause; `joining`: those that may only join two words of one.
    """
    inside = {n for group in groups for n in range(group.first + 1, group.last)}
    start, verb, fresh = first, False, first
    piece_verb = False
    for place in range(first, last + 1):
        cut, hard, apart = place == last, False, False
        if not cut and place > first and place not in inside:
            gap = set(text[words[place - 1].end : words[place].start])
            apart = ";" in gap
            hard = apart or ":" in gap or (breaks is not None and breaks.at(words, place, last) is not None)
            cut = hard or bool(gap & _BREAKS) or (joining is not None and joining.at(words, place, last) is not None)
        if cut:
            if verb and piece_verb:
                yield Clause(start, fresh)
                start = fresh
            verb = verb or piece_verb
            if not (hard and verb and fresh > start and not piece_verb):
                fresh = place
            piece_verb = False
            if apart:
                yield Clause(start, place)
                start, verb, fresh = place, False, place
        if place < last and verbs.at(words, place, last) is not None:
            piece_verb = True
    yield Clause(start, last)
