"""The brief as a file, in the format its ending names."""

from pathlib import Path

from foedus.publish.file import FORMATS, form_of, put
from foedus.record import Record

__all__ = ["FORMATS", "write"]


def write(record: Record, target: Path) -> None:
    """Write the brief of a record; the file is there in full or, where anything fails, as it was before.

    Raises `AskError` for an ending that is not known and for a place that cannot be written to.
    """
    form = form_of(target)
    from foedus.views.brief import brief

    put(form(brief(record)), target)
