"""The documents that sources name lie in `documents/`, and inside the case's folder.

A case may be published without its documents, for rights; then nothing is checked. Where the folder is there,
a missing file is a warning, and a path that leads out of it an error.
"""

from collections.abc import Iterator
from pathlib import Path

from foedus.case.findings import Finding
from foedus.case.folder import Case


def check(case: Case) -> Iterator[Finding]:
    """Yield `document` findings."""
    folder = case.path / "documents"
    root = folder.resolve()
    for line, source, document in case.rows(
        "SELECT line, source, document FROM sources WHERE document <> '' ORDER BY row"
    ):
        file = folder / document
        if not _inside(file, root):
            message = f"The document '{document}' leads out of documents/."
            hint = "Put the file itself into documents/ and write its name."
            yield Finding("document", "error", "sources.csv", line, message, hint, "document", subject=source)
        elif folder.is_dir() and not _is_file(file):
            message = f"There is no file '{document}' in documents/."
            hint = "Put it there, or mend the name."
            yield Finding("document", "warning", "sources.csv", line, message, hint, "document", subject=source)


def _inside(file: Path, root: Path) -> bool:
    try:
        return file.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # links that lead in a circle
        return False


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # a name longer than any file's
        return False
