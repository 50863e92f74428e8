"""References -> rows of `sources.csv`: those that the case has already are recognised, the others get a key."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from foedus.desk import mapping
from foedus.desk.bibliography import bibtex, csl, ris
from foedus.desk.bibliography.model import Reference, plain
from foedus.desk.bibliography.types import CONTAINED, type_of
from foedus.desk.claims import Step, known_columns, quietly
from foedus.desk.draft import Draft
from foedus.desk.errors import DeskError
from foedus.desk.import_ import Fault, Import, check_rows
from foedus.desk.log import Signature
from foedus.terms.words import fold, is_key, join_words, slug

FORMATS: Mapping[str, Callable[[str], list[Reference]]] = {".bib": bibtex.read, ".json": csl.read, ".ris": ris.read}
"""What reads a bibliography, by the ending of its name."""
BECOMES = {
    "title": "title", "author, else editor": "authors", "journal, paper or site; else publisher": "publisher",
    "date": "published", "language": "language", "address, else DOI": "url", "type of item": "type",
}  # fmt: skip
LONGEST_KEY = 40


def read(path: Path) -> list[Reference]:
    """The references of a file. Raises `DeskError` where it cannot be read."""
    reader = FORMATS.get(path.suffix.lower())
    if reader is None:
        raise DeskError(f"{path.name} is no bibliography.", f"It ends in {join_words([*FORMATS], 'or')}.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DeskError(f"{path} cannot be read: {error.strerror}.", "See where it lies.") from error
    except UnicodeDecodeError as error:
        raise DeskError(f"{path.name} is not UTF-8.", "Export it anew, as UTF-8.") from error
    try:
        found = reader(text.replace("\0", ""))
    except DeskError as error:
        raise DeskError(f"{path.name}: {error.message}", error.hint) from error
    if not found:
        raise DeskError(f"{path.name} holds no reference.", "Export it anew from your library.")
    return found


def plan_sources(folder: Path, path: Path, given: mapping.Given, signed: Signature, *, step: Step = quietly) -> Import:
    """Look at a bibliography as sources of a case: rows that would be written, those that are there already, faults.

    `given.set` says what every row holds in a column, whatever the file has (`type=official`). Raises `DeskError` for
    a file that cannot be read.
    """
    draft = Draft(folder)
    if given.columns:
        raise DeskError("A bibliography has no headers to map.", "Use --set COLUMN=VALUE for what every row says.")
    known_columns(draft, "sources", list(given.set))
    references = read(path)
    sheet = draft.table("sources")
    there = _Known([sheet.row(record) for _, record in sheet.rows()])
    left_out = list(dict.fromkeys(name for one in references for name in one.left_out))
    found = Import(draft, "sources", path, BECOMES, left_out, signed)
    step("looking for what is there already")
    for number, one in enumerate(references, 1):
        row, remarks = row_of(one)
        row |= given.set
        if same := there.same(row, one):
            found.duplicates[number] = same
            continue
        row["source"] = given.set.get("source") or there.free(key_of(one, row))
        missing = next((column for column in ("title", "type") if not row[column]), "")
        if missing:
            hint = "Say it for all with --set type=press, or mend it in the file." if missing == "type" else "Mend it."
            found.faults.append(Fault(number, missing, f"The reference has no {missing} that is known.", hint))
            continue
        told = [text for text in remarks if not (text.startswith("The type") and "type" in given.set)]
        if told:
            found.remarks[number] = " ".join(told)
        there.add(row)
        found.rows[number] = {column: cell for column, cell in row.items() if cell}
    step("checking the rows")
    check_rows(found)
    return found


def row_of(one: Reference) -> tuple[dict[str, str], list[str]]:
    """A reference as a row, without its key, and what to look at."""
    word, certain = type_of(one.item, one.genre)
    remarks = list(one.remarks)
    if word and not certain:
        remarks.append(f"The type is taken to be {word}, from “{one.item}”.")
    by_place = one.stands_in or one.publisher if word in CONTAINED else one.publisher or one.stands_in
    url = one.url or (f"https://doi.org/{one.doi.removeprefix('https://doi.org/')}" if one.doi else "")
    names = [plain(name.replace(";", ",")) for name in one.authors]
    row = {
        "source": "",
        "title": one.title,
        "authors": "; ".join(dict.fromkeys(names)),
        "publisher": by_place,
        "published": one.published,
        "language": one.language,
        "url": url,
        "type": word,
        "access": "read",
    }
    return row, remarks


def key_of(one: Reference, row: Mapping[str, str]) -> str:
    """The file's own key where it can be one, else author and year: kuzio-2024."""
    if is_key(one.key) and not one.key.isupper():
        return one.key
    who = row["authors"].partition(";")[0].rpartition(" ")[2] or row["publisher"] or row["title"]
    year = next(iter(re.findall(r"[12][0-9]{3}", row["published"])), "")
    name = slug(who)[:LONGEST_KEY].strip("-") or "source"
    return f"{name}-{year}" if year else name


class _Known:
    """The sources that there are, by what tells one from another."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self.keys: set[str] = set()
        self.by_address: dict[str, str] = {}
        self.by_title: dict[tuple[str, str], str] = {}
        for row in rows:
            self.add(row)

    def add(self, row: Mapping[str, str]) -> None:
        """Take a row among those that there are."""
        self.keys.add(row["source"])
        if address := _address(row.get("url", "")):
            self.by_address.setdefault(address, row["source"])
        if title := fold(row.get("title", "")):
            self.by_title.setdefault((title, row.get("published", "")[:4]), row["source"])

    def same(self, row: Mapping[str, str], one: Reference) -> str:
        """The key of a source that is the same, and why; nothing where there is none."""
        title = fold(row["title"])
        if title and (key := self.by_title.get((title, row["published"][:4]))):
            return f"{key} has this title and year"
        for address in filter(None, (_address(row["url"]), _address(f"doi.org/{one.doi}") if one.doi else "")):
            if key := self.by_address.get(address):
                return f"{key} has this address"
        return ""

    def free(self, key: str) -> str:
        """The key, with a letter or number behind it where it is taken."""
        if key not in self.keys:
            return key
        letters = (chr(code) for code in range(ord("b"), ord("z") + 1))
        tries = (*(f"{key}{letter}" if key[-1].isdigit() else f"{key}-{letter}" for letter in letters),)
        numbers = (f"{key}-{number}" for number in range(2, len(self.keys) + 3))
        return next(new for new in (*tries, *numbers) if new not in self.keys)


def _address(url: str) -> str:
    """An address without what may differ though it leads to the same: scheme, www, a last slash, an anchor."""
    bare = re.sub(r"^[a-z]+://", "", url.strip().casefold()).partition("#")[0].removeprefix("www.")
    return bare.removeprefix("dx.").rstrip("/")
