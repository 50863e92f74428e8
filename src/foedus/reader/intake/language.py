"""The language of a block, where it is long enough to tell; else that of the document, where it is not English."""

import re
from collections import Counter
from collections.abc import Sequence

from foedus.reader.languages import READ
from foedus.reader.languages.detect import told

LONG_ENOUGH = 60
"""Characters; below, an English text is told by its commonest words alone."""
ENGLISH = frozenset([
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "was", "on", "with", "as", "by", "at", "from", "it",
    "its", "be", "are", "were", "has", "have", "had", "which", "this", "an", "or", "not", "but", "his", "her", "their",
    "they", "he", "she", "will", "would", "who", "been", "also", "than", "more", "after", "between", "into",
])  # fmt: skip
SHARE = 0.15
"""Of words that are English function words in an English text, at least."""
SAMPLE = 500

_WORD = re.compile(r"[^\W\d_]+")


def language(text: str) -> str:
    """ISO 639-1 of a block, or nothing where it is short or mixed."""
    sample = text[:SAMPLE]
    words = _WORD.findall(sample.lower())
    if not words:
        return ""
    if sum(map(ENGLISH.__contains__, words)) >= SHARE * len(words):
        return "en" if len(sample) >= LONG_ENOUGH else ""
    return told(sample, LONG_ENOUGH)


def settled(languages: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The languages of a document's blocks: those too short to tell have that of most of it, where it is not English.

    So a heading of three words is read as what stands below it. Where most is in a language that is not read, what
    stands right below tells.
    """
    lengths: Counter[str] = Counter()
    for tongue, text in zip(languages, texts, strict=True):
        if tongue:
            lengths[tongue] += len(text)
    main = lengths.most_common(1)[0][0] if lengths else ""
    if main in ("", "en"):
        return list(languages)
    found: list[str] = []
    following = main
    for tongue, text in zip(reversed(languages), reversed(texts), strict=True):
        following = tongue or following
        likely = main if main in READ else following
        found.append(tongue or ("" if likely == "en" or _english(text) else likely))
    return found[::-1]


def _english(text: str) -> bool:
    words = _WORD.findall(text.lower())
    return sum(map(ENGLISH.__contains__, words)) >= SHARE * max(1, len(words))
