"""How many and for how much: the number that counts a thing or people, the sum that goes with a trigger."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from foedus.reader.frames.dated import stretches
from foedus.reader.frames.grammar import VERBS, Token, alone, governors
from foedus.reader.frames.sentence import Sentence
from foedus.reader.mention import Mention


def number_at(sentence: Sentence, things: Iterable[Mention]) -> Mention | None:
    """The number that counts a thing: "six patrol boats", "a batch of 24 tanks", "the first two of six boats"."""
    numbers = [(one, at) for one, at in sentence.heads.items() if one.type == "number" and not one.category]
    text = sentence.text
    for thing in things:
        head = sentence.heads.get(thing)
        if head is None:
            continue
        part = _part(sentence, thing, head, numbers)
        if part is not None:
            return part
        for one, at in numbers:
            if at.head == head or (at == head and one.end <= thing.end):
                return one
        for one, _ in numbers:  # "tanks, more than 150 of them"
            if one.start >= thing.end and text[thing.end : one.start].strip() == "," and _OF_THEM.match(text, one.end):
                return one
    for thing in things:  # where the parse fails: the number that stands right before it
        for one in sentence.mentions:
            if one.type == "number" and one.end <= thing.start and _COUNTS.fullmatch(text, one.end, thing.start):
                return one
    return None


def _part(sentence: Sentence, thing: Mention, head: Token, numbers: Sequence[tuple[Mention, Token]]) -> Mention | None:
    """How many of a thing: "dozens of drones", "two of the six boats", "the last of the six"."""
    if head.dep_ != "pobj" or head.head.lower_ != "of":
        return None
    noun = head.head.head
    for one, at in numbers:
        if at == noun:
            return one
    for one, at in numbers:  # "three batteries of the missile"
        if at.head == noun and noun.lemma_.lower() in _UNITS and not any(other.head == head for _, other in numbers):
            return one
    if noun.lower_ in ("last", "first", "one") and any(at.head == head for _, at in numbers):
        return Mention(noun.idx, noun.idx + len(noun), "1", "number", "word")
    return None


_UNITS = frozenset(
    ["battery", "squadron", "system", "unit", "set", "battalion", "regiment", "launcher", "piece", "complex"]
)


def told_apart(sentence: Sentence, trigger: Token) -> Mention | None:
    """The number that a clause says something of: "on top of the 18 that it ordered", "and took four more"."""
    ends = [trigger.head] if trigger.dep_ in ("relcl", "acl") else []
    ends += [child for child in trigger.children if child.dep_ in ("dobj", "nsubjpass")]
    there = [one for end in ends if end.pos_ == "NUM" for one in sentence.at.get(end.i, ())]
    return next((one for one in there if one.type == "number" and not one.category), None)


def share_of(sentence: Sentence, party: str) -> Mention | None:
    """The number that a party gets of what was counted before: "of which Norway will get four and Poland two"."""
    text = sentence.text
    shared = _OF_WHICH.search(text, sentence.span.start_char, sentence.span.end_char)
    after = [one for one in sentence.mentions if shared is not None and one.start >= shared.end()]
    for who, one in pairwise(after):
        if who.key == party and one.type == "number" and not one.category and _ENDS.match(text, one.end):
            return one if _GETS.fullmatch(text, who.end, one.start) else None
    return None


_OF_THEM = re.compile(r"\s+of (?:them|which|these)\b")
_OF_WHICH = re.compile(r"\b(?:of which|of these|of them)\b")
_GETS = re.compile(r"\s+(?:(?:will|would|is to|was to|are to|has|have|had|to)\s+)*(?:\w+s?\s+)?", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[,.;)]|and\b|$)")
_COUNTS = re.compile(r"\s+(?:[\w’'-]+\s+){0,3}")
_PEOPLE = frozenset(
    ["troop", "soldier", "personnel", "serviceman", "participant", "sailor", "man", "marine", "cadet", "officer",
     "student", "people", "paratrooper", "member", "trainee", "pilot"]
)  # fmt: skip


def people_at(sentence: Sentence, trigger: Token) -> Mention | None:
    """The number that counts soldiers, the nearest to the trigger: "more than 16,000 Ghanaian personnel"."""
    there = [
        (at, one)
        for one, at in sentence.heads.items()
        if one.type == "number" and (at.head.lemma_.lower() in _PEOPLE or at.lemma_.lower() in _PEOPLE)
    ]
    return _nearest(trigger, there)


def _nearest(trigger: Token, there: Sequence[tuple[Token, Mention]], first: Iterable[int] = ()) -> Mention | None:
    """Of mentions at their heads, that nearest to the trigger in the first stretch that has any."""
    everywhere = {pair[0].i for pair in there}
    for inside in (set(first), *stretches(trigger), everywhere):
        near = [pair for pair in there if pair[0].i in inside]
        if near:
            return min(near, key=lambda pair: abs(int(pair[0].i) - int(trigger.i)))[1]
    return None


def money_of(sentence: Sentence, trigger: Token) -> Mention | None:
    """The sum nearest to the trigger: within its phrase, what its verb governs, its clause, else the sentence."""
    there = [(head, one) for one, head in sentence.heads.items() if one.type == "money"]
    verb = next(iter([trigger] if trigger.pos_ in VERBS else governors(trigger)), trigger)
    phrase = [token.i for token in trigger.subtree] if trigger.pos_ in ("NOUN", "PROPN") else []
    inner = [pair for pair in there if pair[0].i in phrase]
    return _nearest(trigger, inner or there, (token.i for token in alone(verb)))
