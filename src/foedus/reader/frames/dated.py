"""When: the date of a claim, of those of its sentence, or of the sentences before where the text goes on to tell."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedus.reader.clock import HOLDS, LEANS, begun
from foedus.reader.frames.grammar import CLAUSES, bounds, clause, own_clause, simple_past
from foedus.reader.frames.match import Candidate
from foedus.reader.frames.sentence import Sentence
from foedus.reader.frames.tree import Token
from foedus.reader.mention import Mention

_BESIDE = re.compile(r"\s*\(?\s*(?:in|since|on|from)?\s*", re.IGNORECASE)


def _date_beside(candidate: Candidate, sentence: Sentence) -> Mention | None:
    """The date right behind one of several: "Greece (1952) and Spain (1982)", "Peru in 2004, Chile in 2006"."""
    alone = [one for filled in candidate.roles.values() if len(filled.mentions) == 1 for one in filled.mentions]
    text = sentence.text
    for one in alone:
        if len(sentence.lists.get(one, ())) > 1:
            for date in sentence.mentions:
                if (
                    date.type == "date"
                    and date.form == "expression"
                    and date.start >= one.end
                    and _BESIDE.fullmatch(text, one.end, date.start)
                ):
                    return date
    return None


def date_at(candidate: Candidate, sentence: Sentence, trigger: Token) -> Mention | None:
    """The date of a claim: the sentence's own, else that of which the text goes on to tell."""
    beside = _date_beside(candidate, sentence) or _offset(sentence, trigger)
    if beside is not None:
        return beside
    made = candidate.kind == "statements"  # nobody has said yet what he will say
    own = [
        (head, one)
        for one, head in sentence.heads.items()
        if one.type == "date" and (one.form == "expression" or (one.form == "cited" and _of_a_place(sentence, one)))
        and not (made and (not begun(one.key, sentence.context.published) or _of_another(head, trigger)))
    ]  # fmt: skip
    if candidate.kind == "indicators" and "value" in candidate.roles:
        trigger = sentence.heads.get(candidate.roles["value"].mentions[0], trigger)
    return (
        date_of(trigger, own, anywhere=candidate.tense != "present" or candidate.kind not in _STANDING)
        or _goes_on(candidate, sentence, trigger)
        or _still(candidate, sentence, trigger)
        or _as_cited(candidate, sentence)
    )


def _as_cited(candidate: Candidate, sentence: Sentence) -> Mention | None:
    """At the latest the year of the work on which it is told that somebody said something: "(Daily Mail, 2019)"."""
    speaker = candidate.roles.get("speaker")
    if candidate.kind != "statements" or speaker is None or any(one.form == "voice" for one in speaker.mentions):
        return None
    cited = [one for one in sentence.mentions if one.form == "cited" and one.start > candidate.end]
    years = {one.key for one in cited if one.type == "date" and len(one.key) == 4}
    return msgspec.structs.replace(cited[0], key=f"../{cited[0].key}", form="expression") if len(years) == 1 else None


_PLACES = ("state", "territory", "place", "facility")


def _of_a_place(sentence: Sentence, date: Mention) -> bool:
    """Whether what looks like a cited work is a place and its year: "the summit (Lisbon, 2010)"."""
    return any(
        one.type in _PLACES and sentence.text[one.end : date.start].strip(", ") == "" and one.end <= date.start
        for one in sentence.mentions
    )


def _offset(sentence: Sentence, trigger: Token) -> Mention | None:
    """When it was, of what is said to be so long before or after something that is dated: "three years after ..."."""
    spans = [one for one in sentence.mentions if one.form == "offset"]
    here = trigger
    while spans:
        for token in (here, *(child for child in here.children if child.dep_ in ("mark", "prep", "advmod"))):
            for one in spans:
                if one.start <= token.idx < one.end and one.end <= trigger.idx:
                    return one
        if here.head == here:
            break
        here = here.head
    return None


_STANDING = frozenset(["statements", "presences", "memberships", "production", "training", "disputes", "indicators"])
"""Kinds of which what is said in the present tense need not be of the day of something that the sentence mentions."""


def _still(candidate: Candidate, sentence: Sentence, trigger: Token) -> Mention | None:
    """ "Currently", where it is said of a thing that it goes on."""
    weak = candidate.kind in ("memberships", "statements", "disputes")  # "are now members" tells of no year
    nows = [
        (head, one)
        for one, head in sentence.heads.items()
        if one.form == "now" and not (weak and sentence.text[one.start : one.end].lower() == "now")
    ]
    there = date_of(trigger, nows, anywhere=False)
    if there is None and candidate.kind in _STANDING:
        there = date_of(trigger, nows)
    return there if candidate.tense != "past" else None


def _goes_on(candidate: Candidate, sentence: Sentence, trigger: Token) -> Mention | None:
    """The date of the sentences before, where this one goes on to tell what happened then."""
    time = sentence.context.time
    if time is None or candidate.assertion in ("expected", "hypothetical"):
        return None
    near = time.date if time.age < HOLDS else None
    lately = time.lately if time.age == 0 else None
    said = sentence.text[sentence.span.start_char : sentence.span.end_char].lstrip()
    if candidate.grain == "summary":
        return near if LEANS.match(said) and candidate.kind not in _STANDING else None
    if simple_past(trigger):
        return near or (lately if LEANS.match(said) and time.lead is None else None) or time.head or time.lead
    leans = candidate.tense in ("past", "") and LEANS.match(said) is not None
    return (near or lately if leans else None) or time.head


def date_of(trigger: Token, dates: Sequence[tuple[Token, Mention]], *, anywhere: bool = True) -> Mention | None:
    """The date that goes with a trigger: within its own phrase, else its clause, else `anywhere`; the nearest."""
    phrase = {token.i for token in trigger.subtree} if trigger.pos_ in ("NOUN", "PROPN", "NUM") else set()
    for inside in (phrase, *stretches(trigger, out=anywhere)):
        own = [pair for pair in dates if pair[0].i in inside]
        if own:
            return min(own, key=lambda pair: abs(int(pair[0].i) - int(trigger.i)))[1]
    return min(dates, key=lambda pair: abs(int(pair[0].i) - int(trigger.i)))[1] if dates and anywhere else None


def _of_another(date: Token, trigger: Token) -> bool:
    """Whether a date stands in what is only added about some noun: "thanked Chad for the tanks ordered in 2019"."""
    here = date
    while here.head != here:
        if here.dep_ in ("relcl", "acl") and here.tag_ != "VB":
            aside = here.dep_ == "relcl" or here.i > trigger.i
            return aside and here != trigger and not here.is_ancestor(trigger)
        here = here.head
    return False


def stretches(trigger: Token, *, out: bool = True) -> Iterator[set[int]]:
    """The tokens of a trigger's clause, then of those around it if `out`, then of clauses joined to its own."""
    here = trigger
    while True:
        yield {token.i for token in own_clause(here)}
        while here.head != here and not bounds(here):
            here = here.head
        if here.head == here or (here.dep_ in CLAUSES and not out):
            break
        here = here.head
    yield {token.i for token in clause(trigger)}
