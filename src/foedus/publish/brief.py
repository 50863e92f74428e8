"""The brief as a file, in the format its ending names."""

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.views.document import Document


def _html(document: Document) -> bytes:
    from foedus.pages.brief import page

    return page(document).encode("utf-8")


def _text(document: Document) -> bytes:
    from foedus.pages.text import text

    return text(document).encode("utf-8")


FORMATS: Mapping[str, Callable[[Document], bytes]] = {".html": _html, ".txt": _text}
"""What the brief can be written as, by ending."""


def write(record: Record, target: Path) -> None:
    """Write the brief of a record; the file is there in full or, where anything fails, as it was before.

    Raises `AskError` for an ending that is not known and for a place that cannot be written to.
    """
    form = FORMATS.get(target.suffix.lower())
    if form is None:
        raise AskError(
            f"A brief cannot be written as '{target.name}'.",
            f"Choose a name that ends in {' or '.join(FORMATS)}.",
        )
    from foedus.views.brief import brief

    content = form(brief(record))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    except OSError as error:
        raise AskError(
            f"The brief cannot be written to {target}: {error.strerror}.", "Choose another place with --out FILE."
        ) from error


def _replace(target: Path, content: bytes) -> None:
    """Write into a new file beside the target, then put it in its place."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes a file that only its owner can read; a brief is as readable as any new file.
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
