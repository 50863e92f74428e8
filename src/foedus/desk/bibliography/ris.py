"""RIS files -> references."""

import re
from collections.abc import Mapping

from foedus.desk.bibliography.model import Reference, date_of, joined_date, language, natural, plain, standing_in
from foedus.desk.errors import DeskError

_LINE = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")
_DATE = re.compile(r"([0-9]{4})?/([0-9]{0,2})/([0-9]{0,2})/?(.*)")
_LISTS = ("AU", "A1", "A2", "ED")
TAKEN = frozenset(
    (
        "TY", "ID", "M3", "TI", "T1", "AU", "A1", "A2", "ED", "T2", "JO", "JF", "JA", "J2", "PB", "PY", "Y1", "DA",
        "LA", "UR", "DO", "VL", "IS",
    )
)  # fmt: skip
"""Tags that a source has a column for; the others are left out."""


def read(text: str) -> list[Reference]:
    """The references of a file. Raises `DeskError` where it has none, or lines outside of one."""
    found: list[Reference] = []
    tags: dict[str, list[str]] = {}
    begun, last = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        parts = _LINE.fullmatch(line.strip())
        tag, value = (parts[1], parts[2]) if parts else ("", line.strip())
        if tag == "TY":
            _ended(found, begun, tags)
            tags, begun = {}, number
        elif tag == "ER":
            _ended(found, begun, tags)
            tags, begun, last = {}, 0, ""
            continue
        if not begun:
            if value:
                raise DeskError(f"Line {number} belongs to no reference.", "A reference begins with 'TY  - '.")
        elif tag:
            tags.setdefault(tag, []).append(value)
            last = tag
        elif value and last:
            tags[last][-1] += f" {value}"
    _ended(found, begun, tags)
    return found


def _ended(found: list[Reference], begun: int, tags: Mapping[str, list[str]]) -> None:
    if begun:
        found.append(_reference(tags))


def _reference(tags: Mapping[str, list[str]]) -> Reference:
    def said(*names: str) -> str:
        return next((text for name in names for text in map(plain, tags.get(name, ())) if text), "")

    published, remarks = date_of(_day(said("DA") or said("PY", "Y1")))
    authors = next((tags[name] for name in _LISTS if tags.get(name)), [])
    return Reference(
        item=said("TY"),
        key=said("ID"),
        genre=said("M3"),
        title=said("TI", "T1"),
        authors=tuple(name for name in map(natural, authors) if name),
        stands_in=standing_in(said("T2", "JO", "JF", "JA", "J2"), said("VL"), said("IS")),
        publisher=said("PB"),
        published=published,
        language=language(said("LA")),
        url=said("UR"),
        doi=said("DO"),
        remarks=remarks,
        left_out=tuple(tag for tag in tags if tag not in TAKEN),
    )


def _day(text: str) -> str:
    """RIS's YYYY/MM/DD/other as a date; what stands in `other` alone is a date in EDTF that RIS has no form for."""
    parts = _DATE.fullmatch(text)
    if parts is None:
        return text
    year, month, day, other = parts.groups(default="")
    return other if other and not month else joined_date([year, month.zfill(2) if month else "", day and day.zfill(2)])
