"""A case's profile: the folder `profile/`, figures of published datasets for the case's own states.

Figures and facts with dataset, version and citation, never a dataset's rows as they stand. `foedus profile CASE`
writes it where the datasets are; whoever has the case then needs none of them. What the files hold is said here
once: they are checked with the case, loaded into its record, and read by all that works offline.
"""

import csv
import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from foedus.case.findings import Finding
from foedus.terms import dates, states
from foedus.terms.words import nearest

FOLDER = "profile"
REFERENCES = "references.bib"
MOST_BYTES = 64 * 1024 * 1024
"""A profile is some hundred kilobytes; a file beyond this is no part of one."""

Form = Literal["text", "whole", "number", "date", "state", "hash"]
SQL: Mapping[Form, str] = {
    "text": "VARCHAR", "whole": "INTEGER", "number": "DOUBLE", "date": "VARCHAR", "state": "VARCHAR", "hash": "VARCHAR",
}  # fmt: skip
_SAID: Mapping[Form, str] = {
    "whole": "a whole number",
    "number": "a number with a decimal point",
    "date": "a date in EDTF, such as 1994-02-09",
    "state": "the key of a state, such as KAZ",
    "hash": "a SHA-256 of 64 hexadecimal digits",
}


class Field(msgspec.Struct, frozen=True):
    """A column of a table of the profile."""

    name: str
    form: Form
    says: str
    required: bool = True


class Layout(msgspec.Struct, frozen=True):
    """A table of the profile: what its rows are, which columns tell them apart."""

    says: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, in order."""
        return tuple(field.name for field in self.fields)


def _field(name: str, form: Form, says: str) -> Field:
    return Field(name.removesuffix("?"), form, says, not name.endswith("?"))


_WHENCE = (
    _field("dataset", "text", "The dataset, by its name in coverage.csv."),
    _field("version", "text", "Its version."),
)
_NOTE = _field("note?", "text", "Why there is no value, or what else must be known of it.")
_PAIR = (_field("state1", "state", "A state."), _field("state2", "state", "The other."))


def _layout(says: str, key: str, *fields: Field, note: bool = True) -> Layout:
    return Layout(says, (*fields, *_WHENCE, *((_NOTE,) if note else ())), tuple(key.split()))


TABLES: Mapping[str, Layout] = {
    "states": _layout(
        "A figure of a state in a year.",
        "state measure year dataset",
        _field("state", "state", "The state."),
        _field("measure", "text", "What is measured: the name of a panel's variable."),
        _field("year", "whole", "The year."),
        _field("value?", "number", "The value; empty where the dataset covers the year and has none."),
        _field("unit?", "text", "Its unit."),
    ),
    "dyads": _layout(
        "A figure of two states over years in which it is the same.",
        "state1 state2 measure since dataset",
        *_PAIR,
        _field("measure", "text", "What is measured: the name of a panel's variable."),
        _field("since", "whole", "The first of the years."),
        _field("until", "whole", "The last of them."),
        _field("value?", "number", "The value in each of the years."),
        _field("unit?", "text", "Its unit."),
    ),
    "pacts": _layout(
        "A state in an alliance, and for how long with which obligations.",
        "pact state since dataset",
        _field("pact", "text", "The dataset's number of the pact."),
        _field("state", "state", "A state that it binds."),
        _field("since", "date", "From when."),
        _field("until?", "date", "Until when; empty where it holds at the end of the dataset's window."),
        _field("obligations?", "text", "What it binds to: defense; offense; neutrality; nonaggression; consultation."),
        _field("members", "whole", "How many states it binds or has bound, the others among them."),
        _field("organisation?", "text", "The organisation of the case whose members are nearly the same."),
        _field("likeness?", "number", "How nearly: states in both as a share of states in either, 0 to 1."),
    ),
    "agreements": _layout(
        "A bilateral agreement on defence cooperation.",
        "row dataset",
        _field("row", "text", "The dataset's number of the agreement."),
        *_PAIR,
        _field("signed", "date", "When it was signed."),
        _field("type?", "text", "The dataset's type: general, or on one sector."),
        _field("categories?", "text", "The dataset's categories."),
    ),
    "transfers": _layout(
        "The volume of arms that one state delivered to another in a year, by sort of weapon.",
        "supplier recipient year category dataset",
        _field("supplier", "text", "The supplier: a state's key, else its name in the dataset."),
        _field("recipient", "state", "The recipient."),
        _field("year", "whole", "The year of delivery."),
        _field("category?", "text", "The sort of weapon."),
        _field("tiv", "number", "Volume: millions of SIPRI trend-indicator values (TIV), not money."),
        _field("uncertain?", "number", "How much of it rests on rows of uncertain number or year."),
        _field("deals", "whole", "How many deals it is of."),
    ),
    "exercises": _layout(
        "How many joint exercises two states took part in that began in a year.",
        "state1 state2 year dataset",
        *_PAIR,
        _field("year", "whole", "The year."),
        _field("exercises", "whole", "How many."),
    ),
    "organisations": _layout(
        "A state in one of the case's organisations.",
        "state organisation since dataset",
        _field("state", "state", "The state."),
        _field("organisation", "text", "The organisation, by its key in entities.csv."),
        _field("status", "text", "member, associate, observer."),
        _field("since", "whole", "First year; of the window, where it was a member before."),
        _field("until", "whole", "Last year; of the window, where it is a member still."),
    ),
    "disputes": _layout(
        "Two states in a rivalry or a militarised dispute.",
        "state1 state2 type since dataset",
        *_PAIR,
        _field("type", "text", "rivalry, dispute, armed-conflict."),
        _field("since", "whole", "First year."),
        _field("until", "whole", "Last year, of the window where it went on."),
        _field("level?", "number", "Of a dispute: the highest level of hostility, 1 to 5."),
    ),
    "coverage": _layout(
        "A dataset as it was read: its version and the years it covers.",
        "dataset part",
        _field("part", "text", "The part of the dataset."),
        _field("title", "text", "Its title."),
        _field("since", "whole", "First year of its window: outside it nothing is covered."),
        _field("until", "whole", "Last year of its window."),
        _field("form", "text", "native, or who made this form of the file."),
        _field("sha256", "hash", "SHA-256 of the file that was read."),
        _field("citations", "text", "Keys of what to cite, in references.bib."),
        _field("tables", "text", "The tables of the profile that rest on it."),
    ),
}
"""What each file of the profile holds, by its name without `.csv`."""

Row = dict[str, str]


def files(case: Path) -> list[Path]:
    """The files of a case's profile that are there, in alphabetical order."""
    folder = case / FOLDER
    names = [*(f"{table}.csv" for table in TABLES), REFERENCES]
    return sorted(folder / name for name in names if (folder / name).is_file())


def read(case: Path) -> tuple[dict[str, list[Row]], list[Finding]]:
    """The tables of a case's profile that are there, cells as text, and what is wrong with them.

    Rows with a fault are left out. A case without a profile has none, and nothing is wrong.
    """
    folder = case / FOLDER
    found: dict[str, list[Row]] = {}
    findings: list[Finding] = []
    if not folder.is_dir():
        return found, findings
    findings += _strangers(folder)
    for table, layout in TABLES.items():
        path = folder / f"{table}.csv"
        if path.exists():
            rows, faults = _table(case, path, layout)
            found[table] = rows
            findings += faults
    if found and "coverage" not in found:
        findings.append(_fault("coverage.csv", 0, "There is no coverage.csv, so it is not known what was covered."))
    covered = {row["dataset"] for row in found.get("coverage", ())}
    for table, rows in found.items():
        for dataset in sorted({row["dataset"] for row in rows} - covered if covered else ()):
            findings.append(_fault(f"{table}.csv", 0, f"The dataset '{dataset}' does not stand in coverage.csv."))
    return found, findings


def _strangers(folder: Path) -> Iterator[Finding]:
    known = {f"{table}.csv" for table in TABLES} | {REFERENCES}
    for path in sorted(folder.glob("*")):
        if path.name not in known and not path.name.startswith("."):
            near = nearest(path.name, known)
            message = f"{path.name} is no file of a profile, so it was not read."
            hint = f"Did you mean {near}?" if near else f"A profile has {', '.join(sorted(known))}."
            yield Finding("profile-file", "warning", f"{FOLDER}/{path.name}", 0, message, hint)


def _fault(file: str, line: int, message: str, field: str = "") -> Finding:
    hint = "`foedus profile CASE` writes the profile anew."
    return Finding("profile", "error", f"{FOLDER}/{file}", line, message, hint, field)


def _table(case: Path, path: Path, layout: Layout) -> tuple[list[Row], list[Finding]]:
    name = path.name
    if not path.is_file() or not path.resolve().is_relative_to(case.resolve()):
        return [], [_fault(name, 0, f"{name} is no file of this folder, so it was not read.")]
    try:
        if path.stat().st_size > MOST_BYTES:
            return [], [_fault(name, 0, f"{name} is too large for a table of a profile, so it was not read.")]
        rows, findings = _parsed(name, path.read_text(encoding="utf-8-sig"), layout)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        said = error.strerror if isinstance(error, OSError) else str(error)
        return [], [_fault(name, 0, f"{name} cannot be read as UTF-8 text in columns: {said}.")]
    return [*rows], [*findings]


@lru_cache(maxsize=4 * len(TABLES))
def _parsed(name: str, text: str, layout: Layout) -> tuple[list[Row], list[Finding]]:
    """The rows of a table's text: checked, and then read into a record, it is gone through once."""
    lines = [*csv.reader(text.splitlines(), strict=True)]
    header = tuple(lines[0]) if lines else ()
    if header != layout.names:
        return [], [_fault(name, 1, f"The header of {name} is not: {','.join(layout.names)}.")]
    return _rows(name, lines[1:], layout)


def _rows(name: str, lines: list[list[str]], layout: Layout) -> tuple[list[Row], list[Finding]]:
    rows: list[Row] = []
    findings: list[Finding] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in enumerate(lines, 2):
        if not cells:
            continue
        if len(cells) != len(layout.names):
            message = f"The row has {len(cells)} cells, the header {len(layout.names)}."
            findings.append(_fault(name, line, message))
            continue
        row = dict(zip(layout.names, cells, strict=True))
        faults = [fault for field in layout.fields if (fault := _cell(name, line, field, row[field.name]))]
        key = tuple(row[part] for part in layout.key)
        if not faults and key in seen:
            faults = [_fault(name, line, f"The row is about the same as that of line {seen[key]}.")]
        seen.setdefault(key, line)
        findings += faults
        if not faults:
            rows.append(row)
    return rows, findings


def _cell(name: str, line: int, field: Field, text: str) -> Finding | None:
    if not text:
        message = f"The column '{field.name}' is empty, and must not be."
        return _fault(name, line, message, field.name) if field.required else None
    if _fits(field.form, text):
        return None
    message = f"'{text}' in the column '{field.name}' is not {_SAID[field.form]}."
    return _fault(name, line, message, field.name)


def _fits(form: Form, text: str) -> bool:
    match form:
        case "whole":
            return text.removeprefix("-").isdecimal() and len(text) < 10
        case "number":
            try:
                return math.isfinite(float(text)) and not set(text) & set("_ ")
            except ValueError:
                return False
        case "date":
            try:
                dates.parse(text)
            except dates.DateError:
                return False
            return True
        case "state":
            return text in states.states()
        case "hash":
            return len(text) == 64 and set(text) <= set("0123456789abcdef")
    return True
