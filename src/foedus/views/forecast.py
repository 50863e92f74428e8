"""The answer of the forecast as a part of a document: strands, chances with their evaluation, cores, assumptions."""

from pathlib import Path

from foedus.forecast.answer import Answer, answer
from foedus.forecast.errors import ForecastError
from foedus.forecast.sheets import TITLE, measured
from foedus.record import Record
from foedus.views import document as doc
from foedus.views import measured as shown

ANCHOR = "chances"


def section(record: Record, found: Answer, anchor: str = ANCHOR) -> doc.Section:
    """An answer as a section; figures carry notes on their claims, or name their dataset."""
    return shown.section(measured(record, found), record, anchor)


def of_case(record: Record, folder: Path | None = None) -> doc.Section | None:
    """The answer for the case's coalition; none where it names no two states. What cannot be answered says why."""
    if len(record.settings.coalition.members) < 2:
        return None
    try:
        return section(record, answer(record, folder or folder_of(record)))
    except ForecastError as error:
        return doc.Section(ANCHOR, TITLE, (doc.Paragraph((doc.Name(f"There is no answer: {error.message}"),)),))


def folder_of(record: Record) -> Path | None:
    """The folder of the case from which a record was built, where the record lies in its `build/`."""
    folder = record.path.parent.parent
    return folder if (folder / "case.toml").is_file() else None
