"""Fetch a dataset from its official address; what was cut off goes on where it ended.

The checksum must be the known one; where none is known, that of the first time is recorded, and a later file that
differs is refused. A file that is wrong in any way never takes the place of a good one. Proxies are taken from
the environment (HTTPS_PROXY).

  foedus data get nmc

  foedus data get mid dyads --release 4.03
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import data, options

if TYPE_CHECKING:
    from foedus.reference.fetch import Progress as Told
    from foedus.reference.obtain import Offer
    from foedus.reference.take import Obtained

_CHECKSUM = {
    "known": "its checksum is the known one",
    "as before": "its checksum is as it was",
    "recorded": "no checksum is published; that of this file is recorded, and compared from now on",
    "": "",
}


def run(
    name: data.Name,
    part: Annotated[
        str | None,
        typer.Argument(metavar="PART", help="Only this part of it.", autocompletion=data.complete_part),
    ] = None,
    release: Annotated[str | None, typer.Option(metavar="VERSION", help="This release; else the newest.")] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Though it is here, and though its checksum changed.")] = False,
    as_json: options.Json = False,
) -> None:
    """Fetch a dataset."""
    from foedus.reference.obtain import get_all

    with _bars() as bar:
        obtained = get_all(name, part, release, anew=anew, progress=bar)
    tell(obtained, as_json)


@contextmanager
def _bars() -> "Iterator[Callable[[Sequence[Offer]], Told]]":
    """A bar for each file on standard error, where somebody looks at a screen."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from foedus.cli import show

    console = show.progress_console()
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:

        def bar(wanted: "Sequence[Offer]") -> "Told":
            parts = ", ".join(offer.file.part for offer in wanted)
            task = progress.add_task(f"{parts} {wanted[0].release.version}", total=None)
            return lambda done, total: progress.update(task, completed=done, total=total)

        yield bar


def tell(obtained: "Sequence[Obtained]", as_json: bool) -> None:
    """What is in foedus's folder now, and what its import has found."""
    from foedus.cli import show
    from foedus.reference.catalogue import result

    if as_json:
        show.print_json(
            [
                {"part": one.imported.part, "file": str(one.path), "was_there": one.was_there, "checksum": one.checksum}
                | {"replaced": [str(path) for path in one.replaced]}
                | result(one.imported)
                for one in obtained
            ]
        )
        return
    for one in obtained:
        made = one.imported
        what = f"{made.dataset} {made.part}: {made.version}, {made.span[0]}-{made.span[1]}, {made.rows:,} rows"
        show.console.print(what, style="bold", markup=False, soft_wrap=True)
        show.indented(f"{one.path}{' (was there already)' if one.was_there else ''}")
        if _CHECKSUM[one.checksum]:
            show.indented(f"{_CHECKSUM[one.checksum]}: {made.sha256[:16]}…", dim=True)
        for path in one.replaced:
            show.indented(f"in place of {path.name}", dim=True)
        if made.findings:
            show.indented(f"{show.number(len(made.findings), 'finding')}: foedus data show {made.dataset}", dim=True)
