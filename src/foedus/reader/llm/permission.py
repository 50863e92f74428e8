"""What may leave the machine: sources that are published, unless they are marked; the others only where it is allowed.

The marks stand in `case.toml`, `[remote]`: `never` for sources that are not sent at all, `allow` for those that are
not known to be published and may be sent all the same. A source is known to be published where its row in
`sources.csv` says when and where: `published`, not in the future, and `publisher` or `url`. On this machine
everything may be read.
"""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from foedus.case import settings
from foedus.reader.llm.endpoint import Endpoint, EndpointError
from foedus.terms import dates

if TYPE_CHECKING:
    from foedus.reader.read import Source


class Permission(msgspec.Struct, frozen=True):
    """Which sources may be sent away."""

    never: frozenset[str] = frozenset()
    allow: frozenset[str] = frozenset()
    catalogued: frozenset[str] = frozenset()
    """Sources that somebody has given a row: what a document says of itself does not count."""
    documents: Path | None = None
    """Where the case has its documents."""
    today: datetime.date | None = None

    def known(self, sources: Iterable["Source"]) -> None:
        """Raise `EndpointError` for a key that is none of a source: it was to keep one here, or to send one."""
        unknown = sorted({*self.never, *self.allow} - self.catalogued - {source.key for source in sources})
        if unknown:
            raise EndpointError(f"There is no source {unknown[0]}, so nothing was sent.", "See how its key is written.")

    def refusal(self, source: "Source", endpoint: Endpoint) -> str:
        """Why a source may not be sent, as the end of a sentence; nothing where it may."""
        row, key = source.row, source.key
        if not endpoint.remote:
            return ""
        if key in self.never:
            return "it is marked to stay here"
        if key in self.allow:
            return ""
        if key not in self.catalogued:
            return "no row of sources.csv says that it is published"
        if self._another(source):
            return "it is another file than the one of that name in documents/"
        return "" if self._published(row) else "its row of sources.csv does not say when and where it was published"

    def _another(self, source: "Source") -> bool:
        """Whether a file only bears the name of a source's document, which has other bytes."""
        own = self.documents / source.row.get("document", "") if self.documents else None
        if own is None or not own.is_file():
            return False
        return hashlib.sha256(own.read_bytes()).hexdigest() != source.document.sha256

    def _published(self, row: Mapping[str, str]) -> bool:
        if not (row.get("publisher") or row.get("url")):
            return False
        try:
            day = dates.parse(row.get("published") or "")
        except dates.DateError:
            return False
        first = day.earliest or day.latest
        return first is not None and first <= (self.today or datetime.date.today())


def permission(
    case: Path | None, rows: Iterable[Mapping[str, str]], *, send: Iterable[str] = (), keep: Iterable[str] = ()
) -> Permission:
    """What a case allows, with what was typed: `send` and `keep`. `rows`: of the tables of sources.

    Raises `EndpointError` where `case.toml` cannot be relied on, and for marks that name no source: a mark with a
    slip of the pen must not send what it was to keep.
    """
    marks = settings.Remote()
    known = frozenset(row["source"] for row in rows if row.get("source"))
    if case is not None:
        found, findings = settings.read(case)
        wrong = [one for one in findings if one.severity == "error"]
        if wrong:
            raise EndpointError(f"{wrong[0].message} So it is not known which sources may be sent.", wrong[0].hint)
        marks = found.remote
        unknown = sorted({*marks.never, *marks.allow} - known)
        if unknown:
            raise EndpointError(
                f"[remote] in case.toml names {unknown[0]}, which is no source.",
                "See how its key is written in sources.csv.",
            )
    documents = case / "documents" if case is not None else None
    return Permission(frozenset([*marks.never, *keep]), frozenset([*marks.allow, *send]), known, documents)
