"""Passages parsed; where a rare name was taken for another word, again, with the name disguised as a common one.

"ECOWAS imposed" is parsed as "NATO imposed", where a small model takes ECOWAS for a verb; the words that come back are
the text's.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from foedus.reader.mention import Mention

LEFT = frozenset(["pronoun", "collective", "phrase", "unnamed", "office"])
"""Forms of mentions that are words of the language, not names."""
NAMES = frozenset(["PROPN", "NOUN", "ADJ", "ADP", "DET", "PART", "CCONJ", "PUNCT", "NUM"])
"""Parts of speech that words of names may have."""


@cache
def disguises() -> Mapping[str, tuple[str, ...]]:
    """`parsing.toml`: by type the names that stand in for others, of one word, of two."""
    path = Path(__file__).with_name("parsing.toml")
    data: dict[str, dict[str, list[str]]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {kind: tuple(names) for kind, names in data["names"].items()}


def parsed(texts: Iterable[str], named: Iterable[Sequence[Mention]], parser: Any) -> Iterator[Any]:
    """The parses of texts, spaCy's documents with the words as they stand."""
    listed = list(texts)
    for doc, mentions in zip(parser.pipe(listed, batch_size=32), named, strict=True):
        words = dict(_mistaken(doc, mentions))
        yield _again(doc, words, parser) if words else doc


def _mistaken(doc: Any, mentions: Sequence[Mention]) -> Iterator[tuple[int, str]]:
    """The words of names that were taken for something else than a name, each with its disguise."""
    for one in mentions:
        other = disguises().get(one.type, ())
        if one.form in LEFT or not other:
            continue
        span = doc.char_span(one.start, one.end)
        if span is not None and len(span) <= len(other) and any(token.pos_ not in NAMES for token in span):
            yield from zip(range(span.start, span.end), other[len(span) - 1].split(), strict=True)


def _again(doc: Any, words: Mapping[int, str], parser: Any) -> Any:
    """A text parsed again with some words disguised; the words of the answer are the text's."""
    from spacy.tokens import Doc

    own = [token.text for token in doc]
    spaces = [bool(token.whitespace_) for token in doc]
    parse = parser(Doc(doc.vocab, words=[words.get(at, word) for at, word in enumerate(own)], spaces=spaces))
    return Doc(
        doc.vocab,
        words=own,
        spaces=spaces,
        tags=[token.tag_ for token in parse],
        pos=[token.pos_ for token in parse],
        lemmas=[own[token.i] if token.i in words else token.lemma_ for token in parse],
        heads=[token.head.i for token in parse],
        deps=[token.dep_ for token in parse],
        sent_starts=[token.is_sent_start for token in parse],
    )
