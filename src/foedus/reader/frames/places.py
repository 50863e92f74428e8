"""Where something is, as far as its own clause does not name the place: "there", or the scene that goes on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from foedus.reader.frames.grammar import VERBS, governors, own_clause, verbs
from foedus.reader.frames.tree import Token
from foedus.reader.mention import Mention, Type

_THERE = frozenset(["there", "here"])
_WHERE = frozenset(
    ["in", "at", "on", "to", "into", "near", "across", "off", "with", "under", "outside", "inside", "around", "over",
     "through", "throughout", "along", "beyond", "within", "behind"]
)  # fmt: skip
"""Prepositions that say where; also "with the force", "under allied command": elsewhere than said before."""
_AWAY = frozenset(["abroad", "elsewhere", "overseas", "home"])
_WHOSE = frozenset(["whose", "which"])
_PLACES: tuple[Type, ...] = ("state", "territory", "place", "facility", "organisation")


_LOOSE = frozenset(["demonym", "pronoun"])


def place_of_clause(token: Token) -> list[Token]:
    """The nouns that a "where" above a token may mean, from the nearest to that of the whole phrase.

    "Gwen, the port in the north, where ships of Peru are moored": the north, the port, Gwen.
    """
    for verb in [token, *governors(token)[:2]]:
        if verb.dep_ == "relcl" and any(part.lower_ == "where" for part in verb.subtree if part.i < verb.i):
            return list(_out_of(verb.head))
    return []


def _out_of(noun: Token) -> Iterator[Token]:
    """A noun and those of the phrases that it stands in."""
    yield noun
    while noun.dep_ in ("pobj", "appos") and noun.head.head != noun.head:
        noun = noun.head if noun.dep_ == "appos" else noun.head.head
        if noun.pos_ not in ("NOUN", "PROPN"):
            break
        yield noun


def pointed_to(token: Token, named: Iterable[Mention], scene: Mention | None, types: Sequence[Type]) -> list[Mention]:
    """What "there" or "here" beside a trigger means: the last place named before its clause, else the scene.

    `named`: the sentence's mentions.
    """
    adverb = next((part for place in _about(token) for part in place.children if _points(part)), None)
    if adverb is None:
        return []
    begin = min(part.idx for part in token.subtree)
    beside = {one.key for one in named if begin <= one.start <= adverb.idx and one.start < token.idx}
    before = [
        one
        for one in named
        if one.end <= begin and one.type in types and one.form != "demonym" and one.key not in beside
    ]
    return before[-1:] or ([scene] if scene is not None and scene.type in types else [])


def unplaced(token: Token, heads: Mapping[Mention, Token]) -> bool:
    """Whether the clause of a trigger names no place after "in", "at" or the like, nor says "abroad" or "at home".

    A place that nobody knows by name may well lie in the scene: "at Camp Ember". `heads`: the tokens of the mentions.
    """
    stretch = own_clause(token)
    if any(part.lower_ in _AWAY or (part.lower_ in _WHOSE and part.dep_ != "nsubj") for part in stretch):
        return False
    inside = {part.i for part in stretch}
    ends = [head for one, head in heads.items() if head.i in inside and one.type in _PLACES and one.form not in _LOOSE]
    preps = [end.head for end in ends if end.dep_ == "pobj" and end.head.lower_ in _WHERE]
    return not any(token not in prep.subtree for prep in preps)


def _about(token: Token) -> list[Token]:
    """A trigger, its object, and the verbs it stands under."""
    objects = [child for child in token.children if child.dep_ in ("dobj", "attr")]
    return [token, *objects, *(verbs(token) if token.pos_ not in VERBS else [])]


def _points(part: Token) -> bool:
    return part.lower_ in _THERE and part.dep_ in ("advmod", "pcomp", "npadvmod")
