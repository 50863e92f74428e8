"""Makes the record that is shown, in a process of its own: `python -m foedus.watch.make CASE FOLDER`.

A process of its own, because a build of a large case takes more memory and time than the server may.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import msgspec

from foedus.case import Finding
from foedus.case.folder import CaseError
from foedus.desk.errors import DeskError
from foedus.desk.journal import settle
from foedus.record import BuildError, build
from foedus.record.ask import AskError
from foedus.views.site.asked import LeftOut
from foedus.watch.salvage import salvage

REST = "rest"
"""The folder of what is left of a case with errors."""


class Made(msgspec.Struct, frozen=True):
    """What came of it: the record, where there is one, what the check found, and what is not in the record."""

    path: str = ""
    findings: tuple[Finding, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    waived: tuple[Finding, ...] = ()
    message: str = ""
    """Why there is no record."""
    hint: str = ""


def make(case: Path, folder: Path) -> Made:
    """The record of a case in a folder. With errors in the case: of its rows that have none."""
    try:
        settle(case)
        built = build(case, folder, parquet=False)
        return Made(str(built.path), built.report.findings, waived=built.report.waived)
    except BuildError as error:
        if not error.findings:
            return Made(message=error.message, hint=error.hint)
        return _rest(case, folder, tuple(error.findings))
    except (CaseError, DeskError, AskError) as error:
        return Made(message=error.message, hint=error.hint)


def _rest(case: Path, folder: Path, findings: tuple[Finding, ...]) -> Made:
    rest = folder / REST
    try:
        left = salvage(case, rest)
        built = build(rest, folder, parquet=False)
    except (CaseError, BuildError) as error:
        return Made(findings=findings, message=error.message, hint=error.hint)
    finally:
        shutil.rmtree(rest, ignore_errors=True)
    return Made(str(built.path), findings, tuple(left), built.report.waived)


def made(case: Path, folder: Path) -> Made:
    """The same, from a process of its own. What it says on the way goes to our standard error."""
    command = [sys.executable, "-m", "foedus.watch.make", str(case), str(folder)]
    # In a session of its own: Ctrl-C is for us.
    done = subprocess.run(command, stdout=subprocess.PIPE, start_new_session=True, check=False)
    try:
        return msgspec.json.decode(done.stdout, type=Made)
    except msgspec.MsgspecError:
        return Made(message="The record could not be built.", hint="What went wrong stands where foedus runs.")


def main() -> None:
    """Make the record of the case that is named, and tell of it as JSON."""
    case, folder = map(Path, sys.argv[1:3])
    sys.stdout.buffer.write(msgspec.json.encode(make(case, folder)))


if __name__ == "__main__":
    main()
