"""Would a decision bring errors into a case? The case is checked as it would be, before a byte is written."""

import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from foedus.case import Finding, check
from foedus.desk.lock import DRAFT, private


class News(NamedTuple):
    """Findings that the case would have and has not now."""

    errors: list[Finding]
    warnings: list[Finding]


def news(folder: Path, files: Mapping[str, bytes | None]) -> News:
    """What a check would find that it does not find now, were these files written. Nothing is.

    Faults that a case has already do not stand in the way of mending others.
    """
    after = _findings(folder, files)
    before = _findings(folder, {}) if after else []
    known = Counter(map(_same, before))
    new = []
    for finding in after:
        if known[_same(finding)]:
            known[_same(finding)] -= 1
        else:
            new.append(finding)
    return News([f for f in new if f.severity == "error"], [f for f in new if f.severity == "warning"])


def _same(finding: Finding) -> tuple[str, ...]:
    """What makes two findings the same although rows have moved: all but the numbers of lines."""
    message = re.sub(r"\d+", "#", finding.message)
    return finding.code, finding.severity, finding.file, finding.field, finding.subject, message


def _findings(folder: Path, files: Mapping[str, bytes | None]) -> tuple[Finding, ...]:
    with tempfile.TemporaryDirectory(prefix=DRAFT, dir=private(folder)) as work:
        case = Path(work) / folder.resolve().name
        case.mkdir()
        for name in ("case.toml", "claims", "kinds", "documents", *_tables(folder)):
            if name not in files and (folder / name).exists():
                _like(folder / name, case / name)
        for name, data in files.items():
            (case / name).unlink(missing_ok=True)  # a link to the real file must not be written through
            if data is not None:
                (case / name).parent.mkdir(exist_ok=True)
                (case / name).write_bytes(data)
        return check(case).findings


def _tables(folder: Path) -> Iterable[str]:
    return (path.name for path in folder.glob("*.csv") if not path.name.startswith("."))


def _like(source: Path, target: Path) -> None:
    """The same file or folder in another place, without copying where the disk can link."""
    if source.is_dir():
        shutil.copytree(source, target, copy_function=_link)
    else:
        _link(source, target)


def _link(source: Path | str, target: Path | str) -> None:
    source = Path(source).resolve()  # the file itself: a link to it would lead out of the draft
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
