"""What no gazetteer has: speakers without a name ("Swedish officials"), bodies by their description ("a regiment")."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from foedus.reader.frames.tree import Token
from foedus.reader.mention import Mention
from foedus.terms.words import slug

_BEFORE = frozenset(["amod", "compound", "nmod"])
_VAGUE = frozenset(
    ["several", "some", "many", "other", "few", "more", "most", "former", "own", "same", "such", "various"]
)


@cache
def people() -> frozenset[str]:
    """The nouns of `people.toml`, by lemma."""
    path = Path(__file__).with_name("people.toml")
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["people"])


def unnamed(token: Token, at: Mapping[int, Sequence[Mention]]) -> Mention | None:
    """The speaker that a noun is, with what stands before it, or a cited author; None where the noun is for no people.

    `at` gives the mentions by the index of their head; a state among those beside the noun is the speaker's.
    """
    if _cited(token):
        name = [*(child for child in token.children if child.dep_ == "compound" and child.i < token.i), token]
        return Mention(
            name[0].idx, token.idx + len(token), slug(" ".join(part.text for part in name)), "person", "unnamed"
        )
    if token.pos_ not in ("NOUN", "PROPN") or not {token.lemma_.lower(), token.lower_.removesuffix("s")} & people():
        return None
    before = [child for child in token.children if child.dep_ in _BEFORE and child.i < token.i]
    words = [child for child in before if child.lower_ not in _VAGUE]
    beside = [*before, *(child for child in token.children if child.dep_ == "poss")]
    beside += [end for child in token.children if child.lower_ in ("in", "from", "of") for end in child.children]
    if _for_another(token, beside, at):
        return None
    states = [one.key for part in beside for one in at.get(part.i, ()) if one.type == "state"]
    start = min([token.idx, *(child.idx for child in words)])
    key = slug(" ".join([*(child.text for child in words), token.text]))
    return Mention(start, token.idx + len(token), key, "person", "unnamed", country=states[0] if states else "")


def _for_another(token: Token, beside: Sequence[Token], at: Mapping[int, Sequence[Mention]]) -> bool:
    """Whether those meant are named beside the noun: "observers such as Ana Ruiz", "a spokesman for NATO"."""
    lemma = token.lemma_.lower()
    named = [end for child in token.children if child.dep_ == "prep" for end in child.children]
    if any(end.head.lower_ in ("as", "like", "including") and _has(end, at, ("person",)) for end in named):
        return True
    if lemma.startswith("spokes"):
        return any(end.head.lower_ == "for" and _has(end, at, ("organisation", "agency")) for end in named)
    return lemma == "delegation" and any(_has(part, at, ("organisation",)) for part in beside)


def _has(token: Token, at: Mapping[int, Sequence[Mention]], types: Sequence[str]) -> bool:
    return any(one.type in types for one in at.get(token.i, ()))


def _cited(token: Token) -> bool:
    """Whether a name is that of a cited work's author: "Okonkwo (2019)"."""
    if token.pos_ not in ("PROPN", "NOUN") or not token.text[0].isupper():
        return False
    after = token.doc.tokens[token.i + 1 : token.i + 4]
    if len(after) < 3:
        return False
    return (
        after[0].text == "("
        and after[1].text[:4].isdigit()
        and after[2].text == ")"
        and after[1].text[:2] in ("19", "20")
    )


@cache
def _bodies() -> Mapping[str, frozenset[str]]:
    path = Path(__file__).with_name("bodies.toml")
    return {name: frozenset(words) for name, words in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def body(token: Token) -> Mention | None:
    """The body that a noun phrase describes or names: "a regiment", "the Caspian Working Group on Fish".

    None where the noun is for no body and the phrase is no name of several words.
    """
    before = [child for child in token.children if child.dep_ in _BEFORE and child.i < token.i]
    named = token.pos_ == "PROPN" and any(child.pos_ == "PROPN" and child.dep_ == "compound" for child in before)
    if not named and token.lemma_.lower() not in _bodies()["bodies"]:
        return None
    words = [child for child in before if child.lower_ not in _bodies()["vague"] and child.text != "-"]
    after = []
    if token.text[0].isupper():
        ends = [child for child in token.children if child.dep_ == "prep" and child.lower_ in ("of", "on", "for")]
        after = [part for child in ends[:1] for part in child.subtree if part.pos_ not in ("DET", "PUNCT")]
    start = min([token.idx, *(child.idx for child in words)])
    inner = [part for child in words for part in child.subtree if part.pos_ not in ("DET", "PUNCT")]
    phrase = sorted([*inner, token, *after], key=lambda part: int(part.i))
    return Mention(
        start, token.idx + len(token), slug(" ".join(part.text for part in phrase)), "organisation", "phrase"
    )


def at_home(token: Token) -> bool:
    """Whether a phrase stands for the state that a text is about: "the government", "this country", "our navy"."""
    if token.lower_ in _bodies()["own"]:
        return True
    if token.pos_ not in ("NOUN", "PROPN") or token.lemma_.lower() not in _bodies()["home"]:
        return False
    before = {child.lower_ for child in token.children if child.dep_ in ("det", "poss")}
    return bool(before & _bodies()["pointing"]) or (not before and token.lower_ in ("parliament", "government"))


def leads_to(noun: Token, preposition: Token) -> bool:
    """Whether a preposition says whose people a noun means: "the government in Kabul", "a spokesman for NATO"."""
    if preposition.lower_ == "in":
        return noun.lower_ in _bodies()["rulers"]
    return preposition.lower_ == "for" and str(noun.lemma_).lower().startswith("spokes")


def opines(verb: Token) -> bool:
    """Whether a verb is one by which an author takes a position: "I doubt", not "we saw above"."""
    return verb.lemma_.lower() in _bodies()["opinion"]
