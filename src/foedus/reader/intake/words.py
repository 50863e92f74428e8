"""What short blocks say they are: menus, banners, comments, references. The wording is data, in furniture.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Section = Literal["references", "notes", "comments", "authors", "related", "form"]
"""What a heading opens that is no part of the article."""

SECTIONS: tuple[Section, ...] = ("references", "notes", "comments", "authors", "related", "form")
LONGEST_HEADING = 240
LONGEST_FURNITURE = 320
LONGEST_DATELINE = 60

_CAPTION = re.compile(
    r"\(?(photo|image|picture|illustration|map|source|credit|figure|fig\.?|table|graph|chart|file photo)"
    r"( (source|credit|by|courtesy))?( \d+)?\s*[:.|/]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\d\s./|:,-]{1,12}")
_WEEKDAY = r"((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? ?)"
_DATE = r"(\d{1,2}[ ./-])?(\d{1,2}|[a-z]{3,9})[ ./-]\d{2,4}|[a-z]{3,9} \d{1,2},? \d{4}"
_TIME = r"(at )?\d{1,2}[:.]\d{2}.{0,12}"
_DAY = re.compile(rf"{_WEEKDAY}?({_DATE}|{_TIME}|({_DATE}),? ?{_TIME})|{_WEEKDAY}{_TIME}", re.IGNORECASE)
_SHARED = re.compile(
    r"(e-?mail|print|tweet|share|facebook|twitter|linkedin|whatsapp|telegram|reddit|pinterest|copy link)\W*",
    re.IGNORECASE,
)  # fmt: skip
_REFERENCE = re.compile(
    r"^([-–•*] ?)?(\[?\d{1,3}[\].]? )?[^\W\d_][\w'’.,;& –-]{1,120}?\(?\b(1[89]|20)\d\d[a-z]?\b\)?[.,:;]|"
    r"\((accessed|retrieved|last accessed|available)\b|\[(accessed|retrieved)",
    re.IGNORECASE,
)  # fmt: skip


@cache
def data() -> dict[str, dict[str, list[str]]]:
    """What furniture.toml holds."""
    return tomllib.loads(files("foedus.reader.intake").joinpath("furniture.toml").read_text(encoding="utf-8"))


@cache
def _rules() -> tuple[dict[str, re.Pattern[str]], re.Pattern[str]]:
    sections = {name: re.compile("|".join(f"(?:{each})" for each in rules), re.IGNORECASE)
                for name, rules in data()["sections"].items()}  # fmt: skip
    begins = "|".join(f"(?:{each})" for rules in data()["begins"].values() for each in rules)
    return sections, re.compile(begins, re.IGNORECASE)


def section(text: str) -> Section | None:
    """What a heading opens that is no part of the article; None for a heading of the article's own."""
    words = text.strip().strip("*#_: ")
    if len(words) > LONGEST_HEADING:
        return None
    return next((name for name in SECTIONS if _rules()[0][name].fullmatch(words)), None)


def is_furniture(text: str) -> bool:
    """Whether a block is a line of a page and not of its text: a banner, a share button, a page's number, a date."""
    words = text.strip()
    if len(words) > LONGEST_FURNITURE:
        return False
    if _rules()[1].match(words.lstrip("*•|»>–- ") or words) or _NUMBER.fullmatch(words):
        return True
    return len(words) < LONGEST_DATELINE and bool(_DAY.fullmatch(words) or not _SHARED.sub("", words).strip())


def is_caption(text: str) -> bool:
    """Whether a short block says whose picture it is or what it shows."""
    return len(text) < LONGEST_FURNITURE and bool(_CAPTION.match(text))


def is_reference(text: str) -> bool:
    """Whether a block has the form of an entry of a reference list."""
    return bool(_REFERENCE.search(text[:600]))
