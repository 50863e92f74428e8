"""The words of a text, for columns that need some where nothing named fits: what a position is about, a measure."""

from collections.abc import Callable, Mapping
from itertools import pairwise

from foedus.reader.frames.grammar import clause, joined, objects
from foedus.reader.frames.tree import Token
from foedus.terms.words import slug

LONGEST = 8
"""Words."""
LINE = 20
"""Words of a proposition."""
_CLAUSES = frozenset(["relcl", "acl", "advcl", "appos", "punct"])


def about(trigger: Token) -> str:
    """What a word of speech or liking is about, in the text's own words: its object, else its clause's."""
    verb = trigger.head if trigger.dep_ == "aux" else trigger
    for noun in _candidates(verb):
        if noun.pos_ in ("NOUN", "PROPN", "NUM", "ADJ", "VERB"):
            return phrase(noun)
    return phrase(verb)


def _candidates(trigger: Token) -> list[Token]:
    found = [one for one in objects(trigger) if one.i > trigger.i]
    found += [end for child in trigger.children if child.dep_ in ("prep", "dative") for end in child.children]
    for below in (child for child in trigger.children if child.dep_ in ("ccomp", "xcomp", "acl", "advcl")):
        found += [child for child in below.children if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "pobj")]
        found += [end for child in below.children if child.dep_ == "prep" for end in child.children]
    return [one for one in found if one.pos_ != "PRON"]


def phrase(noun: Token) -> str:
    """A noun with what belongs to it, without clauses, articles and lists, at most `LONGEST` words."""
    left = {part.i for child in joined(noun) if child != noun for part in child.subtree}
    for child in noun.children:
        if child.dep_ in _CLAUSES or child.dep_ in ("cc", "det", "conj"):
            left |= {part.i for part in child.subtree}
    kept = [part for part in sorted(noun.subtree, key=lambda one: int(one.i)) if part.i not in left]
    text = ""
    for part in kept[:LONGEST]:
        text += ("" if part.i and part.nbor(-1) in kept else " ") + part.text_with_ws
    return " ".join(text.split()).strip(" ,;:.\"'“”‘’()–-")


def proposition(trigger: Token) -> str:
    """What a clause says, in the text's own words: the clause that a reason stands in, at most `LINE` words."""
    words = [part for part in clause(trigger) if part.pos_ != "SPACE"]
    text = "".join(part.text_with_ws if part.i + 1 == after.i else part.text + " " for part, after in pairwise(words))
    return " ".join((text + words[-1].text).split()[:LINE]).strip(" ,;:") if words else ""


def measure(trigger: Token) -> str:
    """What a figure measures, from the words: "rank-largest-army", "military-spending"."""
    noun = trigger.head if trigger.pos_ == "ADJ" and trigger.head.pos_ == "NOUN" else trigger
    words = [*(child for child in noun.children if child.dep_ in ("compound", "amod") and child.i < noun.i), noun]
    return slug(" ".join(part.lemma_.lower() for part in words if part.is_alpha)) or "figure"


OPEN: Mapping[str, Callable[[Token], str]] = {"about": about, "measure": measure, "proposition": proposition}
"""By column that must be filled, what fills it where no mention does."""
