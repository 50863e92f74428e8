"""Sources as RIS. Source: the RIS specification (Thomson Reuters 2011)."""

import re
from collections.abc import Iterable, Iterator, Mapping

from foedus.desk.bibliography.types import CONTAINED, ITEMS
from foedus.publish.references.names import authors, split

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def write(rows: Iterable[Mapping[str, str]]) -> str:
    """Rows of `sources.csv` as an RIS file, in their order."""
    return "\r\n".join(
        "\r\n".join([*(f"{tag}  - {value}" for tag, value in _lines(row)), "ER  - ", ""]) for row in rows
    )


def _lines(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    word = row["type"]
    yield "TY", ITEMS[word][2] if word in ITEMS else "GEN"
    yield "ID", row["source"]
    yield "TI", row["title"]
    for name in authors(row):
        family, given = split(name)
        yield "AU", f"{family}, {given}" if given else family
    published = row.get("published", "")
    if day := _DAY.fullmatch(published):
        year, month, date = day.groups(default="")
        yield "PY", year
        yield "DA", f"{year}/{month}/{date}/"
    elif published:
        yield "DA", f"{published[:4] if published[:4].isdigit() else ''}///{published}"
    more = {
        "T2" if word in CONTAINED else "PB": row.get("publisher", ""),
        "LA": row.get("language", ""),
        "UR": row.get("url", ""),
        "M3": word.replace("-", " "),
    }
    yield from ((tag, value) for tag, value in more.items() if value)
