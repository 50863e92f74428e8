"""Whether a hyphen at a line's end belongs to the word, by the words of the document itself."""

import re

HYPHENS = "-\u2010\xad"
SECOND_PARTS = frozenset([
    "based", "led", "made", "speaking", "backed", "related", "wide", "term", "range", "scale", "level", "sponsored",
    "friendly", "owned", "run", "built", "born", "held", "controlled", "sided", "ranking", "style", "oriented",
    "funded", "trained", "supplied", "launched", "guided", "armed", "free", "to", "and", "year", "old", "day",
    "majority", "populated", "language",
])  # fmt: skip
"""What ends a compound: "Turkish-speaking" keeps its hyphen."""
FIRST_PARTS = frozenset([
    "self", "non", "anti", "pro", "ex", "post", "pan", "neo", "euro", "co", "vice", "so", "cross", "long", "short",
    "high", "low", "well", "mid",
])  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Vocabulary:
    """The words of a document, as they stand within its lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    @property
    def words(self) -> frozenset[str]:
        """In lower case; read when first asked for."""
        if self._words is None:
            self._words = frozenset(word.lower() for word in set(_WORD.findall(self._text)))
        return self._words

    def joined(self, before: str, after: str) -> bool | None:
        """Whether the hyphen between the end of a line and the next goes; None where no word is broken there."""
        if len(before) < 2 or before[-1] not in HYPHENS or not before[-2].isalpha() or not after[:1].isalpha():
            return None
        first = re.search(r"[^\W\d_]+$", before[:-1])
        second = re.match(r"[^\W\d_]+", after)
        if first is None or second is None:
            return None
        one, two = first.group().lower(), second.group().lower()
        if before[-1] == "\xad":
            return True
        if after[0].isupper() and not (first.group().isupper() and second.group().isupper()):
            return False
        if one + two in self.words:
            return True
        if f"{one}-{two}" in self.words or two in SECOND_PARTS or one in FIRST_PARTS:
            return False
        return not (one in self.words and two in self.words)
