"""Would a decision bring errors into a case? The case is checked as it would be, before a byte is written."""

import hashlib
import os
import re
import shutil
import tempfile
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from foedus.case import Finding, check
from foedus.desk.lock import DRAFT, private

MOST_HELD = 4
LOOKED_AT = ("*.toml", "*.csv", "claims/*.csv", "kinds/*.toml")
"""The files of which a check reads every byte."""


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


_held: OrderedDict[tuple[Path, str], tuple[Finding, ...]] = OrderedDict()
"""Findings of states of a case, those not asked for longest going first."""
_lock = threading.Lock()


def _findings(folder: Path, files: Mapping[str, bytes | None]) -> tuple[Finding, ...]:
    """What a check finds with some files written: what was to be after one decision is what is there before the next.

    A check of 100,000 claims takes seconds.
    """
    state = folder.resolve(), _state(folder, files)
    with _lock:
        found = _held.get(state)
        if found is not None:
            _held.move_to_end(state)
            return found
    made = _checked(folder, files)
    with _lock:
        _held[state] = made
        while len(_held) > MOST_HELD:
            _held.popitem(last=False)
    return made


def _state(folder: Path, files: Mapping[str, bytes | None]) -> str:
    """What tells this state of a case from any other: the bytes of files, of documents how old and large they are."""
    told = hashlib.blake2b(digest_size=16)
    names = {path.relative_to(folder).as_posix() for pattern in LOOKED_AT for path in folder.glob(pattern)}
    for name in sorted(names.union(files)):
        data = files[name] if name in files else (folder / name).read_bytes()
        if data is not None:
            told.update(f"{len(name)} {name} {len(data)} ".encode())
            told.update(data)
    for path in sorted((folder / "documents").rglob("*")):
        about = path.stat()
        told.update(f"{path} {about.st_mtime_ns} {about.st_size}\n".encode())
    return told.hexdigest()


def _checked(folder: Path, files: Mapping[str, bytes | None]) -> tuple[Finding, ...]:
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
