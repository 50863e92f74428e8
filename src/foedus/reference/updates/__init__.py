"""Pacts that are newer than the datasets: `pacts.csv`, entered by hand, each with a source that can be looked up.

ATOP ends in 2018. What has been signed since is entered here, or in a file of one's own in the same form, so that
forecasts can be scored before the next release. No list is complete: that a pact does not stand here says nothing
until somebody vouches for it.
"""

import csv
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import msgspec

from foedus.case.findings import Finding
from foedus.reference.errors import DataError
from foedus.terms import states
from foedus.terms.dates import DateError, parse
from foedus.terms.words import nearest

COLUMNS = ("members", "signed", "obligations", "source", "url", "note")
OBLIGATIONS = ("defense", "offense", "neutrality", "nonaggression", "consultation")
"""ATOP's five, in the codebook's words."""
NAME = "pacts.csv"
CODE = "updates"


class NewPact(msgspec.Struct, frozen=True, kw_only=True):
    """A pact that was signed after the datasets end."""

    members: tuple[str, ...]
    """Alpha-3 keys, sorted."""
    signed: str
    """EDTF."""
    obligations: tuple[str, ...]
    source: str
    url: str
    note: str
    place: str
    """File and line."""

    @property
    def year(self) -> int:
        """The year in which it was signed."""
        day = parse(self.signed).earliest
        assert day is not None  # `read` lets no open date pass
        return day.year


class _Row(NamedTuple):
    line: int
    cells: dict[str, str]


def shipped() -> tuple[NewPact, ...]:
    """The pacts that ship."""
    text = (files(__package__) / NAME).read_text(encoding="utf-8")
    return _pacts(text, f"updates/{NAME}")


def read(path: Path) -> tuple[NewPact, ...]:
    """The pacts of a file of one's own. Raises `DataError` with what is wrong on which line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.", "Give a CSV file.") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error
    return _pacts(text, str(path))


def _pacts(text: str, name: str) -> tuple[NewPact, ...]:
    findings: list[Finding] = []
    found: list[NewPact] = []
    for row in _rows(text, name, findings):
        faults = [*_faults(row, name)]
        findings += faults
        if not faults:
            pact = _pact(row, name)
            twin = next((one for one in found if (one.members, one.signed) == (pact.members, pact.signed)), None)
            if twin:
                message = f"The pact of {', '.join(pact.members)} stands already in {twin.place}."
                findings.append(Finding(CODE, "error", name, row.line, message, "Leave one of the two.", "members"))
            found.append(pact)
    if findings:
        several = f"{len(findings)} things are" if len(findings) > 1 else "One thing is"
        raise DataError(f"{several} wrong with {name}, so it was not used.", "Mend it and try again.", findings)
    return tuple(found)


def _rows(text: str, name: str, findings: list[Finding]) -> Iterator[_Row]:
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if missing := [column for column in COLUMNS if column not in header]:
            message = f"The header lacks {', '.join(missing)}."
            findings.append(Finding(CODE, "error", name, 1, message, f"Write: {','.join(COLUMNS)}."))
            return
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(header):
                message = f"The row has {len(cells)} cells, the header {len(header)}."
                hint = "Put cells that hold a comma in double quotes."
                findings.append(Finding(CODE, "error", name, reader.line_num, message, hint))
                continue
            yield _Row(reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    except csv.Error as error:
        message = f"The line is no CSV: {error}."
        findings.append(Finding(CODE, "error", name, reader.line_num, message, "See to its double quotes."))


def _faults(row: _Row, name: str) -> Iterator[Finding]:
    def wrong(field: str, message: str, hint: str) -> Finding:
        return Finding(CODE, "error", name, row.line, message, hint, field)

    members = parts(row.cells["members"])
    for key in members:
        if key not in states.states():
            near = nearest(key, states.states())
            hint = f"Did you mean {near}?" if near else "States are keyed by ISO 3166-1 alpha-3, such as AZE."
            yield wrong("members", f"'{key}' is no state.", hint)
    if len(set(members)) < 2:
        yield wrong("members", f"'{row.cells['members']}' names fewer than two states.", "Write AZE; TUR.")
    for word in (obligations := parts(row.cells["obligations"])):
        if word not in OBLIGATIONS:
            near = nearest(word, OBLIGATIONS)
            hint = f"Did you mean '{near}'?" if near else f"Words are: {', '.join(OBLIGATIONS)}."
            yield wrong("obligations", f"'{word}' is no obligation.", hint)
    if not obligations:
        yield wrong("obligations", "There is no obligation.", f"Words are: {', '.join(OBLIGATIONS)}.")
    if message := _date_fault(row.cells["signed"]):
        yield wrong("signed", message, "Write 2021-06-15, or 2021-06 or 2021 where the source is vaguer.")
    if not row.cells["source"]:
        yield wrong("source", "There is no source.", "Say who reports it, so that it can be looked up.")
    if row.cells["url"] and not row.cells["url"].startswith(("https://", "http://")):
        yield wrong("url", f"'{row.cells['url']}' is no address.", "It begins with https://, or is left empty.")


def _date_fault(text: str) -> str:
    try:
        parsed = parse(text)
    except DateError as error:
        return f"'{text}' is no date: {error.message}"
    first, last = parsed.earliest, parsed.latest
    if first is None or last is None or first.year != last.year:
        return f"'{text}' does not lie in one year, so it is not known in which the pact was signed."
    return ""


def _pact(row: _Row, name: str) -> NewPact:
    cells = row.cells
    return NewPact(
        members=tuple(sorted(set(parts(cells["members"])))), signed=cells["signed"],
        obligations=tuple(parts(cells["obligations"])), source=cells["source"], url=cells["url"], note=cells["note"],
        place=f"{name}:{row.line}",
    )  # fmt: skip


def parts(cell: str) -> list[str]:
    """The values of a cell."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def newer(paths: Iterable[Path] = ()) -> tuple[NewPact, ...]:
    """The pacts that ship, and those of files of one's own, each once. Raises `DataError`."""
    found = {(one.members, one.signed): one for one in shipped()}
    for path in paths:
        found |= {(one.members, one.signed): one for one in read(path)}
    return tuple(sorted(found.values(), key=lambda one: (one.signed, one.members)))
