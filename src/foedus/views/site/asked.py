"""What a page is asked: of which record, with which selection, about which key."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from foedus.case.findings import Finding
from foedus.record import Record, Rows
from foedus.views.selection import Selection


class LeftOut(msgspec.Struct, frozen=True):
    """A row of the case that has errors and therefore is not in the record that is shown."""

    file: str
    line: int
    """From 1; 0 where the whole file is left out."""
    text: str
    """What stands there, in short."""


class Sent(msgspec.Struct, frozen=True):
    """What a form has sent and what was not done with it: the page is shown again with what stood in its fields."""

    fields: Mapping[str, tuple[str, ...]]
    message: str = ""
    """Why it was not done; '' where the fields are only to be looked at."""
    hint: str = ""
    findings: tuple[Finding, ...] = ()
    """The errors that it would have brought into the case."""

    def one(self, name: str, default: str = "") -> str:
        """The first value of a field."""
        return next(iter(self.fields.get(name, ())), default)


class Asked(msgspec.Struct, frozen=True):
    """A question to a page. The record is at the selection's clocks already."""

    record: Record
    selection: Selection = Selection()
    key: tuple[str, ...] = ()
    """The keys in the address, in its order: `("TUR", "KAZ")` of /pair/TUR/KAZ."""
    findings: tuple[Finding, ...] = ()
    """What the check of the case has found."""
    left_out: tuple[LeftOut, ...] = ()
    waived: tuple[Finding, ...] = ()
    """What it has found and case.toml lets stand."""
    folder: Path | None = None
    """The case's folder, for pages that read more than the record (proposals, documents); nothing on a static site."""
    sent: Sent | None = None
    """What was sent to a page that has a form, and was not done."""


class Content(Protocol):
    """What every page's content has."""

    @property
    def title(self) -> str:
        """The page's heading, and the title of its window."""

    def rows(self) -> Rows:
        """The page as a table, for its CSV."""
