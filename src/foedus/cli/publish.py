"""Write the site of a case: every page of the studio that only reads, as files that open without a server.

  foedus publish cases/turkic-states site

  foedus publish my-case site --check          look for dead links and for what should have stayed at home

  foedus publish my-case site --since v1.0     compare it with a git revision, or with another case folder

The folder opens from a disk, a memory stick or any web server; a former site in it is brought up to date, files that
are as they were stay untouched. Notes and coders' names stay at home unless [publish] in case.toml lets them out;
its `address` says where the site will be, for a sitemap and for those who pass on links.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli import options

if TYPE_CHECKING:
    from foedus.publish.site.check import Fault
    from foedus.record import Record

SHOWN = 20
"""Faults that are told one by one."""


def run(
    case: options.Folder,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder to write: a new one, or that of a site.")],
    check: Annotated[
        bool, typer.Option("--check", help="Look the site over: exit code 1 for dead links and leaks.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Of a case with errors: leave out the rows that have them, and say so.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="REV", help="What changed since this git revision, or this other case folder."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, help="Processes; as many as there are cores.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Write the site of a case: files that open without a server."""
    import msgspec

    from foedus.cli import show
    from foedus.publish.site import publish

    with show.bar() as progress, _compared(case, since) as former:
        done = publish(case, out, force=force, since=former, workers=workers, progress=progress)
    faults = _looked_over(case, out) if check else []
    if as_json:
        told: dict[str, Any] = msgspec.to_builtins(done, enc_hook=str)
        told["edition"] = {key: value for key, value in told["edition"].items() if key != "lines"}
        show.print_json(told | ({"faults": msgspec.to_builtins(faults)} if check else {}))
    else:
        show.console.print(f"site     {done.target / 'index.html'}", markup=False, soft_wrap=True)
        written = "nothing has changed" if not done.written else f"{done.written:,} written"
        show.note(f"pages    {done.pages:,}; {done.files:,} files, {done.bytes / 1e6:.1f} MB, {written}")
        if done.withheld:
            show.note(f"kept     {', '.join(done.withheld)}; [publish] in case.toml lets columns out")
        if not done.address:
            show.note("sitemap  none: [publish] address in case.toml says where the site will be")
        if done.errors:
            show.console.print(f"faulty   {show.number(done.errors, 'error')}: every page says so", style="yellow")
        if check:
            _tell(faults)
    if faults:
        raise typer.Exit(1)


@contextmanager
def _compared(case: Path, since: str | None) -> Iterator["Record | None"]:
    """The record to which the site is compared."""
    from foedus.cli.revisions import at_revision

    if since is None:
        yield None
    elif Path(since).is_dir():
        yield options.asked(Path(since), None, None)
    else:
        with at_revision(case, since) as record:
            yield record


def _looked_over(case: Path, out: Path) -> "list[Fault]":
    from foedus.case import read
    from foedus.publish.site.check import faults, home

    opened, _ = read(case)
    with opened:
        return list(faults(out, home(opened, case, out)))


def _tell(faults: "list[Fault]") -> None:
    from foedus.cli import show

    for fault in faults[:SHOWN]:
        where = f"{fault.file}:{fault.line}" if fault.line else fault.file
        show.console.print(f"{fault.what:<9} {where}  {fault.says}", markup=False, style="red", soft_wrap=True)
    if len(faults) > SHOWN:
        show.note(f"… and {len(faults) - SHOWN} more; --json tells all")
    show.note(f"checked  {show.number(len(faults), 'fault')}")
