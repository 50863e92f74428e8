"""A reference as a bibliography has it, before it becomes a row of `sources.csv`."""

import re
from collections.abc import Iterable

import msgspec

from foedus.terms import dates

LANGUAGES = {
    "arabic": "ar", "azerbaijani": "az", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl",
    "american": "en", "british": "en", "english": "en", "estonian": "et", "finnish": "fi", "french": "fr",
    "german": "de", "ngerman": "de", "greek": "el", "hungarian": "hu", "icelandic": "is", "italian": "it",
    "japanese": "ja", "kazakh": "kk", "latvian": "lv", "lithuanian": "lt", "norsk": "no", "norwegian": "no",
    "polish": "pl", "portuguese": "pt", "russian": "ru", "spanish": "es", "swedish": "sv", "turkish": "tr",
    "ukrainian": "uk",
}  # fmt: skip
"""Names of languages, as babel and biblatex have them, and their ISO 639 codes."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Reference(msgspec.Struct, frozen=True):
    """One item of a bibliography. Texts are plain: no LaTeX, no markup."""

    item: str
    """What the format calls it: article-journal, JOUR."""
    key: str = ""
    genre: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    """Each as one reads it: Taras Kuzio."""
    stands_in: str = ""
    """Journal, newspaper, book or site, with volume and number."""
    publisher: str = ""
    published: str = ""
    """In EDTF; empty where the file's date is none."""
    language: str = ""
    url: str = ""
    doi: str = ""
    remarks: tuple[str, ...] = ()
    """What could not be understood, each a sentence."""
    left_out: tuple[str, ...] = ()
    """Fields for which a source has no column."""


def plain(text: str) -> str:
    """A text on one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def standing_in(title: str, volume: str, number: str) -> str:
    """A journal with its volume and number.

    >>> standing_in("Perceptions", "2", "3"), standing_in("The Herald", "", ""), standing_in("", "2", "")
    ('Perceptions, Vol. 2, No. 3', 'The Herald', '')
    """
    if not title:
        return ""
    return ", ".join([title, *([f"Vol. {volume}"] if volume else []), *([f"No. {number}"] if number else [])])


def natural(name: str) -> str:
    """A name as one reads it, from 'Last, First' or 'Last, Jr, First'.

    >>> natural("Kuzio, Taras"), natural("King, Jr., Martin Luther"), natural("NATO")
    ('Taras Kuzio', 'Martin Luther King Jr.', 'NATO')
    """
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2:
        return plain(f"{parts[1]} {parts[0]}")
    if len(parts) == 3:
        return plain(f"{parts[2]} {parts[0]} {parts[1]}")
    return plain(name)


def language(text: str) -> str:
    """ISO 639 codes from a code with its region, or a language's English name; several by '; '.

    >>> language("en-US"), language("ngerman"), language("en; kk"), language("Klingon")
    ('en', 'de', 'en; kk', 'Klingon')
    """
    parts = [part.strip() for part in re.split(r"[;,]", text) if part.strip()]
    return "; ".join(dict.fromkeys(map(_code, parts)))


def _code(text: str) -> str:
    short = re.fullmatch(r"([a-zA-Z]{2,3})(?:[-_][A-Za-z0-9]+)*", text)
    return short[1].lower() if short else LANGUAGES.get(text.casefold(), plain(text))


def month(text: str) -> str:
    """A month by number, from its number or English name: '5', 'may', 'May'; empty where it is none."""
    name = text.strip().casefold()[:3]
    if text.strip().isdigit() and 1 <= int(text) <= 12:
        return f"{int(text):02}"
    return f"{MONTHS.index(name) + 1:02}" if name in MONTHS else ""


def date_of(text: str) -> tuple[str, tuple[str, ...]]:
    """A date in EDTF from one of a file; else nothing, and a remark on it.

    >>> date_of("2024-5-6"), date_of("2019~"), date_of("n.d.")[1]
    (('2024-05-06', ()), ('2019~', ()), ('“n.d.” is no date, so the day of publication stays empty.',))
    """
    text = plain(text)
    if not text:
        return "", ()
    padded = re.sub(r"(?<=-)(\d)(?!\d)", r"0\1", text)
    for form in (text, padded):
        try:
            return dates.parse(form).text, ()
        except dates.DateError:
            continue
    return "", (f"“{text[:60]}” is no date, so the day of publication stays empty.",)


def joined_date(parts: Iterable[str]) -> str:
    """Year, month and day as one date, as far as they are there."""
    return "-".join(part for part in parts if part)
