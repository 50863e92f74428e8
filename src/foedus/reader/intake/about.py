"""What a document says of itself at its head: title, authors, day. Offered for a person to confirm."""

import re
from collections import Counter
from collections.abc import Sequence

from foedus.reader.document import About, Block
from foedus.reader.languages.dates import day as day_in
from foedus.terms import dates

HEAD = 12
"""Blocks in which a text says what it is."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_WRITTEN = (
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(r"\b(?P<day>\d{1,2})\.(?P<m>\d{1,2})\.(?P<year>(?:19|20)\d\d)\b"),
    re.compile(r"\b(?P<day>1[3-9]|2\d|3[01])/(?P<m>\d{1,2})/(?P<year>(?:19|20)\d\d)\b"),  # 4/5 may be May 4
    re.compile(r"\b(?P<m>\d{1,2})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>(?:19|20)\d\d)\b"),
    re.compile(rf"\b{_MONTH} (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
)
_BY = re.compile(r"^(?:(?:text|story|words|written) )?by[: ]+(?P<names>[^\d|·•—–]{3,120})", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*( [^\W\d_][\w.'’-]*){1,4}")


def day(text: str) -> str:
    """The first day or month that a text names, as EDTF; nothing where there is none."""
    for pattern in _WRITTEN:
        if found := pattern.search(text):
            parts = found.groupdict()
            month = int(parts["m"]) if parts.get("m") else MONTHS.index(parts["month"][:3].lower()) + 1
            edtf = f"{parts['year']}-{month:02}" + (f"-{int(parts['day']):02}" if parts.get("day") else "")
            return edtf if valid(edtf) else ""
    return ""


def valid(edtf: str) -> bool:
    """Whether a text is a date."""
    try:
        dates.parse(edtf)
    except dates.DateError:
        return False
    return True


def names(text: str) -> tuple[str, ...]:
    """The persons of a byline: "By Ann Bell and Carl Dorn in Rome"."""
    words = re.split(r" (?:in|for|at) (?=[A-Z])|\s{2,}", text.strip(" .,:"))[0]
    found = [part.strip(" .,") for part in re.split(r",|;| and | & |/", words)]
    return tuple(dict.fromkeys(name for name in found if _NAME.fullmatch(name) and name[0].isupper()))


def of_blocks(blocks: Sequence[Block], title: str = "") -> About:
    """What the first blocks say: the first heading, a byline, the first day that stands alone near them."""
    head = [block for block in blocks[:HEAD] if block.role in ("heading", "body", "furniture")]
    if not title:
        title = next((block.text for block in head if block.role == "heading" and len(block.text) > 12), "")
        title = title or (head[0].text.split("\n")[0][:200] if head and head[0].role in ("heading", "body") else "")
    authors: tuple[str, ...] = ()
    published = ""
    under = next((at for at, block in enumerate(head) if title and title in block.text), 0)
    for block in [*head[under:], *head[:under]]:
        if not authors and (found := _BY.match(block.text)):
            authors = names(found["names"])
        if not published and len(block.text) < 160 and "\n" not in block.text:
            published = day(block.text) or day_in(block.text, block.language)
    return About(title=title, authors=authors, published=published, language=main_language(blocks))


def main_language(blocks: Sequence[Block]) -> str:
    """The language of most of the text."""
    lengths: Counter[str] = Counter()
    for block in blocks:
        if block.language:
            lengths[block.language] += len(block.text)
    return lengths.most_common(1)[0][0] if lengths else ""
