"""Read documents (HTML, PDF, DOCX, plain text) into proposed claims, each tied to its words; nothing is accepted.

With a case they go to its folder proposals/, to be reviewed: claims/ is not touched. With --out they become a case
of their own, of proposals, each file a source by its stem, or by a table with columns source, document, blocks.

  foedus read my-case report.pdf interview.html

  foedus read --out proposals report.pdf interview.html --sources sources.csv

  foedus review my-case
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import options

if TYPE_CHECKING:
    from foedus.reader.read import Reading, Told


def run(
    files: Annotated[list[Path], typer.Argument(metavar="[CASE] FILE...", help="The case, unless --out; documents.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Make this folder a case of proposals.")
    ] = None,
    sources: Annotated[
        Path | None, typer.Option("--sources", metavar="FILE", help="Rows of sources.csv that say which file is what.")
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="Processes that parse at the same time.")
    ] = 2,
    as_json: options.Json = False,
) -> None:
    """Read documents into proposed claims."""
    import datetime

    from foedus.case.proposals import ProposalsError
    from foedus.reader.intake import NeedsPackageError

    case = None if out is not None else files[0]
    documents = list(files) if case is None else list(files[1:])
    if not documents:
        raise ProposalsError(
            "There is no document to read.", "It is: foedus read CASE FILE... or foedus read --out DIR FILE..."
        )
    try:
        from foedus.reader import onto
    except ImportError as error:
        if not error.name or error.name.startswith("foedus"):
            raise
        raise NeedsPackageError(
            f"Documents are not read without the package {error.name}.", 'Install it with: pip install "foedus[read]"'
        ) from error
    with _bar() as told:
        reading, folder = onto.read_onto(
            documents, case=case, out=out, sources=sources, workers=workers, told=told,
            coded=datetime.date.today().isoformat(),
        )  # fmt: skip
    _tell(reading, folder, case, as_json)
    if len(reading.failures) and not reading.sources:
        raise typer.Exit(1)


class _bar:  # noqa: N801 - used like a function
    """A progress bar on standard error, gone when done; nothing where nobody looks at a screen."""

    def __enter__(self) -> "Told":
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        from foedus.cli.show import progress_console

        console = progress_console()
        self.progress = Progress(
            BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False),
            console=console, transient=True, disable=not console.is_terminal,
        )  # fmt: skip
        self.progress.start()
        task = self.progress.add_task("starting", total=None)

        def told(done: int, total: int, doing: str) -> None:
            self.progress.update(task, completed=done, total=total, description=doing)

        return told

    def __exit__(self, *_: object) -> None:
        self.progress.stop()


def _tell(reading: "Reading", folder: Path, case: Path | None, as_json: bool) -> None:
    from foedus.cli import show

    if as_json:
        show.print_json(_as_dict(reading, folder))
        return
    counts: dict[str, dict[str, int]] = {}
    for one in reading.proposals:
        by_kind = counts.setdefault(one.row["source"], {})
        by_kind[one.kind] = by_kind.get(one.kind, 0) + 1
    for row in reading.sources:
        kinds = sorted(counts.get(row["source"], {}).items(), key=lambda item: -item[1])
        said = ", ".join(f"{kind} {number}" for kind, number in kinds) or "nothing proposed"
        show.console.print(f"{row['source']}: {said}", markup=False, soft_wrap=True)
    for repost in reading.reposts:
        show.console.print(f"{repost.copy} is a copy of {repost.origin}: {repost.why}", markup=False, soft_wrap=True)
    for name, message, hint in reading.failures:
        show.console.print(f"not read  {name}: {message} {hint}".rstrip(), style="red", markup=False, soft_wrap=True)
    for warning in reading.warnings:
        show.console.print(f"note  {warning}", style="yellow", markup=False, soft_wrap=True)
    if not reading.sources:
        show.console.print("No document could be read, so that nothing was written.", style="bold", markup=False)
        return
    total = show.number(len(reading.proposals), "proposal")
    show.console.print(f"{total} from {show.number(reading.words, 'word')}, in {folder}", style="bold", markup=False)
    show.note(
        f"`foedus review {case}` goes through them." if case else f"`foedus check {folder}` checks them as a case."
    )


def _as_dict(reading: "Reading", folder: Path) -> dict[str, object]:
    proposals = [{"id": one.id, "kind": one.kind, "score": one.score, **one.row} for one in reading.proposals]
    reposts = [{"copy": r.copy, "origin": r.origin, "certain": r.certain, "why": r.why} for r in reading.reposts]
    failures = [{"file": name, "message": said, "hint": hint} for name, said, hint in reading.failures]
    return {
        "folder": str(folder), "words": reading.words, "proposals": proposals, "sources": reading.sources,
        "reposts": reposts, "failures": failures, "warnings": reading.warnings,
    }  # fmt: skip
