"""How far a thing has got, and whether the sentence vouches for it: from tense, modals, negation and the verbs above.

Phases are the grammar's; a frame says which stage of its kind each is. Assertions are the codebook's.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from foedus.reader.frames.grammar import governors, subjects
from foedus.reader.frames.sentence import Sentence
from foedus.reader.frames.tree import Token
from foedus.reader.mention import Mention, Type

Phase = Literal[
    "wanted", "offered", "planned", "negotiated", "agreed", "ongoing", "done", "ended", "suspended", "cancelled",
    "refused",
]  # fmt: skip
PHASES: tuple[str, ...] = (
    "cancelled", "refused", "suspended", "ended", "negotiated", "wanted", "offered", "planned", "agreed", "ongoing",
    "done",
)  # fmt: skip
"""From the one that weighs most against its being so."""

Assertion = Literal["asserted", "attributed", "denied", "expected", "hypothetical"]
_SPEAKERS: tuple[Type, ...] = ("person", "agency", "state", "organisation", "firm", "group", "armed-group")
_NONE = frozenset(["no", "neither", "none"])
_AWAITED = frozenset(["expect", "set", "slate", "schedule", "project"])
"""Verbs whose passive with "to" says that something is to come: "is expected to"."""
_SOON = frozenset(["due", "set", "likely", "slated", "scheduled", "expected"])
"""Words that say so behind "is": "is due to"."""


class Standing(msgspec.Struct, frozen=True):
    """How a sentence puts what a trigger is about."""

    phase: str
    """Of `PHASES`; empty where the grammar says nothing."""
    assertion: Assertion
    on_word_of: tuple[Mention, ...] = ()
    tense: str = ""
    """`past`, `present`, `future`, or empty for a noun with no verb above it."""


def verbs_about(trigger: Token) -> tuple[str, ...]:
    """The lemmas of the participles that hang on a noun and of the verbs above it, nearest first."""
    below = [child for child in trigger.children if child.dep_ in ("acl", "relcl")] if trigger.pos_ != "VERB" else []
    return tuple(verb.lemma_.lower() for verb in (*below, *governors(trigger)))


class _Words(msgspec.Struct, frozen=True):
    phases: dict[str, tuple[str, ...]]
    reporting: dict[str, tuple[str, ...]]
    modal: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]] = {}


@cache
def words() -> _Words:
    """`governors.toml`."""
    path = Path(__file__).with_name("governors.toml")
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Words)


@cache
def _phase_of() -> dict[str, str]:
    return {lemma: phase for phase, lemmas in words().phases.items() for lemma in lemmas}


@cache
def _phase_of_noun() -> dict[str, str]:
    return {lemma: phase for phase, lemmas in words().nouns.items() for lemma in lemmas}


def _hangs_on(trigger: Token) -> str:
    """The phase that the nouns say on which a trigger hangs, up to the verb: "talks on the purchase"."""
    phase, here = "", trigger
    while here.head != here and here.head.pos_ in ("NOUN", "PROPN", "ADP") and here.dep_ in ("pobj", "prep", "acl"):
        here = here.head
        phase = _heavier(phase, _phase_of_noun().get(here.lemma_.lower(), "") if here.pos_ == "NOUN" else "")
    return phase


def standing(sentence: Sentence, trigger: Token) -> Standing:
    """How far what the trigger is about has got, who says so, and whether it is so."""
    if _granted(trigger):
        return Standing("", "asserted")
    done = _participle(trigger)
    if done is not None:
        return Standing(_phase_of()[done.lemma_.lower()], "asserted", tense="past")
    none = any(child.dep_ in ("det", "neg") and child.lower_ in _NONE for child in trigger.children)
    above = [trigger, *governors(trigger)] if trigger.pos_ in ("VERB", "AUX") else governors(trigger)
    above = [trigger] if _in_passing(trigger) else above
    reporting = set(words().reporting["says"]) | set(words().reporting["denies"])
    phase, tense, denied, modal = _hangs_on(trigger), "", none, ""
    speakers: list[Mention] = []
    reached_speech = False
    beside = _in_its_course(trigger)  # nor of what it happened at, and what one verb says of "and" the next does not
    apart = False  # nor its "not", where the next stands in a tense of its own: "did not join and ended"
    for at, verb in enumerate(above):
        lemma = verb.lemma_.lower()
        if lemma in reporting and (at or trigger.pos_ not in ("VERB", "AUX")) and _speech(verb, trigger):
            speakers += [one for who in subjects(verb) for one in sentence.standing_at(who, _SPEAKERS)]
            denied |= lemma in words().reporting["denies"]
            reached_speech = True
            modal = "future" if modal == "conditional" and _future_then(above[at - 1], verb) else modal
            break
        if verb != trigger and not beside:
            phase = _heavier(phase, _phase_of().get(lemma, "") if not _puts_on(verb) else "")
        beside = beside or verb.dep_ == "conj"
        tense = tense or _tense(verb)
        if not apart and not _only_described(verb, trigger):
            denied ^= any(child.dep_ == "neg" for child in verb.children)
            denied |= any(child.lower_ == "unable" for child in verb.children) or _nobody(verb) or _not_yet(verb)
            modal = modal or _modal(verb)
        apart = apart or (verb.dep_ == "conj" and verb.tag_ in ("VBD", "VBZ", "VBP"))
    denied = denied and not _at_last(sentence)
    phase = _heavier(phase, "planned" if above and _resolved(above[-1]) else "")
    modal, tense = ("future", "future") if _will(trigger) else (modal, tense)
    speakers += _according_to(sentence)
    assertion = _assertion(denied, modal, tense, bool(speakers) or (reached_speech and not speakers))
    return Standing(phase, assertion, tuple(dict.fromkeys(speakers)), tense)


def _in_passing(trigger: Token) -> bool:
    """Whether a trigger is said of a noun in passing, and stands by itself: "a pact under which it gave aid"."""
    if trigger.dep_ == "relcl" or trigger.pos_ != "VERB":
        return bool(trigger.dep_ == "relcl")
    under = (end for child in trigger.children if child.dep_ == "prep" for end in child.children)
    return any(end.lower_ == "which" for end in under)


_AT = frozenset(["after", "during", "following", "amid", "before", "upon", "since"])
_BESIDE = frozenset(["sideline", "margin", "fringe", "occasion", "course", "wake", "eve", "framework"])


def _in_its_course(noun: Token) -> bool:
    """Whether a noun only says when or where something else was: "signed on the sidelines of the summit"."""
    here = noun if noun.pos_ in ("NOUN", "PROPN") else noun.head
    while noun.pos_ in ("NOUN", "PROPN") and here.dep_ in ("pobj", "prep", "compound", "pcomp") and here.head != here:
        if here.dep_ == "prep" and here.lower_ in _AT and here.head.pos_ in ("VERB", "AUX"):
            return True
        if here != noun and here.pos_ == "NOUN" and here.lemma_.lower() in _BESIDE:
            return True
        here = here.head
    return False


def _not_yet(verb: Token) -> bool:
    """Whether somebody has not done so far what follows: "have yet to send"."""
    kids = list(verb.children)
    return any(child.lower_ == "yet" for child in kids) and any(child.dep_ == "xcomp" for child in kids)


def _will(noun: Token) -> bool:
    """Whether it is said of a noun in passing that it will be: "the exercise, which will bring together three"."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    return any(child.dep_ == "relcl" and _modal(child) == "future" for child in noun.children)


def _resolved(verb: Token) -> bool:
    """Whether a sentence is only what somebody resolved to do, as an item of a list is: "2. To hold an exercise"."""
    return bool(
        verb.dep_ == "ROOT"
        and verb.tag_ == "VB"
        and any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    )


def begins(verb: Token) -> bool:
    """Whether a verb says that something begins or goes on."""
    return _phase_of().get(verb.lemma_.lower()) == "ongoing"


def _at_last(sentence: Sentence) -> bool:
    """Whether what is negated is only said to have come late: "did not join until 2023"."""
    return any(
        one.type == "date"
        and not one.key.startswith("../")
        and sentence.text[one.start : one.end].lower().startswith(("until", "till"))
        for one in sentence.mentions
    )


def _future_then(verb: Token, saying: Token) -> bool:
    """Whether "would" says what was to come when it was said: "announced that it would be stationed there"."""
    would = any(child.lower_ == "would" and child.dep_ == "aux" for child in verb.children)
    return would and saying.tag_ in ("VBD", "VBN")


def _puts_on(verb: Token) -> bool:
    """Whether "apply" is to put something on somebody, not to ask to be let in."""
    return bool(verb.lemma_ == "apply") and any(
        child.dep_ in ("dobj", "nsubjpass", "auxpass") for child in verb.children
    )


def _granted(noun: Token) -> bool:
    """Whether a noun only describes somebody, which is not in doubt: "Chad, a member", "the ally Chad"."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    if noun.dep_ == "pobj":
        return noun.head.lower_ in ("as", "despite")
    return noun.dep_ in ("appos", "compound", "nmod") or (noun.dep_ == "attr" and noun.head.tag_ == "VBG")


def _participle(noun: Token) -> Token | None:
    """The participle that says how far it has got, whatever its sentence goes on to say: "a pact signed in 1990"."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    return next(
        (child for child in noun.children
         if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() in _phase_of()), None
    )  # fmt: skip


def _nobody(verb: Token) -> bool:
    """Whether the subject says that it is none of them: "neither Mali nor Chad", "no member", "none of them"."""
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    return subject.lower_ in _NONE or any(
        child.lower_ in _NONE and child.dep_ in ("det", "preconj", "cc") for child in subject.children
    )


def _only_described(verb: Token, trigger: Token) -> bool:
    """Whether a verb only says what the trigger, its subject, is like: "the visit was no coincidence"."""
    return bool(verb.lemma_ == "be" and trigger.dep_ == "nsubj" and trigger.head == verb)


def _heavier(one: str, other: str) -> str:
    if not one or not other:
        return one or other
    return min(one, other, key=PHASES.index)


def _speech(verb: Token, trigger: Token) -> bool:
    """Whether the trigger is within what is said, not what the saying itself is done to."""
    ccomps = [child for child in verb.children if child.dep_ in ("ccomp", "xcomp", "dobj")]
    reports = [child for child in verb.children if child.dep_ == "nsubjpass" and child != trigger]
    return any(trigger in list(child.subtree) for child in (*ccomps, *reports)) or any(
        child.dep_ == "ccomp" for child in verb.children
    )


def _according_to(sentence: Sentence) -> list[Mention]:
    found = []
    for token in sentence.span:
        if token.lower_ == "according":
            for prep in token.children:
                ends = [end for end in prep.children if end.dep_ == "pobj" and end.lower_ != "which"]
                found += [one for end in ends for one in sentence.standing_at(end, _SPEAKERS)]
    return found


def _tense(verb: Token) -> str:
    lower = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if lower & set(words().modal["future"]) or "going" in lower:
        return "future"
    tags = {child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass")} | {verb.tag_}
    if tags & {"VBD"} or (verb.tag_ == "VBN" and tags & {"VBZ", "VBP"} and lower & {"has", "have", "'ve", "'s"}):
        return "past"
    if tags & {"VBZ", "VBP"}:
        return "present"
    return ""


def _modal(verb: Token) -> str:
    lower = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    for sort in ("future", "possible", "conditional"):
        if lower & set(words().modal[sort]):
            return sort
    goals = [child for child in verb.children if child.dep_ == "xcomp"]
    if verb.lemma_ in _AWAITED and goals and any(child.dep_ == "auxpass" for child in verb.children):
        return "future"
    to_do = verb.tag_ in ("VBZ", "VBP") and _to_do(goals)
    return "future" if verb.lemma_ == "be" and (to_do or _due(verb)) else ""


def _to_do(goals: Iterable[Token]) -> bool:
    """Whether one of them is what somebody is to do: "is to send"."""
    return any(child.lower_ == "to" for goal in goals if goal.tag_ in ("VB", "VBN") for child in goal.children)


def _due(verb: Token) -> bool:
    """Whether somebody is due, set or likely to do something."""
    said = [child for child in verb.children if child.dep_ in ("acomp", "oprd") and child.lower_ in _SOON]
    return any(inner.dep_ == "xcomp" for one in said for inner in one.children)


def _assertion(denied: bool, modal: str, tense: str, attributed: bool) -> Assertion:
    if denied:
        return "denied"
    if modal in ("possible", "conditional"):
        return "hypothetical"
    if modal == "future" or tense == "future":
        return "expected"
    return "attributed" if attributed else "asserted"
