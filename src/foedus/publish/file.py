"""A document as a file, in the format its ending names: there in full or, where anything fails, as it was before."""

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from foedus.record.ask import AskError
from foedus.views.document import Document


def _html(document: Document) -> bytes:
    from foedus.pages.brief import page

    return page(document).encode("utf-8")


def _text(document: Document) -> bytes:
    from foedus.pages.text import text

    return text(document).encode("utf-8")


def _pdf(document: Document) -> bytes:
    from foedus.publish.pdf import pdf

    return pdf(document)


def _docx(document: Document) -> bytes:
    from foedus.publish.docx import docx

    return docx(document)


FORMATS: Mapping[str, Callable[[Document], bytes]] = {".html": _html, ".pdf": _pdf, ".docx": _docx, ".txt": _text}
"""What a document can be written as, by ending."""


def form_of(target: Path) -> Callable[[Document], bytes]:
    """What makes the bytes of a file of this name. Raises `AskError` for an ending that is not known."""
    form = FORMATS.get(target.suffix.lower())
    if form is None:
        *most, last = FORMATS
        raise AskError(
            f"A document cannot be written as '{target.name}'.",
            f"Choose a name that ends in {', '.join(most)} or {last}.",
        )
    return form


def put(content: bytes, target: Path) -> None:
    """Put bytes where a file is to be, at a stroke. Raises `AskError` for a place that cannot be written to."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    except OSError as error:
        raise AskError(
            f"{target} cannot be written: {error.strerror}.", "Choose another place with --out FILE."
        ) from error


def _replace(target: Path, content: bytes) -> None:
    """Write into a new file beside the target, then put it in its place."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes a file that only its owner can read; a document is as readable as any new file.
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
