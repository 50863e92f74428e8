"""Take over rows from a spreadsheet: columns mapped, names made keys, every fault told with its row's number.

Either all rows are written or none, unless the faulty ones are to be skipped; then those are told. A row without
a locator gets its number in the spreadsheet, so that one finds it again.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from foedus.desk import mapping, spreadsheet
from foedus.desk.claims import Step, put, quietly
from foedus.desk.convert import CellError, Converter
from foedus.desk.draft import Done, Draft
from foedus.desk.errors import DeskError
from foedus.desk.log import Signature


class Fault(NamedTuple):
    """Why a row cannot be taken over."""

    row: int
    column: str
    message: str
    hint: str


class Import:
    """Rows that are ready to be taken over, and those that are not. Nothing is written before `carry_out`."""

    def __init__(
        self, draft: Draft, table: str, path: Path, columns: Mapping[str, str], left_out: list[str], signed: Signature
    ) -> None:
        self.draft, self.table, self.path = draft, table, path
        self.columns = columns
        """Header of the spreadsheet -> column."""
        self.left_out = left_out
        """Headers that no column was found for."""
        self.signed = signed
        self.rows: dict[int, Mapping[str, str]] = {}
        """Rows without a fault, by their number in the spreadsheet, as they would be written."""
        self.faults: list[Fault] = []
        self.duplicates: dict[int, str] = {}
        """Rows that the case has already, and as what."""
        self.remarks: dict[int, str] = {}
        """What to look at in a row that is ready."""

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "table": self.table,
            "columns": dict(self.columns),
            "left_out": self.left_out,
            "rows": [{"row": number, **row} for number, row in self.rows.items()],
            "faults": [fault._asdict() for fault in self.faults],
            "duplicates": [{"row": number, "same": same} for number, same in self.duplicates.items()],
            "remarks": [{"row": number, "remark": remark} for number, remark in self.remarks.items()],
        }

    def carry_out(self, *, skip_faulty: bool = False, step: Step = quietly) -> Done:
        """Write the rows, as one decision.

        Raises `DeskError` where a row has a fault and is not to be skipped, or no row is left.
        """
        if self.faults and not skip_faulty:
            bad = {fault.row for fault in self.faults}
            raise DeskError(
                f"{len(bad)} row{'s have faults' if len(bad) > 1 else ' has a fault'}, so none was written.",
                "Mend them in the spreadsheet, or write the others with --skip-faulty.",
            )
        if not self.rows:
            raise DeskError("No row is without a fault, so none was written.", "Mend them in the spreadsheet.")
        draft = Draft(self.draft.folder, {name: s.digest for name, s in self.draft.sheets.items() if s.digest})
        keys = put(draft, self.table, list(self.rows.values()), self.signed)
        said = f"{len(keys)} row{'s'[: len(keys) != 1]} imported from {self.path.name} into {draft.file(self.table)}"
        return draft.carry_out("import", f"{said}: {keys[0]} to {keys[-1]}.", keys, self.signed, step=step)


def plan_import(
    folder: Path,
    path: Path,
    table: str,
    given: mapping.Given,
    signed: Signature,
    *,
    sheet: str | None = None,
    step: Step = quietly,
) -> Import:
    """Look at a spreadsheet as rows of a table: what would be written, and what is wrong with which row.

    Raises `DeskError` for a file, table or column that there is not, and where the table needs a column that
    neither the spreadsheet nor `given.set` has.
    """
    draft = Draft(folder)
    name = draft.file(table)
    grid = spreadsheet.read(path, sheet)
    known = draft.columns(table)
    columns = mapping.columns_of(grid.header, given, known, name)
    is_kind = table in draft.book.kinds
    lacking = [c.name for c in known.values() if c.required and c.name not in {*columns.values(), *given.set}]
    if missing := [column for column in lacking if not (is_kind and column == "claim")]:
        raise DeskError(
            f"Every row of {name} needs {', '.join(missing)}, and no column of the file is that.",
            f'Say which: --map "Header={missing[0]}"; or one value for all: --set {missing[0]}=…',
        )
    found = Import(draft, table, path, columns, [h for h in grid.header if h and h not in columns], signed)
    converter = Converter(draft)
    for number, cells in grid.rows:
        raw = dict(given.set) | {columns[h]: cell for h, cell in zip(grid.header, cells, strict=True) if h in columns}
        if is_kind and not raw.get("locator"):
            raw["locator"] = f"row {number}"
        row = {}
        for column, cell in raw.items():
            try:
                row[column] = converter.cell(known[column], cell) if column in known else cell
            except CellError as fault:
                header = next((h for h, c in columns.items() if c == column), column)
                found.faults.append(Fault(number, header, fault.message, fault.hint))
        if not any(fault.row == number for fault in found.faults):
            found.rows[number] = row
    step("checking the rows")
    check_rows(found)
    return found


def check_rows(found: Import) -> None:
    """Ask the rules of a check about the rows; those with an error are no longer among the good."""
    from foedus.desk.validate import news

    if not found.rows:
        return
    draft = Draft(found.draft.folder)
    sheet = draft.table(found.table)
    numbers = list(found.rows)
    keys = dict(zip(put(draft, found.table, list(found.rows.values()), found.signed), numbers, strict=True))
    by_line = {line: keys.get(sheet.cell(record, sheet.key)) for line, record in sheet.rows()}
    for finding in news(draft.folder, {s.name: s.data for s in draft.changed()}).errors:
        number = keys.get(finding.subject) or (by_line.get(finding.line) if finding.file == sheet.name else None)
        if number is None:
            raise DeskError(f"It would bring an error into {finding.place}: {finding.message}", finding.hint)
        header = next((h for h, column in found.columns.items() if column == finding.field), finding.field)
        found.faults.append(Fault(number, header, finding.message, finding.hint))
        found.rows.pop(number, None)
    found.faults.sort()
