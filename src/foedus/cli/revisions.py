"""A case as it was at a git revision: its files taken out of git into a folder of their own, and built there."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.case.folder import CaseError

if TYPE_CHECKING:
    from foedus.record import Record


@contextmanager
def at_revision(case: Path, revision: str) -> Iterator["Record"]:
    """The record of a case at a git revision. Raises `CaseError` where git has none."""
    from foedus.record import Record, build

    with tempfile.TemporaryDirectory(prefix="foedus-rev-") as folder:
        archive = _git(case, "archive", "--format=tar", revision, ".")
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        yield Record(build(Path(folder), parquet=False).path)


def _git(case: Path, *arguments: str) -> bytes:
    if not case.is_dir():
        raise CaseError(f"There is no folder {case}.", "Revisions are those of a case folder under git.")
    try:
        done = subprocess.run(["git", "-C", str(case), *arguments], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise CaseError(
            "git is not installed, so there are no revisions to compare.", "Compare two folders."
        ) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise CaseError(
            f"git cannot give that revision: {said[-1] if said else 'no reason given'}.", "`git log` lists them."
        )
    return done.stdout
