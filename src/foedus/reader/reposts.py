"""Reposts and agency copies: documents that say the same in the same words, and which of them was there first.

Texts are compared by their shingles, runs of `WIDTH` words. Of all shingles those are kept whose hash falls in one
class of `CLASSES` (modulo sampling, Broder 1997: the same shingle is kept in every text), so that what a short text
shares with a long one can be measured. A match is confirmed on the words themselves: most of the shorter text must
stand in the longer one, in its order. It is better to miss a copy than to take two reports of one event for one.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from foedus.reader.document import Document
from foedus.terms import dates

WIDTH = 6
"""Words of a shingle: long enough that two authors hardly write the same by chance."""
CLASSES = 4
"""Of so many shingles one is kept."""
FEWEST_WORDS = 60
"""Words of a text below which a copy cannot be told from a formula."""
SHARED = 0.5
"""Share of the shorter text's shingles that must stand in the longer one for the words to be compared."""
COPIED = 0.75
"""Share of the shorter text's words that must stand in the longer one, in its order."""
COMMON = 0.25
"""Share of all texts (if there are many) in which a shingle may stand before it counts as a formula."""
MANY = 20
EXCERPT = 0.8
"""Share of the longer text's length below which the shorter one is an excerpt of it."""
CREDITED = 400
"""Characters at either end of a text in which it says where it comes from."""

_WORD = re.compile(r"[^\W_]+")


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A text to compare: a document that was read, or one already in the case."""

    key: str
    """What it is called: a source's key."""
    words: tuple[str, ...]
    published: str = ""
    """EDTF."""
    publisher: str = ""
    ends: str = ""
    """How it begins and ends: where a credit stands."""


class Repost(msgspec.Struct, frozen=True, kw_only=True):
    """Two texts that are one. `derived_from` of `copy` is `origin`, where `certain`; else it may be the other way."""

    copy: str
    origin: str
    share: float
    """Of the shorter text's words, how many stand in the longer one in its order, 0 to 1."""
    certain: bool
    why: str
    """A sentence."""


def text_of(document: Document, *, key: str = "", published: str = "", publisher: str = "") -> Text:
    """A document as a text to compare; `key`, `published`, `publisher`: as its source's row has them, else its own."""
    blocks = [block.text for block in document.blocks if block.role in ("body", "heading")]
    whole = " ".join(blocks)
    every = "\n".join(block.text for block in document.blocks if block.role != "comment")
    return Text(
        key=key or document.name,
        words=tuple(word.lower() for word in _WORD.findall(whole)),
        published=published or document.about.published,
        publisher=publisher or document.about.publisher,
        ends=f"{every[:CREDITED]}\n{every[-CREDITED:]}",
    )


def near_duplicates(texts: Sequence[Text], known: Iterable[Text] = ()) -> list[Repost]:
    """The copies among texts and of texts already known, each with one origin: the earliest of those that it matches.

    Pairs of known texts are not looked at. Texts of less than `FEWEST_WORDS` words are left out.
    """
    new = [text for text in texts if len(text.words) >= FEWEST_WORDS]
    every = [*new, *(text for text in known if len(text.words) >= FEWEST_WORDS)]
    found: list[Repost] = []
    for first, second in _candidates([_shingles(text.words) for text in every], len(new)):
        share = _copied(every[first].words, every[second].words)
        if share >= COPIED:
            found.append(_told(every[first], every[second], share))
    return _one_origin_each(found, {text.key: text for text in every})


def _shingles(words: Sequence[str]) -> frozenset[int]:
    runs = zip(*(islice(words, start, None) for start in range(WIDTH)), strict=False)
    hashes = (int.from_bytes(hashlib.blake2b(" ".join(run).encode(), digest_size=8).digest(), "big") for run in runs)
    return frozenset(each for each in hashes if each % CLASSES == 0)


def _candidates(prints: Sequence[frozenset[int]], new: int) -> Iterator[tuple[int, int]]:
    """Pairs, one of them new, that share enough shingles; formulas that stand everywhere do not count."""
    places: dict[int, list[int]] = defaultdict(list)
    for at, print_ in enumerate(prints):
        for each in print_:
            places[each].append(at)
    most = max(MANY, COMMON * len(prints))
    shared: Counter[tuple[int, int]] = Counter()
    for standing in places.values():
        if 1 < len(standing) <= most:
            shared.update((a, b) for n, a in enumerate(standing) if a < new for b in standing[n + 1 :])
    for (a, b), count in sorted(shared.items()):
        if count >= SHARED * min(len(prints[a]), len(prints[b])):
            yield a, b


def _copied(first: Sequence[str], second: Sequence[str]) -> float:
    """The share of the shorter text that stands in the longer one in its order: their longest common subsequence."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(first, second) / min(len(first), len(second))


def _told(first: Text, second: Text, share: float) -> Repost:
    """Which of two texts was there first: by their credits, their days, their lengths."""
    for origin, copy in ((first, second), (second, first)):
        if _credits(copy, origin) and not _credits(origin, copy):
            return _repost(copy, origin, share, True, f"{copy.key} names {origin.publisher} as where it comes from.")
    for origin, copy in ((first, second), (second, first)):
        if _before(origin.published, copy.published):
            return _repost(copy, origin, share, True, f"{origin.key} was published earlier ({origin.published}).")
    origin, copy = (first, second) if len(first.words) >= len(second.words) else (second, first)
    if len(copy.words) < EXCERPT * len(origin.words):
        return _repost(
            copy, origin, share, False, f"{copy.key} is an excerpt of {origin.key}; their days do not differ."
        )
    return _repost(copy, origin, share, False, "Neither its day nor a credit tells which of them was first.")


def _repost(copy: Text, origin: Text, share: float, certain: bool, why: str) -> Repost:
    said = f"{round(100 * share)} % of the shorter text stands in the other. {why}"
    return Repost(copy=copy.key, origin=origin.key, share=share, certain=certain, why=said)


def _credits(copy: Text, origin: Text) -> bool:
    """Whether a text names the other's publisher where credits stand, and is not of that publisher itself."""
    name = origin.publisher.strip()
    if len(name) < 3 or name.lower() == copy.publisher.strip().lower():
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", copy.ends) is not None


def _before(first: str, second: str) -> bool:
    """Whether one day is certainly before the other."""
    try:
        one, two = dates.parse(first), dates.parse(second)
    except dates.DateError:
        return False
    return one.latest is not None and two.earliest is not None and one.latest < two.earliest


def _one_origin_each(found: Iterable[Repost], texts: Mapping[str, Text]) -> list[Repost]:
    """Of several origins of a copy that which is no copy itself, the surest, the earliest, the most alike."""
    by_copy: dict[str, list[Repost]] = defaultdict(list)
    for repost in found:
        by_copy[repost.copy].append(repost)

    def rank(repost: Repost) -> tuple[bool, bool, str, float]:
        return repost.origin in by_copy, not repost.certain, texts[repost.origin].published or "9", -repost.share

    return [min(reposts, key=rank) for _, reposts in sorted(by_copy.items())]
