"""What foedus knows of a dataset before it has seen a file of it: `datasets/<name>.toml`, as typed values."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from foedus.reference.errors import DataError
from foedus.terms.words import nearest, quoted

HERE = Path(__file__).with_name("datasets")

Format = Literal["csv", "tsv", "xlsx", "dta", "text"]
Level = Literal["state", "dyad", "directed"]
"""Whose property a variable is: a state's, two states' (the same both ways), or one state's towards another."""
Kind = Literal["whole", "number", "flag", "text"]
Absent = Literal["nil", "missing"]
"""What no row means inside the window: a list of occurrences says nil; a measurement says nothing."""
Combine = Literal["min", "max", "mean", "sum", "any", "all", "spread", "share"]


class Release(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One published version of a file: how it is told from others, and what is expected of it."""

    version: str
    span: tuple[int, int]
    """First and last year that it covers, both included: the coverage window."""
    rows: int | None = None
    """Rows of data in the file as published, where known."""
    sha256: str = ""
    """Of the file as it is read: unpacked, where it is published in an archive."""
    address: str = ""
    """The official address of the file itself, where there is one without a form."""
    note: str = ""


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file of a dataset in one of the forms in which it is published."""

    part: str
    form: str
    """`native`, or who made this form of it: `peacesciencer`."""
    format: Format
    signature: tuple[str, ...] = ()
    """Columns (sheets of a workbook, words of the first lines of a text) that are all there in this form."""
    lacks: tuple[str, ...] = ()
    """Columns that are never there: what tells this form from a like one."""
    width: int | None = None
    """Cells a row of a file without header; its `signature` is empty."""
    many: bool = False
    """Whether a dataset has many such files (a day, a month each), to be read together."""
    encoding: str = "utf-8"
    usual_name: str = ""
    cites: tuple[str, ...] = ()
    """Keys of those of the dataset's citations that this form calls for and others, unless they say so, do not."""
    releases: tuple[Release, ...] = ()


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A typed table that importing a part yields."""

    name: str
    part: str
    says: str
    keys: tuple[str, ...]
    """Columns that together name a row; no two rows share them. Empty for a list without such a key."""
    columns: Mapping[str, str]
    """Each column and what it says, with its unit."""


class Variable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A column that a panel can have."""

    name: str
    level: Level
    table: str
    sql: str
    """Over the rows `t` of the table that have the panel's key; an aggregate where a key may have several rows."""
    kind: Kind
    says: str
    absent: Absent
    unit: str = ""
    formula: str = ""
    """How it is computed, in words, where that is more than taking a column over."""
    window: tuple[int | None, int | None] = (None, None)
    """Where it is narrower than the release's span."""
    undirected: Combine | None = None
    """How the two directions of a `directed` variable become one in an undirected panel."""
    sets: tuple[Combine, ...] = ()
    """How the values of members (or of pairs of members) become one of a set of states."""
    sides: bool = False
    """Of level `dyad`, over a table of states: `sql` speaks of `a.column` and `b.column`, the rows of the two."""
    note: str = ""

    @property
    def may_be_nil(self) -> bool:
        """Whether 0 is what no row of the dataset means inside its window."""
        return self.absent != "missing" and self.kind != "text"


class Oddity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something known to be odd about a dataset's rows, and what may be done about it."""

    name: str
    says: str
    table: str
    where: str
    """SQL: the rows that are meant."""
    default: Literal["keep", "drop"] = "keep"
    source: str = ""


class Dataset(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A dataset: what it is, whose, on what terms, how to get it, and what can be made of it."""

    name: str
    title: str
    by: str
    homepage: str
    licence: str
    """Terms of use in a sentence, as the publisher states them; says so where none are stated."""
    obtain: str
    """How one comes by it, in a sentence: `direct`, or what form has to be filled in."""
    citations: Mapping[str, str]
    """BibTeX entries by key: what whoever uses it should cite."""
    files: tuple[File, ...]
    tables: tuple[Table, ...] = ()
    variables: tuple[Variable, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    note: str = ""
    short: str = ""
    """What people call it in a word (`V-Dem`); its name in capitals where none is given."""

    @property
    def called(self) -> str:
        """What people call it in a word."""
        return self.short or self.name.upper()

    def table(self, name: str) -> Table:
        """The table of a name. Raises `KeyError`."""
        return next(table for table in self.tables if table.name == name)

    def cited(self, part: str, form: str) -> dict[str, str]:
        """BibTeX by key of what to cite for a part in a form."""
        special = {key for file in self.files for key in file.cites}
        called_for = {key for file in self.files if (file.part, file.form) == (part, form) for key in file.cites}
        return {key: entry for key, entry in self.citations.items() if key not in special - called_for}


@cache
def stamp() -> str:
    """What changes when the description of any dataset does: 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(HERE.glob("*.toml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def names() -> list[str]:
    """Names of all datasets, in alphabetical order, without reading what they are."""
    return sorted(path.stem for path in HERE.glob("*.toml"))


@cache
def datasets() -> Mapping[str, Dataset]:
    """Every dataset that foedus understands, by name, in alphabetical order."""
    return MappingProxyType({name: dataset(name) for name in names()})


@cache
def dataset(name: str) -> Dataset:
    """The dataset of a name; raises `DataError` with the nearest where there is none."""
    if name not in names():
        near = nearest(name, names())
        hint = f"Did you mean {near}? " if near else ""
        raise DataError(f"There is no dataset {quoted(name)}.", f"{hint}`foedus data list` shows all.")
    return _read(HERE / f"{name}.toml")


def family(name: str) -> list[Dataset]:
    """The dataset of a name, or all that have it as a part of theirs: `sipri` is `sipri-milex`, `sipri-transfers` ...

    Empty where there is none.
    """
    known = datasets()
    return [known[name]] if name in known else [one for one in known.values() if name in one.name.split("-")]


def _read(path: Path) -> Dataset:
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    data["name"] = path.stem
    read = msgspec.convert(data, Dataset)
    tables = {table.name for table in read.tables}
    named = [(one.name, one.table) for one in read.variables] + [(one.name, one.table) for one in read.oddities]
    for thing, table in named:
        if table not in tables:
            raise ValueError(f"{path.name}: {thing} is of a table {table!r} that is not there")
    for key, entry in read.citations.items():
        if not re.match(rf"@\w+\{{{re.escape(key)},", entry.strip()):
            raise ValueError(f"{path.name}: the BibTeX of {key!r} does not begin with its key")
    for key in (key for file in read.files for key in file.cites):
        if key not in read.citations:
            raise ValueError(f"{path.name}: a file cites {key!r}, which is not there")
    return read


@cache
def variables() -> Mapping[str, tuple[Dataset, Variable]]:
    """Every variable of a panel by its name, with its dataset. Names are unique over all datasets."""
    found: dict[str, tuple[Dataset, Variable]] = {}
    for known in datasets().values():
        for variable in known.variables:
            if variable.name in found:
                raise ValueError(f"two datasets have a variable {variable.name!r}")
            found[variable.name] = known, variable
    return MappingProxyType(found)
