"""The language of a block, where it is long enough to tell."""

import re
from functools import cache
from typing import Any

LONG_ENOUGH = 60
"""Characters; below, names decide."""
SURE = 0.7
"""Probability from which py3langid is believed."""
ENGLISH = frozenset([
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "was", "on", "with", "as", "by", "at", "from", "it",
    "its", "be", "are", "were", "has", "have", "had", "which", "this", "an", "or", "not", "but", "his", "her", "their",
    "they", "he", "she", "will", "would", "who", "been", "also", "than", "more", "after", "between", "into",
])  # fmt: skip
SHARE = 0.15
"""Of words that are English function words in an English text, at least."""
SAMPLE = 500

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def language(text: str) -> str:
    """ISO 639-1 of a block, or nothing where it is short or mixed."""
    sample = text[:SAMPLE]
    if len(sample) < LONG_ENOUGH:
        return ""
    words = _WORD.findall(sample.lower())
    if not words:
        return ""
    if sum(map(ENGLISH.__contains__, words)) >= SHARE * len(words):
        return "en"
    code, score = _identifier().classify(sample)
    letters = sum(map(len, words))
    other_script = len(_LATIN.findall(sample)) < letters / 2
    return str(code) if score >= SURE or other_script else ""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
