"""CSL-JSON -> references. Source: the CSL 1.0.2 schema for input data."""

import json
from collections.abc import Mapping
from typing import Any

from foedus.desk.bibliography.model import Reference, date_of, language, plain, standing_in
from foedus.desk.errors import DeskError

TAKEN = frozenset(
    (
        "id", "citation-key", "type", "genre", "title", "author", "editor", "container-title", "publisher", "issued",
        "language", "URL", "DOI", "volume", "issue",
    )
)  # fmt: skip
"""Fields that a source has a column for; the others are left out."""


def read(text: str) -> list[Reference]:
    """The references of a file. Raises `DeskError` where it is no list of items."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DeskError(f"It is no JSON: {error}.", "Export it as CSL JSON.") from error
    items = data.get("items") if isinstance(data, dict) else data
    if not isinstance(items, list):
        raise DeskError("It is no list of references.", "Export it as CSL JSON: a list of items.")
    wrong = next((number for number, item in enumerate(items, 1) if not isinstance(item, dict)), 0)
    if wrong:
        raise DeskError(f"Item {wrong} is no reference.", "Each is an object with type, title, author.")
    return [_reference(item) for item in items]


def _text(value: Any) -> str:
    return plain(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _reference(item: Mapping[str, Any]) -> Reference:
    def said(name: str) -> str:
        return _text(item.get(name))

    published, remarks = _issued(item.get("issued"))
    authors = _names(item.get("author")) or _names(item.get("editor"))
    return Reference(
        item=said("type"),
        key=said("citation-key") or said("id"),
        genre=said("genre"),
        title=said("title"),
        authors=authors,
        stands_in=standing_in(said("container-title"), said("volume"), said("issue")),
        publisher=said("publisher"),
        published=published,
        language=language(said("language")),
        url=said("URL"),
        doi=said("DOI"),
        remarks=remarks,
        left_out=tuple(plain(str(name)) for name in item if name not in TAKEN),
    )


def _names(names: Any) -> tuple[str, ...]:
    found = []
    for name in names if isinstance(names, list) else ():
        if isinstance(name, dict):
            parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
            found.append(_text(name.get("literal")) or " ".join(filter(None, (_text(name.get(p)) for p in parts))))
    return tuple(name for name in found if name)


def _issued(issued: Any) -> tuple[str, tuple[str, ...]]:
    if not isinstance(issued, dict):
        return date_of(_text(issued))
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and all(isinstance(part, list) and part for part in parts):
        ends = ["-".join(_padded(_text(number)) for number in part[:3]) for part in parts[:2]]
        about = "~" if issued.get("circa") else ""
        return date_of("/".join(end + about for end in ends))
    return date_of(_text(issued.get("literal") or issued.get("raw")))


def _padded(number: str) -> str:
    return number.zfill(2) if len(number) < 3 else number
