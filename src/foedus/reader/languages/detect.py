"""The language of a text: by the letters that only some languages have, by common words, then by py3langid.

Told apart are the languages read and their neighbours in script: a text in Kyrgyz or Ukrainian is not taken for Kazakh
or Russian, but said to be in a language that is not read.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
SAMPLE = 500
LONG_ENOUGH = 40
"""Characters; below, a text is only told by letters and words that leave no doubt."""
SURE = 0.7
"""Probability from which py3langid is believed for a text in Latin letters."""
SHARE = 0.08
"""Of words that are among a language's most common, at least."""


class Cues(msgspec.Struct, frozen=True):
    """What tells a language. `letters`: of which one suffices; `words`: its most common; `never`: letters it lacks."""

    script: str
    letters: str = ""
    words: frozenset[str] = frozenset()
    never: str = ""


@cache
def cues() -> Mapping[str, Cues]:
    """The languages that are told by letters and words."""
    path = Path(__file__).with_name("cues.toml")
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), dict[str, Cues])


def told(text: str, long_enough: int = LONG_ENOUGH) -> str:
    """ISO 639-1 of a text, or nothing where it cannot be told.

    `long_enough`: characters from which a text in Latin letters is told by more than cues that leave no doubt.
    """
    sample = text[:SAMPLE]
    turkish = any(letter in sample for letter in "İışğə")
    words = _WORD.findall((sample.replace("I", "ı").replace("İ", "i") if turkish else sample).lower())
    letters = sum(map(len, words))
    if not letters:
        return ""
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    script = "cyrillic" if cyrillic > letters / 2 else "latin" if latin > letters / 2 else ""
    if script == "cyrillic":
        return _by_cues(words, script, 1.0) or (_langid(sample, 0.0) if len(sample) >= LONG_ENOUGH else "")
    if script == "latin":
        sure = len(sample) >= long_enough
        return _by_cues(words, script, 2.0 if sure else 3.0) or (_langid(sample, SURE) if sure else "")
    return _langid(sample, 0.0) if len(sample) >= LONG_ENOUGH else ""


def _by_cues(words: list[str], script: str, least: float) -> str:
    """The language with most cues: letters count by the words that hold them, common words by themselves."""
    best, score = "", 0.0
    for code, cue in cues().items():
        if cue.script != script or any(letter in word for word in words for letter in cue.never):
            continue
        hits = sum((word in cue.words) + (1.5 * any(letter in word for letter in cue.letters)) for word in words)
        if hits > score:
            best, score = code, hits
    return best.removesuffix("_latin") if score >= max(least, SHARE * len(words)) else ""


def _langid(sample: str, sure: float) -> str:
    code, score = _identifier().classify(sample)
    return str(code) if score >= sure else ""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
