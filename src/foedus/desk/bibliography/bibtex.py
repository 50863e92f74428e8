"""BibTeX and biblatex files -> references."""

import re
from collections.abc import Callable, Iterator, Mapping

from foedus.desk.bibliography.latex import text_of
from foedus.desk.bibliography.model import (
    MONTHS,
    Reference,
    date_of,
    joined_date,
    language,
    month,
    natural,
    plain,
    standing_in,
)
from foedus.desk.errors import DeskError

_HEAD = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_NAME = re.compile(r"\s*([^\s=,{}()\"#%]+)\s*=\s*")
_MACRO = re.compile(r"[^\s,#{}()\"]+")
_ASIDE = frozenset({"comment", "preamble"})
TAKEN = frozenset(
    (
        "title", "subtitle", "author", "editor", "journal", "journaltitle", "booktitle", "maintitle", "organization",
        "institution", "school", "publisher", "howpublished", "date", "year", "month", "day", "language", "langid",
        "url", "doi", "type", "volume", "number", "issue",
    )
)  # fmt: skip
"""Fields that a source has a column for; the others are left out."""


def read(text: str) -> list[Reference]:
    """The references of a file. Raises `DeskError` with the line of an entry that cannot be read."""
    return [_reference(*entry) for entry in _Reader(text).entries()]


class _Reader:
    """Goes through a file, entry by entry."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.macros = {name: name for name in MONTHS}

    def entries(self) -> Iterator[tuple[str, str, dict[str, str]]]:
        """Type, key and fields of each entry."""
        at = 0
        while head := _HEAD.search(self.text, at):
            kind, at = head[1].casefold(), head.end()
            if kind in _ASIDE:
                at = self._closed(head.end() - 1, head)
                continue
            end = self._closed(head.end() - 1, head)
            line = self.text.count("\n", 0, head.start()) + 1
            if kind == "string":
                self.macros |= self._fields(at, end - 1, line)
            else:
                key, comma, _ = self.text[at : end - 1].partition(",")
                yield kind, key.strip(), self._fields(at + len(key) + len(comma), end - 1, line)
            at = end

    def _closed(self, at: int, head: re.Match[str]) -> int:
        """Behind the bracket that closes the one at `at`, braces within counted."""
        closing = "}" if self.text[at] == "{" else ")"
        depth = 0
        for place in range(at + 1, len(self.text)):
            char = self.text[place]
            if char == closing and depth == 0:
                return place + 1
            depth += (char == "{") - (char == "}")
            if depth < 0:
                break
        line = self.text.count("\n", 0, head.start()) + 1
        raise DeskError(f"Line {line}: the entry that begins with '{head[0]}' is never closed.", "Count its braces.")

    def _fields(self, at: int, end: int, line: int) -> dict[str, str]:
        """The fields between two places, the first of two of one name; macros put in."""
        found: dict[str, str] = {}
        while at < end:
            name = _NAME.match(self.text, at, end)
            if name is None:
                rest = self.text[at:end].strip(" \t\r\n,")
                if rest and not rest.startswith("%"):
                    raise DeskError(f"Line {line}: '{plain(rest)[:40]}' is no field.", "A field is: name = {value}.")
                return found
            value, at = self._value(name.end(), end, line)
            found.setdefault(name[1].casefold(), value)
        return found

    def _value(self, at: int, end: int, line: int) -> tuple[str, int]:
        """What a field holds, pieces joined by # put together, and the place behind its comma."""
        pieces = []
        while True:
            while at < end and self.text[at].isspace():
                at += 1
            piece, at = self._piece(at, end, line)
            pieces.append(piece)
            while at < end and self.text[at].isspace():
                at += 1
            if at < end and self.text[at] == "#":
                at += 1
                continue
            comma = self.text.find(",", at, end)
            if self.text[at : comma if comma >= 0 else end].strip():
                rest = plain(self.text[at:end])[:40]
                raise DeskError(f"Line {line}: a comma is missing before '{rest}'.", "Fields stand apart by commas.")
            return "".join(pieces), comma + 1 if comma >= 0 else end

    def _piece(self, at: int, end: int, line: int) -> tuple[str, int]:
        """One braced, quoted or bare piece of a value, and the place behind it."""
        opening = self.text[at : min(at + 1, end)]
        if opening in ("{", '"') and opening:
            closing = "}" if opening == "{" else '"'
            depth = 0
            for place in range(at + 1, end):
                char = self.text[place]
                if char == closing and depth == 0:
                    return self.text[at + 1 : place], place + 1
                depth += (char == "{") - (char == "}")
            raise DeskError(f"Line {line}: a value is never closed.", "Count the braces of the entry.")
        bare = _MACRO.match(self.text, at, end)
        if bare is None:
            return "", at
        return self.macros.get(bare[0].casefold(), bare[0]), bare.end()


def _reference(kind: str, key: str, fields: Mapping[str, str]) -> Reference:
    def said(*names: str) -> str:
        return next((text for name in names if (text := plain(text_of(fields.get(name, "")))) and text), "")

    published, remarks = date_of(_address(fields.get("date", "")) or _day(said))  # EDTF: its ~ is no blank
    title = ": ".join(part for part in (said("title"), said("subtitle")) if part)
    return Reference(
        item=kind,
        key=key,
        genre=said("type"),
        title=title,
        authors=tuple(_names(fields.get("author") or fields.get("editor") or "")),
        stands_in=standing_in(
            said("journaltitle", "journal", "booktitle", "maintitle"), said("volume"), said("number", "issue")
        ),
        publisher=said("publisher", "institution", "organization", "school", "howpublished"),
        published=published,
        language=language(said("language", "langid")),
        url=_address(fields.get("url", "")),
        doi=_address(fields.get("doi", "")),
        remarks=remarks,
        left_out=tuple(name for name in fields if name not in TAKEN),
    )


def _day(said: Callable[..., str]) -> str:
    year, day = said("year"), said("day")
    if not year[:4].isdigit() or len(year) > 5:
        return str(year)
    parts = [year, month(said("month"))]
    return joined_date([*parts, f"{int(day):02}" if day.isdigit() and parts[1] else ""])


def _address(text: str) -> str:
    """An address or a date: what LaTeX escapes in it is put back, nothing else is touched."""
    return plain(re.sub(r"\\([_%&#$~{}])|[{}]", lambda found: found[1] or "", text.replace(r"\textasciitilde", "~")))


def _names(text: str) -> Iterator[str]:
    """The names of a list joined by `and`; one in braces is as it stands."""
    for name in _parted(plain(text)):
        if name.startswith("{") and name.endswith("}"):
            yield plain(text_of(name))
        elif name and name != "others":
            yield natural(text_of(name))


def _parted(text: str) -> Iterator[str]:
    """The text at each ` and ` that stands in no braces."""
    depth, begun, at = 0, 0, 0
    while at < len(text):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth <= 0 and text.startswith(" and ", at):
            yield text[begun:at].strip()
            begun = at = at + 5
            continue
        at += 1
    yield text[begun:].strip()
