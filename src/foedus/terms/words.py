"""Words: folding for comparison, keys from names, the nearest word to a misspelt one, lists in a sentence."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

# Letters that Unicode does not take apart into a base letter and a mark.
_PLAIN = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
        "ə": "e", "ħ": "h", "ŋ": "n", "ѐ": "е",
        "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'",
    }
)  # fmt: skip
# Russian much as BGN/PCGN has it, without dots and primes; other letters by the nearest Latin one.
_CYRILLIC = (
    "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch "
    "ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ә=a ғ=g қ=q ң=n ө=o ұ=u ү=u һ=h"
)
_TRANSLITERATED = str.maketrans(dict(pair.split("=") for pair in _CYRILLIC.split()))
_ABBREVIATION = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}(?!\w)|(?<!\w)(?:[^\W\d_]\.)+[^\W\d_](?!\w)")
_GENITIVE = re.compile(r"(?<=\w)'s(?!\w)")
_BREAKS = re.compile(r"[\W_]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ALPHA3 = re.compile(r"[A-Z]{3}")


def fold(text: str) -> str:
    """Text as it is compared: lower case, no diacritics, one hyphen for whatever stands between words.

    The dots of abbreviations and the apostrophe of a genitive vanish. Scripts are kept apart.

    >>> fold("Côte d’Ivoire"), fold("TÜRKİYE"), fold("U.S."), fold("People's Republic")
    ('cote-d-ivoire', 'turkiye', 'us', 'peoples-republic')
    >>> fold("Azərbaycan"), fold("Großbritannien"), fold("Йемен")
    ('azerbaycan', 'grossbritannien', 'иемен')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_PLAIN)).casefold()
        text = unicodedata.normalize("NFKD", text).translate(_PLAIN)
        text = "".join(c for c in text if not unicodedata.category(c).startswith("M"))
        text = unicodedata.normalize("NFC", text)
    else:
        text = text.casefold()
    if "." in text:
        text = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text)
    if "'" in text:
        text = _GENITIVE.sub("s", text)
    return _BREAKS.sub("-", text).strip("-")


def slug(text: str) -> str:
    """The key made from a name: ASCII letters, digits and single hyphens.

    Cyrillic is transliterated; other scripts are left out, so that the slug of a name in them may be empty,
    which `is_key` refuses.

    >>> slug("Bayraktar TB2"), slug("Türk Devletleri Teşkilatı"), slug("Ростех")
    ('bayraktar-tb2', 'turk-devletleri-teskilati', 'rostekh')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).casefold().translate(_TRANSLITERATED)
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def is_key(text: str) -> bool:
    """Whether a text can be a key: a slug, or a state's three capital letters.

    >>> is_key("bayraktar-tb2"), is_key("TUR"), is_key("Bayraktar TB2"), is_key("")
    (True, True, False, False)
    """
    return _SLUG.fullmatch(text) is not None or _ALPHA3.fullmatch(text) is not None


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that `word` was most likely meant to be, or None where none is near.

    >>> nearest("deliverd", ["ordered", "delivered", "cancelled"])
    'delivered'
    """
    folded: dict[str, str] = {}
    for candidate in words:
        folded.setdefault(fold(candidate), candidate)
    found = difflib.get_close_matches(fold(word[:100]), folded, n=1, cutoff=0.7)
    return folded[found[0]] if found else None


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence.

    >>> join_words(["a", "b", "c"]), join_words(["a", "b"], "or"), join_words([])
    ('a, b and c', 'a or b', '')
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quoted(text: str, most: int = 40) -> str:
    """A text as a message may show it: in quotation marks, on one line, not longer than `most` characters.

    >>> quoted("a\\nb"), quoted("x" * 9, most=3)
    ('"a\\\\nb"', '"xxx…"')
    """
    shown = text if len(text) <= most else text[:most] + "…"
    escaped = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in shown)
    return f'"{escaped}"'
