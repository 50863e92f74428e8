"""Things that are only pointed back at: "them", "the aircraft", "the first of its eighteen", "12 more"."""

from collections.abc import Iterable, Sequence

import msgspec

from foedus.reader.frames.tree import Token
from foedus.reader.mention import Mention, Type

THINGS: tuple[Type, ...] = ("platform", "item")
_PRONOUNS = frozenset(["it", "they", "them", "these", "those", "both", "ones", "one", "some", "any", "neither"])
_PARTS = frozenset(
    ["first", "last", "second", "rest", "remainder", "other", "more", "half", "dozen", "latter",
     "former", "pair", "batch", "consignment", "tranche", "instalment", "shipment", "quarter", "third",
     "handful", "score", "couple", "trio"]
)  # fmt: skip
"""Words for a part of what has been named, where they have no noun of their own."""
_POINTING = frozenset(["the", "these", "those", "both", "this", "that", "all", "such", "its", "their"])
_WORDS = frozenset(
    ["aircraft", "plane", "jet", "fighter", "helicopter", "drone", "ship", "vessel", "boat", "submarine", "frigate",
     "corvette", "tank", "vehicle", "howitzer", "gun", "missile", "system", "battery", "weapon", "launcher", "radar",
     "warship", "warplane", "airframe", "machine", "type", "model", "trainer", "armoured vehicle", "patrol boat",
     "patrol vessel", "cutter", "craft", "transport", "rocket", "interceptor", "truck", "carrier", "airlifter"]
)  # fmt: skip
"""Nouns that, with an article and nothing else, mean what was named before rather than a thing of their own."""


def pointed_at(token: Token, named: Iterable[Mention], before: Sequence[Sequence[Mention]]) -> list[Mention]:
    """What a pronoun, or a part without a noun, stands for: the thing named last, in this sentence or the one before.

    `named`: the sentence's mentions; `before`: those of the sentences before it, the nearest first.
    """
    if not _is_bare(token):
        return []
    here = [one for one in named if one.type in THINGS and one.end <= token.idx]
    return _named_last(token, here, before)


def meant(one: Mention, head: Token, named: Iterable[Mention], before: Sequence[Sequence[Mention]]) -> Mention:
    """The model that "the aircraft" means, where one of its sort has been named; else the mention itself."""
    if one.type != "item" or one.country or one.key.rstrip("s") not in _WORDS | _PLURALS:
        return one
    model = _of_the_class(head, named)
    if model is not None:
        return msgspec.structs.replace(model, start=one.start, end=model.end, form="again")
    if not _points(head):
        return one
    own = [other for other in named if other.type == "platform" and other.end <= one.start]
    for sentence in [own, *before[:2]]:
        for other in reversed(sentence):
            if other.type == "platform" and (other.category == one.category or one.key.rstrip("s") in _ANY):
                return msgspec.structs.replace(other, start=one.start, end=one.end, form="again")
    return one


_CLASSES = frozenset(["class", "type", "design", "family", "series", "model"])


def _of_the_class(head: Token, named: Iterable[Mention]) -> Mention | None:
    """The model of things that are counted by their noun: "two frigates of the Anzac class"."""
    for prep in (child for child in head.children if child.lower_ == "of"):
        for end in (child for child in prep.children if child.dep_ == "pobj" and child.lemma_.lower() in _CLASSES):
            inside = (end.left_edge.idx, end.idx + len(end))
            for one in named:
                if one.type == "platform" and inside[0] <= one.start < inside[1]:
                    return one
    return None


_PLURALS = frozenset(word.rstrip("s") for word in ("aircraft", "batterie", "craft"))
_ANY = frozenset(["system", "weapon", "type", "model", "machine"])


def _points(head: Token) -> bool:
    """Whether a noun has an article that points back, and nothing that tells it from others of its sort."""
    before = [child for child in head.children if child.i < head.i]
    if any(child.dep_ in ("amod", "compound", "poss", "nmod") and child.lower_ not in _POINTING for child in before):
        return False
    behind = any(child.dep_ in ("prep", "relcl", "acl") for child in head.children)
    return not behind and any(child.lower_ in _POINTING for child in before)


def _is_bare(token: Token) -> bool:
    if token.lower_ in _PRONOUNS and token.pos_ in ("PRON", "DET", "NOUN", "NUM"):
        return token.dep_ not in ("nsubj", "det") or token.lower_ in ("they", "these", "those", "both")
    if token.pos_ == "NUM" or token.lower_ in _PARTS or token.lemma_ in _PARTS:
        if token.dep_ in ("nummod", "amod", "compound", "quantmod", "det", "npadvmod", "advmod"):
            return False
        return not any(child.dep_ in ("prep", "compound") for child in token.children)
    return False


def _named_last(token: Token, here: Sequence[Mention], before: Sequence[Sequence[Mention]]) -> list[Mention]:
    for sentence in [here, *before[:2]]:
        things = [one for one in sentence if one.type in THINGS]
        if things:
            return [msgspec.structs.replace(things[-1], start=token.idx, end=token.idx + len(token), form="pronoun")]
    return []
