"""Read documents (HTML, PDF, DOCX, plain text) into proposed claims, each tied to its words; nothing is accepted.

With a case they go to its folder proposals/, to be reviewed: claims/ is not touched. With --out they become a case
of their own, of proposals, each file a source by its stem, or by a table with columns source, document, blocks.

With --llm a language model that you have reads, too: on this machine, or elsewhere, where only sources go that
sources.csv shows to be published, after a question. The key comes from the environment alone.

  foedus read my-case report.pdf interview.html

  foedus read --out proposals report.pdf interview.html --sources sources.csv

  foedus read my-case report.pdf --llm http://localhost:11434/v1 --llm-model qwen3:8b

  foedus read --engine local --workers 4 --out proposals archive/

  foedus review my-case

With --engine whole folders are read, or Parquet files with columns name and content: on so many workers (local), or on
Apache Spark (spark). What was read stays in DIR.work, so that work that was stopped goes on where it was.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import options, second

if TYPE_CHECKING:
    from foedus.reader.llm.second import SecondReader
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
    llm: second.Llm = None,
    llm_model: second.Model = "",
    llm_key_env: second.KeyEnv = "",
    llm_price: second.Price = None,
    llm_limit: second.Limit = None,
    llm_tokens: second.Tokens = None,
    llm_at_once: second.AtOnce = 2,
    llm_timeout: second.Timeout = 120.0,
    llm_send: second.Send = "",
    llm_keep: second.Keep = "",
    llm_remote: second.Remote = False,
    only_llm: second.Only = False,
    yes: second.Yes = False,
    engine: Annotated[
        str, typer.Option(metavar="NAME", help="For archives: local (own workers) or spark; with --out.")
    ] = "",
    config: Annotated[
        Path | None, typer.Option(metavar="TOML", help="Settings of Spark: its master and its own options.")
    ] = None,
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
    bar = _bar()
    model = None
    if engine or config:
        if out is None or llm or only_llm:
            raise ProposalsError("An archive is read into a folder of its own, by the reader.", "Use --out, not --llm.")
        _archive(documents, out, sources, workers, engine, config, as_json)
        return
    if llm:
        asked = second.Asked(
            url=llm, model=llm_model, key_env=llm_key_env, price=llm_price, limit=llm_limit, tokens=llm_tokens,
            at_once=llm_at_once, timeout=llm_timeout, send=llm_send, keep=llm_keep, remote=llm_remote, alone=only_llm,
            yes=yes,
        )  # fmt: skip
        model = asked.reader(case, out, sources, bar.pause)
    elif only_llm:
        raise ProposalsError("--only-llm needs a model to read with.", "Name its address with --llm.")
    with bar as told:
        reading, folder = onto.read_onto(
            documents, case=case, out=out, sources=sources, workers=workers, told=told,
            coded=datetime.date.today().isoformat(), second=model,
        )  # fmt: skip
    _tell(reading, folder, case, as_json, model)
    cut_short = model is not None and model.report is not None and not model.report.complete
    if cut_short or (reading.failures and not reading.sources):
        raise typer.Exit(1)


def _archive(
    paths: list[Path], out: Path, sources: Path | None, workers: int, engine: str, config: Path | None, as_json: bool
) -> None:
    """Read an archive; the documents of one that could be read are shown by their number only."""
    import datetime

    from foedus.case.proposals import ProposalsError
    from foedus.cli import show
    from foedus.reader import onto
    from foedus.reader.archive import read_archive

    if engine not in ("local", "spark") or (config is not None and engine != "spark"):
        raise ProposalsError(f"There is no engine {engine!r}.", "It is local, or spark, which --config sets up.")
    spark = None
    if engine == "spark":
        from foedus.cluster import session, settings

        spark = session(settings(config))
    with _bar() as told:
        found = read_archive(
            paths, out, sources=onto.rows_of(sources) if sources else [], workers=workers, spark=spark, told=told,
            coded=datetime.date.today().isoformat(),
        )  # fmt: skip
    reading = found.reading
    if as_json:
        show.print_json(_as_dict(reading, found.folder) | {"documents": found.documents, "new": found.new})
    else:
        for name, message, hint in reading.failures:
            show.console.print(
                f"set aside  {name}: {message} {hint}".rstrip(), style="red", markup=False, soft_wrap=True
            )
        said = f"{show.number(len(reading.proposals), 'proposal')} from {show.number(found.documents, 'document')}"
        show.console.print(f"{said} ({found.new:,} read now), in {found.folder}", style="bold", markup=False)
    if not reading.sources:
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

    def pause(self, paused: bool) -> None:
        """Take the bar away while one is asked something, and bring it back."""
        (self.progress.stop if paused else self.progress.start)()

    def __exit__(self, *_: object) -> None:
        self.progress.stop()


def _tell(
    reading: "Reading", folder: Path, case: Path | None, as_json: bool, model: "SecondReader | None" = None
) -> None:
    from foedus.cli import show

    report = model.report if model else None
    if as_json:
        show.print_json(_as_dict(reading, folder) | ({"model": report.as_dict()} if report else {}))
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
    if report:
        second.tell(report)
        show.note(_by(reading))
    total = show.number(len(reading.proposals), "proposal")
    show.console.print(f"{total} from {show.number(reading.words, 'word')}, in {folder}", style="bold", markup=False)
    show.note(
        f"`foedus review {case}` goes through them." if case else f"`foedus check {folder}` checks them as a case."
    )


def _by(reading: "Reading") -> str:
    """How many proposals are whose."""
    both = sum(len(one.readers) > 1 for one in reading.proposals)
    model = sum(not one.scored for one in reading.proposals)
    return f"By the reader alone {len(reading.proposals) - both - model}, by the model alone {model}, by both {both}."


def _as_dict(reading: "Reading", folder: Path) -> dict[str, object]:
    proposals = [
        {"id": one.id, "kind": one.kind, "score": one.score if one.scored else None, "by": one.readers, **one.row}
        for one in reading.proposals
    ]
    reposts = [{"copy": r.copy, "origin": r.origin, "certain": r.certain, "why": r.why} for r in reading.reposts]
    failures = [{"file": name, "message": said, "hint": hint} for name, said, hint in reading.failures]
    return {
        "folder": str(folder), "words": reading.words, "proposals": proposals, "sources": reading.sources,
        "reposts": reposts, "failures": failures, "warnings": reading.warnings,
    }  # fmt: skip
