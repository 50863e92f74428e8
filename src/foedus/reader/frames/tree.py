"""A parse as plain Python: what spaCy works out anew each time that it is asked for stands ready, under spaCy's names.

Rules ask each token for its children and its labels hundreds of times over; so they are taken from the parse once.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, wraps
from typing import Any, TypeVar, overload
from unicodedata import category

_COLUMNS = ["HEAD", "DEP", "POS", "TAG", "LEMMA", "SPACY", "SENT_START"]
_NEGATIVE = 2**63
"""From here on spaCy's columns, which know no sign, mean numbers below 0."""
_WORDS: dict[int, str] = {}
"""Labels and lemmas by spaCy's number for them, which is the same in every vocabulary."""


class Token:
    """A token; offsets are those of the text."""

    __slots__ = (
        "children", "dep_", "doc", "head", "i", "idx", "known", "lemma_", "lower_", "pos_", "subtree_", "tag_", "text",
        "text_with_ws",
    )  # fmt: skip

    def __init__(self, doc: "Doc", i: int, idx: int, text: str, space: bool, labels: Sequence[str]) -> None:
        self.doc, self.i, self.idx, self.text = doc, i, idx, text
        self.text_with_ws = f"{text} " if space else text
        self.lower_ = text.lower()
        self.dep_, self.pos_, self.tag_, self.lemma_ = labels
        self.head = self
        self.children: list[Token] = []
        """In the order of the text."""
        self.subtree_: list[Token] | None = None
        self.known: dict[object, Any] = {}
        """What `kept` functions have found."""

    @property
    def subtree(self) -> "list[Token]":
        """The token and all that hang on it, in the order of the tree."""
        if self.subtree_ is None:
            found: list[Token] = []
            waiting = True
            for child in self.children:
                if waiting and child.i > self.i:
                    found.append(self)
                    waiting = False
                found += child.subtree
            if waiting:
                found.append(self)
            self.subtree_ = found
        return self.subtree_

    @property
    def left_edge(self) -> "Token":
        """The first token of those."""
        return self.doc[min(one.i for one in self.subtree)]

    @property
    def is_alpha(self) -> bool:
        """Whether it is all letters."""
        return self.text.isalpha()

    def is_ancestor(self, other: "Token") -> bool:
        """Whether another hangs on it."""
        while other.head is not other:
            other = other.head
            if other is self:
                return True
        return False

    def nbor(self, by: int = 1) -> "Token":
        """The token so many further on. Raises `IndexError`."""
        if self.i + by < 0:
            raise IndexError(self.i + by)
        return self.doc[self.i + by]

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text


class Span:
    """Tokens from `start` to before `end`."""

    def __init__(self, doc: "Doc", start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end
        self.tokens = doc.tokens[start:end]
        self.start_char = self.tokens[0].idx if self.tokens else 0
        self.end_char = self.tokens[-1].idx + len(self.tokens[-1]) if self.tokens else 0

    @property
    def text(self) -> str:
        """Its text, without the space behind it."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The token that is nearest to the head of the sentence, the first of several."""
        tops = [one for one in self.tokens if one.head is one]
        if tops:
            return tops[0]
        outer = [one for one in self.tokens if not self.start <= one.head.i < self.end]
        return min(outer, key=_depth) if outer else self.tokens[0]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, at: int) -> Token:
        return self.tokens[at]


class Doc:
    """A parsed text."""

    def __init__(self, parse: Any) -> None:
        self.text = str(parse.text)
        rows: list[list[int]] = parse.to_array(_COLUMNS).tolist()
        words, strings = _WORDS, parse.vocab.strings
        self.tokens: list[Token] = []
        self._starts: list[int] = []
        """Where sentences begin."""
        idx = 0
        for i, (word, (_, *numbers, space, starts)) in enumerate(zip(parse, rows, strict=True)):
            for number in numbers:
                if number not in words:
                    words[number] = strings[number]
            text = word.text
            self.tokens.append(Token(self, i, idx, text, bool(space), [words[number] for number in numbers]))
            idx += len(text) + space
            if starts == 1 or not i:
                self._starts.append(i)
        for token, (head, *_) in zip(self.tokens, rows, strict=True):
            if head:
                token.head = self.tokens[token.i + (head if head < _NEGATIVE else head - 2 * _NEGATIVE)]
                token.head.children.append(token)
        self._offsets = [token.idx for token in self.tokens]

    @cached_property
    def sents(self) -> list[Span]:
        """The sentences."""
        ends = [*self._starts[1:], len(self.tokens)]
        return [Span(self, start, end) for start, end in zip(self._starts, ends, strict=False)]

    def char_span(self, start: int, end: int) -> Span | None:
        """All tokens that share a character with a stretch; None where it does not lie in the text."""
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        if start == self.tokens[first].idx + len(self.tokens[first]):
            first += 1
        return Span(self, first, last + 1)

    def _at(self, place: int) -> int | None:
        """The token at a character, or right before it where that is a space."""
        if not self.tokens or not 0 <= place < len(self.text):
            return None
        return bisect_right(self._offsets, place) - 1

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[at]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)


def _depth(token: Token) -> int:
    """How many tokens lie between one and the head of its sentence; of a bare blank or mark as many as there are."""
    if not token.children and (token.text.isspace() or all(category(char)[0] == "P" for char in token.text)):
        return len(token.doc) - 1
    depth = 0
    while token.head is not token:
        token, depth = token.head, depth + 1
    return depth


def plain(parse: Any) -> Doc:
    """A parse of spaCy's as plain Python; one that is so already, as it is."""
    return parse if isinstance(parse, Doc) else Doc(parse)


Found = TypeVar("Found")


def kept(find: Callable[[Token], Found]) -> Callable[[Token], Found]:
    """What a function finds of a token, worked out once for each. Nobody may change it."""

    @wraps(find)
    def once(token: Token) -> Found:
        known = token.known
        if find not in known:
            known[find] = find(token)
        found: Found = known[find]
        return found

    return once
