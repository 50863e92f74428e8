"""Settle the differences of two coders: a CSV of them, in which a person writes whose reading stands.

`write` makes the file, with the column `take` empty: A, B, or nothing for "not yet". `adjudicate` reads it back
and writes to the first case, as one decision that can be undone. A claim that only one side has is kept or
taken over (A or B as its side), or not. In one case with two coders the claim of the second goes once its pair
is settled.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from foedus.desk.agree import Agreement, Difference, Side
from foedus.desk.claims import Step, put, quietly
from foedus.desk.draft import Done, Draft
from foedus.desk.errors import DeskError
from foedus.desk.log import Signature

HEADER = ("kind", "claim_a", "claim_b", "column", "a", "b", "take")
OWN = frozenset({"claim"})


def write(found: Agreement, path: Path) -> int:
    """Write the differences for somebody to decide; returns how many there are. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows([*difference, ""] for difference in found.differences)
        writer.writerows([kind, a, b, "", "the same", "the same", "A"] for kind, a, b in found.same)
    return len(found.differences)


def read(path: Path) -> list[tuple[int, Difference, str]]:
    """The decisions in a file: line, difference, and A, B or ''. Raises `DeskError` where it is no such file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DeskError(
            f"{path} cannot be read: {error}.", "`foedus agreement … --differences FILE` writes it."
        ) from error
    if set(HEADER) - set(reader.fieldnames or ()):
        hint = "Its header is: " + ",".join(HEADER)
        raise DeskError(f"{path} is no list of differences.", hint)
    out = []
    for line, row in rows:
        take = (row["take"] or "").strip().upper()
        if take not in ("", "A", "B"):
            raise DeskError(f"{path}, line {line}: '{take}' is neither A nor B.", "Leave it empty where it is open.")
        out.append((line, Difference(*(row[name] or "" for name in HEADER[:-1])), take))
    return out


def adjudicate(a: Side, b: Side, path: Path, signed: Signature, *, step: Step = quietly) -> Done:
    """Carry out what a list of differences decides, in the case of side `a`.

    Raises `DeskError` where the list is none, nothing is decided, or a cell is no longer what the list says.
    """
    decided = [(line, difference, take) for line, difference, take in read(path) if take]
    if not decided:
        raise DeskError(f"Nothing is decided in {path}.", "Write A or B into the column 'take'.")
    draft, other = Draft(a.folder), Draft(b.folder)
    within = a.folder.resolve() == b.folder.resolve()
    about: list[str] = []
    goes: dict[str, str] = {}
    for line, difference, take in decided:
        if difference.claim_a and difference.claim_b:
            if difference.column:
                _cell(draft, other, difference, take, f"{path}, line {line}")
            if within:
                goes[difference.claim_b] = difference.kind
            if difference.column and take == "B":
                about.append(difference.claim_a)
        elif difference.claim_a and take == "B":
            goes[difference.claim_a] = difference.kind
        elif difference.claim_b and not within and take == "B":
            about += _take_over(draft, other, difference, signed)
        elif difference.claim_b and within and take == "A":
            goes[difference.claim_b] = difference.kind
    open_pairs = {d.claim_b for _, d, take in read(path) if not take and d.claim_b}
    for claim, kind in goes.items():
        if claim not in open_pairs:
            sheet = draft.table(kind)
            sheet.remove(sheet.find(claim))
            about.append(claim)
    said = f"{len(decided)} difference{'s'[: len(decided) != 1]} between {a.name} and {b.name} settled."
    return draft.carry_out("adjudicate", said, list(dict.fromkeys(about)), signed, step=step)


def _cell(draft: Draft, other: Draft, difference: Difference, take: str, where: str) -> None:
    sheet, theirs = draft.table(difference.kind), other.table(difference.kind)
    record = sheet.find(difference.claim_a)
    now = sheet.cell(record, difference.column), theirs.cell(theirs.find(difference.claim_b), difference.column)
    if now != (difference.a, difference.b):
        raise DeskError(
            f"{where}: {difference.column} has changed since the list was written.",
            "Write the list anew with `foedus agreement … --differences FILE`.",
        )
    if take == "B":
        sheet.widen([difference.column])
        sheet.change(sheet.find(difference.claim_a), {difference.column: difference.b})


def _take_over(draft: Draft, other: Draft, difference: Difference, signed: Signature) -> Sequence[str]:
    theirs = other.table(difference.kind)
    row: Mapping[str, str] = theirs.row(theirs.find(difference.claim_b))
    cells = {column: cell for column, cell in row.items() if column not in OWN and not column.startswith("x_")}
    return put(draft, difference.kind, [cells], signed)
