"""What to cite: BibTeX entries of exactly the datasets that were used, or a plain list of references."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import duckdb
import msgspec

from foedus import __version__
from foedus.reference.about import Dataset, dataset, family
from foedus.reference.errors import DataError
from foedus.reference.panel.columns import METADATA, SIDECAR, Description, described
from foedus.reference.raw import text_of
from foedus.terms.words import join_words

Style = Literal["bibtex", "text"]

OURSELVES = f"""@software{{foedus,
  author = {{{{The foedus contributors}}}},
  title = {{foedus: a sourced record of security cooperation between states}},
  year = {{2026}},
  version = {{{__version__}}}
}}"""
_FIELD = re.compile(r"(\w+)\s*=\s*")
_WIDTH = 96


class Entry(NamedTuple):
    """A BibTeX entry: its sort, key and fields, braces taken off."""

    sort: str
    key: str
    fields: Mapping[str, str]


def of(description: Description, style: Style = "bibtex") -> str:
    """The citations of a panel: a comment on each dataset says its version and columns."""
    parts: dict[str, list[str]] = {}
    for one in description.datasets:
        note = f"{one.title} {one.version}, {one.coverage[0]}-{one.coverage[1]} (sha256 {one.sha256[:16]})"
        parts.setdefault(one.dataset, []).append(f"{note}: {', '.join(one.columns)}")
    entries: dict[str, dict[str, str]] = {}
    for one in description.datasets:
        entries.setdefault(one.dataset, {}).update(one.citations)
    return _said([(parts[name], entries[name].values()) for name in parts], style)


def of_datasets(names: Sequence[str], style: Style = "bibtex") -> str:
    """The citations of datasets by name. Raises `DataError` for one that foedus does not know."""
    return _said([([about.title], about.citations.values()) for about in meant(names)], style)


def meant(names: Sequence[str]) -> list[Dataset]:
    """The datasets of names, each once; `sipri` is all of SIPRI's. Raises `DataError`."""
    found = {about.name: about for name in names for about in family(name) or [dataset(name)]}
    return list(found.values())


def of_file(path: Path, style: Style = "bibtex") -> str:
    """The citations of a panel that was written to a file. Raises `DataError` where it carries no description."""
    return of(read(path), style)


def read(path: Path) -> Description:
    """The description that a file of a panel carries, or that lies beside it. Raises `DataError`."""
    beside = path if path.name.endswith(SIDECAR) else path.with_name(path.name + SIDECAR)
    try:
        if beside.is_file():
            text = beside.read_bytes()
        elif not path.is_file():
            raise DataError(f"There is no file {path}.", "Name a panel that foedus has written, or datasets.")
        elif path.suffix.lower() in (".arrow", ".feather"):
            text = _arrow(path)
        elif path.suffix.lower() == ".parquet":
            text = _parquet(path)
        else:
            text = b""
        if text:
            return described(text)
    except msgspec.MsgspecError as error:
        raise DataError(f"What {path.name} says of itself cannot be read: {error}.", "Write the panel anew.") from error
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}.") from error
    raise DataError(
        f"{path.name} does not say what it was made from.",
        f"foedus cites panels that it has written; a .csv or .dta has a file *{SIDECAR} beside it.",
    )


def _parquet(path: Path) -> bytes:
    try:
        with duckdb.connect() as db:
            found = db.execute(
                f"SELECT value FROM parquet_kv_metadata({text_of(str(path))}) WHERE key = '{METADATA}'"
            ).fetchall()
    except duckdb.Error as error:
        raise DataError(f"{path.name} is no Parquet file, or cut short.", "Write the panel anew.") from error
    return bytes(found[0][0]) if found else b""


def _arrow(path: Path) -> bytes:
    try:
        import pyarrow
    except ImportError as error:
        raise DataError("Arrow files need pyarrow.", 'Install it: pip install "foedus[frames]"') from error
    try:
        with pyarrow.OSFile(str(path), "rb") as file:
            metadata = pyarrow.ipc.open_file(file).schema.metadata or {}
    except pyarrow.ArrowInvalid as error:
        raise DataError(f"{path.name} is no Arrow file, or cut short.", "Write the panel anew.") from error
    return bytes(metadata.get(METADATA.encode(), b""))


def _said(parts: Iterable[tuple[Sequence[str], Iterable[str]]], style: Style) -> str:
    blocks: list[str] = []
    seen: set[str] = set()
    for notes, citations in parts:
        new = [entry.strip() for entry in citations if entry.strip() not in seen]
        seen.update(new)
        if style == "bibtex":
            blocks.append("\n".join([*("% " + note for note in notes), *new]))
        else:
            blocks += [reference(entry(text)) for text in new]
    if style == "bibtex":
        blocks.append("% What put them together\n" + OURSELVES)
        return "\n\n".join(blocks) + "\n"
    return "\n".join(sorted({*blocks, reference(entry(OURSELVES))}, key=str.casefold)) + "\n"


def entry(text: str) -> Entry:
    """A BibTeX entry taken apart. Understands what `datasets/*.toml` hold: fields in braces or quotation marks."""
    head = re.match(r"@(\w+)\{([^,]+),", text.strip())
    if head is None:
        raise ValueError(f"no BibTeX entry: {text[:40]!r}")
    rest = text.strip()[head.end() : -1]
    fields: dict[str, str] = {}
    at = 0
    while found := _FIELD.search(rest, at):
        value, at = _value(rest, found.end())
        fields[found[1].lower()] = _bare(value)
    return Entry(head[1].lower(), head[2], fields)


def _value(text: str, at: int) -> tuple[str, int]:
    if text[at] != "{":
        end = text.find('"', at + 1) if text[at] == '"' else text.find(",", at)
        end = len(text) if end < 0 else end
        return text[at:end].strip('"'), end + 1
    depth = 0
    for end in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            return text[at + 1 : end], end + 1
    return text[at + 1 :], len(text)


_LETTERS = {"aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß"}
_ACCENTS = {'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "c": "\u0327", "v": "\u030c"}


def _bare(text: str) -> str:
    """A value as it is read: accents as letters, no braces, an en dash for two hyphens."""
    import unicodedata

    def accent(found: re.Match[str]) -> str:
        return unicodedata.normalize("NFC", found[2].replace("\\i", "i") + _ACCENTS[found[1]])

    text = re.sub(r"\\url\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\\(aa|AA|ae|AE|ss|o|O|l|L)(?![A-Za-z])(?:\{\}| )?", lambda found: _LETTERS[found[1]], text)
    text = re.sub(r"\{?\\([\"'`^~cv])\s*\{?(\\?[A-Za-z])\}?\}?", accent, text)
    text = re.sub(r"[{}]", "", text).replace("\\&", "&").replace("--", "\u2013")
    return re.sub(r"\s+", " ", text).strip()


def reference(one: Entry) -> str:
    """An entry as a line of a reference list: authors (year), title, where."""
    has = one.fields.get
    names = [_name(name) for name in re.split(r"\s+and\s+", has("author") or has("editor") or "") if name]
    year = f"({has('year', 'n.d.')})"
    version = f" (version {has('version')})" if has("version") else ""
    title = has("title", "").rstrip(".")
    stop = "" if title.endswith(("?", "!")) and not version else "."
    work = f"{join_words(names)} {year}. {title}{version}{stop}" if names else f"{title}{version} {year}."
    where = _where(one.fields)
    link = f"https://doi.org/{has('doi')}" if has("doi") else has("url", "")
    parts = [work, f"{where}." if where else "", link]
    return " ".join(part for part in parts if part)


def _name(text: str) -> str:
    last, _, first = text.partition(", ")
    return f"{first} {last}" if first else last


def _where(fields: Mapping[str, str]) -> str:
    has = fields.get
    if has("journal"):
        number = f"({has('number')})" if has("number") else ""
        pages = f": {has('pages')}" if has("pages") else ""
        return f"{has('journal')} {has('volume', '')}{number}{pages}".strip()
    house = ", ".join(
        text for name in ("address", "publisher", "institution", "howpublished") if (text := has(name, ""))
    )
    if has("booktitle"):
        pages = f", {has('pages')}" if has("pages") else ""
        return f"In {has('booktitle')}{pages}" + (f". {house}" if house else "")
    return house
