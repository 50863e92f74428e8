"""Text as words: cut at everything but letters and digits, compared without case and with a language's folding."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

import msgspec

from foedus.reader.languages.data import language

_WORD = re.compile(r"[^\W_]+")
_JOINED = frozenset("-‐‑'’‘ʼ`")
_END = re.compile(r"[.!?…]+[\"»”’')\]]*\s+(?=[\"«“„'(\[–—-]*\s*[^\W_a-zа-яёәғқңөұүһіıçğöşüə])|\n+")


class Token(msgspec.Struct, frozen=True):
    """A word. `form` is what it is compared by."""

    start: int
    end: int
    form: str
    capital: bool
    joined: bool
    """Whether it follows the word before it after a hyphen or an apostrophe alone."""


class Fold:
    """How a language's words are compared."""

    def __init__(self, code: str) -> None:
        self.table = str.maketrans(language(code).grammar.fold)
        self.turkic = code in ("tr", "az")
        self.squeeze = code == "kk"

    def __call__(self, word: str) -> str:
        """The form of a word."""
        return _folded(self, word)


@lru_cache(maxsize=200_000)
def _folded(fold: Fold, word: str) -> str:
    if fold.turkic:
        word = word.replace("I", "ı").replace("İ", "i")
    word = word.lower().replace("i̇", "i").translate(fold.table)
    return re.sub("ii+", "i", word).replace("ts", "s") if fold.squeeze else word


@cache
def fold(code: str) -> Fold:
    """The folding of a language."""
    return Fold(code)


def tokens(text: str, code: str) -> list[Token]:
    """The words of a text."""
    folded = fold(code)
    found: list[Token] = []
    before = -2
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match[0]
        joined = start == before + 1 and text[before] in _JOINED
        found.append(Token(start, end, folded(word), word[0].isupper() or word[0].isdigit(), joined))
        before = end
    return found


def sentences(text: str, code: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    start = 0
    for found in _END.finditer(text):
        last = re.search(r"([^\W_]+)\.\W*$", text[max(start, found.start() - 20) : found.end()])
        if last and found[0][0] == "." and _abbreviated(last[1], code):
            continue
        if text[start : found.end()].strip():
            yield start, found.end()
            start = found.end()
    if text[start:].strip():
        yield start, len(text)


def _abbreviated(word: str, code: str) -> bool:
    return (
        (word.isdigit() and len(word) < 4)
        or (len(word) == 1 and word.isalpha() and word.isupper())
        or word.lower() in language(code).grammar.abbreviations
    )


class Patterns:
    """Words and phrases to be found by the form of their words: `*` at a word's end stands for any ending.

    A phrase is several words with spaces; all of them must follow each other, whatever stands between but words.
    """

    def __init__(self, code: str, entries: Iterable[tuple[str, object]]) -> None:
        folded = fold(code)
        self.first: dict[str, list[tuple[tuple[tuple[str, bool], ...], object]]] = {}
        for text, value in entries:
            words = tuple(
                (folded(word.removesuffix("*")), word.endswith("*")) for word in text.replace("-", " ").split()
            )
            self.first.setdefault(words[0][0][:2], []).append((words, value))
        for row in self.first.values():
            row.sort(key=lambda entry: -sum(len(word) for word, _ in entry[0]))
        self.known: dict[str, list[tuple[tuple[tuple[str, bool], ...], object]]] = {}

    def _starting(self, form: str) -> list[tuple[tuple[tuple[str, bool], ...], object]]:
        found = self.known.get(form)
        if found is None:
            rows = [
                row
                for n in (2, 1)
                if len(form) >= n
                for row in self.first.get(form[:n], ())
                if len(row[0][0][0]) >= n or n == 1
            ]
            found = [row for row in rows if _fits(row[0][0], form)]
            found.sort(key=lambda entry: -sum(len(word) for word, _ in entry[0]))
            self.known[form] = found
        return found

    def at(self, words: Sequence[Token], place: int, last: int | None = None) -> tuple[int, object] | None:
        """The longest pattern that begins at a word: the place behind it, and what it means."""
        last = len(words) if last is None else last
        for pattern, value in self._starting(words[place].form):
            end = place + len(pattern)
            if end <= last and all(_fits(part, words[place + n].form) for n, part in enumerate(pattern[1:], 1)):
                return end, value
        return None

    def within(self, words: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int, object]]:
        """Patterns between two places, from left to right."""
        place = first
        while place < last:
            found = self.at(words, place, last)
            if found is None:
                place += 1
            else:
                yield place, found[0], found[1]
                place = found[0]


def _fits(part: tuple[str, bool], form: str) -> bool:
    stem, open_ = part
    return form.startswith(stem) if open_ else form == stem


def patterns(code: str, words: Iterable[str] | Mapping[str, object]) -> Patterns:
    """Patterns of a list, or of a table with what each means."""
    pairs = words.items() if isinstance(words, Mapping) else ((word, word) for word in words)
    return Patterns(code, pairs)
