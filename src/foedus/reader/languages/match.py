"""Rules over a sentence: where a trigger stands in a clause, its roles are filled by the slots of the groups there."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from foedus.reader.languages.amounts import Counted
from foedus.reader.languages.clauses import Clause, Group, clauses
from foedus.reader.languages.data import language
from foedus.reader.languages.dates import Dated
from foedus.reader.languages.names import Named
from foedus.reader.languages.rules import Ready, Role, breaks, classes, joining, rules, verbs
from foedus.reader.languages.tokens import Patterns, Token, fold, patterns
from foedus.reader.mention import PARTIES

ACTORS = frozenset([*PARTIES, "person"])


class Line(msgspec.Struct):
    """A sentence: its words from `first` to before `last`, and what stands in it."""

    words: Sequence[Token]
    text: str
    first: int
    last: int
    groups: list[Group]
    dates: Sequence[Dated]
    amounts: Sequence[Counted]
    context: tuple[Named, ...] = ()
    """Those named together before it."""
    date_before: str = ""
    body: tuple[Named, ...] = ()
    subject: tuple[Named, ...] = ()
    home: tuple[Named, ...] = ()
    """The organisation last named before it."""


class Found(msgspec.Struct, kw_only=True):
    """What a rule found: its roles with the names that fill them, its trigger, and what the clause says beside."""

    ready: Ready
    clause: Clause
    trigger: tuple[int, int]
    """Words."""
    roles: dict[str, tuple[Named, ...]]
    row: dict[str, str]
    stage: str
    assertion: str
    attribution: str = ""
    doubt: float = 0.0
    """Taken off the prior for roles that were filled from afar."""


class Phase:
    """How a clause stands to the facts: "not", "will", "perhaps", "it is said"."""

    def __init__(self, code: str) -> None:
        grammar = language(code).grammar
        folded = fold(code)
        self.not_before = patterns(code, grammar.not_before) if grammar.not_before else None
        self.not_after = patterns(code, grammar.not_after) if grammar.not_after else None
        self.future = patterns(code, grammar.future) if grammar.future else None
        self.might = patterns(code, grammar.might) if grammar.might else None
        self.said = patterns(code, grammar.said) if grammar.said else None
        self.not_in = re.compile(folded(grammar.not_in)) if grammar.not_in else None
        self.future_in = re.compile(folded(grammar.future_in)) if grammar.future_in else None
        self.might_in = re.compile(folded(grammar.might_in)) if grammar.might_in else None
        self.past_in = re.compile(folded(grammar.past_in)) if grammar.past_in else None
        self.undone = patterns(code, grammar.undone) if grammar.undone else None
        self.verb_last = grammar.verb_last

    def of(self, line: Line, clause: Clause, first: int, last: int) -> str:
        """`denied`, `expected`, `hypothetical`, `attributed` or `asserted`, for a trigger in a clause."""
        words = line.words
        if self._denied(words, clause, first, last) or self._any(self.undone, words, range(last, line.last), line.last):
            return "denied"
        near = range(first, min(clause.last, last + 4)) if self.verb_last else range(clause.first, clause.last)
        if self._any(self.might, words, near, clause.last) or self._in(self.might_in, words, range(first, clause.last)):
            return "hypothetical"
        if self.past_in is not None and self.past_in.search(words[last - 1].form) and first - clause.first > 0:
            near = range(max(clause.first, first - 3), first)
        if self._any(self.future, words, near, clause.last) or self._in(self.future_in, words, near):
            return "expected"
        if self._any(self.said, words, range(line.first, line.last), line.last):
            return "attributed"
        return "asserted"

    def _denied(self, words: Sequence[Token], clause: Clause, first: int, last: int) -> bool:
        if self.not_in is not None and any(
            self.not_in.search(words[n].form[2:]) for n in range(first, min(last + 3, clause.last))
        ):
            return True
        if self.not_before is not None and self._any(
            self.not_before, words, range(max(clause.first, first - 3), first), first
        ):
            return not self.verb_last
        if self.verb_last:
            return self._any(self.not_after, words, range(first + 1, min(last + 4, clause.last)), clause.last)
        return (
            self._any(self.not_after, words, range(last, min(last + 2, clause.last)), clause.last)
            and last < clause.last
        )

    @staticmethod
    def _any(found: Patterns | None, words: Sequence[Token], places: range, last: int) -> bool:
        return found is not None and any(found.at(words, place, last) is not None for place in places)

    @staticmethod
    def _in(found: re.Pattern[str] | None, words: Sequence[Token], places: range) -> bool:
        return found is not None and any(found.search(words[place].form) for place in places)


@cache
def phase(code: str) -> Phase:
    """How a language says "not" and "will"."""
    return Phase(code)


def said(line: Line, code: str) -> Iterator[Found]:
    """What the rules find in a sentence."""
    for clause in clauses(
        line.words, line.text, line.first, line.last, verbs(code), breaks(code), line.groups, joining(code)
    ):
        here = [group for group in line.groups if clause.first <= group.first < clause.last]
        begins = {word.form[:2] for word in line.words[clause.first : clause.last]}
        for ready in rules(code):
            if begins.isdisjoint(ready.begins):
                continue
            found = _rule(ready, line, clause, here, code)
            if found is not None:
                yield found


def _rule(ready: Ready, line: Line, clause: Clause, here: Sequence[Group], code: str) -> Found | None:
    rule = ready.rule
    hits = list(ready.triggers.within(line.words, clause.first, clause.last))
    if not hits:
        return None
    if ready.without is not None and any(ready.without.within(line.words, clause.first, clause.last)):
        return None
    row = dict(rule.set)
    first, last, value = hits[-1] if language(code).grammar.verb_last else hits[0]
    if rule.sets and not rule.with_:
        row[rule.sets] = str(value)
    if rule.with_:
        nearest = _nearest(classes(code, rule.with_), line, clause, first)
        if nearest is None and rule.far:
            nearest = _nearest(classes(code, rule.with_), line, Clause(line.first, line.last), first)
        if nearest is None:
            return None
        if rule.sets:
            row[rule.sets] = str(nearest)
    if rule.also and _nearest(classes(code, rule.also), line, clause, first) is None:
        return None
    found = Found(
        ready=ready, clause=clause, trigger=(first, last), roles={}, row=row, stage=rule.stage,
        assertion=phase(code).of(line, clause, first, last),
    )  # fmt: skip
    used: set[str] = set()
    for column, role in rule.roles.items():
        names, doubt = _filled(role, line, clause, here, used, (first, last))
        if not names and role.needed:
            return None
        if names:
            found.roles[column] = names
            found.doubt += doubt
            used |= {one.party for one in names}
    return _phased(found)


def _phased(found: Found) -> Found:
    rule = found.ready.rule
    if found.assertion in ("expected", "hypothetical") and rule.planned:
        found.stage = rule.planned
    if found.assertion == "denied" and rule.undone:
        found.stage, found.assertion = rule.undone, "asserted"
    if rule.assertion:
        found.assertion = rule.assertion
    return found


def _nearest(found: Patterns, line: Line, clause: Clause, place: int) -> object | None:
    """What the word of a class that stands nearest to a place means; in the clause."""
    hits = list(found.within(line.words, clause.first, clause.last))
    if not hits:
        return None
    return min(hits, key=lambda hit: abs(hit[0] - place))[2]


def _filled(
    role: Role, line: Line, clause: Clause, here: Sequence[Group], used: set[str], trigger: tuple[int, int]
) -> tuple[tuple[Named, ...], float]:
    """Who fills a role, and how doubtful that is."""
    types = frozenset(role.types) or ACTORS
    for place, tier in enumerate(role.tiers):
        names: list[Named] = []
        for slot in tier.split("+"):
            if slot == "context":
                names += line.context
            elif slot in ("body", "subject", "home"):
                names += getattr(line, slot)
            else:
                groups = line.groups if slot.startswith("sentence") else here
                slot = slot.removeprefix("sentence").removeprefix("-") or "any"
                picked = [
                    one for group in groups if slot == "any" or _stands(group, slot, trigger) for one in group.names
                ]
                if slot.startswith(("before", "behind")):
                    picked = _beside(here, trigger, slot)
                names += picked
        names = [one for one in names if one.mention.type in types and one.party not in used]
        distinct = {one.party: one for one in reversed(names)}
        if len(distinct) > role.most and "nom" in tier.split("+"):  # a noun behind the verb may as well be its object
            distinct = {one.party: one for one in reversed(names) if one.last <= trigger[0]}
        if role.least <= len(distinct) <= role.most:
            return tuple(reversed(distinct.values())), 0.02 * place
    return (), 0.0


_OPEN = 4
"""Cases from which a name that is not declined tells nothing."""


def _stands(group: Group, slot: str, trigger: tuple[int, int]) -> bool:
    """Whether a group has a slot; one that may have any is taken for the subject before the verb."""
    if len(group.slots) >= _OPEN and (slot == "nom") != (group.last <= trigger[0]):
        return False
    return slot in group.slots


def _beside(here: Sequence[Group], trigger: tuple[int, int], slot: str) -> list[Named]:
    """The group right before or behind the trigger."""
    if slot == "before":
        groups = [group for group in here if group.last <= trigger[0]]
        return list(groups[-1].names) if groups else []
    groups = [group for group in here if group.first >= trigger[1]]
    return list(groups[0].names) if groups else []
