"""Sources as BibTeX, with biblatex's `date` beside `year`; letters as UTF-8."""

from collections.abc import Iterable, Mapping

from foedus.desk.bibliography.latex import latex_of
from foedus.desk.bibliography.types import CONTAINED, ITEMS
from foedus.publish.references.names import authors, split

_HOUSE = {"report": "institution", "article": "journal", "online": "organization"}


def write(rows: Iterable[Mapping[str, str]]) -> str:
    """Rows of `sources.csv` as a BibTeX file, in their order."""
    return "\n".join(_entry(row) for row in rows)


def _entry(row: Mapping[str, str]) -> str:
    word = row["type"]
    item = ITEMS[word][1] if word in ITEMS else "misc"
    year = row.get("published", "")[:4]
    house = _HOUSE.get(item, "publisher") if word in CONTAINED or item in _HOUSE else "publisher"
    fields = {
        "author": " and ".join(map(_name, authors(row))),
        "title": f"{{{latex_of(row['title'])}}}",
        house: latex_of(row.get("publisher", "")),
        "year": year if year.isdigit() else "",
        "date": row.get("published", ""),
        "language": row.get("language", ""),
        "type": word.replace("-", " "),
        "url": row.get("url", "").replace("\\", "").replace("{", "%7B").replace("}", "%7D"),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{item}{{{row['source']},\n" + ",\n".join(lines) + "\n}\n"


def _name(name: str) -> str:
    family, given = split(name)
    if not given:
        return f"{{{latex_of(family)}}}"
    return f"{latex_of(family)}, {latex_of(given)}"
