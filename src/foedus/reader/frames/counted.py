"""How many: the number that counts a thing or people."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from foedus.reader.frames.dated import stretches
from foedus.reader.frames.sentence import Sentence
from foedus.reader.frames.tree import Token
from foedus.reader.mention import Mention

_UNITS = frozenset(
    ["battery", "squadron", "system", "unit", "set", "battalion", "regiment", "launcher", "piece", "complex"]
)


def number_at(sentence: Sentence, things: Iterable[Mention], trigger: Token | None = None) -> Mention | None:
    """The number that counts a thing: "six patrol boats", "a batch of 24 tanks", "the first two of six boats".

    Of "the first two of six boats ordered in 2018" all six were ordered: `trigger` tells which is meant.
    """
    numbers = [(one, at) for one, at in sentence.heads.items() if one.type == "number" and not one.category]
    text = sentence.text
    for thing in things:
        head = sentence.heads.get(thing)
        if head is None:
            continue
        described = trigger is not None and trigger.dep_ in ("acl", "relcl") and trigger.head == head
        part = None if described else _part(sentence, thing, head, numbers) or _part_as_written(sentence, thing)
        if part is not None:
            return part
        for one, at in numbers:
            if at.head == head or (at == head and one.end <= thing.end):
                return one
        for one, _ in numbers:  # "tanks, more than 150 of them", "a contract of 2018 for 11 of them"
            between = text[thing.end : one.start]
            if one.start >= thing.end and _OF_THEM.match(text, one.end) and not _STOP.search(between):
                return one
            if one.start >= thing.end and _ASIDE.fullmatch(between) and _IN_ALL.match(text, one.end):
                return one
    return _as_written(sentence, things) or _units(sentence, things) or _single(sentence, things)


def _as_written(sentence: Sentence, things: Iterable[Mention]) -> Mention | None:
    """Where the parse fails: the number that stands right before a thing, and counts nobody and nothing else."""
    for thing in things:
        before = [
            one
            for one in sentence.mentions
            if one.end <= thing.start and one.form != "pronoun" and one.key != thing.key
        ]
        one = max(before, key=lambda each: each.end, default=None) if thing.form != "pronoun" else None
        counting = _COUNTS if thing.type in ("item", "platform") else _COUNTS_THEM
        if one is not None and one.type == "number" and counting.fullmatch(sentence.text, one.end, thing.start):
            return None if counts_people(sentence, one) else one
    return None


_ASIDE = re.compile(r"(?:\s+(?:from|to|for|of)\s+[\w’' -]{1,40})?\s*[,(]\s*")
_FOR_UNITS = re.compile(r"(?:\bfor|\bof which(?: the)?|[,:(])\s*(?:the\s+)?$")
_ANY_UNIT = (
    frozenset(
        [
            "vehicle",
            "aircraft",
            "ship",
            "vessel",
            "boat",
            "jet",
            "plane",
            "helicopter",
            "machine",
            "launcher",
            "example",
            "airframe",
            "craft",
            "drone",
            "tank",
            "gun",
        ]
    )
    | _UNITS
)


def _units(sentence: Sentence, things: Iterable[Mention]) -> Mention | None:
    """The number of what stands further on for the thing: "the Chunmoo launcher, ... a contract for six systems"."""
    text = sentence.text
    things = list(things)
    for thing in things:
        for one, at in sentence.heads.items():
            if (
                one.type != "number"
                or one.category
                or one.start < thing.end
                or _STOP.search(text, thing.end, one.start)
            ):
                continue
            unit = at.head if at.dep_ == "nummod" else at
            counted = [each for each in sentence.at.get(unit.i, ()) if each.type in ("item", "platform")]
            known = all(each.type == "item" and each.key.split("-")[-1] in _PLAIN for each in counted)
            if unit.lemma_.lower() in _ANY_UNIT and known and _FOR_UNITS.search(text, thing.end, one.start):
                return one
    return None


_PLAIN = frozenset(["vehicles", "aircraft", "systems", "units", "batteries", "launchers", "ships", "vessels", "boats"])
_OF_ALL = re.compile(
    r"\s+of\s+(?:(?:the|its|their|these|those|an?|total|planned|ordered|of|some|about)\s+)*", re.IGNORECASE
)


_NTH_OF = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|latest|one)\s+of\s+"
    r"(?:(?:the|its|their|these|those|a|an|total|planned|ordered|of|some|about)\s+)*$",
    re.IGNORECASE,
)


def _part_as_written(sentence: Sentence, thing: Mention) -> Mention | None:
    """Where the parse makes one number of two: the first of "the final three of 36 Gripens"."""
    text = sentence.text
    there = [one for one in sentence.mentions if one.type == "number" and not one.category and one.end <= thing.start]
    for whole in there[-1:]:
        nth = _NTH_OF.search(text, max(0, whole.start - 40), whole.start)
        if nth and _COUNTS.fullmatch(text, whole.end, thing.start):
            return Mention(nth.start(1), nth.end(1), "1", "number", "word")
    for one, whole in pairwise(there[-2:]):
        if _OF_ALL.fullmatch(text, one.end, whole.start) and _COUNTS.fullmatch(text, whole.end, thing.start):
            return one
    return None


def _single(sentence: Sentence, things: Iterable[Mention]) -> Mention | None:
    """One, of a single thing: "a submarine", "its fourth frigate"."""
    for thing in things:
        head = sentence.heads.get(thing)
        if head is not None and head.tag_ in ("NN", "NNP") and thing.type in ("platform", "item"):
            for child in head.children:
                if child.lower_ in _ONE_OF_ITS_SORT:
                    return _one(child)
        if head is not None and head.tag_ in ("NNS", "NNPS") and thing.type in ("platform", "item"):
            both = next((child for child in head.children if child.lower_ == "both"), None)
            if both is not None:
                return Mention(both.idx, both.idx + len(both), "2", "number", "word")
    return None


_ONE_OF_ITS_SORT = frozenset(
    ["a", "an", "another", "single", "sole", "lone", "first", "second", "third", "fourth", "fifth",
     "sixth", "seventh", "eighth", "ninth", "tenth", "final", "last", "latest"]
)  # fmt: skip


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
    if noun.lower_ in ("last", "first", "one", "latest", "final") and any(at.head == head for _, at in numbers):
        return _one(noun)
    if noun.lemma_.lower() in _UNITS and noun.tag_ == "NN":  # "a battery of missiles"
        return next((_one(child) for child in noun.children if child.lower_ in _ONE_OF_ITS_SORT), None)
    return None


def _one(word: Token) -> Mention:
    return Mention(word.idx, word.idx + len(word), "1", "number", "word")


def told_apart(sentence: Sentence, trigger: Token) -> Mention | None:
    """The number that a clause says something of: "on top of the 18 that it ordered", "and took four more"."""
    if trigger.dep_ == "pobj" and trigger.head.lower_ == "under":  # "69 of them under a contract of 2011"
        for one in sentence.mentions:
            if one.type == "number" and _OF_THEM_UNDER.fullmatch(sentence.text, one.end, trigger.idx):
                return one
    ends = [trigger.head] if trigger.dep_ in ("relcl", "acl") else []
    ends += [child for child in trigger.children if child.dep_ in ("dobj", "nsubjpass")]
    for verb in (child for child in trigger.children if child.dep_ == "conj"):  # "leases six and took four more"
        ends += [one for one in verb.children if one.dep_ == "dobj" and any(w.lower_ == "more" for w in one.children)]
    for end in ends:  # "will receive the first of its 18"
        of = [child for child in end.children if child.dep_ == "prep" and child.lower_ == "of"]
        if end.lower_ in ("first", "second", "third", "last", "final") and any(
            part.pos_ == "NUM" for prep in of for part in prep.children
        ):
            return _one(end)
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


def given_to(sentence: Sentence, parties: Sequence[str]) -> Mention | None:
    """The bare number right before one of several parties: "six tanks from Chad and eight from Mali"."""
    text = sentence.text
    for one, who in pairwise(sentence.mentions):
        if one.type == "number" and not one.category and who.key in parties and _TO.fullmatch(text, one.end, who.start):
            return one
    return None


_TO = re.compile(r"\s+(?:more\s+|others?\s+|of them\s+|each\s+)?(?:from|to|for)\s+(?:the\s+)?")
_OF_THEM_UNDER = re.compile(r"\s+of (?:them|these|which)\s+under\s+(?:[\w-]+\s+){1,3}")
_OF_THEM = re.compile(r"\s+of (?:them|these)\b")
_IN_ALL = re.compile(r"\s+(?:of (?:them|which|these)|in all|in total|altogether)\b")
_STOP = re.compile(r"[.!?]\s")
_OF_WHICH = re.compile(r"\b(?:of which|of these|of them)\b")
_GETS = re.compile(r"\s+(?:(?:will|would|is to|was to|are to|has|have|had|to)\s+)*(?:\w+s?\s+)?", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[,.;)]|and\b|$)")
_COUNTS = re.compile(r"\s+(?:(?!(?:and|or|to|from|for|in|with|by|will|which|that)\s)[\w’'-]+\s+){0,3}")
_COUNTS_THEM = re.compile(r"\s+(?:(?!(?:and|or|of|to|from|for|in|with|by|will|which|that)\s)[\w’'-]+\s+){0,3}")
_PEOPLE = frozenset(
    ["troop", "soldier", "personnel", "serviceman", "participant", "sailor", "man", "marine", "cadet", "officer",
     "student", "people", "paratrooper", "member", "trainee", "pilot", "policeman", "gendarme", "reservist",
     "instructor", "recruit", "conscript", "airman", "woman", "fighter", "peacekeeper", "place", "seat", "slot",
     "scholarship", "graduate", "engineer", "technician", "adviser", "advisor", "guard", "specialist"]
)  # fmt: skip


_AMONG = re.compile(r"\b(?:among (?:them|these|whom)|including|of (?:them|whom|which)|with)[\s,]+$", re.IGNORECASE)
"""What stands before a part of those who were counted already."""
_TEACH = frozenset(["instructor", "trainer", "adviser", "advisor", "teacher"])


def people_at(sentence: Sentence, trigger: Token, *, taught: bool = False) -> Mention | None:
    """The number that counts soldiers, the nearest to the trigger: "more than 16,000 Ghanaian personnel".

    `taught`: those who teach them are not meant.
    """
    there = [(at, one) for one, at in sentence.heads.items() if counts_people(sentence, one)]
    whole = [pair for pair in there if not _AMONG.search(sentence.text, max(0, pair[1].start - 20), pair[1].start)]
    there = whole or there
    if taught:
        there = [pair for pair in there if pair[0].head.lemma_.lower() not in _TEACH]
    one = nearest(trigger, there)
    return _with_others(sentence, one) if one is not None else None


def counts_people(sentence: Sentence, one: Mention) -> bool:
    """Whether a mention is the number of some people: "400 officers", "forty places at its academy"."""
    at = sentence.heads.get(one)
    if at is None or one.type != "number" or one.category:
        return False
    if at.head.lemma_.lower() in _PEOPLE or at.lemma_.lower() in _PEOPLE or _STRONG.match(sentence.text, one.end):
        return True
    of = (end for prep in at.children if prep.lower_ == "of" for end in prep.children)
    return any(end.lemma_.lower() in _PEOPLE for end in of)  # "hundreds of soldiers"


def _with_others(sentence: Sentence, one: Mention) -> Mention:
    """A number of people with that beside it: "900 Malian soldiers and 1,300 Chadians" are 2,200."""
    text = sentence.text
    there = [each for each in sentence.mentions if each.type == "number" and not each.category]
    for first, second in pairwise(there):
        if one in (first, second) and _AND_OTHERS.fullmatch(text, first.end, second.start):
            figures = [each.key.lstrip("~<>=") for each in (first, second)]
            signs = "".join(each.key[: -len(figure)] for each, figure in zip((first, second), figures, strict=True))
            sign = "~" if "~" in signs or ("<" in signs and ">" in signs) else signs[:1]
            behind = text[second.end : second.end + 40]
            if _WHO.match(behind) and all(figure.isdigit() for figure in figures):
                total = str(sum(map(int, figures)))
                return Mention(first.start, second.end, sign + total, "number", "sum")
    return one


_STRONG = re.compile(r"[ -]strong\b|-(?:man|member|person)\b")
_AND_OTHERS = re.compile(
    r"\s+(?:[A-Z][\w’'-]+\s+)?(?:troops|soldiers|personnel|servicemen|sailors|marines)?\s*"
    r"(?:and|as well as|plus|alongside)\s+(?:from\s+)?"
)
"""What stands between the numbers of two armies in one deed: "900 Malian soldiers and"."""
_WHO = re.compile(r"\s+(?:[A-Z][\w’'-]+\b|troops|soldiers|personnel)")


def nearest(trigger: Token, there: Sequence[tuple[Token, Mention]], first: Iterable[int] = ()) -> Mention | None:
    """Of mentions at their heads, that nearest to the trigger in the first stretch that has any."""
    everywhere = {pair[0].i for pair in there}
    for inside in (set(first), *stretches(trigger), everywhere):
        near = [pair for pair in there if pair[0].i in inside]
        if near:
            return min(near, key=lambda pair: abs(int(pair[0].i) - int(trigger.i)))[1]
    return None
