"""An archive from which a brief can be made again: the case, the figures as published, and a script that compares.

Goes out: a folder with `case/` (the case's own files, its profile among them), `figures.json` (every figure of the
brief with where it is shown and what it rests on), `pins.json` (foedus's version, the case's files, the datasets by
release and SHA-256) and `replicate.py`, which makes all of it anew and fails where anything differs. No file of a
dataset goes in, nor a row of one.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec

import foedus
from foedus.case import profile as layout
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.build import BuildError, CaseError, build
from foedus.reference.errors import DataError
from foedus.reference.profile import Profile
from foedus.reference.profile.make import make
from foedus.reference.profile.write import changes
from foedus.reference.store import Library
from foedus.views.brief import brief
from foedus.views.figures import Shown, figures

SCRIPT, FIGURES, PINS, CASE = "replicate.py", "figures.json", "pins.json", "case"


class Pinned(msgspec.Struct, frozen=True):
    """A dataset's file that the profile rests on."""

    dataset: str
    part: str
    version: str
    sha256: str


class Pins(msgspec.Struct, frozen=True):
    """What a replication must find as it was."""

    foedus: str
    title: str
    files: Mapping[str, str]
    """SHA-256 of every file of the case, by its name in the folder."""
    datasets: tuple[Pinned, ...]
    start: int | None = None
    """The first year of the profile's yearly figures."""


class Difference(msgspec.Struct, frozen=True):
    """Something that is not as it was published."""

    where: str
    published: str
    now: str

    @property
    def said(self) -> str:
        """The difference in a line."""
        return f"{self.where}: published {_short(self.published)}, now {_short(self.now)}"


class Outcome(msgspec.Struct, frozen=True):
    """What a replication has found."""

    differences: tuple[Difference, ...]
    figures: int
    profile: str
    """Whether the profile was made anew: `made anew`, `not made anew: why`, or `none`."""


def _short(text: str) -> str:
    return f"“{text}”" if len(text) <= 160 else f"“{text[:120]}…” ({len(text)} characters)"


def archive(case: Path, target: Path) -> Pins:
    """Write the archive of a case into a new folder. Raises `AskError` where the folder is there already."""
    if target.exists():
        raise AskError(f"{target} is there already.", "Name a new folder with -o, or move the old one away.")
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        _copy(case, work / CASE)
        with tempfile.TemporaryDirectory() as scratch:
            shown, record = _brief(work / CASE, Path(scratch))
            with record:
                pins = _pins(work / CASE, record)
        (work / FIGURES).write_bytes(msgspec.json.format(msgspec.json.encode(shown), indent=1) + b"\n")
        (work / PINS).write_bytes(msgspec.json.format(msgspec.json.encode(pins, order="sorted"), indent=1) + b"\n")
        (work / SCRIPT).write_text(_script(pins), encoding="utf-8")
        work.chmod(0o755)
        work.rename(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return pins


def _copy(case: Path, target: Path) -> None:
    """The files that a case is read from; what was built from them, and a user's own, stay behind."""
    from foedus.case import read

    opened, _ = read(case)
    with opened:
        names = sorted(opened.digests)
    for name in names:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(case / name, path)


def _brief(case: Path, out: Path) -> tuple[list[Shown], Record]:
    record = Record(build(case, out, parquet=False).path)
    return figures(brief(record)), record


def _pins(case: Path, record: Record) -> Pins:
    files = {path.relative_to(case).as_posix(): _sha256(path) for path in _files(case)}
    rows = Profile.of(record).tables["coverage"]
    pinned = tuple(Pinned(row["dataset"], row["part"], row["version"], row["sha256"]) for row in rows)
    return Pins(foedus.__version__, record.settings.title, files, pinned, _start(Profile.of(record)))


def _start(profile: Profile) -> int | None:
    """The first year of a profile's yearly figures."""
    yearly = {"states": "year", "dyads": "since", "transfers": "year", "exercises": "year"}
    years = [int(row[column]) for table, column in yearly.items() for row in profile.tables[table]]
    return min(years, default=None)


def _files(case: Path) -> list[Path]:
    return sorted(path for path in case.rglob("*") if path.is_file() and "build" not in path.parts[len(case.parts) :])


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def compare(folder: Path, data: list[Path]) -> Outcome:
    """Make the record, the profile and the figures of an archive anew, and hold them against what was published.

    `data` names folders with the datasets; without any the profile is taken as it stands in the archive, and the
    outcome says so. Raises `CaseError` and `BuildError` where the case cannot be read, `AskError` where the archive
    is none.
    """
    pins, published = _published(folder)
    found = [*_version(pins), *_case(folder, pins)]
    with tempfile.TemporaryDirectory() as scratch:
        shown, record = _brief(folder / CASE, Path(scratch))
        with record:
            said, more = _profile(folder, record, pins, data)
    found += [*more, *_shown(published, shown)]
    return Outcome(tuple(found), len(shown), said)


def _published(folder: Path) -> tuple[Pins, list[Shown]]:
    try:
        pins = msgspec.json.decode((folder / PINS).read_bytes(), type=Pins)
        return pins, msgspec.json.decode((folder / FIGURES).read_bytes(), type=list[Shown])
    except (OSError, msgspec.MsgspecError) as error:
        hint = f"It has {PINS}, {FIGURES} and {CASE}/, as `foedus replicate` writes them."
        raise AskError(f"{folder} is no archive of a brief: {error}.", hint) from error


def _version(pins: Pins) -> list[Difference]:
    return [Difference("foedus", pins.foedus, foedus.__version__)] if pins.foedus != foedus.__version__ else []


def _case(folder: Path, pins: Pins) -> list[Difference]:
    now = {path.relative_to(folder / CASE).as_posix(): _sha256(path) for path in _files(folder / CASE)}
    return [
        Difference(f"{CASE}/{name}", pins.files.get(name, "no such file"), now.get(name, "no such file"))
        for name in sorted({*pins.files, *now})
        if pins.files.get(name) != now.get(name)
    ]


def _profile(folder: Path, record: Record, pins: Pins, data: list[Path]) -> tuple[str, list[Difference]]:
    """Whether the profile could be made anew, and where the datasets or it differ."""
    if not pins.datasets:
        return "none", []
    library = Library(data)
    found: list[Difference] = []
    absent = []
    for one in pins.datasets:
        if not library.has(one.dataset, one.part):
            absent.append(one.dataset)
            continue
        now = library.part(one.dataset, one.part)[0]
        if now.sha256 != one.sha256:
            was = f"{one.version}, SHA-256 {one.sha256}"
            found.append(Difference(f"dataset {one.dataset}", was, f"{now.version}, SHA-256 {now.sha256}"))
    if absent:
        names = ", ".join(dict.fromkeys(absent))
        if data:
            found += [Difference(f"dataset {name}", "there", "not on this machine") for name in dict.fromkeys(absent)]
        return f"not made anew: {names} not on this machine", found
    made = make(record, library, pins.start)
    for change in changes(folder / CASE, made):
        lines = [*change.removed, *change.added]
        was, now_ = (change.removed or ("no such line",))[0], (change.added or ("no such line",))[0]
        found.append(Difference(f"{layout.FOLDER}/{change.file} ({len(lines)} lines)", was, now_))
    return "made anew", found


def _shown(published: list[Shown], now: list[Shown]) -> list[Difference]:
    before, after = ({one.where: one for one in shown} for shown in (published, now))
    return [
        Difference(where, _said(before.get(where)), _said(after.get(where)))
        for where in dict.fromkeys([*before, *after])
        if before.get(where) != after.get(where)
    ]


def _said(one: Shown | None) -> str:
    return "nothing" if one is None else f"{one.value} [{', '.join(one.claims)}]" if one.claims else one.value


def _script(pins: Pins) -> str:
    datasets = "\n".join(f"#   {one.dataset} {one.version} ({one.part}): {one.sha256}" for one in pins.datasets)
    pinned = f"# Datasets of its profile, by SHA-256 of the file as published:\n{datasets}\n" if datasets else ""
    return _TEMPLATE.format(version=pins.foedus, title=" ".join(pins.title.split()), pinned=pinned)


_TEMPLATE = '''"""Make the brief again from its case, and fail where a figure is not as it was published.

    pip install foedus=={version}
    python replicate.py                       the record and every figure of the brief
    python replicate.py --data-dir DATASETS   the profile too, from the datasets themselves

Exit code 0: everything is as published. 1: something differs; each difference is named.
"""

# Case: {title}
{pinned}
import sys
from pathlib import Path

from foedus.publish.replicate import main

if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent, sys.argv[1:]))
'''


def main(folder: Path, arguments: list[str]) -> int:
    """What `replicate.py` does; returns its exit code."""
    import argparse

    parser = argparse.ArgumentParser(prog=SCRIPT, description="Make the brief again, and compare.")
    parser.add_argument("--data-dir", metavar="DIR", type=Path, action="append", default=[], help="folder of datasets")
    try:
        outcome = compare(folder, parser.parse_args(arguments).data_dir)
    except (AskError, BuildError, CaseError, DataError) as error:
        os.write(2, f"FAILS    {error.message} {error.hint}\n".encode())
        return 1
    lines = [f"DIFFERS  {one.said}" for one in outcome.differences]
    lines.append(f"profile  {outcome.profile}")
    count = len(outcome.differences)
    lines.append(
        f"figures  {outcome.figures} passages of the brief made again: "
        + (f"{count} difference{'s' * (count != 1)}" if count else "all as published")
    )
    os.write(1, ("\n".join(lines) + "\n").encode())
    return 1 if count else 0
