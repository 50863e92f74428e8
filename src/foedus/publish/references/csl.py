"""Sources as CSL-JSON. Source: the CSL 1.0.2 schema for input data."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from foedus.desk.bibliography.types import CONTAINED, ITEMS
from foedus.publish.references.names import authors, split
from foedus.terms import dates


def write(rows: Iterable[Mapping[str, str]]) -> str:
    """Rows of `sources.csv` as a list of items, in their order."""
    items = [_item(row) for row in rows]
    return msgspec.json.format(msgspec.json.encode(items), indent=1).decode() + "\n"


def _item(row: Mapping[str, str]) -> dict[str, Any]:
    word = row["type"]
    item: dict[str, Any] = {
        "id": row["source"],
        "type": ITEMS[word][0] if word in ITEMS else "document",
        "genre": word.replace("-", " "),
        "title": row["title"],
        "author": [_name(name) for name in authors(row)],
        "container-title" if word in CONTAINED else "publisher": row.get("publisher", ""),
        "issued": _issued(row.get("published", "")),
        "language": row.get("language", ""),
        "URL": row.get("url", ""),
    }
    return {name: value for name, value in item.items() if value}


def _name(name: str) -> dict[str, str]:
    family, given = split(name)
    return {"family": family, "given": given} if given else {"literal": family}


def _issued(text: str) -> dict[str, Any]:
    """A date in parts where CSL has them for it, else in words of EDTF."""
    try:
        date = dates.parse(text)
    except dates.DateError:
        return {"literal": text} if text else {}
    ends = text.replace("~", "").split("/")
    plain = all(end.replace("-", "").isdigit() for end in ends) and date.precision in ("day", "month", "year", "span")
    about = text.count("~") in (0, len(ends))
    if not plain or not about:
        return {"literal": text}
    parts = [[int(number) for number in end.split("-")] for end in ends]
    return {"date-parts": parts} | ({"circa": True} if date.approximate else {})
