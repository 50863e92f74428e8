"""What can be shown of a case with errors: the case without the rows that have them, and which rows those are."""

import csv
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from foedus.case import Finding, check
from foedus.case.folder import CaseError
from foedus.views.site.asked import LeftOut

ROUNDS = 12
"""How often rows are left out: without a source its claims have errors too, and so on."""
LONGEST = 160
"""Characters that are shown of a row."""
MINIMAL = 'format = 1\ntitle = "{title}"\n'


class Rows:
    """A CSV file as records with the lines they stand on in the case."""

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = path.read_bytes().decode("utf-8-sig", errors="replace").splitlines(keepends=True)
        self.records = list(_records(lines))

    def drop(self, lines: Iterable[int]) -> list[tuple[int, str]]:
        """Leave out the records that stand on lines of the file as it is now; returns them as the case has them."""
        wanted = set(lines)
        kept: list[tuple[int, str]] = []
        dropped: list[tuple[int, str]] = []
        at = 1
        for number, (line, text) in enumerate(self.records):
            height = max(1, text.count("\n"))
            hit = number > 0 and not wanted.isdisjoint(range(at, at + height))
            (dropped if hit else kept).append((line, text))
            at += height
        self.records = kept
        self.path.write_text("".join(text for _, text in kept), encoding="utf-8", newline="")
        return dropped


def _records(lines: list[str]) -> Iterator[tuple[int, str]]:
    reader, start = csv.reader(lines), 0
    while True:
        try:
            if next(reader, None) is None:
                return
        except csv.Error:  # the line is a record to be left out
            pass
        end = max(reader.line_num, start + 1)
        yield start + 1, "".join(lines[start:end])
        start = end


def salvage(case: Path, copy: Path) -> list[LeftOut]:
    """Write into `copy` what of the case has no errors, and tell what is left out.

    Raises `CaseError` where nothing can be made of the case.
    """
    _copied(case, copy)
    files: dict[str, Rows] = {}
    left: list[LeftOut] = []
    for _ in range(ROUNDS):
        errors = [finding for finding in check(copy).findings if finding.severity == "error"]
        if not errors:
            return left
        by_file: dict[str, list[Finding]] = {}
        for finding in errors:
            by_file.setdefault(finding.file, []).append(finding)
        for name, found in sorted(by_file.items()):
            left += _mended(copy, name, found, files)
    raise CaseError(
        "The case has errors in so many places that nothing of it can be shown.", f"`foedus check {case}` lists them."
    )


def _mended(copy: Path, name: str, found: list[Finding], files: dict[str, Rows]) -> list[LeftOut]:
    path = copy / name
    lines = {finding.line for finding in found if finding.line > 1}
    if name == "case.toml":
        path.write_text(MINIMAL.format(title=copy.name), encoding="utf-8")
        return [LeftOut(name, 0, "The settings of the case.")]
    if path.suffix == ".csv" and lines and path.is_file():
        rows = files.setdefault(name, Rows(path))
        dropped = rows.drop(lines)
        if dropped:
            return [LeftOut(name, line, _short(text)) for line, text in dropped]
    if path.is_file():
        path.unlink()
        return [LeftOut(name, 0, "The whole file.")]
    raise CaseError(found[0].message, found[0].hint)


def _copied(case: Path, copy: Path) -> None:
    """The files of which a record is made, but for links that lead out of the case."""
    if not case.is_dir():
        raise CaseError(f"There is no case in {case}.", "Has its folder been moved?")
    inside = case.resolve()
    shutil.rmtree(copy, ignore_errors=True)
    for pattern in ("*.toml", "*.csv", "kinds/*.toml", "claims/*.csv", "profile/*"):
        for file in sorted(case.glob(pattern)):
            if file.is_file() and file.resolve().is_relative_to(inside):
                target = copy / file.relative_to(case)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
