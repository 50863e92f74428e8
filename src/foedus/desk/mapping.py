"""Which column of a spreadsheet is which of the codebook's: as told, else as the names suggest."""

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from foedus.codebook import Column
from foedus.desk.errors import DeskError
from foedus.terms.words import fold, nearest

SURE = 0.85
"""How alike a header and a column's name must be (difflib's ratio) to be taken for the same."""


class Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody has told: on the command line, or in a TOML file with [columns] and [set]."""

    columns: dict[str, str] = {}
    """Header -> column; '' leaves the header out."""
    set: dict[str, str] = {}
    """Column -> what it says in every row."""


def read(path: Path) -> Given:
    """A mapping from a TOML file. Raises `DeskError` where it is none."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8-sig")), Given)
    except (OSError, ValueError) as error:  # ValueError: no TOML, no UTF-8, or another form
        hint = 'It has [columns] with "Header" = "column", and [set] with column = "value".'
        raise DeskError(f"{path} is no mapping: {error}.", hint) from error


def columns_of(header: Sequence[str], given: Given, columns: Mapping[str, Column], where: str) -> dict[str, str]:
    """Header -> column, for the headers that have one.

    Raises `DeskError` for a header or column that there is not, and for two headers of one column.
    """
    for told in given.columns:
        if told not in header:
            near = nearest(told, header)
            hint = f"Did you mean '{near}'?" if near else "It has: " + ", ".join(filter(None, header)) + "."
            raise DeskError(f"The file has no column '{told}'.", hint)
    for column in (*given.columns.values(), *given.set):
        if column and column not in columns and not column.startswith("x_"):
            near = nearest(column, columns)
            hint = f"Did you mean '{near}'?" if near else "Its columns are: " + ", ".join(columns) + "."
            raise DeskError(f"{where} has no column '{column}'.", hint)
    taken = {*given.columns.values(), *given.set}
    found: dict[str, str] = {}
    for name in header:
        column = given.columns[name] if name in given.columns else _guess(name, columns, taken)
        if column and name:
            if column in found.values():
                raise DeskError(
                    f"Two columns of the file are mapped to '{column}'.", f'Leave one out: --map "{name}=".'
                )
            found[name] = column
            taken.add(column)
    return found


def _guess(header: str, columns: Mapping[str, Column], taken: set[str]) -> str:
    """The column that a header means: the same name or label, else one very much like it; '' for none."""
    names: dict[str, str] = {}
    for name, column in columns.items():
        if name not in taken and name != "claim":
            names.setdefault(fold(name), name)
            names.setdefault(fold(column.label), name)
    folded = fold(header)
    if folded in names:
        return names[folded]
    close = difflib.get_close_matches(folded, names, n=1, cutoff=SURE)
    return names[close[0]] if close else ""
