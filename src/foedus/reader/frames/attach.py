"""What goes with a claim besides its roles: when, how many, for how much, where, and words of closed lists."""

import re
from collections.abc import Iterable, Mapping

from foedus.codebook import load
from foedus.reader.frames import model
from foedus.reader.frames.grammar import Token, clause, joined
from foedus.reader.frames.match import Candidate
from foedus.reader.frames.sentence import Sentence
from foedus.reader.mention import Mention

_PLACES = ("place", "facility", "state", "territory")


def fillings(candidate: Candidate, sentence: Sentence, trigger: Token) -> dict[str, Mention]:
    """What a candidate's columns besides its roles are read from: when, how many, for how much, where."""
    things = [
        one
        for role in ("item", "participants", "recipient", "sender")
        if role in candidate.roles
        for one in candidate.roles[role].mentions
    ]
    counted = number_at(sentence, things)
    found = {
        "date": _date_beside(candidate, sentence) or date_of(sentence, trigger) or _date_before(candidate, sentence),
        "quantity": counted,
        "personnel": people_at(sentence) or counted,
        "people": people_at(sentence) or counted,
        "value": first_in_clause(sentence, trigger, "money"),
        "place": place_of(sentence, trigger),
    }
    return {column: one for column, one in found.items() if one is not None}


_BESIDE = re.compile(r"\s*\(?\s*(?:in|since|on|from)?\s*", re.IGNORECASE)


def _date_beside(candidate: Candidate, sentence: Sentence) -> Mention | None:
    """The date right behind one of several: "Greece (1952) and Spain (1982)", "Peru in 2004, Chile in 2006"."""
    alone = [one for filled in candidate.roles.values() if len(filled.mentions) == 1 for one in filled.mentions]
    text = sentence.text
    for one in alone:
        if len(sentence.lists.get(one, ())) > 1:
            for date in sentence.mentions:
                if date.type == "date" and date.start >= one.end and _BESIDE.fullmatch(text, one.end, date.start):
                    return date
    return None


def _date_before(candidate: Candidate, sentence: Sentence) -> Mention | None:
    """The date of the sentence before, where it has one and this sentence goes on about what happened then."""
    if candidate.grain or candidate.tense != "past" or candidate.kind not in ("agreements", "meetings", "exercises"):
        return None
    dates = sentence.context.last(("date",), 1)
    return dates[0] if len({one.key for one in dates}) == 1 else None


def date_of(sentence: Sentence, trigger: Token) -> Mention | None:
    """The date that goes with a trigger: within its own phrase, else its clause, else the sentence; the nearest."""
    dates = [(head, one) for one, head in sentence.heads.items() if one.type == "date"]
    if not dates:
        return None
    if trigger.pos_ in ("NOUN", "PROPN"):
        phrase = {token.i for token in trigger.subtree}
        own = [pair for pair in dates if pair[0].i in phrase]
        if own:
            return min(own, key=lambda pair: abs(int(pair[0].i) - int(trigger.i)))[1]
    inside = {token.i for token in clause(trigger)}
    own = [pair for pair in dates if pair[0].i in inside]
    return min(own or dates, key=lambda pair: abs(int(pair[0].i) - int(trigger.i)))[1]


def number_at(sentence: Sentence, things: Iterable[Mention]) -> Mention | None:
    """The number that counts a thing: "six patrol boats", "a batch of 24 tanks"."""
    for thing in things:
        head = sentence.heads.get(thing)
        if head is None:
            continue
        for one, at in sentence.heads.items():
            if one.type == "number" and not one.category and (at.head == head or (at == head and one.end <= thing.end)):
                return one
        for one, at in sentence.heads.items():  # "dozens of drones": the number's noun governs the thing
            if one.type == "number" and not one.category and head.dep_ == "pobj" and head.head.head == at:
                return one
    text = sentence.text
    for thing in things:  # where the parse fails: the number that stands right before it
        for one in sentence.mentions:
            if one.type == "number" and one.end <= thing.start and _COUNTS.fullmatch(text, one.end, thing.start):
                return one
    return None


_COUNTS = re.compile(r"\s+(?:[\w’'-]+\s+){0,3}")
_PEOPLE = frozenset(
    ["troop", "soldier", "personnel", "serviceman", "participant", "sailor", "man", "marine", "cadet", "officer",
     "student", "people", "paratrooper", "member", "trainee", "pilot"]
)  # fmt: skip


def people_at(sentence: Sentence) -> Mention | None:
    """The number that counts soldiers: "more than 16,000 Ghanaian and American personnel"."""
    for one, at in sentence.heads.items():
        if one.type == "number" and (at.head.lemma_.lower() in _PEOPLE or at.lemma_.lower() in _PEOPLE):
            return one
    return None


def first_in_clause(sentence: Sentence, trigger: Token, kind: str) -> Mention | None:
    """The mention of a type nearest to the trigger within its clause, else within the sentence."""
    inside = {token.i for token in clause(trigger)}
    there = [(head, one) for one, head in sentence.heads.items() if one.type == kind]
    near = [pair for pair in there if pair[0].i in inside] or there
    return min(near, key=lambda pair: abs(pair[0].i - trigger.i))[1] if near else None


def place_of(sentence: Sentence, trigger: Token) -> Mention | None:
    """Where: what "in", "at" or "near" governs on the trigger or on the verb above it."""
    for path in ("in", "at", "near", "verb.in", "verb.at", "off"):
        for end in sentence.walk(trigger, path):
            for part in joined(end):
                for one in sentence.at.get(part.i, ()):
                    if one.type in _PLACES:
                        return one
    return None


def chosen(kind: str, sentence: Sentence, trigger: Token, said: Mapping[str, str]) -> dict[str, str]:
    """The words of closed lists that the trigger, its noun phrase or its clause says, for columns not `said` yet."""
    book = load().kinds[kind]
    found: dict[str, str] = {}
    own = trigger.lemma_.lower()
    near = " ".join(f"{token.lemma_.lower()}" for token in sorted(trigger.subtree, key=lambda one: int(one.i)))
    wide = " ".join(token.lemma_.lower() for token in clause(trigger))
    for column, words in model.rules()[kind].choices.items():
        if column in said:
            continue
        fitting = [word for text in (own, near, wide) for word, phrases in words.items() if _any(phrases, text)]
        if fitting:
            many = book.by_name[column].many
            found[column] = "; ".join(dict.fromkeys(fitting)) if many else fitting[0]
    return found


def _any(phrases: Iterable[str], text: str) -> bool:
    padded = f" {text} "
    return any(f" {phrase} " in padded for phrase in phrases)
