"""Show what changed: between two days of knowledge, two case folders, or two git revisions of one.

foedus diff cases/turkic-states --known 2022-05-26 --known 2022-07-01

foedus diff cases/turkic-states my-copy-of-it

foedus diff cases/turkic-states --rev HEAD~1
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli import options

if TYPE_CHECKING:
    from foedus.record import Record
    from foedus.views.changes import Changes


def run(
    case: options.Case,
    other: Annotated[
        Path | None, typer.Argument(metavar="[OTHER]", help="Another case folder to compare with.")
    ] = None,
    known: Annotated[
        list[str] | None, typer.Option("--known", metavar="DATE", help="Two days of knowledge: before and after.")
    ] = None,
    rev: Annotated[
        list[str] | None, typer.Option("--rev", metavar="REV", help="A git revision before; a second one after.")
    ] = None,
    limit: options.Limit = 30,
    as_json: options.Json = False,
) -> None:
    """Show what changed between two states of a case."""
    from foedus.cli import show
    from foedus.views.changes import changes

    with _two(case, other, known or [], rev or []) as (before, after):
        view = changes(before, after)
    if as_json:
        show.print_json(view.as_dict())
        return
    counts = (
        f"{show.number(len(view.added), 'claim')} added, {len(view.withdrawn)} withdrawn, {len(view.changed)} changed; "
        f"{show.number(len(view.turned), 'conclusion')} changed"
    )
    show.heading(counts)
    print_changes(view, limit)


@contextmanager
def _two(case: Path, other: Path | None, known: list[str], rev: list[str]) -> Iterator[tuple["Record", "Record"]]:
    from foedus.cli.revisions import at_revision

    ways = (other is not None) + bool(known) + bool(rev)
    if ways != 1:
        raise typer.BadParameter("give two --known days, or another folder, or one or two --rev.", param_hint="OTHER")
    if known:
        if len(known) != 2:
            raise typer.BadParameter("give --known twice: the day before and the day after.", param_hint="--known")
        yield options.asked(case, None, known[0]), options.asked(case, None, known[1])
    elif other is not None:
        yield options.asked(case, None, None), options.asked(other, None, None)
    elif len(rev) > 2:
        raise typer.BadParameter("give --rev once or twice.", param_hint="--rev")
    else:
        with at_revision(case, rev[0]) as before:
            if len(rev) == 1:
                yield before, options.asked(case, None, None)
            else:
                with at_revision(case, rev[1]) as after:
                    yield before, after


def print_changes(view: "Changes", limit: int, *, claims: bool = True) -> None:
    """Claims that came, went and changed; conclusions that changed, with the claims that did it."""
    from foedus.cli import show

    if claims:
        for sign, found in (("+", view.added), ("-", view.withdrawn)):
            for one in found[:limit] if limit else found:
                show.console.print(f"{sign} {one.claim}  {one.sentence}", markup=False)
                show.note(f"           {one.cite} {one.locator}")
            if limit and len(found) > limit:
                show.note(f"  … and {len(found) - limit} more; --limit 0 shows all")
        for changed in view.changed[:limit] if limit else view.changed:
            show.console.print(f"~ {changed.claim}  {changed.sentence}", markup=False)
            for name, (old, new) in changed.cells.items():
                show.note(f"           {name}: {old or 'empty'} → {new or 'empty'}")
    if view.turned:
        show.console.print()
        lines = (
            [
                show.named(turned.title, turned.event),
                turned.label,
                turned.before or "–",
                turned.after or "–",
                turned.rule_after or turned.rule_before,
                ", ".join(turned.because),
            ]
            for turned in (view.turned[:limit] if limit else view.turned)
        )
        show.table(("event", "conclusion", "before", "after", "by rule", "because of"), lines, total=len(view.turned))
