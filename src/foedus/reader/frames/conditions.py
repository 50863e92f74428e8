"""What must hold around a trigger besides its roles: words of its phrase, and what a "not" makes of it."""

from foedus.reader.frames.grammar import alone, governors, lemma_of, objects, position
from foedus.reader.frames.model import Frame
from foedus.reader.frames.plan import Plan, Text, text_of_words
from foedus.reader.frames.tree import Token, kept

_QUOTES = frozenset('"“”„«»‘')
_WILL_NOT = frozenset(["refuse", "decline", "fail", "cease", "stop", "hesitate"])
"""Verbs that turn what they govern round: "refused to recognise"."""
_NONE = frozenset(["no", "none", "neither", "nobody", "nor", "few", "hardly", "nothing"])


def words_within(frame: Frame, its: Plan, token: Token) -> bool:
    """Whether what hangs on a trigger, and the verb above it, are as the frame has it."""
    if (frame.said and not _says(token)) or (frame.alone and _bound(token)):
        return False
    if (frame.bare or frame.full) and bool(objects(token)) != frame.full:
        return False
    if frame.under or frame.not_under:
        verb = next((verb.lemma_.lower() for verb in governors(token)[:1]), None)
        if (frame.under and verb not in frame.under) or verb in frame.not_under:
            return False
    above = token.head.lower_ if token.dep_ == "pobj" else ""
    if frame.not_on and above and token.head.head.lemma_.lower() in frame.not_on:
        return False
    if above in frame.not_after or (frame.after and above not in frame.after):
        return False
    if its.within is not None and not its.within.stand_in(text_of(token)):
        return False
    return its.not_within is None or not its.not_within.stand_in(text_of(token))


def _bound(noun: Token) -> bool:
    """Whether a noun stands before the one it belongs to: "patrol boats"."""
    return noun.dep_ in ("compound", "nmod") and noun.head.i > noun.i


def _says(token: Token) -> bool:
    """Whether a clause hangs on a verb, or words in quotation marks stand in its phrase."""
    if any(child.dep_ in ("ccomp", "parataxis") for child in token.children):
        return True
    return any(one.text in _QUOTES for one in token.subtree)


@kept
def text_of(token: Token) -> Text:
    """The phrase that hangs on a token, twice: its lemmas, and its words as they stand, in small letters.

    A verb's is without the clauses that "and" joins to it.
    """
    phrase = sorted(alone(token) if token.pos_ == "VERB" else token.subtree, key=position)
    if token.pos_ == "VERB" and token.dep_ == "relcl" and token.head.pos_ == "NOUN":
        phrase = [token.head, *phrase]  # "a charge that Chad rejects"
    return text_of_words([*(lemma_of(one) for one in phrase), "|", *(one.lower_ for one in phrase)])


def negated(token: Token) -> bool:
    """Whether a "not" stands on a trigger, or nobody is its subject: "never backed", "none of them recognises"."""
    if any(child.dep_ == "neg" for child in token.children):
        return True
    if any(_nobody(child) for child in token.children if child.dep_ in ("nsubj", "nsubjpass", "det")):
        return True
    if any(_nobody(child) for child in token.children if child.dep_ == "dobj"):
        return True
    above = token.head
    if token.dep_ == "xcomp" and above.lemma_ in _WILL_NOT:
        return True
    return (
        above != token
        and token.dep_ in ("xcomp", "dobj", "attr", "acomp", "pcomp")
        and any(child.dep_ == "neg" or (child.dep_ == "nsubj" and _nobody(child)) for child in above.children)
    )


def bidden(verb: Token) -> bool:
    """Whether a verb stands under a word that says what should be, or might: "Chad ought to insist"."""
    return any(child.dep_ == "aux" and child.lower_ in _BIDS for child in verb.children)


_BIDS = frozenset(["should", "must", "ought", "might", "may"])


def _nobody(token: Token) -> bool:
    return token.lower_ in _NONE or any(
        child.dep_ in ("det", "preconj") and child.lower_ in _NONE for child in token.children
    )
