"""A draft: the files of a case as a decision would leave them, and the way to carry it out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC
from pathlib import Path

import msgspec

from foedus.case.parquet import SUFFIX
from foedus.codebook import Codebook, CodebookError, Column, load
from foedus.desk import journal, log
from foedus.desk.errors import DeskError
from foedus.desk.file import Sheet, Table, digest
from foedus.desk.lock import locked
from foedus.desk.log import Entry, Signature
from foedus.terms.words import nearest


class Done(msgspec.Struct, frozen=True):
    """What a decision has done."""

    entry: Entry
    """Its line in the log; its `id` undoes it."""
    warnings: tuple[str, ...] = ()
    """What a check warns of now and did not before."""

    @property
    def key(self) -> str:
        """The first key that the decision is about: of `add` the new claim's."""
        return self.entry.about[0] if self.entry.about else ""


class Draft:
    """The files of a case, read when asked for, changed in memory, written by `carry_out`.

    `seen` are digests of files as they were shown to whoever decides; where one differs, the decision is
    refused. Raises `DeskError` where there is no case, or its kinds cannot be read.
    """

    def __init__(self, folder: Path, seen: Mapping[str, str] | None = None, *, holding: bool = False) -> None:
        if not (folder / "case.toml").exists() and not (folder / "claims").is_dir():
            raise DeskError(f"{folder} is no case.", f"`foedus new {folder}` starts one.")
        if in_parquet := sorted((folder / "claims").glob(f"*{SUFFIX}")):
            raise DeskError(
                f"The claims of this case are Parquet (claims/{in_parquet[0].name}); only plain text is edited here.",
                "Change what writes them, and write them anew; or keep the case as CSV.",
            )
        self.folder = folder
        self.holding = holding
        """Whether the lock is held by who made the draft."""
        if not holding:
            journal.settle(folder)
        self.book = book(folder)
        self.sheets: dict[str, Sheet] = {}
        self.keys: dict[str, set[str]] = {}
        """The keys of each table before anything was changed, kept by `references.keys`."""
        for name, shown in (seen or {}).items():
            if self.sheet(name).digest != shown:
                raise DeskError(
                    f"{name} has changed since it was shown: the file changed underneath.",
                    "Look at it again, then decide again. Nothing was written.",
                )

    def file(self, table: str) -> str:
        """The name of a table's file. Raises `DeskError` where the codebook has no such table."""
        if table in self.book.kinds:
            return f"claims/{table}.csv"
        if table in self.book.tables:
            return f"{table}.csv"
        names = [*self.book.kinds, *self.book.tables]
        near = nearest(table, names)
        hint = f"Did you mean '{near}'?" if near else "There are: " + ", ".join(names) + "."
        raise DeskError(f"There is no table called '{table}'.", hint)

    def columns(self, table: str) -> Mapping[str, Column]:
        """The columns that the codebook gives a table."""
        return (self.book.kinds.get(table) or self.book.tables[table]).by_name

    def key_column(self, table: str) -> str:
        """The column that identifies a row."""
        return "claim" if table in self.book.kinds else self.book.tables[table].key

    def sheet(self, name: str) -> Sheet:
        """A file of the case by name; of a table's file its `Table`."""
        if name not in self.sheets:
            stem = name.removeprefix("claims/").removesuffix(".csv")
            data = journal.current(self.folder, name)
            if name.endswith(".csv") and self.file(stem) == name:
                self.sheets[name] = Table(name, data, list(self.columns(stem)), self.key_column(stem))
            else:
                self.sheets[name] = Sheet(name, data)
        return self.sheets[name]

    def table(self, table: str) -> Table:
        """A table by its name in the codebook."""
        sheet = self.sheet(self.file(table))
        assert isinstance(sheet, Table)
        return sheet

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Every table of which there is a file."""
        for name in (*self.book.tables, *self.book.kinds):
            if (table := self.table(name)).digest is not None:
                yield name, table

    def changed(self) -> list[Sheet]:
        """The files that would be written."""
        return [sheet for sheet in self.sheets.values() if sheet.changed]

    def carry_out(
        self,
        what: str,
        said: str,
        about: Sequence[str],
        signed: Signature,
        *,
        of: str = "",
        checked: bool = True,
        step: Callable[[str], None] = lambda _: None,
    ) -> Done:
        """Write what has been drafted, as one decision, and log it.

        Raises `DeskError` where nothing would change, where it would bring errors into the case (unless it is
        not to be `checked`), or where a file that was read has changed since. Nothing is changed then.
        """
        with nullcontext() if self.holding else locked(self.folder):
            if not self.holding:
                journal.recover(self.folder)
            changed = self.changed()
            for sheet in self.sheets.values():
                if sheet not in changed:
                    journal.guard(self.folder, sheet.name, sheet.digest)
            if not changed:
                raise DeskError("Nothing would change: it is so already.")
            step("checking what would be")
            files = {sheet.name: journal.Write(sheet.digest, sheet.data) for sheet in changed}
            warnings = self.check({name: file.data for name, file in files.items()}, checked)
            entry, line = log.line(
                self.folder,
                Entry(
                    id="",
                    when=signed.clock().astimezone(UTC).isoformat(timespec="seconds"),
                    who=signed.who,
                    what=what,
                    said=said,
                    about=tuple(about),
                    reason=signed.reason,
                    of=of,
                    files={name: (file.before, _digest(file.data)) for name, file in files.items()},
                    hunks=tuple(hunk.as_dict() for sheet in changed for hunk in sheet.hunks()),
                ),
            )
            step("writing")
            journal.write(self.folder, files, {log.NAME: line})
            return Done(entry, tuple(warnings))

    def check(self, files: Mapping[str, bytes | None], strict: bool = True) -> list[str]:
        """What a check would newly warn of; raises `DeskError` for new errors, where it is `strict`."""
        from foedus.desk.validate import news

        new = news(self.folder, files)
        if new.errors and strict:
            first = new.errors[0]
            more = f" and {len(new.errors) - 1} more" if len(new.errors) > 1 else ""
            raise DeskError(
                f"It would bring an error into {first.file}: {first.message}{more}", first.hint, findings=new.errors
            )
        return [f"{finding.place}: {finding.message}" for finding in (*new.errors, *new.warnings)]


def _digest(data: bytes | None) -> str | None:
    return None if data is None else digest(data)


def book(folder: Path) -> Codebook:
    """The codebook with the case's own kinds. Raises `DeskError` where one cannot be read."""
    try:
        return load(sorted((folder / "kinds").glob("*.toml")))
    except (CodebookError, ValueError, RecursionError, OSError) as error:
        raise DeskError(
            f"A kind of the case cannot be read: {error}.", f"`foedus check {folder}` says more."
        ) from error


@contextmanager
def drafting(folder: Path, seen: Mapping[str, str] | None = None) -> Iterator[Draft]:
    """A draft made while the lock is held, so that nobody comes in between reading and writing."""
    if not folder.is_dir():
        raise DeskError(f"There is no folder {folder}.", "`foedus new DIR` starts a case.")
    with locked(folder):
        journal.recover(folder)
        yield Draft(folder, seen, holding=True)
