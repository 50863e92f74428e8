"""The Python API: `foedus.open` opens a case and asks its record, `foedus.panel` joins datasets into a panel."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from foedus.case.folder import CaseError
from foedus.desk.journal import settle
from foedus.record import Record, Rows, build, fresh
from foedus.record.build import NAME
from foedus.reference.panel import Panel, panel


class OpenCase:
    """A case that is open for questions: what a `Record` answers, from the folder's newest state.

    `claims`, `events`, `sources`, `entities`, `stages` and `query` give `Rows`; `record` gives the record at
    other clocks.
    """

    def __init__(self, path: Path, record: Record) -> None:
        self.path = path
        self._record = record

    def __enter__(self) -> "OpenCase":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the record."""
        self._record.close()

    def record(self, *, as_of: str | date | None = None, known: str | date | None = None) -> Record:
        """The record at the given clocks: the state of the world on a day, the sources published by a day."""
        return self._record.at(as_of=as_of, known=known)

    def claims(self, kind: str | None = None, **filters: Any) -> Rows:
        """Claims, of one kind or all; filters as in `Record.claims`."""
        return self._record.claims(kind, **filters)

    def events(self, kind: str | None = None, **filters: Any) -> Rows:
        """Events with a claim that meets the filters of `Record.claims`."""
        return self._record.events(kind, **filters)

    def stages(self, event: str) -> Rows:
        """The stages of an event, with how each is said."""
        return self._record.stages(event)

    def sources(self) -> Rows:
        """The sources, those with most claims first."""
        return self._record.sources()

    def entities(self, type: str | None = None) -> Rows:
        """The entities of the case."""
        return self._record.entities(type)

    def query(self, sql: str) -> Rows:
        """The answer to a question in SQL over the record's tables."""
        return self._record.query(sql)

    def tables(self) -> Mapping[str, list[str]]:
        """The tables that `query` can ask, with their columns."""
        return self._record.tables()


def open(
    path: Path | str,
    *,
    as_of: str | date | None = None,
    known: str | date | None = None,
    out: Path | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> OpenCase:
    """Open a case folder, or a `record.duckdb` as it is.

    The record of a folder is built first where it is missing or was built from other files. Raises `CaseError`
    where there is no case, `BuildError` where it has errors, `AskError` for clocks that are no dates.
    """
    path = Path(path)
    if path.suffix == ".duckdb":
        if not path.is_file():
            raise CaseError(f"There is no record {path}.", "`foedus build CASE` makes one.")
        return OpenCase(path, Record(path, as_of=as_of, known=known))
    settle(path)
    ready = fresh(path, out) or build(path, out, progress=progress).path
    return OpenCase(path, Record(ready, as_of=as_of, known=known))


__all__ = ["NAME", "OpenCase", "Panel", "open", "panel"]
